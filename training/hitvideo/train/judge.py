"""Stage `judge`: the classifier that scores generated clips, on true clips of seeds that nothing else uses."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ..config import Config, ConfigError
from ..evaluate.judge import ATTRIBUTES, Judge, judge_views, label, load_judge, to_judge, view
from ..evaluate.judge_views import training_batch
from ..world import Scene, render_clip
from .distributed import is_first, own_rows
from .loop import Run
from .sheet import write_sheet

WEIGHTS = {"object": 2.0, "second_object": 0.7}


def train_judge(config: Config, folder: Path, seconds: float) -> None:
    if config.data.source != "world":
        raise ConfigError("train.judge: a judge needs data.source: world, whose clips have known attributes")
    settings, extra = config.train["judge"], config.train["judge"].settings
    module = Judge()
    run = Run(folder, "judge", module, settings, config.distributed.strategy)

    def loss(step: int, rng: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        own = own_rows(settings.batch)
        views, labels, cells = (each[own] for each in training_batch(step, settings.batch, rng))
        logits, _, pointer = module(to_judge(views))
        truth = torch.as_tensor(labels)
        parts = [F.cross_entropy(each, truth[:, i], label_smoothing=0.02) for i, each in enumerate(logits)]
        where = F.cross_entropy(pointer.flatten(0, 1), torch.as_tensor(cells).flatten(0, 1))
        value = where + sum(WEIGHTS.get(name, 1.0) * part for name, part in zip(ATTRIBUTES, parts, strict=True))
        right = [float((each.argmax(1) == truth[:, i]).float().mean()) for i, each in enumerate(logits)]
        return value, {"where": float(where.detach()), **dict(zip(ATTRIBUTES, right, strict=True))}

    def look(path: Path) -> None:
        print(
            f"held-out {_said(validate(module, min(96, int(extra['validation']))))} after {run.step} steps", flush=True
        )
        write_sheet(path, list(training_batch(run.step, 12, np.random.default_rng(run.step))[0]))

    run.train(loss, look=look, look_every=int(extra.get("look_every", 200)), seconds=seconds)
    if not is_first():
        return
    count = int(extra["validation"])
    accuracy = validate(load_judge(run.checkpoint), count)
    figures = {"clips": count, "steps": run.step, "accuracy": accuracy}
    (folder / "judge.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(f"judge on {count} held-out true clips: {_said(accuracy)}", flush=True)


def validate(judge: Judge, count: int, size: int = 128, frames: int = 64) -> dict[str, float]:
    """Share of right answers per attribute on whole true clips of the split `judge-validation`."""
    scenes = [Scene.sample(seed, "judge-validation") for seed in range(count)]
    named = [judge_views(judge, view(render_clip(scene, size, frames))[None])[0][0] for scene in scenes]
    right = np.array(named) == np.array([label(scene) for scene in scenes])
    return {name: round(float(share), 4) for name, share in zip(ATTRIBUTES, right.mean(axis=0), strict=True)}


def _said(accuracy: dict[str, float]) -> str:
    return ", ".join(f"{name} {100 * share:.1f} %" for name, share in accuracy.items())
