"""Where clips and captions come from: the procedural world or a folder of captioned videos."""

from __future__ import annotations

import functools
from typing import Protocol

import numpy as np

from ..config import ClipConfig, Config, DataConfig
from ..world import Scene, caption, render_clip
from .videos import VideoFolder


class Source(Protocol):
    """Clips by number and split; the same number gives the same clip and the same captions."""

    def clip(self, number: int, split: str) -> np.ndarray:
        """uint8 `[F, H, W, 3]`."""

    def captions(self, number: int, split: str, variants: int) -> list[str]:
        """`variants` captions; equal ones where there are fewer."""


class World:
    """The Animatic world: unlimited clips with exact captions."""

    def __init__(self, data: DataConfig, clip: ClipConfig) -> None:
        self.data, self.size, self.frames = data, clip.height, clip.frames

    def clip(self, number: int, split: str) -> np.ndarray:
        return render_clip(self._scene(number, split), size=self.size, frames=self.frames)

    def captions(self, number: int, split: str, variants: int) -> list[str]:
        scene = self._scene(number, split)
        return [caption(scene, variant) for variant in range(variants)]

    def _scene(self, number: int, split: str) -> Scene:
        return Scene.sample(self.data.world_seed + number, split)


def open_source(config: Config) -> Source:
    """The source of a config, opened and checked once. Raises ConfigError where a folder of videos cannot be used."""
    return _open(config.data, config.clip)


@functools.lru_cache(maxsize=4)
def _open(data: DataConfig, clip: ClipConfig) -> Source:
    return World(data, clip) if data.source == "world" else VideoFolder(data, clip)
