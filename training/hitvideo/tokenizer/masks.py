"""Dynamic encoding (paper 4.1): Detail tokens that barely change from the latent frame before are masked."""

from __future__ import annotations

import math

import torch
from torch import Tensor


def difference(z: Tensor) -> Tensor:
    """Change of `z` `[N, T, h, w, bits]` from the previous latent frame, `[N, T, h, w]`; the first frame gets 2.

    Two is the largest possible value, so the first frame is never masked.
    """
    soft = torch.tanh(z)
    change = (soft[:, 1:] - soft[:, :-1]).abs().mean(-1)
    return torch.cat([torch.full_like(change[:, :1], 2.0), change], dim=1)


def true_mask(change: Tensor, maximum_share: float) -> Tensor:
    """Where `change` `[N, T, h, w]` is below the matrix's mean (first frame apart); at most `maximum_share` of all."""
    mean = change[:, 1:].mean(dim=(1, 2, 3), keepdim=True)
    score = torch.where(change < mean, mean - change, 0.0)
    return limit(score, maximum_share)


def predicted_mask(logits: Tensor, maximum_share: float, threshold: float) -> Tensor:
    """The mask that generation uses: where the upper layers are sure enough (`threshold`, a probability) that nothing
    changes; never in the first frame."""
    score = (logits - math.log(threshold / (1 - threshold))).clamp_min(0)
    score = torch.cat([torch.zeros_like(score[:, :1]), score[:, 1:]], dim=1)
    return limit(score, maximum_share)


def limit(score: Tensor, maximum_share: float) -> Tensor:
    """bool mask of the positive scores; where they are too many, the largest of them (equals: earlier place first)."""
    flat = score.flatten(1)
    most = int(maximum_share * flat.shape[1])
    order = torch.argsort(flat, dim=1, descending=True, stable=True)
    rank = torch.empty_like(order).scatter_(1, order, torch.arange(flat.shape[1]).expand_as(order).contiguous())
    return ((flat > 0) & (rank < most)).reshape(score.shape)


def repeat_masked(q: Tensor, mask: Tensor) -> Tensor:
    """Masked tokens of `q` `[N, T, h, w, …]` take the value of the same place in the previous latent frame."""
    frames = [q[:, 0]]
    for t in range(1, q.shape[1]):
        here = mask[:, t].reshape(*mask[:, t].shape, *[1] * (q.ndim - 4))
        frames.append(torch.where(here, frames[-1], q[:, t]))
    return torch.stack(frames, dim=1)
