"""Muon for the matrices and kernels of a module, AdamW for the rest (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/).

torch's own takes matrices only and orthogonalises in bfloat16, which is slow on CPUs that are not made for it; here
kernels are matrices `[out, in·h·w]`, and float32 is the rule.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

SMALLEST = 16  # rows and columns below which a weight is left to AdamW
TABLES = {"codes", "targets", "heads", "links", "places", "times"}  # parts of names
COEFFICIENTS = (3.4445, -4.7750, 2.0315)  # of the Newton-Schulz iteration


def orthogonal(matrix: Tensor, halves: bool = False, steps: int = 5) -> Tensor:
    """`[rows, columns]` → about the nearest matrix whose singular values are all 1 (0.7 … 1.2), by Newton-Schulz.

    `halves` multiplies in bfloat16.
    """
    x = matrix / (matrix.norm() + 1e-7)
    wide = x if len(x) <= x.shape[1] else x.T
    made = _in_halves(wide, steps) if halves else _by_gram(wide, steps)
    return made if made.shape == matrix.shape else made.T


def _in_halves(wide: Tensor, steps: int) -> Tensor:
    """The iteration as it is written, in bfloat16."""
    a, b, c = COEFFICIENTS
    x = wide.bfloat16()
    for _ in range(steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.float()


def _by_gram(wide: Tensor, steps: int) -> Tensor:
    """Every iterate is a polynomial in `X Xᵀ` times `X`: all but the first and last product are of the shorter side.

    The polynomial's coefficients span three orders of magnitude, which only float32 bears.
    """
    a, b, c = COEFFICIENTS
    gram = wide @ wide.T
    factor = one = torch.eye(len(wide), device=wide.device)
    for _ in range(steps):
        square = factor @ gram @ factor  # symmetric, and so is the factor: they commute
        factor = (a * one + b * square + c * square @ square) @ factor
    return factor @ wide


def as_matrix(weight: Tensor) -> Tensor:
    """A weight of two or more axes as `[out, in]`; kernels keep the order of channels-last memory."""
    return (weight.permute(0, 2, 3, 1) if weight.ndim == 4 else weight).reshape(len(weight), -1)


def like_weight(matrix: Tensor, weight: Tensor) -> Tensor:
    """The inverse of `as_matrix`."""
    if weight.ndim != 4:
        return matrix.reshape(weight.shape)
    out, inner, height, width = weight.shape
    return matrix.reshape(out, height, width, inner).permute(0, 3, 1, 2)


def is_hidden_matrix(name: str, weight: nn.Parameter) -> bool:
    """Whether Muon is made for it: tables of embeddings and output heads are not linear maps between features."""
    if weight.ndim < 2 or TABLES.intersection(name.split(".")):
        return False
    return min(len(weight), weight.numel() // len(weight)) >= SMALLEST


class Muon(torch.optim.Optimizer):
    """Steps of `learning_rate` in the orthogonalised direction of the momentum.

    Scaled so that their root mean square is AdamW's (Liu et al. 2025, arXiv 2502.16982): learning rate and weight
    decay can be taken over from there.
    """

    def __init__(
        self,
        weights: list[nn.Parameter],
        lr: float,
        weight_decay: float,
        momentum: float = 0.95,
        halves: bool = False,
    ) -> None:
        self.halves = halves
        super().__init__(weights, {"lr": lr, "weight_decay": weight_decay, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(p)
                momentum = state["momentum"].lerp_(p.grad, 1 - group["momentum"])
                ahead = as_matrix(p.grad.lerp(momentum, group["momentum"]))  # Nesterov
                direction = orthogonal(ahead, self.halves) * 0.2 * max(ahead.shape) ** 0.5
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.add_(like_weight(direction, p), alpha=-group["lr"])
