"""The judge: a small classifier that names what a clip of the Animatic world shows.

It is trained on true clips of its own seed range only and never takes part in training a pack. It looks at 16 frames of
64×64 pixels, and beside the colours at their change from frame to frame and from the clip's mean, which is where a
moving object stands out.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..tokenizer.layers import ChannelNorm, TransformerBlock, merge
from ..train.loop import load_averaged
from ..world import Scene, vocabulary

FRAMES, SIZE = 16, 64
ATTRIBUTES = tuple(vocabulary())
PATCH, NARROW, WIDE, WIDTH = 4, 64, 128, 192
CELLS = SIZE // PATCH // 2  # per side of the grid on which the judge decides


def view(clip: np.ndarray) -> np.ndarray:
    """What the judge sees of a clip uint8 `[F, H, W, 3]`: 16 frames evenly over it, `[16, 64, 64, 3]`."""
    chosen = clip[np.linspace(0, len(clip) - 1, FRAMES).round().astype(int)]
    if chosen.shape[1:3] == (SIZE, SIZE):
        return chosen
    smaller = cv2.INTER_AREA if chosen.shape[1] > SIZE else cv2.INTER_LINEAR
    return np.stack([cv2.resize(frame, (SIZE, SIZE), interpolation=smaller) for frame in chosen])


def label(scene: Scene) -> list[int]:
    """Index of each attribute's value in the vocabulary."""
    values = vocabulary()
    return [values[name].index(scene.attributes[name] or "none") for name in ATTRIBUTES]


class FrameBlock(nn.Module):
    """Two 3×3 convolutions on each frame, with a residual; `[M, C, h, w]` → the same."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = ChannelNorm(channels)
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(F.silu(self.first(self.norm(x))))


class Judge(nn.Module):
    """Frames → logits of each attribute.

    Convolutions on each frame at 16×16 and 8×8, then three ways of looking: a pointer at the main object, which
    training shows where it is; a transformer over time of what the pointer finds and of whole frames, which reads the
    motion; and one learned query per attribute over all places and times, which reads what else is there.
    """

    def __init__(self) -> None:
        super().__init__()
        self.patch = nn.Conv2d(9 * PATCH**2, NARROW, 1)
        self.fine = FrameBlock(NARROW)
        self.down = nn.Conv2d(NARROW, WIDE, 3, stride=2, padding=1)
        self.coarse = nn.ModuleList(FrameBlock(WIDE) for _ in range(2))
        self.norm = ChannelNorm(WIDE)
        self.places = nn.Parameter(torch.randn(CELLS**2, WIDTH) * 0.02)
        self.times = nn.Parameter(torch.randn(FRAMES, WIDTH) * 0.02)
        self.cells = nn.Linear(WIDE, WIDTH)
        self.point = nn.Linear(WIDE, 1)
        self.thing, self.place = nn.Linear(WIDE, WIDTH), nn.Linear(2, WIDTH)
        self.register_buffer("grid", cell_centres(), persistent=False)
        self.narrow = nn.Linear(WIDE, 16)
        self.frame = nn.Linear(16 * CELLS**2, WIDTH)
        self.time = nn.ModuleList(TransformerBlock(WIDTH, 6) for _ in range(2))
        self.queries = nn.Parameter(torch.randn(len(ATTRIBUTES), 4, WIDTH // 4) * 0.2)
        self.keys, self.values = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.together = nn.Linear((len(ATTRIBUTES) + 2) * WIDTH, WIDTH)
        self.heads = nn.ModuleList(nn.Linear(4 * WIDTH, len(values)) for values in vocabulary().values())
        self.to(memory_format=torch.channels_last)

    def forward(self, frames: Tensor) -> tuple[list[Tensor], Tensor, Tensor]:
        """`[N, 16, 3, 64, 64]` in -1 … 1 → (logits `[N, values]` per attribute, features `[N, 192]`, logits of the cell
        where the main object is `[N, 16, 64]`)."""
        n = len(frames)
        change = torch.cat([torch.zeros_like(frames[:, :1]), frames[:, 1:] - frames[:, :-1]], dim=1)
        x = torch.cat([frames, 2 * change, frames - frames.mean(dim=1, keepdim=True)], dim=2)
        x = self.down(self.fine(self.patch(merge(x.flatten(0, 1), n, (1, PATCH, PATCH)))))
        for block in self.coarse:
            x = block(x)
        x = self.norm(x).flatten(2).transpose(1, 2)  # [N·16, cells, C]
        cells = x.reshape(n, FRAMES, -1, WIDE)
        pointer = self.point(cells)[..., 0]
        share = pointer.softmax(dim=-1)[..., None]
        thing = self.thing((share * cells).sum(dim=2))  # [N, 16, WIDTH]
        place = self.place((share * self.grid).sum(dim=2))
        seen = self.frame(self.narrow(x).flatten(1)).reshape(n, FRAMES, WIDTH) + thing + place + self.times
        thing = F.silu(thing).mean(dim=1)
        for block in self.time:
            seen = block(seen, torch.zeros(FRAMES, FRAMES))
        moved = seen.mean(dim=1)
        grid = self.cells(cells) + self.places + self.times[:, None]
        pairs = F.silu(grid).reshape(n, FRAMES // 2, 2, -1, WIDTH).mean(dim=2)
        pooled = self._pool(pairs.flatten(1, 2))  # [N, attributes, WIDTH]
        features = F.silu(self.together(torch.cat([moved, thing, pooled.flatten(1)], dim=1)))
        logits = [head(torch.cat([features, moved, thing, pooled[:, i]], dim=1)) for i, head in enumerate(self.heads)]
        return logits, features, pointer

    def _pool(self, tokens: Tensor) -> Tensor:
        """One attention query per attribute and head over `[N, L, WIDTH]` → `[N, attributes, WIDTH]`."""
        n, length, _ = tokens.shape
        count, heads, width = self.queries.shape
        keys, values = (layer(tokens).reshape(n, length, heads, width) for layer in (self.keys, self.values))
        share = torch.einsum("nlhw,ahw->nahl", keys, self.queries).softmax(dim=-1)
        return torch.einsum("nahl,nlhw->nahw", share, values).reshape(n, count, heads * width)


def cell_centres() -> Tensor:
    """(x, y) of each cell of the grid, -1 … 1, `[64, 2]`."""
    line = (torch.arange(CELLS) + 0.5) / CELLS * 2 - 1
    y, x = torch.meshgrid(line, line, indexing="ij")
    return torch.stack([x, y], dim=-1).reshape(-1, 2)


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
        logits, seen, _ = judge(to_judge(views[first : first + batch]))
        named.append(torch.stack([each.argmax(1) for each in logits], dim=1))
        features.append(seen)
    return torch.cat(named).cpu().numpy(), torch.cat(features).cpu().numpy()
