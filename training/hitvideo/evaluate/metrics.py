"""Figures of picture quality and of sets of clips. Clips are uint8 `[F, H, W, 3]`."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import torch
from pytorch_msssim import ms_ssim, ssim
from torch import Tensor

MS_SSIM_WINDOW = 7  # five scales with the usual window of 11 need pictures above 160 pixels; with 7, above 96


def psnr(made: np.ndarray, true: np.ndarray, where: np.ndarray | None = None) -> float:
    """Peak signal-to-noise ratio in dB over a whole clip, or over the pixels `where` bool `[H, W]`; at most 100."""
    error = (made.astype(np.float32) - true.astype(np.float32)) ** 2
    mean = float(error.mean() if where is None else error[:, where].mean())
    return min(100.0, 10 * float(np.log10(255**2 / max(mean, 1e-12))))


def similarity(made: np.ndarray, true: np.ndarray) -> tuple[float, float | None]:
    """(SSIM, MS-SSIM) averaged over frames; MS-SSIM is None where the picture is too small for five scales."""
    a, b = _frames(made), _frames(true)
    plain = float(ssim(a, b, data_range=255))
    if min(made.shape[1:3]) <= (MS_SSIM_WINDOW - 1) * 2**4:
        return plain, None
    return plain, float(ms_ssim(a, b, data_range=255, win_size=MS_SSIM_WINDOW))


class Perceptual:
    """LPIPS with AlexNet, where package `lpips` and torchvision's weights already lie on the machine.

    Nothing is downloaded: `reason` says why it is not there.
    """

    def __init__(self) -> None:
        self.network, self.reason = None, ""
        if importlib.util.find_spec("lpips") is None or importlib.util.find_spec("torchvision") is None:
            self.reason = "packages lpips and torchvision are not installed"
        elif not list((Path(torch.hub.get_dir()) / "checkpoints").glob("alexnet-*.pth")):
            self.reason = "torchvision's AlexNet weights are not on this machine"
        else:
            import lpips

            self.network = lpips.LPIPS(net="alex", verbose=False).eval()

    @torch.no_grad()
    def __call__(self, made: np.ndarray, true: np.ndarray) -> float | None:
        if self.network is None:
            return None
        a, b = _frames(made) / 127.5 - 1, _frames(true) / 127.5 - 1
        return float(self.network(a, b).mean())


def frechet(a: np.ndarray, b: np.ndarray) -> float:
    """Fréchet distance between Gaussians fitted to two sets of features `[N, W]` (Heusel et al. 2017)."""
    covariances = [np.cov(each, rowvar=False) for each in (a, b)]
    values, vectors = np.linalg.eigh(covariances[0])
    root = (vectors * np.sqrt(values.clip(0))) @ vectors.T
    product = np.linalg.eigvalsh(root @ covariances[1] @ root)
    means = float(((a.mean(0) - b.mean(0)) ** 2).sum())
    return means + float(np.trace(covariances[0]) + np.trace(covariances[1]) - 2 * np.sqrt(product.clip(0)).sum())


def entropy_bits(codes: np.ndarray) -> float:
    """Entropy in bits of the codes' distribution as counted; at most log2 of how many there are."""
    _, counts = np.unique(codes, return_counts=True)
    share = counts / counts.sum()
    return float(-(share * np.log2(share)).sum())


def bit_entropy(codes: np.ndarray, bits: int) -> float:
    """Sum over the bits of a code of each bit's own entropy: what the bits could say if they were independent."""
    ones = ((codes.reshape(-1, 1) >> np.arange(bits)) & 1).mean(axis=0).clip(1e-9, 1 - 1e-9)
    return float(-(ones * np.log2(ones) + (1 - ones) * np.log2(1 - ones)).sum())


def spread(features: np.ndarray) -> float:
    """Mean distance between all pairs of `[N, W]`."""
    apart = np.linalg.norm(features[:, None] - features[None], axis=-1)
    return float(apart[np.triu_indices(len(features), 1)].mean())


def _frames(clip: np.ndarray) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(clip)).permute(0, 3, 1, 2).float()
