"""Positions of the sequence: 3-D rotary angles and the embedding of the token being predicted (paper 3.3)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ..config import Config

TIME_EXTENT, SPACE_EXTENT = 8.0, 16.0  # one metric space for all layers: a clip is 8 × 16 × 16 units


def index_count(config: Config) -> int:
    """Size of the index space: 0 = nowhere, the tokens, the hint slots, the prompt positions."""
    return 1 + config.tokens + hint_slots(config) + config.language_model.prompt_length


def hint_slots(config: Config) -> int:
    return config.layers[0].tokens if config.language_model.hints else 0


def coordinates(config: Config) -> Tensor:
    """(time, row, column) of every index, `[index, 3]`; zeros for nowhere and for the prompt."""
    shared = config.language_model.rope == "shared"
    parts = [torch.zeros(1, 3)]
    for layer in config.layers:
        extents = (TIME_EXTENT, SPACE_EXTENT, SPACE_EXTENT)
        axes = [
            (torch.arange(n) + 0.5) * (extent / n) if shared else torch.arange(n).float()
            for n, extent in zip(layer.grid, extents, strict=True)
        ]
        parts.append(torch.cartesian_prod(*axes))
    if hint_slots(config):
        parts.append(parts[1])
    parts.append(torch.zeros(config.language_model.prompt_length, 3))
    return torch.cat(parts)


def rotary_angles(config: Config) -> Tensor:
    """Angles of every index, `[index, head width / 2]`: a quarter for time, the rest for row and column."""
    model = config.language_model
    pairs = model.width // model.heads // 2
    row = (pairs - pairs // 4) // 2
    counts = (pairs - 2 * row, row, row)
    places = coordinates(config)
    columns = []
    for axis, count in enumerate(counts):
        frequencies = model.rope_base ** (-torch.arange(count) / count)
        columns.append(places[:, axis : axis + 1] * frequencies)
    return torch.cat(columns, dim=1)


def rotate(x: Tensor, angles: Tensor) -> Tensor:
    """Rotate pairs of `x` `[N, H, S, width]` by `angles` `[N or 1, S, width / 2]`."""
    a, b = x.chunk(2, dim=-1)
    cos, sin = angles.cos()[:, None], angles.sin()[:, None]
    return torch.cat([a * cos - b * sin, a * sin + b * cos], dim=-1)


class TargetEmbedding(nn.Module):
    """Layer, time, row and column of the token being predicted → `[index, width]`."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.grids = [layer.grid for layer in config.layers]
        width = config.language_model.width
        if hint_slots(config):
            self.grids.append(config.layers[0].grid)
        self.layers = nn.Parameter(torch.randn(len(self.grids), width) * 0.02)
        self.axes = nn.ParameterList(nn.Parameter(torch.randn(n, width) * 0.02) for grid in self.grids for n in grid)
        self.prompt = nn.Parameter(torch.randn(config.language_model.prompt_length, width) * 0.02)

    def forward(self) -> Tensor:
        parts = [torch.zeros_like(self.prompt[:1])]
        for i, layer in enumerate(self.layers):
            time, row, column = self.axes[3 * i : 3 * i + 3]
            places = layer + time[:, None, None] + row[:, None] + column
            parts.append(places.reshape(-1, layer.shape[0]))
        return torch.cat([*parts, self.prompt])
