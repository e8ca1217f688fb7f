"""The discriminator's side of adversarial training: its optimizer and its step."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from ..tokenizer.discriminator import Discriminator, feature_distance, hinge
from .companion import Companion


class Adversary(Companion):
    """Learns to tell decoded crops from true ones, and says how far it tells them apart."""

    def __init__(self, learning_rate: float, frames: int, size: int) -> None:
        module = Discriminator()
        super().__init__(module, torch.optim.AdamW(module.parameters(), lr=learning_rate, betas=(0.5, 0.9)))
        self.frames, self.size = frames, size

    def losses(self, made: Tensor, true: Tensor, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        """Learn from a crop of `made` and `true` `[N, F, 3, H, W]`; returns the decoder's (adversarial, perceptual)."""
        t = rng.integers(0, true.shape[1] - self.frames + 1)
        y, x = (rng.integers(0, n - self.size + 1) for n in true.shape[-2:])
        crops = [each[:, t : t + self.frames, :, y : y + self.size, x : x + self.size] for each in (made, true)]
        self.learn(hinge(self.module(crops[1])[0], self.module(crops[0].detach())[0]))
        scores, features = self.module(crops[0])
        with torch.no_grad():
            _, wanted = self.module(crops[1])
        return -scores.mean(), feature_distance(features, wanted)
