"""The joint stage: what it leaves alone."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from hitvideo.config import Config
from hitvideo.train.eye import PixelEye, moved
from hitvideo.train.joint import JointTraining, draw_tokens
from hitvideo.train.loop import load_checkpoint
from hitvideo.train.stages import STAGES


@pytest.mark.parametrize("learns", ["encoder", "decoder", "upper_encoder", "upper_decoder"])
def test_one_part_learns_and_the_rest_stays(tiny: Config, tmp_path: Path, learns: str) -> None:
    frozen = {"encoder", "decoder", "upper_encoder", "upper_decoder"} - {learns}
    for stage in ("base", "recogniser", "upper"):
        STAGES[stage](tiny, tmp_path, float("inf"))
    joint = tiny.train["joint"]
    alone = replace(joint, settings=joint.settings | {f"freeze_{name}": 1 for name in frozen})
    STAGES["joint"](replace(tiny, train=tiny.train | {"joint": alone}), tmp_path, float("inf"))
    before = {f"{side}.{name}": w for side in ("encoder", "decoder") for name, w in _part(tmp_path, "base", side)}
    before |= {
        f"upper_{side}.{name}": w for side in ("encoder", "decoder") for name, w in _part(tmp_path, "upper", side)
    }
    after = load_checkpoint(tmp_path / "joint.pt")["average"]
    changed = {name for name, weight in before.items() if not torch.equal(after[name], weight)}
    assert changed and all(name.startswith(f"{learns}.") for name in changed)


def _part(folder: Path, stage: str, side: str) -> list[tuple[str, torch.Tensor]]:
    average = load_checkpoint(folder / f"{stage}.pt")["average"]
    return [(name.removeprefix(f"{side}."), weight) for name, weight in average.items() if name.startswith(f"{side}.")]


def test_drawn_tokens_are_the_likely_ones_and_the_rest_stay(tiny: Config) -> None:
    q = torch.ones(2, *tiny.detail.grid, tiny.detail.bits)
    sure = torch.full_like(q, -20.0)  # the upper layers expect the opposite
    drawn = draw_tokens(q, sure, 0.4)
    tokens = drawn.flatten(0, 3)
    assert bool(((tokens == 1).all(1) | (tokens == -1).all(1)).all())  # whole tokens, not bits
    assert 0.25 < float((tokens[:, 0] == -1).float().mean()) < 0.55
    assert torch.equal(draw_tokens(q, sure, 0.0), q)
    unsure = draw_tokens(q, torch.zeros_like(q), 1.0)
    assert abs(float(unsure.mean())) < 0.1


def test_what_the_eye_misses_in_pixels_reaches_the_decoder(tiny: Config, tmp_path: Path) -> None:
    for stage in ("base", "recogniser", "upper"):
        STAGES[stage](tiny, tmp_path, float("inf"))
    module = JointTraining(tiny)
    module.start_from(tiny, tmp_path)
    tokenizer, eye = module.tokenizer.requires_grad_(False), PixelEye(tiny, "upper", tmp_path)
    tokenizer.decoder.requires_grad_(True)
    true = torch.ones(1, *tiny.detail.grid, tiny.detail.bits)
    made, _, _ = tokenizer.decode(
        [torch.ones(1, *layer.grid, layer.bits) for layer in tiny.uppers],
        torch.ones(2),
        true,
        torch.zeros(1, *tiny.detail.grid),
    )
    frames = torch.zeros_like(made)
    missed, figures = eye.pixel_loss(made, frames, np.array([3]), np.random.default_rng(0))
    missed.backward()
    assert any(bool(p.grad is not None and p.grad.any()) for p in tokenizer.decoder.parameters())
    assert set(figures) == {"recognised", "object", "motion"}


def test_the_eye_sees_both_clips_moved_by_the_same_part_of_a_cell(tiny: Config, tmp_path: Path) -> None:
    for stage in ("base", "recogniser"):
        STAGES[stage](tiny, tmp_path, float("inf"))
    eye, rng = PixelEye(tiny, "upper", tmp_path), np.random.default_rng(0)
    eye.settings = {"recognise": 0.0, "resemble": 1.0}
    true = torch.rand(1, 16, 3, 32, 32)
    assert all(float(eye.pixel_loss(true, true, np.array([3]), rng)[0]) == 0 for _ in range(3))
    other = torch.rand(1, 16, 3, 32, 32)
    assert len({float(eye.pixel_loss(other, true, np.array([3]), rng)[0]) for _ in range(4)}) > 1


def test_moved_frames_repeat_their_edges() -> None:
    frames = torch.arange(12.0).reshape(1, 3, 4)
    assert moved(frames, 1, 0)[0].tolist() == [[0, 1, 2, 3], [0, 1, 2, 3], [4, 5, 6, 7]]
    assert moved(frames, 0, -2)[0, 0].tolist() == [2, 3, 3, 3]
    assert torch.equal(moved(frames, 0, 0), frames)
