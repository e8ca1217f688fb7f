"""A classifier that names what a clip of the Animatic world shows: by pixels the judge, by codes a training aid."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..world import vocabulary
from .layers import ChannelNorm, TransformerBlock, merge

ATTRIBUTES = tuple(vocabulary())
OBJECT = ATTRIBUTES.index("object")
NARROW, WIDE, WIDTH = 64, 128, 192
FRAMES, SIZE, PATCH = 16, 64, 4  # of the view of a clip, whose pixels are recognised
TIMES = 8  # at which the queries look: a longer clip is pooled to them


class Recognised(NamedTuple):
    """What a recogniser says of clips."""

    logits: list[Tensor]  # [N, values] of each attribute
    features: Tensor  # [N, 192]
    pointer: Tensor  # [N, F, cells] logits of the cell where the main object is
    cells: Tensor  # [N, F, cells, 128] what it sees at each place


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


class Recogniser(nn.Module):
    """Pixels or codes of a clip → logits of each attribute.

    Convolutions on each frame at the full and at half the grid, then three ways of looking: a pointer at the main
    object, which training shows where it is; a transformer over time of what the pointer finds and of whole frames,
    which reads the motion; and one learned query per attribute over all places and times, which reads what else is
    there. Beside the values themselves it sees their change from frame to frame and from the clip's mean, which is
    where a moving object stands out.
    """

    def __init__(self, channels: int, grid: tuple[int, int, int], patch: int = 1) -> None:
        """`grid` `(F, h, w)` of patches of `patch`² values with `channels` each."""
        super().__init__()
        self.frames, rows, columns = grid[0], grid[1] // 2, grid[2] // 2
        self.patch_side = patch
        self.patch = nn.Conv2d(3 * channels * patch**2, NARROW, 1)
        self.fine = FrameBlock(NARROW)
        self.down = nn.Conv2d(NARROW, WIDE, 3, stride=2, padding=1)
        self.coarse = nn.ModuleList(FrameBlock(WIDE) for _ in range(2))
        self.norm = ChannelNorm(WIDE)
        self.places = nn.Parameter(torch.randn(rows * columns, WIDTH) * 0.02)
        self.times = nn.Parameter(torch.randn(self.frames, WIDTH) * 0.02)
        self.cells = nn.Linear(WIDE, WIDTH)
        self.point = nn.Linear(WIDE, 1)
        self.thing, self.place = nn.Linear(WIDE, WIDTH), nn.Linear(2, WIDTH)
        self.register_buffer("grid", cell_centres(rows, columns), persistent=False)
        self.narrow = nn.Linear(WIDE, 16)
        self.frame = nn.Linear(16 * rows * columns, WIDTH)
        self.time = nn.ModuleList(TransformerBlock(WIDTH, 6) for _ in range(2))
        self.queries = nn.Parameter(torch.randn(len(ATTRIBUTES), 4, WIDTH // 4) * 0.2)
        self.keys, self.values = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.together = nn.Linear((len(ATTRIBUTES) + 2) * WIDTH, WIDTH)
        self.heads = nn.ModuleList(nn.Linear(4 * WIDTH, len(values)) for values in vocabulary().values())
        self.to(memory_format=torch.channels_last)

    def forward(self, frames: Tensor) -> Recognised:
        """`[N, F, C, H, W]` of about -1 … 1."""
        n = len(frames)
        change = torch.cat([torch.zeros_like(frames[:, :1]), frames[:, 1:] - frames[:, :-1]], dim=1)
        x = torch.cat([frames, 2 * change, frames - frames.mean(dim=1, keepdim=True)], dim=2)
        x = merge(x.flatten(0, 1), n, (1, self.patch_side, self.patch_side))
        x = self.down(self.fine(self.patch(x)))
        for block in self.coarse:
            x = block(x)
        x = self.norm(x).flatten(2).transpose(1, 2)  # [N·F, cells, C]
        cells = x.reshape(n, self.frames, -1, WIDE)
        pointer = self.point(cells).float()[..., 0]
        share = pointer.softmax(dim=-1)[..., None]
        thing = self.thing((share * cells).sum(dim=2))  # [N, F, WIDTH]
        place = self.place((share * self.grid).sum(dim=2))
        seen = self.frame(self.narrow(x).flatten(1)).reshape(n, self.frames, WIDTH) + thing + place + self.times
        thing = F.silu(thing).mean(dim=1)
        for block in self.time:
            seen = block(seen, torch.zeros(self.frames, self.frames))
        moved = seen.mean(dim=1)
        grid = self.cells(cells) + self.places + self.times[:, None]
        pairs = F.silu(grid).unflatten(1, (-1, max(1, self.frames // TIMES))).mean(dim=2)
        pooled = self._pool(pairs.flatten(1, 2))  # [N, attributes, WIDTH]
        features = F.silu(self.together(torch.cat([moved, thing, pooled.flatten(1)], dim=1)))
        said = (head(torch.cat([features, moved, thing, pooled[:, i]], dim=1)) for i, head in enumerate(self.heads))
        return Recognised([each.float() for each in said], features, pointer, cells.float())

    def _pool(self, tokens: Tensor) -> Tensor:
        """One attention query per attribute and head over `[N, L, WIDTH]` → `[N, attributes, WIDTH]`."""
        n, length, _ = tokens.shape
        count, heads, width = self.queries.shape
        keys, values = (layer(tokens).reshape(n, length, heads, width) for layer in (self.keys, self.values))
        share = torch.einsum("nlhw,ahw->nahl", keys, self.queries).softmax(dim=-1)
        return torch.einsum("nahl,nlhw->nahw", share, values).reshape(n, count, heads * width)


class FrameRecogniser(Recogniser):
    """The recogniser of a view's pixels, float `[N, 16, 3, 64, 64]` of -1 … 1."""

    def __init__(self) -> None:
        super().__init__(3, (FRAMES, SIZE // PATCH, SIZE // PATCH), PATCH)


def viewed_frames(frames: int) -> np.ndarray:
    """Numbers of the frames, evenly over a clip of `frames`, that a view shows: int `[16]`."""
    return np.linspace(0, frames - 1, FRAMES).round().astype(int)


def cell_centres(rows: int, columns: int) -> Tensor:
    """(x, y) of each cell of a grid, -1 … 1, `[rows · columns, 2]`."""
    y, x = torch.meshgrid(*((torch.arange(n) + 0.5) / n * 2 - 1 for n in (rows, columns)), indexing="ij")
    return torch.stack([x, y], dim=-1).reshape(-1, 2)
