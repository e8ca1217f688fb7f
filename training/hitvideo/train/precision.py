"""In which numbers a step of training multiplies.

Matrix units for bfloat16 (AMX on Intel's processors, GPUs) multiply several times faster than float32 units; sums,
losses and weights stay in float32. Processors without them would be slower with bfloat16 than without.
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
    return precision == "bfloat16" and (torch.get_default_device().type != "cpu" or has_matrix_unit())


def has_matrix_unit() -> bool:
    """Whether this processor multiplies matrices of bfloat16 in one instruction."""
    return bool(torch.cpu.get_capabilities().get("amx_bf16", False))
