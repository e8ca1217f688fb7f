"""A run's weights without its optimizers: small enough to keep in a repository, enough to go on from or to evaluate."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from .joint import publish_tokenizer
from .loop import CheckpointError, load_checkpoint

STAGES = ("joint-training", "language_model", "judge")  # what came before the joint stage is inside it
FIGURES = ("judge.json", "quality.json")


def save_weights(run: Path, folder: Path) -> list[str]:
    """Write the averaged weights of a run's stages into `folder`, in half precision; returns the stages found."""
    found = [stage for stage in STAGES if (run / f"{stage}.pt").exists()]
    if not found:
        raise CheckpointError(f"{run}: holds none of {', '.join(STAGES)}: train first")
    folder.mkdir(parents=True, exist_ok=True)
    steps = {}
    for stage in found:
        state = load_checkpoint(run / f"{stage}.pt")
        halves = {name: weight.half().contiguous() for name, weight in state["average"].items()}
        save_file(halves, folder / f"{stage}.safetensors")
        steps[stage] = state["step"]
    (folder / "steps.json").write_text(json.dumps(steps, indent=2) + "\n", encoding="utf-8")
    for name in FIGURES:
        if (run / name).exists():
            shutil.copyfile(run / name, folder / name)
    return found


def load_weights(folder: Path, run: Path) -> list[str]:
    """Make checkpoints in `run` from saved weights, each at step 0 of a new schedule; existing ones are kept."""
    made = []
    for stage in STAGES:
        source, checkpoint = folder / f"{stage}.safetensors", run / f"{stage}.pt"
        if not source.exists() or checkpoint.exists():
            continue
        run.mkdir(parents=True, exist_ok=True)
        weights = {name: weight.float() for name, weight in load_file(source).items()}
        torch.save({"step": 0, "model": weights, "average": weights, "optimizer": None, "companions": {}}, checkpoint)
        if stage == "joint-training":
            publish_tokenizer(run)
        made.append(stage)
    for name in FIGURES:
        if (folder / name).exists() and not (run / name).exists():
            shutil.copyfile(folder / name, run / name)
    return made
