"""A run's weights without its optimizers: small enough to keep in a repository, enough to go on from or to evaluate."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from .joint import publish_tokenizer
from .loop import CheckpointError, load_checkpoint, write_checkpoint

STAGES = ("joint-training", "recogniser", "language_model", "ranker", "judge")  # the joint one holds those before it
INSIDE_JOINT = {  # stage: (name in the joint stage, name in the stage)
    "base": (("tokenizer.encoder.", "encoder."), ("tokenizer.decoder.", "decoder.")),
    "upper": (
        ("tokenizer.upper_encoder.", "encoder."),
        ("tokenizer.upper_decoder.", "decoder."),
        ("prompt.", "prompt."),
    ),
}
MIXED = {  # (stage, weights of it whose names begin so)
    "joint-training": ("joint-training", "tokenizer.decoder."),
    "language_model": ("language_model", ""),
    "upper": ("upper", "decoder."),
    "upper-encoder": ("joint-training", "tokenizer.upper_encoder."),  # gives videos other codes, nothing that is drawn
}
USUALLY = ("joint-training", "language_model")  # mixed where nothing else is said: they leave codes and priors alone
FIGURES = ("judge.json", "quality.json")


def save_weights(run: Path, folder: Path) -> list[str]:
    """Write the averaged weights of a run's stages into `folder`, in half precision; returns the stages found."""
    found = [stage for stage in STAGES if (run / f"{stage}.pt").exists()]
    if not found:
        raise CheckpointError(f"{run}: holds none of {', '.join(STAGES)}: train first")
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / "steps.json"
    steps = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    for stage in found:
        state = load_checkpoint(run / f"{stage}.pt")
        halves = {name: weight.half().contiguous() for name, weight in state["average"].items()}
        save_file(halves, folder / f"{stage}.safetensors")
        if state["step"] or stage not in steps:  # loaded weights that were not trained on stay what they were
            steps[stage] = state["step"]
    record.write_text(json.dumps(steps, indent=2) + "\n", encoding="utf-8")
    for name in FIGURES:
        if (run / name).exists():
            shutil.copyfile(run / name, folder / name)
    return found


def load_weights(folder: Path, run: Path) -> list[str]:
    """Make checkpoints in `run` from saved weights, each at step 0 of a new schedule; existing ones are kept.

    The stages before the joint one get their part of its weights, so that any stage can be trained on.
    """
    made = []
    for stage in STAGES:
        source = folder / f"{stage}.safetensors"
        if not source.exists():
            continue
        weights = {name: weight.float() for name, weight in load_file(source).items()}
        parts = {stage: weights}
        if stage == "joint-training":
            parts = {name: _renamed(weights, prefixes) for name, prefixes in INSIDE_JOINT.items()} | parts
        made += [name for name, part in parts.items() if _begin(run / f"{name}.pt", part)]
        if "joint-training" in made and stage == "joint-training":
            publish_tokenizer(run)
    for name in FIGURES:
        if (folder / name).exists() and not (run / name).exists():
            shutil.copyfile(folder / name, run / name)
    return made


def mix_weights(folder: Path, run: Path, share: float = 0.5, parts: Sequence[str] = USUALLY) -> list[str]:
    """Replace averaged weights of a run by the mean with those kept in `folder`, which get `share` of it.

    For stages that went on from those weights: the mean lies between the two in one valley of the loss, often lower
    than both (Wortsman et al. 2022, arXiv 2203.05482). `parts` of `MIXED`; what an optimizer goes on from stays. Each
    call moves the run nearer to the kept weights. Returns the stages of the parts that are in both. Raises
    CheckpointError where there is none or one does not fit; then nothing is written.
    """
    prefixes: dict[str, tuple[str, ...]] = {}
    for stage, prefix in map(MIXED.__getitem__, parts):
        prefixes[stage] = (*prefixes.get(stage, ()), prefix)
    kept = {each: _kept(folder, each) for each in prefixes if (run / f"{each}.pt").exists()}
    found = [each for each, weights in kept.items() if weights]
    if not found:
        raise CheckpointError(f"{run} and {folder} do not both hold {' or '.join(prefixes)}")
    mixed = {each: _mixed(run / f"{each}.pt", kept[each], prefixes[each], share) for each in found}
    for stage, state in mixed.items():
        write_checkpoint(run / f"{stage}.pt", state)
    if "joint-training" in found:
        publish_tokenizer(run)
    return found


def _kept(folder: Path, stage: str) -> dict[str, Tensor]:
    """The weights of a stage, by themselves or inside the joint one's; none where there are none."""
    holder = "joint-training" if stage in INSIDE_JOINT else stage
    source = folder / f"{holder}.safetensors"
    weights = load_file(source) if source.exists() else {}
    return _renamed(weights, INSIDE_JOINT[stage]) if stage in INSIDE_JOINT else weights


def _mixed(checkpoint: Path, kept: dict[str, Tensor], prefixes: tuple[str, ...], share: float) -> dict:
    """The checkpoint's state with `share` of the kept weights in its averaged ones whose names begin so."""
    state = load_checkpoint(checkpoint)
    average = state["average"]
    if _shapes(kept) != _shapes(average):
        raise CheckpointError(f"the weights kept for {checkpoint} do not fit it: another model")
    changed = {name: weight for name, weight in average.items() if name.startswith(prefixes)}
    return state | {"average": average | {name: w.lerp(kept[name].to(w.dtype), share) for name, w in changed.items()}}


def _shapes(weights: dict[str, Tensor]) -> dict[str, torch.Size]:
    return {name: weight.shape for name, weight in weights.items()}


def _renamed(weights: dict[str, Tensor], prefixes: tuple[tuple[str, str], ...]) -> dict[str, Tensor]:
    return {
        after + name.removeprefix(before): weight
        for before, after in prefixes
        for name, weight in weights.items()
        if name.startswith(before)
    }


def _begin(checkpoint: Path, weights: dict[str, Tensor]) -> bool:
    """Whether it was written: existing ones are kept."""
    if checkpoint.exists():
        return False
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    state = {"step": 0, "model": weights, "average": weights, "optimizers": [], "companions": {}}
    write_checkpoint(checkpoint, state)
    return True
