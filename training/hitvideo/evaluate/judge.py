"""The judge: a small classifier that names what a clip of the Animatic world shows.

It is trained on true clips of its own seed range only and never takes part in training a pack. It looks at 16 frames of
64×64 pixels.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from ..tokenizer.recogniser import ATTRIBUTES, PATCH, SIZE, FrameRecogniser, viewed_frames
from ..train.loop import load_averaged
from ..world import Scene, vocabulary

CELLS = SIZE // PATCH // 2  # per side of the grid on which the judge decides


def view(clip: np.ndarray) -> np.ndarray:
    """What the judge sees of a clip uint8 `[F, H, W, 3]`: 16 frames evenly over it, `[16, 64, 64, 3]`."""
    chosen = clip[viewed_frames(len(clip))]
    if chosen.shape[1:3] == (SIZE, SIZE):
        return chosen
    smaller = cv2.INTER_AREA if chosen.shape[1] > SIZE else cv2.INTER_LINEAR
    return np.stack([cv2.resize(frame, (SIZE, SIZE), interpolation=smaller) for frame in chosen])


def label(scene: Scene) -> list[int]:
    """Index of each attribute's value in the vocabulary."""
    values = vocabulary()
    return [values[name].index(scene.attributes[name] or "none") for name in ATTRIBUTES]


class Judge(FrameRecogniser):
    """What names a view's attributes."""


def to_judge(clips: np.ndarray) -> Tensor:
    """Views uint8 `[N, 16, 64, 64, 3]` → float `[N, 16, 3, 64, 64]` in -1 … 1."""
    return torch.as_tensor(np.ascontiguousarray(clips)).movedim(-1, -3).float() / 127.5 - 1


def load_judge(file: Path) -> Judge:
    """The judge of a checkpoint, with averaged weights. Raises CheckpointError."""
    judge = Judge()
    load_averaged(judge, file)
    return judge.eval().requires_grad_(False)


@torch.no_grad()
def judge_views(judge: Judge, views: np.ndarray, batch: int = 32) -> tuple[np.ndarray, np.ndarray]:
    """Views uint8 `[N, 16, 64, 64, 3]` → (predicted value of each attribute `[N, attributes]`, features `[N, 192]`)."""
    named, features = [], []
    for first in range(0, len(views), batch):
        seen = judge(to_judge(views[first : first + batch]))
        named.append(torch.stack([each.argmax(1) for each in seen.logits], dim=1))
        features.append(seen.features)
    return torch.cat(named).cpu().numpy(), torch.cat(features).cpu().numpy()
