"""The discriminator's side of adversarial training: its optimizer and its step."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from ..tokenizer.discriminator import Discriminator, feature_distance, hinge
from . import distributed


class Adversary:
    """Learns to tell decoded crops from true ones, and says how far it tells them apart.

    Kept in the checkpoint of the run beside the tokenizer.
    """

    def __init__(self, learning_rate: float, frames: int, size: int) -> None:
        self.module = Discriminator()
        self.frames, self.size = frames, size
        self.optimizer = torch.optim.AdamW(self.module.parameters(), lr=learning_rate, betas=(0.5, 0.9))

    def losses(self, made: Tensor, true: Tensor, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        """Learn from a crop of `made` and `true` `[N, F, 3, H, W]`; returns the decoder's (adversarial, perceptual)."""
        t = rng.integers(0, true.shape[1] - self.frames + 1)
        y, x = (rng.integers(0, n - self.size + 1) for n in true.shape[-2:])
        crops = [each[:, t : t + self.frames, :, y : y + self.size, x : x + self.size] for each in (made, true)]
        self._learn(crops[0].detach(), crops[1])
        scores, features = self.module(crops[0])
        with torch.no_grad():
            _, wanted = self.module(crops[1])
        return -scores.mean(), feature_distance(features, wanted)

    def _learn(self, made: Tensor, true: Tensor) -> None:
        value = hinge(self.module(true)[0], self.module(made)[0])
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
