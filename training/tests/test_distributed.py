"""Two processes make the same steps as one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from conftest import tiny_settings, write_config
from two_processes import record

from hitvideo.config import ConfigError, load_config
from hitvideo.train import distributed
from hitvideo.train.loop import load_checkpoint

STEPS = 3


def settings_for(strategy: str) -> dict:
    """No randomness inside a step but what chooses the batch."""
    settings = tiny_settings() | {"distributed": {"strategy": strategy}}
    for stage in settings["train"].values():
        stage |= {"steps": STEPS, "optimizer": "adamw"}  # FSDP has no whole matrices for Muon
        if "flip" in stage["settings"]:
            stage["settings"]["flip"] = 0.0
    settings["train"]["joint"]["settings"]["share_drawn"] = 0.0
    settings["train"]["language_model"]["settings"] |= dict.fromkeys(
        ("recognise", "resemble", "share_drawn"), 0.0
    )  # these draw
    return settings


def torchrun(config: Path, run: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2", "--master-port", "0"]
    script = Path(__file__).with_name("two_processes.py")
    command += ["--rdzv-backend", "c10d", "--rdzv-endpoint", "127.0.0.1:0", str(script), str(config), str(run)]
    return subprocess.run(command, capture_output=True, text=True, timeout=400)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[float]]]:
    folder = tmp_path_factory.mktemp("alone")
    return folder / "run", record(load_config(write_config(folder, settings_for("none"))), folder / "run")


@pytest.fixture(scope="module")
def shared() -> dict[str, Path]:
    """Run folders of two processes, by strategy."""
    return {}


@pytest.mark.parametrize("strategy", ["ddp", "fsdp"])
def test_two_processes_have_the_losses_and_weights_of_one(
    alone: tuple[Path, dict[str, list[float]]], shared: dict[str, Path], tmp_path: Path, strategy: str
) -> None:
    run, expected = alone
    shared[strategy] = tmp_path / "run"
    done = torchrun(write_config(tmp_path, settings_for(strategy)), shared[strategy])
    assert done.returncode == 0, done.stderr[-3000:]
    losses = json.loads((tmp_path / "run" / "losses.json").read_text(encoding="utf-8"))
    assert losses.keys() == expected.keys()
    for stage, steps in expected.items():
        assert losses[stage] == pytest.approx(steps, abs=1e-4), stage
    for name in ("base", "upper", "joint-training", "language_model"):
        ours, theirs = (load_checkpoint(each / f"{name}.pt") for each in (run, tmp_path / "run"))
        assert ours["step"] == theirs["step"] == STEPS
        for part in ("model", "average"):
            assert ours[part].keys() == theirs[part].keys()
            assert all((ours[part][key] - theirs[part][key]).abs().max() < 5e-3 for key in ours[part])


def test_a_checkpoint_of_two_processes_goes_on_in_one(shared: dict[str, Path], tmp_path: Path) -> None:
    settings = settings_for("none")
    settings["train"] = {"base": settings["train"]["base"] | {"steps": STEPS + 2}}
    losses = record(load_config(write_config(tmp_path, settings)), shared["fsdp"])
    assert len(losses["base"]) == 2 and all(torch.tensor(losses["base"]).isfinite())
    assert load_checkpoint(shared["fsdp"] / "base.pt")["step"] == STEPS + 2


def test_several_processes_need_a_strategy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORLD_SIZE", "2")
    config = load_config(write_config(tmp_path, settings_for("none")))
    with (
        pytest.raises(ConfigError, match=r"distributed\.strategy: is none, but torchrun"),
        distributed.processes(config),
    ):
        raise AssertionError


def test_a_batch_that_cannot_be_shared_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distributed, "count", lambda: 3)
    with pytest.raises(ConfigError, match="a batch of 4 cannot be shared by 3 processes"):
        distributed.own_rows(4)


def test_torchrun_passes_on_the_options_as_the_readme_has_them(tmp_path: Path) -> None:
    """torchrun takes any option that abbreviates one of its own, even behind the script's name."""
    command = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "1", "-m", "hitvideo", "train"]
    command += ["--config", str(tmp_path / "none.yaml"), "--run-folder", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert "none.yaml: cannot be read" in done.stderr
