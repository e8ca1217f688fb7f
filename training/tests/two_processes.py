"""Runs stages of a config and records the loss of each step; `test_distributed.py` starts it under torchrun."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch

from hitvideo.config import Config, load_config
from hitvideo.train import distributed
from hitvideo.train.stages import STAGES


def record(config: Config, run: Path) -> dict[str, list[float]]:
    """Losses per stage and step, averaged over processes."""
    losses: dict[str, list[float]] = {}
    original = distributed.mean_figures

    def listen(figures: dict[str, float]) -> dict[str, float]:
        made = original(figures)
        losses[stage].append(made["loss"])
        return made

    distributed.mean_figures = listen
    try:
        for stage in [name for name in STAGES if name in config.train]:
            losses[stage] = []
            torch.manual_seed(0)
            STAGES[stage](config, run, float("inf"))
    finally:
        distributed.mean_figures = original
    return losses


if __name__ == "__main__":
    torch.set_num_threads(1)
    config, run = load_config(sys.argv[1]), Path(sys.argv[2])
    with distributed.processes(config):
        made = record(config, run)
        if distributed.is_first():
            (run / "losses.json").write_text(json.dumps(made), encoding="utf-8")
