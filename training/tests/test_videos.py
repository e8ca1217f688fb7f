"""Training on a folder of captioned videos: what is cut out of them, and what is refused before training."""

import json
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from conftest import tiny_settings, write_config

from hitvideo.__main__ import main
from hitvideo.config import ClipConfig, Config, ConfigError, DataConfig
from hitvideo.data.source import open_source
from hitvideo.data.videos import VideoFolder, read_clip
from hitvideo.stage_settings import OF_KNOWN_ATTRIBUTES
from hitvideo.train.stages import STAGES


def leave_out(settings: dict) -> None:
    """Take out of a stage's settings what needs clips with known attributes."""
    for name in OF_KNOWN_ATTRIBUTES:
        settings.pop(name, None)


def write_video(path: Path, seconds: float = 3, rate: int = 24, width: int = 96, height: int = 64) -> Path:
    """A video whose brightness rises from 0 to 240 over its length, with a red left edge."""
    count = round(seconds * rate)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=rate)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = width, height, "yuv420p", 4_000_000
        for i in range(count):
            picture = np.full((height, width, 3), round(240 * i / (count - 1)), np.uint8)
            picture[:, : width // 12] = (255, 0, 0)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    videos = tmp_path / "videos"
    videos.mkdir()
    for name in ("a", "b", "c"):
        write_video(videos / f"{name}.mp4")
        (videos / f"{name}.txt").write_text(f"caption one of {name}\n\ncaption two of {name}\n", encoding="utf-8")
    return videos


SIZE = ClipConfig(frames=16, frames_per_second=8, height=32, width=32)


def opened(folder: Path) -> VideoFolder:
    return VideoFolder(DataConfig(source="videos", folder=str(folder)), SIZE)


def test_a_clip_has_the_rate_and_size_of_the_config_and_the_middle_of_the_picture(folder: Path) -> None:
    clip = read_clip(folder / "a.mp4", 0.0, SIZE)
    assert clip.shape == (16, 32, 32, 3) and clip.dtype == np.uint8
    brightness = clip.mean(axis=(1, 2, 3))
    expected = 240 * np.arange(16) * 3 / 71
    assert np.abs(brightness - expected).max() < 12
    assert np.abs(clip[..., 0].astype(int) - clip[..., 2]).max() < 40  # the red edge is cropped away


def test_a_later_cut_starts_later_and_a_short_video_holds_its_last_frame(folder: Path, tmp_path: Path) -> None:
    later = read_clip(folder / "a.mp4", 1.0, SIZE)
    assert abs(later[0].mean() - 240 / 3) < 14
    short = read_clip(write_video(tmp_path / "short.mp4", seconds=1), 0.0, SIZE)
    assert np.array_equal(short[8], short[15]) and not np.array_equal(short[0], short[8])


def test_numbers_give_the_same_clip_again_and_other_cuts_beyond_the_count(folder: Path) -> None:
    source = opened(folder)
    assert {split: len(videos) for split, videos in source.splits.items()} == {"validation": 1, "train": 2}
    assert np.array_equal(source.clip(1, "train"), opened(folder).clip(1, "train"))
    assert not np.array_equal(source.clip(1, "train"), source.clip(3, "train"))
    assert source.captions(0, "train", 3)[0] == source.captions(0, "train", 3)[2] != source.captions(0, "train", 3)[1]


def test_captions_may_come_from_one_list(folder: Path) -> None:
    (folder / "a.txt").unlink()
    entry = {"file": "a.mp4", "captions": ["from the list", "and another"]}
    (folder / "captions.jsonl").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    assert opened(folder).said[folder / "a.mp4"] == ["from the list", "and another"]


def refuse(folder: Path, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        opened(folder)


def test_bad_folders_are_refused_by_name(folder: Path, tmp_path: Path) -> None:
    refuse(tmp_path / "nowhere", "data.folder: .*nowhere is not a folder")
    (tmp_path / "empty").mkdir()
    refuse(tmp_path / "empty", "data.folder: .*empty has 0 videos")
    (folder / "captions.jsonl").write_text("{}\n", encoding="utf-8")
    refuse(folder, r"captions\.jsonl: line 1 must be like")
    (folder / "captions.jsonl").unlink()
    (folder / "b.txt").write_text("\n", encoding="utf-8")
    refuse(folder, r"b\.mp4: has no caption: write one into b\.txt")
    (folder / "b.txt").write_text("a caption", encoding="utf-8")
    (folder / "c.mp4").write_bytes(b"not a video at all")
    refuse(folder, r"c\.mp4: cannot be read as a video")


def test_a_bad_folder_stops_the_command_before_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    settings = tiny_settings() | {"data": {"source": "videos", "folder": str(tmp_path / "gone")}}
    for stage in settings["train"].values():
        leave_out(stage.get("settings", {}))
    config, run = write_config(tmp_path, settings), tmp_path / "run"
    monkeypatch.setattr("sys.argv", ["hitvideo", "train", "--config", str(config), "--run-folder", str(run)])
    assert main() == 2
    assert "gone is not a folder" in capsys.readouterr().err and not run.exists()


def test_the_tokenizer_and_the_language_model_train_on_videos(tiny: Config, folder: Path, tmp_path: Path) -> None:
    config = replace(tiny, data=DataConfig(source="videos", folder=str(folder), pool=4))
    stages = {name: replace(stage, steps=1) for name, stage in config.train.items()}
    for stage in stages.values():
        leave_out(stage.settings)
    config = replace(config, train=stages)
    assert isinstance(open_source(config), VideoFolder)
    for stage in ("base", "upper", "joint", "language_model"):
        STAGES[stage](config, tmp_path / "run", float("inf"))
    assert (tmp_path / "run" / "language_model.pt").exists()
