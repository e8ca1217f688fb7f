"""The filter of decoded frames: noise of flat areas goes, edges stay."""

from __future__ import annotations

import torch
from torch import Tensor

from hitvideo.tokenizer.smooth import guided_filter


def edge(low: float, high: float) -> Tensor:
    """A frame of two flat halves."""
    frame = torch.full((1, 3, 16, 16), float(low))
    frame[..., 8:] = high
    return frame


def test_noise_of_flat_areas_goes() -> None:
    torch.manual_seed(0)
    noise = 2 * torch.randn(4, 3, 32, 32)
    smooth = guided_filter(100 + noise, noise=3) - 100
    assert smooth.std() < 0.6 * noise.std()
    assert guided_filter(100 + noise, noise=0.01).sub(100 + noise).abs().max() < 0.1


def test_edges_and_flat_areas_stay() -> None:
    frame = edge(40, 200)
    smooth = guided_filter(frame, noise=3)
    assert (smooth - frame).abs().max() < 1
    assert torch.allclose(smooth[..., :6], frame[..., :6]) and torch.allclose(smooth[..., 10:], frame[..., 10:])


def test_colours_share_their_gain() -> None:
    """An edge of green alone blurs no colour of it more than another: the others are flat and stay."""
    frame = edge(100, 100)
    frame[:, 1, :, 8:] = 160
    smooth = guided_filter(frame, noise=3)
    assert torch.allclose(smooth[:, 0], frame[:, 0]) and torch.allclose(smooth[:, 2], frame[:, 2])


def test_brighter_frames_are_smoothed_alike() -> None:
    """What lets the exported graph round by half a level that it adds before the filter."""
    torch.manual_seed(0)
    frame = 255 * torch.rand(2, 3, 16, 16)
    assert torch.allclose(guided_filter(frame + 0.5, noise=3), guided_filter(frame, noise=3) + 0.5, atol=1e-3)
