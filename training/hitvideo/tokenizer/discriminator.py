"""The discriminator of the adversarial loss (paper 3.2): does a patch of neighbouring frames look drawn or decoded?"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .layers import ChannelNorm


class Discriminator(nn.Module):
    """Patch scores of pairs of frames, so that it sees motion as well as edges."""

    def __init__(self, channels: tuple[int, ...] = (32, 64, 128)) -> None:
        super().__init__()
        before = (6, *channels[:-1])
        self.downs = nn.ModuleList(
            nn.Conv2d(a, b, 4, stride=2, padding=1) for a, b in zip(before, channels, strict=True)
        )
        self.norms = nn.ModuleList(ChannelNorm(c) for c in channels)
        self.score = nn.Conv2d(channels[-1], 1, 3, padding=1)
        self.to(memory_format=torch.channels_last)

    def forward(self, frames: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Frames `[N, F, 3, H, W]` in -1 … 1 → (scores `[N·(F-1), 1, h, w]`, features of each scale)."""
        pairs = torch.cat([frames[:, :-1], frames[:, 1:] - frames[:, :-1]], dim=2).flatten(0, 1)
        x, features = pairs.contiguous(memory_format=torch.channels_last), []
        for down, norm in zip(self.downs, self.norms, strict=True):
            x = F.leaky_relu(norm(down(x)), 0.2)
            features.append(x)
        return self.score(x), features


def hinge(true: Tensor, made: Tensor) -> Tensor:
    """The discriminator's loss on its scores of true and decoded frames."""
    return F.relu(1 - true).mean() + F.relu(1 + made).mean()


def feature_distance(made: list[Tensor], true: list[Tensor]) -> Tensor:
    """Mean L1 distance of features over scales: a perceptual loss whose network has learned on the world itself."""
    return sum((F.l1_loss(a, b.detach()) for a, b in zip(made, true, strict=True)), torch.zeros(())) / len(made)
