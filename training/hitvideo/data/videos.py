"""A folder of captioned videos.

Each video (`.mp4`, `.mov`, `.mkv`, `.webm`, `.m4v`, `.avi`) has its captions in a text file of the same name beside it,
one a line, or the folder has a `captions.jsonl` with lines like `{"file": "a.mp4", "caption": "…"}`, where `captions`
may hold several.
Everything is checked when the folder is opened, before training starts.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import av
import cv2
import numpy as np

from ..config import ClipConfig, ConfigError, DataConfig

KINDS = {".mp4", ".mov", ".mkv", ".webm", ".m4v", ".avi"}
HELD_OUT = 20  # one video in so many is for validation


class VideoFolder:
    """Clips of the config's size and rate cut out of longer videos; shorter ones hold their last frame.

    Clip numbers beyond the number of videos start over with other cuts of the same videos.
    """

    def __init__(self, data: DataConfig, clip: ClipConfig) -> None:
        self.size = clip
        folder = Path(data.folder)
        if not data.folder:
            raise ConfigError("data.folder: is missing; data.source: videos needs a folder of captioned videos")
        if not folder.is_dir():
            raise ConfigError(f"data.folder: {folder} is not a folder")
        videos = sorted(path for path in folder.rglob("*") if path.suffix.lower() in KINDS)
        if len(videos) < 2:
            raise ConfigError(f"data.folder: {folder} has {len(videos)} videos ({', '.join(sorted(KINDS))}), needs two")
        listed = _read_list(folder / "captions.jsonl")
        self.said = {path: _captions(path, folder, listed) for path in videos}
        self.seconds = {path: _probe(path) for path in videos}
        shuffled = sorted(
            videos, key=lambda path: hashlib.blake2b(path.relative_to(folder).as_posix().encode()).digest()
        )
        count = max(1, len(videos) // HELD_OUT)
        self.splits = {"validation": shuffled[:count], "train": shuffled[count:]}

    def clip(self, number: int, split: str) -> np.ndarray:
        path = self._video(number, split)
        room = self.seconds[path] - self.size.frames / self.size.frames_per_second
        start = max(0.0, room) * np.random.Generator(np.random.Philox(key=[number, 1])).random()
        return read_clip(path, start, self.size)

    def captions(self, number: int, split: str, variants: int) -> list[str]:
        said = self.said[self._video(number, split)]
        first = number // len(self.splits[split])
        return [said[(first + variant) % len(said)] for variant in range(variants)]

    def _video(self, number: int, split: str) -> Path:
        videos = self.splits[split]
        return videos[number % len(videos)]


def read_clip(path: Path, start: float, size: ClipConfig) -> np.ndarray:
    """Frames from `start` seconds on at the clip's rate, filled and cropped to its size: uint8 `[F, H, W, 3]`."""
    times = start + np.arange(size.frames) / size.frames_per_second
    frames: list[np.ndarray] = []
    try:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            if start > 0:
                container.seek(int(start / stream.time_base), stream=stream)
            last = None
            for frame in container.decode(stream):
                while last is not None and len(frames) < size.frames and frame.time > times[len(frames)] + 1e-6:
                    frames.append(_fit(last, size))
                last = frame.to_ndarray(format="rgb24")
                if len(frames) == size.frames:
                    break
    except (av.FFmpegError, IndexError) as error:
        raise ConfigError(f"{path}: cannot be decoded ({error}): replace or remove it") from error
    if last is None:
        raise ConfigError(f"{path}: has no frames: replace or remove it")
    while len(frames) < size.frames:
        frames.append(_fit(last, size))
    return np.stack(frames)


def _fit(frame: np.ndarray, size: ClipConfig) -> np.ndarray:
    """Scaled to cover the clip's picture, the middle cut out."""
    height, width, _ = frame.shape
    scale = max(size.height / height, size.width / width)
    high, wide = max(size.height, round(height * scale)), max(size.width, round(width * scale))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    scaled = cv2.resize(frame, (wide, high), interpolation=method)
    top, left = (high - size.height) // 2, (wide - size.width) // 2
    return scaled[top : top + size.height, left : left + size.width]


def _read_list(file: Path) -> dict[str, list[str]]:
    """Captions by file name from `captions.jsonl`; empty where there is none."""
    if not file.exists():
        return {}
    listed: dict[str, list[str]] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            said = entry["captions"] if "captions" in entry else [entry["caption"]]
            listed.setdefault(str(entry["file"]), []).extend(str(text).strip() for text in said)
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigError(f'{file}: line {number} must be like {{"file": "a.mp4", "caption": "…"}}') from error
    return listed


def _captions(video: Path, folder: Path, listed: dict[str, list[str]]) -> list[str]:
    """The captions of a video. Raises ConfigError naming it where there are none."""
    said = listed.get(video.relative_to(folder).as_posix(), [])
    beside = video.with_suffix(".txt")
    if beside.exists():
        try:
            said = [*said, *(line.strip() for line in beside.read_text(encoding="utf-8").splitlines())]
        except UnicodeDecodeError as error:
            raise ConfigError(f"{beside}: is not UTF-8 text") from error
    said = [text for text in said if text]
    if not said:
        raise ConfigError(f"{video}: has no caption: write one into {beside.name} or {folder / 'captions.jsonl'}")
    return said


def _probe(path: Path) -> float:
    """Length of a video in seconds. Raises ConfigError naming a file that cannot be read."""
    try:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            next(container.decode(stream))
            length = stream.duration * stream.time_base if stream.duration else (container.duration or 0) / av.time_base
            return float(length)
    except (av.FFmpegError, IndexError, StopIteration, OSError) as error:
        raise ConfigError(f"{path}: cannot be read as a video ({error}): replace or remove it") from error
