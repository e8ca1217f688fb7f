"""Pools of clips in memory, refreshed in a fixed order so that a resumed run sees the same data."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from ..config import Config
from .source import open_source


def render(config: Config, number: int, split: str) -> np.ndarray:
    """Clip `number` of a split, uint8 `[F, H, W, 3]`."""
    return open_source(config).clip(number, split)


def captions(config: Config, number: int, split: str, variants: int = 1) -> list[str]:
    """Captions of clip `number`."""
    return open_source(config).captions(number, split, variants)


def to_frames(pixels: np.ndarray | Tensor) -> Tensor:
    """uint8 `[…, H, W, 3]` → float `[…, 3, H, W]` in -1 … 1."""
    return torch.as_tensor(pixels).movedim(-1, -3).float() / 127.5 - 1


class ClipPool:
    """`size` clips; after each step the oldest is replaced by the next one of the source.

    At step `s` slot `j` holds the newest clip `n < size + s` with `n mod size = j`: a function of the step alone.
    """

    def __init__(self, config: Config, step: int, split: str = "train") -> None:
        self.config, self.split, self.size = config, split, config.data.pool
        c = config.clip
        self.clips = np.empty((self.size, c.frames, c.height, c.width, 3), np.uint8)
        self.newest = step + self.size - 1
        for number in range(step, step + self.size):
            self.clips[number % self.size] = render(config, number, split)

    def advance(self) -> None:
        """Replace the oldest clip."""
        self.newest += 1
        self.clips[self.newest % self.size] = render(self.config, self.newest, self.split)

    def crops(self, rng: np.random.Generator, batch: int, frames: int, size: int) -> Tensor:
        """Random crops, mostly where something moves: float `[batch, frames, 3, size, size]`."""
        c = self.config.clip
        made = []
        for _ in range(batch):
            clip = self.clips[rng.integers(self.size)]
            candidates = []
            for _ in range(3 if rng.random() < 0.7 else 1):
                t = rng.integers(0, (c.frames - frames) // 8 + 1) * 8
                y, x = rng.integers(0, c.height - size + 1), rng.integers(0, c.width - size + 1)
                crop = clip[t : t + frames, y : y + size, x : x + size]
                change = np.abs(crop[-1, ::4, ::4].astype(np.int16) - crop[0, ::4, ::4]).mean()
                candidates.append((change, crop))
            made.append(max(candidates, key=lambda pair: pair[0])[1])
        return to_frames(np.stack(made))

    @property
    def numbers(self) -> np.ndarray:
        """Clips that are in the pool."""
        return np.arange(self.newest - self.size + 1, self.newest + 1)

    def choose(self, rng: np.random.Generator, batch: int, shares: np.ndarray | None = None) -> np.ndarray:
        """Random clip numbers out of the pool; `shares` says how often each is chosen, evenly if left out."""
        return rng.choice(self.numbers, batch, replace=False, p=shares)

    def frames(self, numbers: np.ndarray) -> Tensor:
        """Whole clips by number, float `[batch, F, 3, H, W]`."""
        return to_frames(self.clips[numbers % self.size])
