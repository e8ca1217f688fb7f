"""Sampling of one sub-code from its logits, in float64 (docs/model-pack-format.md)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Sampling:
    """How the tokens of a layer are drawn."""

    guidance: float = 1.0
    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0


def sample(logits: np.ndarray, sampling: Sampling, u: float) -> int:
    """One index of `logits` `[V]` for the uniform number `u`."""
    if sampling.temperature == 0:
        return int(logits.argmax())
    scaled = logits.astype(np.float64) / sampling.temperature
    probability = np.exp(scaled - scaled.max())
    probability /= probability.sum()
    order = np.argsort(-probability, kind="stable")
    if sampling.top_k:
        order = order[: sampling.top_k]
    if sampling.top_p < 1:
        kept = probability[order] / probability[order].sum()
        order = order[: int(np.searchsorted(np.cumsum(kept), sampling.top_p)) + 1]
    order = np.sort(order)
    running = np.cumsum(probability[order])
    return int(order[min(len(order) - 1, np.searchsorted(running, u * running[-1], side="right"))])
