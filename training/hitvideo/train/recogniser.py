"""Stage `recogniser`: names what true clips show by their Detail codes, an eye that the stage `upper` borrows.

It is the perceptual loss of the upper layers, which train without the pixels that LPIPS needs (paper 3.2): codes that
are right on the whole, but in no place surely an object's, cost little cross-entropy and show no object. It is never
the judge, which sees pixels, and of other seeds.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ..config import Config, ConfigError
from ..data.latents import LatentCache
from ..evaluate.judge import label
from ..evaluate.judge_views import whereabouts
from ..tokenizer.quantizer import quantize
from ..tokenizer.recogniser import ATTRIBUTES, Recognised, Recogniser
from ..world import Scene
from .base import Base
from .distributed import own_rows
from .loop import Run, load_averaged

WEIGHTS = {"object": 2.0, "second_object": 0.7}
HELD_OUT = 200


def recognition_loss(seen: Recognised, truth: Tensor, where: Tensor) -> Tensor:
    """Cross-entropy of attributes `truth` int64 `[N, attributes]` and of the object's place `where` `[N, F, cells]`."""
    return F.cross_entropy(seen.pointer.flatten(0, 1), where.flatten(0, 1)) + attribute_loss(seen.logits, truth)


def attribute_loss(logits: list[Tensor], truth: Tensor) -> Tensor:
    """Weighted cross-entropy of attributes `truth` int64 `[N, attributes]` under `logits` `[N, values]` of each."""
    parts = [F.cross_entropy(each, truth[:, i], label_smoothing=0.02) for i, each in enumerate(logits)]
    return sum(WEIGHTS.get(name, 1.0) * part for name, part in zip(ATTRIBUTES, parts, strict=True))


def accuracy(logits: list[Tensor], truth: Tensor) -> dict[str, float]:
    """Share of right answers per attribute."""
    right = [float((each.argmax(1) == truth[:, i]).float().mean()) for i, each in enumerate(logits)]
    return dict(zip(ATTRIBUTES, right, strict=True))


def code_recogniser(config: Config) -> Recogniser:
    """Untrained, for Detail codes `[N, T, bits, h, w]`. Raises ConfigError for clips without known attributes."""
    if config.data.source != "world":
        raise ConfigError("train.recogniser: needs data.source: world, whose clips have known attributes")
    return Recogniser(config.detail.bits, config.detail.grid)


def scenes_of(config: Config, numbers: np.ndarray, split: str = "train") -> list[Scene]:
    """What clips of the world show, by number."""
    return [Scene.sample(config.data.world_seed + int(number), split) for number in numbers]


def answers(config: Config, numbers: np.ndarray, split: str = "train") -> tuple[Tensor, Tensor]:
    """Attributes `[N, attributes]` and whereabouts `[N, T, cells]` of clips by number."""
    times, side = config.detail.grid[0], config.detail.grid[1] // 2
    scenes = scenes_of(config, numbers, split)
    where = np.stack([whereabouts(scene, 2 * times, side) for scene in scenes])
    where = where.reshape(len(scenes), times, 2, -1).mean(axis=2)  # a code spans several frames
    return torch.as_tensor([label(scene) for scene in scenes]), torch.as_tensor(where)


def as_seen(bits: Tensor) -> Tensor:
    """`[N, T, h, w, bits]` → `[N, T, bits, h, w]`, as the recogniser reads them."""
    return bits.movedim(-1, 2)


def wear_codes(q: Tensor, rng: np.random.Generator) -> Tensor:
    """Bits ±1 `[N, T, h, w, bits]` as an unsure decoder expects them: some wrong, doubled by a neighbour's, faint."""
    wrong = torch.as_tensor(rng.random(q.shape, np.float32)) < float(rng.uniform(0, 0.12))
    worn = torch.where(wrong, -q, q)
    if rng.random() < 0.5:
        shift = tuple(int(n) for n in rng.integers(-1, 2, 3))
        worn = torch.lerp(worn, worn.roll(shift, dims=(1, 2, 3)), float(rng.uniform(0.1, 0.5)))
    n, t, h, w, _ = q.shape
    faint = torch.as_tensor(rng.uniform(0.3, 1.0, (n, 1, 2, 4, 4)), dtype=q.dtype)
    return worn * F.interpolate(faint, (t, h, w), mode="trilinear").movedim(1, -1)


def train_recogniser(config: Config, folder: Path, seconds: float) -> None:
    settings = config.train["recogniser"]
    module, base = code_recogniser(config), Base(config)
    load_averaged(base, folder / "base.pt")
    base.eval()
    cache = LatentCache(folder / "latents", config, base.encoder, int(settings.settings["clips"]))
    held_out = LatentCache(folder / "latents", config, base.encoder, HELD_OUT, "validation")
    run = Run(folder, "recogniser", module, settings, config.distributed.strategy)

    def loss(step: int, rng: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        chosen, own = cache.choose(rng, settings.batch), own_rows(settings.batch)
        worn = wear_codes(quantize(cache.latents(chosen)), rng)[own]
        truth, where = answers(config, chosen[own])
        seen = module(as_seen(worn))
        return recognition_loss(seen, truth, where), accuracy(seen.logits, truth)

    def look(_: Path) -> None:
        numbers = np.arange(HELD_OUT)
        seen = module(as_seen(quantize(held_out.latents(numbers))))
        shares = accuracy(seen.logits, answers(config, numbers, "validation")[0])
        said = ", ".join(f"{name} {100 * share:.1f} %" for name, share in shares.items())
        print(f"held-out true codes: {said} after {run.step} steps", flush=True)

    run.train(loss, look=look, look_every=200, seconds=seconds)
