"""Frames → codes of every layer, those above Detail corrected by what the decoder misses."""

from __future__ import annotations

import numpy as np

from .generate import run_upper
from .pack import Pack


def encode(pack: Pack, frames: np.ndarray) -> tuple[list[np.ndarray], np.ndarray]:
    """Frames uint8 `[F, H, W, 3]` → flat codes per layer in order of generation, change of latent frames `[T, h, w]`.

    As `Tokenizer.corrected` does it; without priors in the pack the codes are those of the encoder.
    """
    *made, change = pack.encoder.run(None, {"frames": frames[None]})
    if pack.upper_encoder is None:  # before format 7 it gives the codes of all layers
        return [codes.reshape(-1) for codes in made], change[0]
    detail, soft = made
    codes = _encode_upper(pack, soft)
    rule, prior, order = pack.manifest["correction"], f"prior_{pack.layers[-1]['index']}", len(codes) - 1
    shown = soft
    for _ in range(rule["rounds"] if order > 0 and pack.manifest["languageModel"]["priors"] else 0):
        expected = np.tanh(run_upper(pack, codes)[prior] / 2)
        shown = shown + np.float32(rule["step"]) * (soft - expected)
        codes[order] = _encode_upper(pack, shown)[order]
    return [*codes, detail.reshape(-1)], change[0]


def _encode_upper(pack: Pack, soft: np.ndarray) -> list[np.ndarray]:
    return [codes.reshape(-1) for codes in pack.upper_encoder.run(None, {"soft": soft})]
