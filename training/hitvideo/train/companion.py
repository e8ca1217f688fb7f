"""What learns beside a stage's module, with an optimizer of its own, and goes into the same checkpoint."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from . import distributed


class Companion:
    """A module that the pack does without: what it learned is kept for going on with the run alone."""

    def __init__(self, module: nn.Module, optimizer: torch.optim.Optimizer) -> None:
        self.module, self.optimizer = module, optimizer

    def learn(self, value: Tensor) -> None:
        """One step that lowers `value`, the mean over all processes' gradients."""
        self.optimizer.zero_grad(set_to_none=True)
        value.backward()
        for p in self.module.parameters():
            p.grad = distributed.mean(p.grad)
        self.optimizer.step()

    def state_dict(self) -> dict:
        return {"model": self.module.state_dict(), "optimizer": self.optimizer.state_dict()}

    def load_state_dict(self, state: dict) -> None:
        self.module.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
