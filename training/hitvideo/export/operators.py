"""Operators of ONNX Runtime that PyTorch's exporter does not write: each computes in PyTorch what its node does."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.autograd import Function
from torch.nn import functional as F

EPSILON = 1e-6


class SkipNorm(Function):
    """`(RMS norm of x + update, x + update)` over the last axis, as one node."""

    @staticmethod
    def forward(_: object, x: Tensor, update: Tensor, gain: Tensor) -> tuple[Tensor, Tensor]:
        total = x + update
        return F.rms_norm(total, gain.shape, gain, EPSILON), total

    @staticmethod
    def symbolic(g: torch.Graph, x: torch.Value, update: torch.Value, gain: torch.Value) -> tuple[torch.Value, ...]:
        name = "com.microsoft::SkipSimplifiedLayerNormalization"
        normed, _, _, total = g.op(name, x, update, gain, epsilon_f=EPSILON, outputs=4)
        return normed.setType(x.type()), total.setType(x.type())


class Rotate(Function):
    """Rotary embedding: pairs `(i, i + width / 2)` of `x` `[N, heads, S, width]` turn by rows `places` `[N, S]`."""

    @staticmethod
    def forward(_: object, x: Tensor, places: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        a, b = x.chunk(2, dim=-1)
        c, s = cos[places][:, None], sin[places][:, None]
        return torch.cat([a * c - b * s, a * s + b * c], dim=-1)

    @staticmethod
    def symbolic(
        g: torch.Graph, x: torch.Value, places: torch.Value, cos: torch.Value, sin: torch.Value
    ) -> torch.Value:
        return g.op("com.microsoft::RotaryEmbedding", x, places, cos, sin).setType(x.type())


class Reshape(Function):
    """`reshape` where a 0 keeps the size of its axis: sizes that the graph need not count at every run."""

    @staticmethod
    def forward(_: object, x: Tensor, sizes: tuple[int, ...]) -> Tensor:
        return x.reshape([size or x.shape[axis] for axis, size in enumerate(sizes)])

    @staticmethod
    def symbolic(g: torch.Graph, x: torch.Value, sizes: tuple[int, ...]) -> torch.Value:
        return g.op("Reshape", x, g.op("Constant", value_t=torch.tensor(sizes)))


class Rows(Function):
    """Puts apart the rows of `x` `[…, members · S, width]` that products should take one by one.

    `[…, members, 1, width]` for a step of one position (S = 1), else `[…, 1, members · S, width]`: a product of one row
    reads a matrix where it lies, one of more rows copies it first, which pays only for many.
    """

    @staticmethod
    def forward(_: object, x: Tensor, step: Tensor, members: int) -> Tensor:
        groups = members if step.shape[0] == 1 else 1
        return x.reshape(*x.shape[:-2], groups, x.shape[-2] // groups, x.shape[-1])

    @staticmethod
    def symbolic(g: torch.Graph, x: torch.Value, step: torch.Value, members: int) -> torch.Value:
        def constant(*values: int) -> torch.Value:
            return g.op("Constant", value_t=torch.tensor(values))

        rank = x.type().dim()
        is_single = g.op("Div", constant(1), g.op("Shape", step, start_i=0, end_i=1))  # 1 for S = 1, else 0
        groups = g.op("Add", g.op("Mul", is_single, constant(members - 1)), constant(1))
        width = g.op("Shape", x, start_i=rank - 1, end_i=rank)
        parts = [groups, constant(-1), width]
        if rank > 2:
            parts.insert(0, constant(*[0] * (rank - 2)))
        return g.op("Reshape", x, g.op("Concat", *parts, axis_i=0))
