"""The base of the tokenizer: pixels ↔ features on the Detail grid (paper 3.2, the main causal encoder and decoder)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ..config import Config
from .layers import ChannelNorm, ResidualStack, merge, split
from .smooth import NOISE, guided_filter

States = list[list[Tensor]]


class BaseEncoder(nn.Module):
    """Frames → features before quantization, `[N·T, C, h, w]` on the Detail grid, and the LFQ channels."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.stages = config.tokenizer.stages
        self.downs, self.stacks = nn.ModuleList(), nn.ModuleList()
        channels = 3
        for stage in self.stages:
            a, b, c = stage.down
            self.downs.append(nn.Conv2d(channels * a * b * c, stage.channels, 1))
            self.stacks.append(ResidualStack(stage.channels, stage.encoder_blocks))
            channels = stage.channels
        self.norm = ChannelNorm(channels)
        self.to_z = nn.Conv2d(channels, config.detail.bits, 1)

    def forward(self, frames: Tensor) -> tuple[Tensor, Tensor]:
        """Frames `[N, F, 3, H, W]` in -1 … 1 → (features `[N·T, C, h, w]`, `z` `[N, T, h, w, bits]`)."""
        n = frames.shape[0]
        x = frames.flatten(0, 1)
        for stage, down, stack in zip(self.stages, self.downs, self.stacks, strict=True):
            x = down(merge(x, n, stage.down))
            x, _ = stack(x, n)
        x = self.norm(x)
        z = self.to_z(x).float()
        return x, z.permute(0, 2, 3, 1).reshape(n, -1, *z.shape[-2:], z.shape[1])


class BaseDecoder(nn.Module):
    """Bits of the Detail layer, with the upper layers' context, → frames; streamed over latent frames."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.stages = tuple(reversed(config.tokenizer.stages))
        channels = self.stages[0].channels
        self.context_width = channels
        self.from_bits = nn.Conv2d(config.detail.bits, channels, 1)
        self.from_context = nn.Conv2d(channels, channels, 1)
        nn.init.zeros_(self.from_context.weight)
        nn.init.zeros_(self.from_context.bias)
        self.stacks, self.ups = nn.ModuleList(), nn.ModuleList()
        for i, stage in enumerate(self.stages):
            self.stacks.append(ResidualStack(stage.channels, stage.decoder_blocks))
            following = self.stages[i + 1].channels if i + 1 < len(self.stages) else 3
            a, b, c = stage.down
            self.ups.append(nn.Conv2d(stage.channels, following * a * b * c, 1))
        self.norm = ChannelNorm(self.stages[-1].channels)

    def start(self, n: int, h: int, w: int) -> States:
        """States of all stacks at the start of a clip whose Detail grid is `h`×`w`."""
        states = []
        for stage, stack in zip(self.stages, self.stacks, strict=True):
            states.append(stack.start(n, h, w))
            h, w = h * stage.down[1], w * stage.down[2]
        return states

    def forward(self, bits: Tensor, context: Tensor, states: States | None = None) -> tuple[Tensor, States]:
        """`bits` `[N, t, h, w, bits]`, `context` `[N·t, C, h, w]` → frames `[N, f, 3, H, W]` in about -1 … 1.

        Without `states` the chunk is a whole clip, and none are returned.
        """
        n = bits.shape[0]
        x, after = self.features(bits, context, states)
        x = guided_filter(split(self.ups[-1](x), n, self.stages[-1].down).float(), NOISE / 127.5)
        return x.reshape(n, -1, *x.shape[1:]), after

    def features(self, bits: Tensor, context: Tensor, states: States | None = None) -> tuple[Tensor, States]:
        """What the last convolution makes frames of, `[M, C, h, w]`; arguments as of `forward`."""
        n = bits.shape[0]
        flat = bits.flatten(0, 1).permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)
        x = self.from_bits(flat) + self.from_context(context)
        after = []
        for i, (stage, stack, up) in enumerate(zip(self.stages, self.stacks, self.ups, strict=True)):
            x, state = stack(x, n, states[i] if states is not None else None)
            after.append(state)
            if i + 1 < len(self.stages):
                x = split(up(x), n, stage.down)
        return self.norm(x), after
