"""The language model's step in the form that ONNX Runtime runs fastest: few nodes, no copy of the scores.

The same numbers as training computes, to rounding: projections that read the same input are one product, queries and
keys are normed and rotated together, and past and new attention are joined by their sums instead of by their scores.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..language_model.model import Block, LanguageModel
from ..norm import Norm

Past = list[tuple[Tensor, Tensor]]


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
        self.head_norm = Norm(self.head_width).requires_grad_(False)  # the gains of queries and keys come after it
        query_gain, key_gain = attention.q_norm.weight * self.head_width**-0.5, attention.k_norm.weight
        gains = torch.stack([query_gain] * self.heads + [key_gain] * self.kv_heads)
        self.register_buffer("gains", gains.detach())

    def forward(
        self, x: Tensor, turns: tuple[Tensor, Tensor], past: tuple[Tensor, Tensor], past_bias: Tensor, new_bias: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """`x` `[N, S, width]`, `turns` as `turn_tables` makes them, `new_bias` `[heads a key-value head · S, S]`."""
        n, s = x.shape[:2]
        both = self.heads + self.kv_heads
        qk, v = self.qkv(self.norm1(x)).split([both * self.head_width, self.kv_heads * self.head_width], dim=-1)
        qk = self.head_norm(qk.reshape(n, s, both, self.head_width)) * self.gains
        cos, sin = turns
        a, b = qk.chunk(2, dim=-1)
        qk = (qk * cos + torch.cat([b, a], dim=-1) * sin).transpose(1, 2)
        v = v.reshape(n, s, self.kv_heads, self.head_width).transpose(1, 2)
        q, k = qk.split([self.heads, self.kv_heads], dim=1)
        q = q.reshape(n, self.kv_heads, -1, self.head_width)
        old = q @ past[0].transpose(2, 3) + past_bias  # [N, kv heads, group·S, C]
        new = q @ k.transpose(2, 3) + new_bias
        old_share, new_share = old.softmax(dim=-1), new.softmax(dim=-1)
        past_weight = torch.sigmoid(_log_sum(old, old_share) - _log_sum(new, new_share))
        y_new = new_share @ v
        y = y_new + past_weight * (old_share @ past[1] - y_new)  # [N, kv heads, group·S, head width]
        y = y.reshape(n, self.heads, -1, self.head_width).transpose(1, 2).reshape(n, s, -1)
        x = x + self.o(y)
        gate, up = self.gate_up(self.norm2(x)).chunk(2, dim=-1)
        return x + self.down(F.silu(gate) * up), k, v


class StepModel(nn.Module):
    """All blocks and the last norm."""

    def __init__(self, model: LanguageModel) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(StepBlock(block) for block in model.blocks)
        self.norm = model.norm

    def forward(
        self,
        x: Tensor,
        query_angles: Tensor,
        key_angles: Tensor,
        past_bias: Tensor,
        new_bias: Tensor,
        past: Past,
    ) -> tuple[Tensor, Past]:
        """Embedded positions `[N, S, width]`, angles `[S, head width / 2]` → (hidden, new keys and values)."""
        first = self.blocks[0]
        turns = turn_tables(query_angles, key_angles, first.heads, first.kv_heads)
        new_bias = new_bias.repeat(first.heads // first.kv_heads, 1)
        new: Past = []
        for block, kept in zip(self.blocks, past, strict=True):
            x, k, v = block(x, turns, kept, past_bias, new_bias)
            new.append((k, v))
        return self.norm(x), new


def turn_tables(query_angles: Tensor, key_angles: Tensor, heads: int, kv_heads: int) -> tuple[Tensor, Tensor]:
    """Factors of a vector and of its swapped halves that rotate it, `[S, heads + kv heads, head width]` each."""
    angles = torch.stack([query_angles] * heads + [key_angles] * kv_heads, dim=1)
    cos, sin = angles.cos(), angles.sin()
    return torch.cat([cos, cos], dim=-1), torch.cat([-sin, sin], dim=-1)


def _log_sum(scores: Tensor, shares: Tensor) -> Tensor:
    """Logarithm of the sum of exponentials, from scores and their softmax: the largest share is at least 1 / count."""
    return scores.amax(dim=-1, keepdim=True) - shares.amax(dim=-1, keepdim=True).log()


def _join(*layers: nn.Linear) -> nn.Linear:
    """Layers that read the same input as one, outputs one after the other."""
    weight = torch.cat([layer.weight for layer in layers]).detach()
    joined = nn.Linear(weight.shape[1], weight.shape[0], bias=False, device="meta")
    joined.weight = nn.Parameter(weight, requires_grad=False)
    return joined
