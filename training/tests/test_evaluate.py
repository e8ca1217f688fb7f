"""Measuring a pack: figures with known answers, prompt sets, and the whole page on a tiny scale."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from hitvideo.__main__ import main
from hitvideo.config import Config
from hitvideo.evaluate import codec
from hitvideo.evaluate.metrics import bit_entropy, entropy_bits, frechet, psnr, similarity, spread
from hitvideo.evaluate.prompts import SETS, prompt_set
from hitvideo.evaluate.run import Sizes, evaluate
from hitvideo.world import held_out_words, is_held_out, render_clip
from hitvideo.world.scene import Scene


def test_psnr_has_known_values() -> None:
    black = np.zeros((2, 4, 4, 3), np.uint8)
    assert psnr(black, black) == 100
    assert psnr(black + 255, black) == pytest.approx(0)
    assert psnr(black + 25, black) == pytest.approx(20 * np.log10(255 / 25), abs=1e-4)
    half = np.zeros((4, 4), bool)
    half[:2] = True
    edited = black.copy()
    edited[:, :2] = 255
    assert psnr(edited, black, half) == pytest.approx(0) and psnr(edited, black, ~half) == 100


def test_structural_similarity_is_one_for_the_same_and_skips_scales_that_do_not_fit() -> None:
    clip = np.random.default_rng(0).integers(0, 256, (2, 128, 128, 3), dtype=np.uint8)
    assert similarity(clip, clip) == pytest.approx((1, 1))
    plain, scales = similarity(clip[:, :64, :64], clip[:, :64, :64])
    assert plain == pytest.approx(1) and scales is None


def test_entropies_have_known_values() -> None:
    assert entropy_bits(np.array([0, 1, 2, 3])) == 2 and entropy_bits(np.array([5, 5])) == 0
    assert bit_entropy(np.array([0, 1, 2, 3]), 3) == pytest.approx(2, abs=1e-6)


def test_frechet_distance_has_known_values() -> None:
    rng = np.random.default_rng(0)
    a = rng.normal(size=(4000, 3))
    assert frechet(a, a) == pytest.approx(0, abs=1e-9)
    assert frechet(a, a + [3, 0, 0]) == pytest.approx(9)
    assert frechet(a, 2 * rng.normal(size=(4000, 3))) == pytest.approx(3, rel=0.1)
    assert spread(np.array([[0.0], [3.0]])) == 3


@pytest.mark.parametrize("name", SETS)
def test_prompts_are_what_their_set_says(name: str) -> None:
    held_out = [word.lower() for word in held_out_words()]
    for asked in prompt_set(name, 40):
        said = any(re.search(rf"\b{re.escape(word)}\b", asked.prompt.lower()) for word in held_out)
        scene = asked.scene
        pair = is_held_out(scene.object, scene.setting) or is_held_out(scene.object, scene.motion)
        assert said == (name == "paraphrase") and pair == (name == "composition"), asked.prompt


@pytest.mark.skipif(codec.find_ffmpeg() is None, reason="no ffmpeg: neither bundled nor on the path")
def test_codecs_stay_within_their_budget_or_give_their_smallest() -> None:
    clip = render_clip(Scene.sample(0, "validation"), 64, 16)
    ffmpeg = codec.find_ffmpeg()
    for name in codec.CODECS:
        if not codec.has_encoder(ffmpeg, name):
            continue
        roomy, tight = (codec.code_within(ffmpeg, name, clip, 8, budget) for budget in (20_000, 10))
        assert roomy.size <= 20_000 and roomy.frames.shape == clip.shape
        assert tight.crf == codec.LARGEST_CRF and tight.size < roomy.size
        assert psnr(roomy.frames, clip) > psnr(tight.frames, clip) + 5


def test_the_page_has_every_part_and_says_what_was_not_measured(
    smoke: tuple[Config, Path, Path], tmp_path: Path
) -> None:
    config, run, pack = smoke
    page = tmp_path / "docs" / "evaluation.md"
    evaluate(config, pack, run, page, Sizes(clips=2, prompts=3, sweep=2, codecs=1, training=10), full_precision=pack)
    text = page.read_text(encoding="utf-8")
    for part in (
        "Reconstruction",
        "codebooks",
        "Masks",
        "codecs",
        "judge",
        "Adherence",
        "drawn below",
        "Guidance",
        "Fréchet",
        "8-bit",
    ):
        assert re.search(rf"^## .*{part}", text, re.MULTILINE), part
    assert re.search(r"clips of in-distribution and composition prompts: \d+ of \d+ were\s+always", text)
    assert "\n3 per set" in text and json.loads((run / "quality.json").read_text(encoding="utf-8"))["prompts"] == 3
    assert "MS-SSIM was not measured" in text and not re.search(r"\bnan\b", text)
    assert "\n0 % of the board tokens differ" in text  # it was compared with itself
    named = re.findall(r"\]\((evaluation/[^)]+)\)", text)
    assert len(named) >= 7
    for picture in named:
        assert 0 < (page.parent / picture).stat().st_size <= 300_000
    quality = json.loads((run / "quality.json").read_text(encoding="utf-8"))
    assert len(quality["psnr"]) == 4 and set(quality["adherence"]) == set(SETS)


def test_a_pack_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["hitvideo", "evaluate", "--pack", str(tmp_path), "--run-folder", str(tmp_path), "--out", "page.md"]
    monkeypatch.setattr("sys.argv", arguments)
    assert main() == 2
    assert "no manifest.json" in capsys.readouterr().err
