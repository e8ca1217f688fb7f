"""Building blocks of the causal video tokenizer.

Convolutions in space are 2-D with time in the batch axis, convolutions in time are a shift and a 1×1: on CPUs this is
several times faster than 3-D convolution. Features are `[N·t, C, h, w]` in channels-last memory.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..norm import Norm


class ChannelNorm(nn.Module):
    """RMS norm over the channels of `[M, C, h, w]`."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.gain = nn.Parameter(torch.ones(channels))

    def forward(self, x: Tensor) -> Tensor:
        if torch.onnx.is_in_onnx_export():  # there features stay channels-first
            return x / (x.square().mean(dim=1, keepdim=True) + 1e-6).sqrt() * self.gain[:, None, None]
        return F.rms_norm(x.permute(0, 2, 3, 1).float(), self.gain.shape, self.gain, 1e-6).permute(0, 3, 1, 2)


class CausalTimeConv(nn.Module):
    """Causal convolution over three frames, `[N·t, C, h, w]` → the same.

    `state` holds the two frames before the chunk, `[N, 2, C, h, w]`; None stands for the start of a clip (zeros) and
    takes the faster way of training, three small products that are shifted and added.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.mix = nn.Conv2d(3 * channels, channels, 1)

    def forward(self, x: Tensor, n: int, state: Tensor | None) -> tuple[Tensor, Tensor | None]:
        if state is None:
            return self._whole_clip(x, n), None
        c, h, w = _sizes(x)
        frames = x.reshape(n, -1, c, h, w)  # [N, t, C, h, w]
        padded = torch.cat([state, frames], dim=1)  # [N, 2 + t, C, h, w]
        if torch.onnx.is_in_onnx_export():  # there three products without a copy of 3C channels are faster than one
            before2, before1, now = self.mix.weight.split(c, dim=1)
            y = F.conv2d(x, now, self.mix.bias)
            y = y + F.conv2d(padded[:, 1:-1].reshape(-1, c, h, w), before1)
            return y + F.conv2d(padded[:, :-2].reshape(-1, c, h, w), before2), padded[:, -2:]
        stacked = torch.cat([padded[:, :-2], padded[:, 1:-1], padded[:, 2:]], dim=2)  # [N, t, 3C, h, w]
        return self.mix(stacked.flatten(0, 1)), padded[:, -2:]

    def _whole_clip(self, x: Tensor, n: int) -> Tensor:
        m, c, h, w = x.shape
        frames = x.permute(0, 2, 3, 1).reshape(n, -1, h, w, c)
        before2, before1, now = self.mix.weight[:, :, 0, 0].split(c, dim=1)
        y = F.linear(frames, now, self.mix.bias)
        y = y + F.pad(F.linear(frames[:, :-1], before1), (0, 0, 0, 0, 0, 0, 1, 0))
        if frames.shape[1] > 2:
            y = y + F.pad(F.linear(frames[:, :-2], before2), (0, 0, 0, 0, 0, 0, 2, 0))
        return y.reshape(m, h, w, c).permute(0, 3, 1, 2)


class ResidualBlock(nn.Module):
    """1×3×3, causal 3×1×1, and a 1×1 that starts at zero; `[N·t, C, h, w]` → the same."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = ChannelNorm(channels)
        self.space = nn.Conv2d(channels, channels, 3, padding=1)
        self.time = CausalTimeConv(channels)
        self.out = nn.Conv2d(channels, channels, 1)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, x: Tensor, n: int, state: Tensor | None) -> tuple[Tensor, Tensor | None]:
        h = F.silu(self.space(self.norm(x)))
        h, state = self.time(h, n, state)
        return x + self.out(F.silu(h)), state


class ResidualStack(nn.Module):
    """Residual blocks one after another, with the causal state of each."""

    def __init__(self, channels: int, count: int) -> None:
        super().__init__()
        self.channels = channels
        self.blocks = nn.ModuleList(ResidualBlock(channels) for _ in range(count))

    def start(self, n: int, h: int, w: int) -> list[Tensor]:
        """States at the start of a clip for streaming, each `[N, 2, C, h, w]`."""
        return [torch.zeros(n, 2, self.channels, h, w) for _ in self.blocks]

    def forward(self, x: Tensor, n: int, states: list[Tensor] | None = None) -> tuple[Tensor, list[Tensor]]:
        after = []
        for i, block in enumerate(self.blocks):
            x, state = block(x, n, states[i] if states is not None else None)
            if state is not None:
                after.append(state)
        return x, after


def _sizes(x: Tensor) -> tuple[int, ...]:
    """Sizes of all axes but the first: constants of an exported graph, which would count them at every run."""
    return tuple(int(size) for size in x.shape[1:]) if torch.onnx.is_in_onnx_export() else tuple(x.shape[1:])


def merge(x: Tensor, n: int, down: tuple[int, int, int]) -> Tensor:
    """Space and time to depth: `[N·t·a, C, h·b, w·c]` → `[N·t, a·b·c·C, h, w]` for `down` = (a, b, c)."""
    a, b, c = down
    _, ch, h, w = x.shape
    x = x.reshape(n, -1, a, ch, h // b, b, w // c, c)
    x = x.permute(0, 1, 2, 5, 7, 3, 4, 6)  # N, t, a, b, c, C, h, w
    return x.reshape(-1, a * b * c * ch, h // b, w // c).contiguous(memory_format=torch.channels_last)


def split(x: Tensor, n: int, up: tuple[int, int, int]) -> Tensor:
    """The inverse of `merge`: `[N·t, a·b·c·C, h, w]` → `[N·t·a, C, h·b, w·c]`."""
    a, b, c = up
    ch, h, w = _sizes(x)
    ch //= a * b * c
    if torch.onnx.is_in_onnx_export():  # there one axis, then whole rows, move faster than all axes at once
        x = x.permute(0, 2, 3, 1).reshape(-1, h, w, a, b, c * ch).permute(0, 3, 1, 4, 2, 5)
        return x.reshape(-1, h * b, w * c, ch).permute(0, 3, 1, 2)  # from N·t, a, h, b, w, c·C
    x = x.reshape(n, -1, a, b, c, ch, h, w)
    x = x.permute(0, 1, 2, 5, 6, 3, 7, 4)  # N, t, a, C, h, b, w, c
    return x.reshape(-1, ch, h * b, w * c).contiguous(memory_format=torch.channels_last)


class TransformerBlock(nn.Module):
    """Pre-norm attention and SwiGLU over `[N, L, width]`; `bias` `[L, L]` is added to the scores."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm1 = Norm(width)
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.project = nn.Linear(width, width, bias=False)
        self.norm2 = Norm(width)
        hidden = width * 8 // 3 // 32 * 32
        self.up = nn.Linear(width, 2 * hidden, bias=False)
        self.down = nn.Linear(hidden, width, bias=False)
        nn.init.zeros_(self.project.weight)
        nn.init.zeros_(self.down.weight)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        n, length, width = x.shape
        q, k, v = self.qkv(self.norm1(x)).reshape(n, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = x + self.project(y.transpose(1, 2).reshape(n, length, width))
        gate, value = self.up(self.norm2(x)).chunk(2, dim=-1)
        return x + self.down(F.silu(gate) * value)


def time_causal_bias(grid: tuple[int, int, int]) -> Tensor:
    """`[L, L]` for tokens of a `[T, h, w]` grid: 0 where the key's frame is not later than the query's, else -1e9."""
    t, h, w = grid
    frame = torch.arange(t).repeat_interleave(h * w)
    return (frame[None, :] > frame[:, None]).float() * -1e9
