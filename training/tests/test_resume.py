"""A run that is killed and resumed ends exactly where an uninterrupted one does."""

import itertools
import shutil
from pathlib import Path

import pytest
import torch

from hitvideo.config import Config
from hitvideo.train import loop
from hitvideo.train.loop import CheckpointError, load_checkpoint
from hitvideo.train.stages import STAGES


class Killed(BaseException):
    """The plug is pulled."""


class Clock:
    """Ten minutes pass at every look at the clock, so that every step is saved; at look `last` the plug is pulled."""

    def __init__(self, last: float) -> None:
        self.looks, self.last = itertools.count(1), last

    def monotonic(self) -> float:
        look = next(self.looks)
        if look >= self.last:
            raise Killed
        return 700.0 * look


CHECKPOINTS = {
    "base": "base",
    "recogniser": "recogniser",
    "upper": "upper",
    "joint": "joint-training",
    "language_model": "language_model",
    "ranker": "ranker",
    "judge": "judge",
}


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run folders of earlier stages, by stage."""
    return tmp_path_factory.mktemp("trained")


def same(a: object, b: object) -> bool:
    if isinstance(a, torch.Tensor):
        return torch.equal(a, b)
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_and_resumed_run_is_bit_identical(
    tiny: Config, trained: Path, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, killed = trained / f"{stage}-whole", trained / f"{stage}-killed"
    before = [name for name in STAGES if name in tiny.train][: list(STAGES).index(stage)]
    for folder in (whole, killed):
        folder.mkdir()
        if before:
            shutil.copytree(trained / f"{before[-1]}-whole", folder, dirs_exist_ok=True)
    torch.manual_seed(5)
    STAGES[stage](tiny, whole, float("inf"))
    torch.manual_seed(5)
    with monkeypatch.context() as patch:
        patch.setattr(loop, "time", Clock(12))
        with pytest.raises(Killed):
            STAGES[stage](tiny, killed, float("inf"))
    name = f"{CHECKPOINTS[stage]}.pt"
    steps = load_checkpoint(killed / name)["step"]
    assert 0 < steps < tiny.train[stage].steps
    torch.manual_seed(99)
    STAGES[stage](tiny, killed, float("inf"))
    first, second = load_checkpoint(whole / name), load_checkpoint(killed / name)
    assert first["step"] == second["step"] == tiny.train[stage].steps
    assert same(first, second)


def test_a_run_that_reached_its_time_limit_goes_on_later(tiny: Config, tmp_path: Path) -> None:
    STAGES["base"](tiny, tmp_path, 0.0)
    assert load_checkpoint(tmp_path / "base.pt")["step"] == 0
    STAGES["base"](tiny, tmp_path, float("inf"))
    assert load_checkpoint(tmp_path / "base.pt")["step"] == 6


def test_a_damaged_checkpoint_is_named_with_the_remedy(tiny: Config, tmp_path: Path) -> None:
    STAGES["base"](tiny, tmp_path, 0.0)
    file = tmp_path / "base.pt"
    file.write_bytes(file.read_bytes()[:5000])
    with pytest.raises(CheckpointError, match=r"base\.pt is damaged .*delete it"):
        STAGES["base"](tiny, tmp_path, 1.0)


def test_a_missing_stage_is_named(tiny: Config, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"base\.pt is missing: train this stage first"):
        STAGES["upper"](tiny, tmp_path, 1.0)


def test_a_checkpoint_of_another_config_is_refused(tiny: Config, tmp_path: Path) -> None:
    torch.save({"step": 1, "model": {}, "average": {}, "optimizers": []}, tmp_path / "base.pt")
    with pytest.raises(CheckpointError, match=r"base\.pt does not fit the config"):
        STAGES["base"](tiny, tmp_path, 1.0)
    with pytest.raises(CheckpointError, match=r"base\.pt does not fit the config"):
        STAGES["upper"](tiny, tmp_path, 1.0)
