"""Lookup-free quantization (LFQ): each channel is one bit, +1 or -1 (MAGVIT-v2, arXiv 2310.05737; paper 3.2)."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from ..train.distributed import mean


def quantize(z: Tensor, hardness: float = 1.0) -> Tensor:
    """Signs of `z` `[…, bits]` with a straight-through gradient.

    `hardness` below 1 mixes in `tanh(z)`: a continuous bottleneck with which training starts.
    """
    soft = torch.tanh(z)
    hard = torch.where(z > 0, 1.0, -1.0)
    return soft + hardness * (hard - soft).detach()


def entropy_penalty(z: Tensor) -> Tensor:
    """Sample entropy minus codebook entropy of `z` `[…, bits]`, in nats per bit.

    Small when every token is sure of its bits and every bit is used half of the time, over the batch of all processes.
    Bits are treated as independent, which is what makes it computable for 2^18 codes (MAGVIT-v2, section 3.1).
    """
    probability = torch.sigmoid(4 * z.reshape(-1, z.shape[-1]))
    return _entropy(probability).mean() - _entropy(mean(probability.mean(dim=0))).mean()


def commitment(z: Tensor) -> Tensor:
    """Mean squared distance of `z` from its signs."""
    return F.mse_loss(z, torch.where(z > 0, 1.0, -1.0))


def quantizer_losses(zs: list[Tensor], entropy: float) -> Tensor:
    """Commitment and entropy penalty, summed over layers."""
    return sum((0.05 * commitment(z) + entropy * entropy_penalty(z) for z in zs), torch.zeros(()))


def flip_bits(q: Tensor, share: float) -> Tensor:
    """`q` with a random share of its bits flipped: makes a decoder forgive sampling errors."""
    return torch.where(torch.rand_like(q) < share, -q, q)


def to_codes(q: Tensor) -> Tensor:
    """`[…, bits]` of signs → int64 codes `[…]`, bit `j` set where channel `j` is positive."""
    weights = 2 ** torch.arange(q.shape[-1], device=q.device)
    return ((q > 0).long() * weights).sum(-1)


def from_codes(codes: Tensor, bits: int) -> Tensor:
    """int64 codes `[…]` → float signs `[…, bits]`. Written with division, which ONNX has for integers."""
    weights = 2 ** torch.arange(bits, device=codes.device)
    return ((codes[..., None] // weights) % 2).float() * 2 - 1


def _entropy(p: Tensor) -> Tensor:
    p = p.clamp(1e-6, 1 - 1e-6)
    return -(p * p.log() + (1 - p) * (1 - p).log())
