"""Contact sheets: what a person looks at while a run goes on."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor


def to_pixels(frames: Tensor) -> np.ndarray:
    """float `[…, 3, H, W]` in -1 … 1 → uint8 `[…, H, W, 3]`."""
    return ((frames.clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).movedim(-3, -1).cpu().numpy()


def write_sheet(path: Path, rows: list[np.ndarray], columns: int = 8) -> None:
    """One row per clip, uint8 `[F, H, W, 3]` each, `columns` frames evenly spaced."""
    lines = []
    for clip in rows:
        chosen = np.linspace(0, len(clip) - 1, min(columns, len(clip))).round().astype(int)
        lines.append(np.concatenate(list(clip[chosen]), axis=1))
    cv2.imwrite(str(path), np.concatenate(lines, axis=0)[..., ::-1])
