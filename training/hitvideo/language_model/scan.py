"""The order in which a layer's tokens are predicted; the Python twin of `src/shared/tokens/scan.ts`."""

from __future__ import annotations

from functools import cache

import numpy as np

SCANS = ("raster", "dither")


@cache
def scan_cells(grid: tuple[int, int, int], scan: str) -> np.ndarray:
    """Raster positions of a layer's tokens `[T·h·w]` in the order in which they are predicted.

    `raster` is the paper's order. `dither` takes each latent frame's cells by their rank in an ordered-dither matrix
    (Bayer 1973): cells that follow each other lie far apart, so that those of one block hardly depend on each other
    (Wang et al. 2024, https://arxiv.org/abs/2412.15119), and each lies between ones that are known.
    """
    frames, height, width = grid
    places = np.arange(frames * height * width)
    if scan == "raster":
        return places
    frame, row, column = np.unravel_index(places, grid)
    return np.lexsort((_dither_rank(row, column, max(height, width)), frame))


def _dither_rank(row: np.ndarray, column: np.ndarray, size: int) -> np.ndarray:
    """Rank in the Bayer matrix of the next power of two ≥ `size`: the bits of row ⊕ column and of row, interleaved and
    reversed."""
    rank = np.zeros_like(row)
    for bit in range((size - 1).bit_length()):
        low, across = (row >> bit) & 1, ((row ^ column) >> bit) & 1
        rank = rank << 2 | across << 1 | low
    return rank
