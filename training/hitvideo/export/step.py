"""The language model's step in the form that ONNX Runtime runs fastest: few nodes, and the cache read where it lies.

The same numbers as training computes, to rounding: projections that read the same input are one product, and attention
looks for no maximum. Queries and keys are normed, which bounds their scores, so exponentials are taken of the scores as
they are; those of past and new positions then simply add up.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..language_model.model import Block, LanguageModel
from ..norm import Norm
from .operators import Reshape, Rotate, Rows, SkipNorm

Past = list[tuple[Tensor, Tensor]]
LARGEST_SCORE = 75.0  # of it and its negative, sums of thousands of exponentials still are normal float32 numbers
SMALLEST_PEAK = 1e-6  # keeps a position of zeros from becoming NaN


class StepBlock(nn.Module):
    """One block over the split key-value cache."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        attention = block.attention
        self.heads, self.kv_heads, self.head_width = attention.heads, attention.kv_heads, attention.head_width
        self.norm1, self.norm2 = block.norm1, block.norm2
        self.qkv = _join(attention.q, attention.k, attention.v)
        self.gate_up = _join(block.gate, block.up)
        self.o, self.down = attention.o, block.down
        self.q_norm, self.k_norm = _scaled(attention.q_norm, self.head_width**-0.5), attention.k_norm
        bound = self.head_width * self.q_norm.weight.abs().max() * self.k_norm.weight.abs().max()
        self.is_bounded = bool(bound <= LARGEST_SCORE)  # a normed vector is at most as long as the root of its width

    def forward(
        self, x: Tensor, update: Tensor, turns: Turns, past: tuple[Tensor, Tensor], past_bias: Tensor, new_bias: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """`x` `[N, S, width]` and what the block before adds to it → the same two, and new keys and values.

        Empty slots of the cache hold zeros; `new_bias` as `Rows` makes it.
        """
        normed, x = SkipNorm.apply(x, update, self.norm1.weight)
        shared = self.kv_heads * self.head_width
        q, k, v = self.qkv(normed).split([self.heads * self.head_width, shared, shared], dim=-1)
        q = turns.turn_query(self.q_norm(self._part(q, self.heads)))
        k = turns.turn_key(self.k_norm(self._part(k, self.kv_heads)))
        v = self._part(v, self.kv_heads)  # [N, kv heads, S, head width]
        group = self.heads // self.kv_heads
        q = Rows.apply(Reshape.apply(q, (0, self.kv_heads, -1, self.head_width)), turns.targets, group)
        old = q @ past[0].unsqueeze(2).transpose(-1, -2)  # [N, kv heads, (group, 1) or (1, group·S), C]
        new = q @ k.unsqueeze(2).transpose(-1, -2) + new_bias
        old, new = self._exponentials(old, new, past_bias)
        total = old @ past_bias.exp()[:, None] + new.sum(-1, keepdim=True)
        y = (old @ past[1].unsqueeze(2) + new @ v.unsqueeze(2)) / total
        y = Reshape.apply(y, (0, self.heads, -1, self.head_width)).transpose(1, 2)
        normed, x = SkipNorm.apply(x, self.o(Reshape.apply(y, (0, 0, -1))), self.norm2.weight)
        gate, up = self.gate_up(normed).split(self.down.in_features, dim=-1)
        return x, by_peak(self.down, F.silu(gate) * up), k, v

    def _part(self, x: Tensor, heads: int) -> Tensor:
        """`[N, S, heads · head width]` → `[N, heads, S, head width]`."""
        return Reshape.apply(x, (0, -1, heads, self.head_width)).transpose(1, 2)

    def _exponentials(self, old: Tensor, new: Tensor, past_bias: Tensor) -> tuple[Tensor, Tensor]:
        """Of scores, to a common scale. Empty slots may get anything: they have no part in sums, and no values."""
        if not self.is_bounded:
            old = old + past_bias
            largest = torch.maximum(old.amax(-1, keepdim=True), new.amax(-1, keepdim=True))
            old, new = old - largest, new - largest
        return old.exp(), new.exp()


class Turns:
    """Rotations of one step's queries, by what they predict, and keys, by where their content sits."""

    def __init__(self, targets: Tensor, contents: Tensor, rows: Tensor, cos: Tensor, sin: Tensor) -> None:
        """`targets` and `contents` `[S]`, `rows` `[N, 1]` zeros, tables `[indices, head width / 2]`."""
        self.targets = targets
        self.query_places, self.key_places = targets + rows, contents + rows
        self.cos, self.sin = cos, sin

    def turn_query(self, x: Tensor) -> Tensor:
        return Rotate.apply(x, self.query_places, self.cos, self.sin)

    def turn_key(self, x: Tensor) -> Tensor:
        return Rotate.apply(x, self.key_places, self.cos, self.sin)


class StepModel(nn.Module):
    """All blocks and the last norm."""

    def __init__(self, model: LanguageModel) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(StepBlock(block) for block in model.blocks)
        self.norm = model.norm

    def forward(
        self, x: Tensor, update: Tensor, turns: Turns, past_bias: Tensor, new_bias: Tensor, past: Past
    ) -> tuple[Tensor, Past]:
        """`x + update`: embedded positions `[N, S, width]` → (hidden, new keys and values)."""
        first = self.blocks[0]
        group = first.heads // first.kv_heads
        new_bias = Rows.apply(new_bias.repeat(group, 1), turns.targets, group)
        new: Past = []
        for block, kept in zip(self.blocks, past, strict=True):
            x, update, k, v = block(x, update, turns, kept, past_bias, new_bias)
            new.append((k, v))
        return SkipNorm.apply(x, update, self.norm.weight)[0], new


def by_peak(layer: nn.Linear, x: Tensor) -> Tensor:
    """`layer(x)` of a layer without bias, with every position `[N, S, :]` scaled to its own peak on the way.

    An 8-bit graph has one scale for all activations of a product, and a few positions are many times as large as the
    others, which would get a few of its 256 steps (vector-wise quantization, Dettmers et al. 2022, arXiv 2208.07339).
    """
    peak = x.abs().amax(-1, keepdim=True).clamp_min(SMALLEST_PEAK)
    return layer(x / peak) * peak


def _scaled(norm: Norm, factor: float) -> Norm:
    scaled = Norm(norm.weight.shape[0]).requires_grad_(False)
    scaled.weight.copy_(norm.weight * factor)
    return scaled


def _join(*layers: nn.Linear) -> nn.Linear:
    """Layers that read the same input as one, outputs one after the other."""
    weight = torch.cat([layer.weight for layer in layers]).detach()
    joined = nn.Linear(weight.shape[1], weight.shape[0], bias=False, device="meta")
    joined.weight = nn.Parameter(weight, requires_grad=False)
    return joined
