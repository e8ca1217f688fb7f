"""Edge-preserving smoothing of decoded frames: the guided filter (He, Sun and Tang 2010, "Guided Image Filtering").

Flat areas of decoded frames carry a noise of a few grey levels that changes from frame to frame; edges stand far above
it. So each pixel keeps of its difference from the mean around it what the variance around it exceeds the noise's.
"""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional as F

NOISE = 5 / 127.5  # deviation, of values in -1 … 1: five of 255 grey levels


def guided_filter(frames: Tensor) -> Tensor:
    """Frames `[M, 3, H, W]` in about -1 … 1, guided by themselves over windows of 3×3 pixels → the same shape.

    All colours share one gain, so that no edge changes its hue.
    """
    mean = _mean(frames)
    squares = _mean(frames.square().sum(1, keepdim=True)) - mean.square().sum(1, keepdim=True)
    variance = squares.clamp(min=0) / 3
    gain = variance / (variance + NOISE**2)
    return _mean(gain) * frames + _mean(mean * (1 - gain))


def _mean(x: Tensor) -> Tensor:
    return F.avg_pool2d(x, 3, stride=1, padding=1, count_include_pad=False)
