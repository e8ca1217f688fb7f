"""The upper layers: lightweight causal stages above the base, from the Detail grid to the board (paper 3.2)."""

from __future__ import annotations

import itertools
from typing import NamedTuple

import torch
from torch import Tensor, nn

from ..config import Config
from ..norm import Norm
from .layers import ResidualStack, TransformerBlock, time_causal_bias


def _ratios(config: Config) -> list[tuple[int, int, int]]:
    """How many cells of the next denser layer one cell covers, for each upper layer, top first."""
    grids = [layer.grid for layer in config.layers]
    return [tuple(b // a for a, b in zip(top, below, strict=True)) for top, below in itertools.pairwise(grids)]


def merge_cells(x: Tensor, down: tuple[int, int, int]) -> Tensor:
    """`[N, T, h, w, C]` → `[N, T/a, h/b, w/c, a·b·c·C]`."""
    n, t, h, w, ch = x.shape
    a, b, c = down
    x = x.reshape(n, t // a, a, h // b, b, w // c, c, ch).permute(0, 1, 3, 5, 2, 4, 6, 7)
    return x.reshape(n, t // a, h // b, w // c, a * b * c * ch)


def split_cells(x: Tensor, up: tuple[int, int, int]) -> Tensor:
    """The inverse of `merge_cells`."""
    n, t, h, w, ch = x.shape
    a, b, c = up
    ch //= a * b * c
    x = x.reshape(n, t, h, w, a, b, c, ch).permute(0, 1, 4, 2, 5, 3, 6, 7)
    return x.reshape(n, t * a, h * b, w * c, ch)


class GridStage(nn.Module):
    """Transformer blocks over the cells of one layer, causal in time; `[N, T, h, w, width]` → the same."""

    def __init__(self, grid: tuple[int, int, int], width: int, heads: int, blocks: int) -> None:
        super().__init__()
        t, h, w = grid
        self.places = nn.ParameterList(nn.Parameter(torch.randn(k, width) * 0.02) for k in (t, h, w))
        self.blocks = nn.ModuleList(TransformerBlock(width, heads) for _ in range(blocks))
        self.register_buffer("bias", time_causal_bias(grid), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        time, row, column = self.places
        x = x + time[:, None, None] + row[:, None] + column
        flat = x.flatten(1, 3)
        for block in self.blocks:
            flat = block(flat, self.bias)
        return flat.reshape(x.shape)


class UpperEncoder(nn.Module):
    """Soft bits of the base, tanh of its `z`, → `z` of each upper layer."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        t, width = config.tokenizer, config.tokenizer.upper_width
        self.ratios = _ratios(config)[::-1]  # densest first
        layers = config.uppers[::-1]
        self.downs, self.stages, self.to_z = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        channels = config.detail.bits
        for layer, (a, b, c) in zip(layers, self.ratios, strict=True):
            self.downs.append(nn.Linear(channels * a * b * c, width))
            self.stages.append(GridStage(layer.grid, width, t.upper_heads, t.upper_encoder_blocks))
            self.to_z.append(nn.Sequential(Norm(width), nn.Linear(width, layer.bits)))
            channels = width

    def forward(self, soft: Tensor) -> list[Tensor]:
        """`[N, T, h, w, bits]` of the Detail grid → `[N, T, h, w, bits]` of each upper layer, top first."""
        x, made = soft, []
        for ratio, down, stage, to_z in zip(self.ratios, self.downs, self.stages, self.to_z, strict=True):
            x = stage(down(merge_cells(x, ratio)))
            made.append(to_z(x).float())
        return made[::-1]


class UpperDecoded(NamedTuple):
    """What the upper layers that are there say of what lies below them."""

    context: Tensor  # [N·T, C, h, w] on the Detail grid
    bits: Tensor  # [N, T, h, w, bits] logits of the Detail bits
    mask: Tensor  # [N, T, h, w] logits: above 0 the token barely changes
    priors: list[Tensor]  # logits of the bits of each layer below the top, [N, T, h, w, bits]; the last is `bits`


class UpperDecoder(nn.Module):
    """Bits of any prefix of the upper layers → context, mask and the expected bits of the layers below."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        t, width = config.tokenizer, config.tokenizer.upper_width
        self.ratios = _ratios(config)
        self.from_bits, self.absent = nn.ModuleList(), nn.ParameterList()
        self.stages, self.ups, self.to_prior = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        self.channels = t.stages[-1].channels
        for i, (layer, (a, b, c)) in enumerate(zip(config.uppers, self.ratios, strict=True)):
            self.from_bits.append(nn.Linear(layer.bits, width))
            self.absent.append(nn.Parameter(torch.zeros(width)))
            self.stages.append(GridStage(layer.grid, width, t.upper_heads, t.upper_decoder_blocks))
            below = width if i + 1 < len(self.ratios) else self.channels
            self.ups.append(nn.Linear(width, below * a * b * c))
        self.to_prior.extend(nn.Linear(width, layer.bits) for layer in config.uppers[1:])
        self.context = ResidualStack(self.channels, t.context_blocks)
        self.to_bits = nn.Conv2d(self.channels, config.detail.bits, 1)
        self.to_mask = nn.Conv2d(self.channels, 1, 1)

    def forward(self, bits: list[Tensor], present: Tensor) -> UpperDecoded:
        """Decode the layers that are there.

        `bits` `[N, T, h, w, bits]` per upper layer, top first; `present` float `[layers]`, 1 for those to use.
        The prior of a layer depends on the layers above it only.
        """
        n = bits[0].shape[0]
        x: Tensor | float = 0.0
        priors = []
        for i, (from_bits, absent, stage, up) in enumerate(
            zip(self.from_bits, self.absent, self.stages, self.ups, strict=True)
        ):
            if i > 0:
                priors.append(self.to_prior[i - 1](x).float())
            x = x + present[i] * from_bits(bits[i]) + (1 - present[i]) * absent
            x = split_cells(up(stage(x)), self.ratios[i])
        x = x.flatten(0, 1).permute(0, 3, 1, 2)  # [N·T, C, h, w]
        x, _ = self.context(x, n)
        logits = self.to_bits(x).float().permute(0, 2, 3, 1)
        logits = logits.reshape(n, -1, *logits.shape[1:])
        mask = self.to_mask(x).float()[:, 0]
        return UpperDecoded(x, logits, mask.reshape(n, -1, *mask.shape[1:]), [*priors, logits])


class PromptHead(nn.Module):
    """Predicts the prompt's sentence embedding from the board's bits, so that a board says what its prompt says."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        board, width = config.layers[0], config.tokenizer.upper_width
        self.net = nn.Sequential(
            nn.Linear(board.tokens * board.bits, 2 * width),
            nn.GELU(),
            nn.Linear(2 * width, config.language_model.prompt_width),
        )

    def forward(self, board: Tensor) -> Tensor:
        """`[N, T, h, w, bits]` → unit vectors `[N, prompt width]`."""
        return nn.functional.normalize(self.net(board.flatten(1)), dim=-1)
