"""The joint stage: what it leaves alone."""

from dataclasses import replace
from pathlib import Path

import torch

from hitvideo.config import Config
from hitvideo.train.loop import load_checkpoint
from hitvideo.train.stages import STAGES


def test_the_decoder_alone_learns_and_every_token_stays(tiny: Config, tmp_path: Path) -> None:
    for stage in ("base", "recogniser", "upper"):
        STAGES[stage](tiny, tmp_path, float("inf"))
    joint = tiny.train["joint"]
    alone = replace(joint, settings=joint.settings | {"decoder_only": 1})
    STAGES["joint"](replace(tiny, train=tiny.train | {"joint": alone}), tmp_path, float("inf"))
    before = {f"encoder.{name}": w for name, w in _part(tmp_path / "base.pt", "encoder.").items()}
    before |= {f"upper_encoder.{name}": w for name, w in _part(tmp_path / "upper.pt", "encoder.").items()}
    before |= {f"upper_decoder.{name}": w for name, w in _part(tmp_path / "upper.pt", "decoder.").items()}
    after = load_checkpoint(tmp_path / "joint.pt")["average"]
    assert before and all(torch.equal(after[name], weight) for name, weight in before.items())
    decoder = _part(tmp_path / "base.pt", "decoder.")
    assert any(not torch.equal(after[f"decoder.{name}"], weight) for name, weight in decoder.items())


def _part(checkpoint: Path, prefix: str) -> dict[str, torch.Tensor]:
    average = load_checkpoint(checkpoint)["average"]
    return {name.removeprefix(prefix): weight for name, weight in average.items() if name.startswith(prefix)}
