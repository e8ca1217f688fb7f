"""In which numbers a step of training multiplies.

Instructions for bfloat16 (AMX and AVX-512 BF16 of processors, GPUs) multiply several times faster than those for
float32; sums, losses and weights stay in float32. Processors without them would be slower with bfloat16 than without.
"""

from __future__ import annotations

import torch


def products(precision: str) -> torch.autocast:
    """Context in which matrix products of the forward pass, and of its gradients, are in `precision`.

    `bfloat16` on processors that are not made for it counts as `float32`.
    """
    return torch.autocast(torch.get_default_device().type, torch.bfloat16, enabled=halved(precision))


def halved(precision: str) -> bool:
    """Whether that is bfloat16 on this machine."""
    return precision == "bfloat16" and (torch.get_default_device().type != "cpu" or multiplies_halves())


def multiplies_halves() -> bool:
    """Whether this processor has an instruction for products of bfloat16."""
    able = torch.cpu.get_capabilities()
    return bool(able.get("amx_bf16", False) or able.get("avx512_bf16", False))
