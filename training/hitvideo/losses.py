"""Losses of the tokenizer on pixels (paper 3.2)."""

from __future__ import annotations

import numpy as np
import torch
from pytorch_msssim import ssim
from torch import Tensor

FRAMES_COMPARED = 8  # of each clip, by `structural`: on all of them its filters cost as much as the decoder


def reconstruction(made: Tensor, true: Tensor, squared: float = 2.0, gradients: float = 0.5) -> Tensor:
    """L1, squared error and L1 of the differences in space and time; both `[N, F, 3, H, W]` in -1 … 1."""
    d = made - true
    loss = d.abs().mean() + squared * d.square().mean()
    slopes = (d[..., 1:] - d[..., :-1]).abs().mean() + (d[..., 1:, :] - d[..., :-1, :]).abs().mean()
    if d.shape[1] > 1:
        slopes = slopes + (d[:, 1:] - d[:, :-1]).abs().mean()
    return loss + gradients * slopes


def structural(made: Tensor, true: Tensor, rng: np.random.Generator) -> Tensor:
    """1 − SSIM (Wang et al. 2004) of some frames, drawn by `rng`, of each clip; both `[N, F, 3, H, W]` in -1 … 1."""
    frames = made.shape[1]
    chosen = torch.as_tensor(rng.choice(frames, min(frames, FRAMES_COMPARED), replace=False))
    with torch.autocast(made.device.type, enabled=False):  # in bfloat16 a variance of flat ground may be below zero
        return 1 - ssim(made[:, chosen].flatten(0, 1), true[:, chosen].flatten(0, 1), data_range=2.0)


def psnr(made: Tensor, true: Tensor) -> Tensor:
    """Peak signal-to-noise ratio in dB of each clip, `[N, F, 3, H, W]` in -1 … 1 → `[N]`."""
    error = (made.clamp(-1, 1) - true).square().flatten(1).mean(dim=1)
    return 10 * torch.log10(4 / error.clamp_min(1e-10))
