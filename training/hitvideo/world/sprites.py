"""The sprite sheet: loading, levels of detail, and drawing one sprite with an affine transform."""

import functools
import json
import math
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

ASSETS = Path(__file__).resolve().parents[2] / "assets"


@dataclass(frozen=True)
class Sprite:
    """Premultiplied RGBA levels `[side, side, 4]` uint8, side 128, 64, 32, …; ``width``, ``height`` in sides."""

    levels: tuple[np.ndarray, ...]
    width: float
    height: float


def _premultiplied(rgba: np.ndarray) -> np.ndarray:
    alpha = rgba[..., 3:].astype(np.float32) / 255.0
    return np.concatenate([np.rint(rgba[..., :3] * alpha).astype(np.uint8), rgba[..., 3:]], axis=-1)


@functools.cache
def load_sheet() -> dict[str, Sprite]:
    """All sprites by emoji name. Raises FileNotFoundError when the sheet was not rendered."""
    index = json.loads((ASSETS / "sprites.json").read_text())
    sheet = cv2.cvtColor(cv2.imread(str(ASSETS / "sprites.png"), cv2.IMREAD_UNCHANGED), cv2.COLOR_BGRA2RGBA)
    cell = index["cell"]
    sprites = {}
    for name, entry in index["sprites"].items():
        row, column = entry["cell"]
        level = _premultiplied(sheet[row * cell : (row + 1) * cell, column * cell : (column + 1) * cell])
        levels = [level]
        while levels[-1].shape[0] > 16:
            side = levels[-1].shape[0] // 2
            levels.append(cv2.resize(levels[-1], (side, side), interpolation=cv2.INTER_AREA))
        sprites[name] = Sprite(tuple(levels), entry["width"], entry["height"])
    return sprites


@functools.lru_cache(maxsize=256)
def tinted_levels(
    name: str, tint: tuple[float, float, float], veil: tuple[float, float, float, float]
) -> tuple[np.ndarray, ...]:
    """Levels of a sprite, colours multiplied by ``tint``, then mixed with ``veil`` = (r, g, b in 0..255, share)."""
    levels = []
    for level in load_sheet()[name].levels:
        alpha = level[..., 3:].astype(np.float32) / 255.0
        colour = level[..., :3] * np.asarray(tint, np.float32)
        colour = colour * (1.0 - veil[3]) + alpha * np.asarray(veil[:3], np.float32) * veil[3]
        levels.append(np.concatenate([np.rint(colour).clip(0, 255).astype(np.uint8), level[..., 3:]], axis=-1))
    return tuple(levels)


def blend(canvas: np.ndarray, patch: np.ndarray) -> None:
    """Lays a premultiplied RGBA patch `[h, w, 4]` over a canvas `[h, w, 3 or 4]` (RGBA: premultiplied), in place."""
    keep = 255 - patch[..., 3:].astype(np.uint16)
    channels = canvas.shape[-1]
    canvas[...] = ((canvas * keep + 127) // 255 + patch[..., :channels]).clip(0, 255).astype(np.uint8)


def draw_sprite(
    canvas: np.ndarray,
    levels: tuple[np.ndarray, ...],
    x: float,
    y: float,
    side: float,
    angle: float = 0.0,
    mirror: bool = False,
) -> None:
    """Draws a sprite in place.

    ``canvas`` uint8 `[H, W, 3]` or premultiplied `[H, W, 4]`; ``x``, ``y`` centre and ``side`` of the sprite's cell in
    pixels; ``angle`` in radians, clockwise on screen.
    """
    height, width = canvas.shape[:2]
    reach = side * 0.5 * (abs(math.cos(angle)) + abs(math.sin(angle))) + 2.0
    left, right = max(0, math.floor(x - reach)), min(width, math.ceil(x + reach))
    top, bottom = max(0, math.floor(y - reach)), min(height, math.ceil(y + reach))
    if left >= right or top >= bottom or side < 1.0:
        return
    level = next((entry for entry in reversed(levels) if entry.shape[0] >= side), levels[0])
    scale = side / level.shape[0]
    cosine, sine = math.cos(angle) * scale, math.sin(angle) * scale
    flip = -1.0 if mirror else 1.0
    centre = level.shape[0] / 2 - 0.5
    matrix = np.array([[cosine * flip, -sine, 0.0], [sine * flip, cosine, 0.0]])
    matrix[0, 2] = x - 0.5 - left - (matrix[0, 0] + matrix[0, 1]) * centre
    matrix[1, 2] = y - 0.5 - top - (matrix[1, 0] + matrix[1, 1]) * centre
    patch = cv2.warpAffine(level, matrix, (right - left, bottom - top), flags=cv2.INTER_LINEAR)
    blend(canvas[top:bottom, left:right], patch)
