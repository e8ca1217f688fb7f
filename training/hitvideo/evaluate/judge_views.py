"""What the judge is trained on: true clips, worn in the ways that decoded clips are."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from ..tokenizer.recogniser import FRAMES, SIZE
from ..world import Scene, render_clip
from .judge import CELLS, label, view


def true_view(scene: Scene, size: int = 128) -> np.ndarray:
    """The view of a true clip `[16, 64, 64, 3]`; only the frames that the judge sees are drawn."""
    return view(render_clip(scene, size, FRAMES))


def training_batch(
    step: int, batch: int, rng: np.random.Generator, split: str = "judge-train"
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Fresh clips for a step: worn views uint8 `[batch, 16, 64, 64, 3]`, labels `[batch, attributes]` and where the
    main object is, shares of cells `[batch, 16, 64]`."""
    scenes = [Scene.sample(step * batch + i, split) for i in range(batch)]
    views = np.stack([wear(true_view(scene), rng) for scene in scenes])
    return views, np.array([label(scene) for scene in scenes]), np.stack([whereabouts(scene) for scene in scenes])


def whereabouts(scene: Scene, frames: int = FRAMES, side: int = CELLS) -> np.ndarray:
    """Share of each of `side`² cells in the main object's centre, by bilinear weights: float `[frames, cells]`; zeros
    where it is out of the picture."""
    path = scene.screen_path(frames)
    shares = np.zeros((frames, side, side), np.float32)
    for frame, (x, y) in enumerate(zip(path.x, path.y, strict=True)):
        if not (0 <= x <= 1 and 0 <= y <= 1):
            continue
        column, row = (np.clip(place * side - 0.5, 0, side - 1) for place in (x, y))
        for i, high in ((int(row), 1 - row % 1), (min(int(row) + 1, side - 1), row % 1)):
            for j, wide in ((int(column), 1 - column % 1), (min(int(column) + 1, side - 1), column % 1)):
                shares[frame, i, j] += high * wide
    return shares.reshape(frames, -1)


def wear(clip: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A view with some of: lost detail, blur, ghosts of the next frame, blocks, a colour shift, noise."""
    worn = clip.astype(np.float32)
    if rng.random() < 0.35:
        size = int(rng.integers(20, 56))
        worn = _per_frame(worn, lambda frame: _rescale(frame, size))
    if rng.random() < 0.3:
        sigma = float(rng.uniform(0.3, 1.2))
        worn = _per_frame(worn, lambda frame: cv2.GaussianBlur(frame, (0, 0), sigma))
    if rng.random() < 0.2:
        share = float(rng.uniform(0.1, 0.4))
        worn[:-1] = (1 - share) * worn[:-1] + share * worn[1:]
    if rng.random() < 0.25:
        quality = int(rng.integers(15, 60))
        worn = _per_frame(worn, lambda frame: _compress(frame, quality))
    if rng.random() < 0.6:
        worn = worn * rng.uniform(0.9, 1.1, 3).astype(np.float32) + rng.uniform(-12, 12, 3).astype(np.float32)
    if rng.random() < 0.35:
        worn += rng.standard_normal(worn.shape, np.float32) * float(rng.uniform(1, 12))
    return worn.clip(0, 255).round().astype(np.uint8)


def _per_frame(clip: np.ndarray, change: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    return np.stack([change(frame) for frame in clip])


def _rescale(frame: np.ndarray, size: int) -> np.ndarray:
    small = cv2.resize(frame, (size, size), interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (SIZE, SIZE), interpolation=cv2.INTER_CUBIC)


def _compress(frame: np.ndarray, quality: int) -> np.ndarray:
    """JPEG blocks and ringing."""
    coded = cv2.imencode(".jpg", frame.clip(0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return cv2.imdecode(coded, cv2.IMREAD_COLOR).astype(np.float32)
