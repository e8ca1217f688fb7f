"""Edge-preserving smoothing of decoded frames: the guided filter (He, Sun and Tang 2010, "Guided Image Filtering").

Flat areas of decoded frames carry a noise of a few grey levels that changes from frame to frame; edges stand far above
it. So each pixel keeps of its difference from the mean around it what the variance around it exceeds the noise's.
"""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional as F

NOISE = 3.0  # deviation of grey, in levels of 255


def guided_filter(frames: Tensor, noise: float) -> Tensor:
    """Frames `[M, 3, H, W]`, guided by their grey over windows of 3×3 pixels → the same shape.

    `noise`: deviation that counts as such, in the frames' unit. All colours share one gain, so no edge changes its hue.
    """
    grey = F.avg_pool3d(frames[:, None], (3, 1, 1))[:, 0]
    variance = (_mean(grey.square()) - _mean(grey).square()).clamp(min=0)
    gain = variance / (variance + noise**2)
    return _mean(gain) * frames + _mean(_mean(frames) * (1 - gain))


def _mean(x: Tensor) -> Tensor:
    return F.avg_pool2d(x, 3, stride=1, padding=1, count_include_pad=False)
