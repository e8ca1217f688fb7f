"""Losses of the tokenizer on pixels (paper 3.2)."""

from __future__ import annotations

import torch
from torch import Tensor


def reconstruction(made: Tensor, true: Tensor, squared: float = 2.0, gradients: float = 0.5) -> Tensor:
    """L1, squared error and L1 of the differences in space and time; both `[N, F, 3, H, W]` in -1 … 1."""
    d = made - true
    loss = d.abs().mean() + squared * d.square().mean()
    slopes = (d[..., 1:] - d[..., :-1]).abs().mean() + (d[..., 1:, :] - d[..., :-1, :]).abs().mean()
    if d.shape[1] > 1:
        slopes = slopes + (d[:, 1:] - d[:, :-1]).abs().mean()
    return loss + gradients * slopes


def psnr(made: Tensor, true: Tensor) -> Tensor:
    """Peak signal-to-noise ratio in dB of each clip, `[N, F, 3, H, W]` in -1 … 1 → `[N]`."""
    error = (made.clamp(-1, 1) - true).square().flatten(1).mean(dim=1)
    return 10 * torch.log10(4 / error.clamp_min(1e-10))
