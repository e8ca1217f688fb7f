"""Which optimizer learns which weight, by the config's `optimizer`."""

from __future__ import annotations

import torch
from torch import nn

from ..config import StageTraining
from .muon import Muon, is_hidden_matrix
from .precision import halved


def make_optimizers(module: nn.Module, settings: StageTraining) -> list[torch.optim.Optimizer]:
    """AdamW for everything, or Muon for hidden matrices and AdamW for the rest; only matrices decay."""
    trained = [(name, p) for name, p in module.named_parameters() if p.requires_grad]
    hidden = [p for name, p in trained if settings.optimizer == "muon" and is_hidden_matrix(name, p)]
    taken = set(map(id, hidden))
    rest = [p for _, p in trained if id(p) not in taken]
    groups = [
        {"params": [p for p in rest if p.ndim >= 2], "weight_decay": settings.weight_decay},
        {"params": [p for p in rest if p.ndim < 2], "weight_decay": 0.0},
    ]
    made: list[torch.optim.Optimizer] = [
        torch.optim.AdamW(groups, lr=settings.learning_rate, betas=(0.9, 0.98), fused=True)
    ]
    if hidden:
        made.append(Muon(hidden, settings.learning_rate, settings.weight_decay, halves=halved(settings.precision)))
    return made
