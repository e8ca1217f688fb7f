"""Stage `judge`: the classifier that scores generated clips, on true clips of seeds that nothing else uses."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..config import Config, ConfigError
from ..evaluate.judge import ATTRIBUTES, Judge, judge_views, label, load_judge, to_judge, view
from ..evaluate.judge_views import training_batch
from ..world import Scene, render_clip
from .distributed import is_first, own_rows
from .loop import Run
from .recogniser import accuracy, recognition_loss
from .sheet import write_sheet


def train_judge(config: Config, folder: Path, seconds: float) -> None:
    if config.data.source != "world":
        raise ConfigError("train.judge: a judge needs data.source: world, whose clips have known attributes")
    settings, extra = config.train["judge"], config.train["judge"].settings
    module = Judge()
    run = Run(folder, "judge", module, settings, config.distributed.strategy)

    def loss(step: int, rng: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        own = own_rows(settings.batch)
        views, labels, cells = (each[own] for each in training_batch(step, settings.batch, rng))
        seen, truth = module(to_judge(views)), torch.as_tensor(labels)
        return recognition_loss(seen, truth, torch.as_tensor(cells)), accuracy(seen.logits, truth)

    def look(path: Path) -> None:
        print(
            f"held-out {_said(validate(module, min(96, int(extra['validation']))))} after {run.step} steps", flush=True
        )
        write_sheet(path, list(training_batch(run.step, 12, np.random.default_rng(run.step))[0]))

    run.train(loss, look=look, look_every=int(extra.get("look_every", 200)), seconds=seconds)
    if not is_first():
        return
    count = int(extra["validation"])
    shares = validate(load_judge(run.checkpoint), count)
    figures = {"clips": count, "steps": run.step, "accuracy": shares}
    (folder / "judge.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(f"judge on {count} held-out true clips: {_said(shares)}", flush=True)


def validate(judge: Judge, count: int, size: int = 128, frames: int = 64) -> dict[str, float]:
    """Share of right answers per attribute on whole true clips of the split `judge-validation`."""
    scenes = [Scene.sample(seed, "judge-validation") for seed in range(count)]
    named = [judge_views(judge, view(render_clip(scene, size, frames))[None])[0][0] for scene in scenes]
    right = np.array(named) == np.array([label(scene) for scene in scenes])
    return {name: round(float(share), 4) for name, share in zip(ATTRIBUTES, right.mean(axis=0), strict=True)}


def _said(shares: dict[str, float]) -> str:
    return ", ".join(f"{name} {100 * share:.1f} %" for name, share in shares.items())
