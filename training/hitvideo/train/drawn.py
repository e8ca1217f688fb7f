"""Codes that the language model draws while it is trained.

It is trained on true codes and generates from its own, whose errors it has never seen (exposure bias: Ranzato et al.
2016, arXiv 1511.06732). So a part of the codes that it is given are its own, drawn in a pass before, while what it has
to predict stays the clip's: scheduled sampling (Bengio et al. 2015, arXiv 1506.03099), in parallel for all positions as
Mihaylova and Martins 2019 (arXiv 1906.07651) do it; the self-correction of Infinity (arXiv 2412.04431) is its kin.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from ..config import Config
from ..language_model.batch import Batch, predict
from ..language_model.model import LanguageModel
from ..tokenizer.quantizer import from_codes, to_codes


def draw_bits(config: Config, model: LanguageModel, hidden: Tensor, batch: Batch, order: int) -> tuple[Tensor, Tensor]:
    """(bits ±1 `[M, bits]` of codes drawn at the layer's temperature, with their expectation's gradient; positions)."""
    logits, where = predict(config, model, hidden, batch, order)
    factors, temperature = config.layers[order].factors, config.samplings[order].temperature
    made, before = [], None
    pieces = logits.split([2**f for f in factors], dim=-1)
    for number, (own, bits) in enumerate(zip(pieces, factors, strict=True)):
        share = (model.linked(order, own, number, before) / temperature).softmax(-1)
        before = torch.multinomial(share.detach(), 1)[:, 0]
        table = from_codes(torch.arange(2**bits), bits)
        expected = share @ table
        made.append(expected + (table[before] - expected).detach())
    return torch.cat(made, dim=-1), where


@torch.no_grad()
def mix_drawn(
    config: Config, model: LanguageModel, hidden: Tensor, batch: Batch, share: float, rng: np.random.Generator
) -> np.ndarray:
    """The codes that `batch` was given, int64 `[N, tokens]`, some of them replaced by what the model would draw there.

    How many differs from clip to clip and layer to layer: between none and `share` of them, evenly.
    """
    codes = batch.given.cpu().numpy().copy()
    for order in range(1 + int(batch.orders.max())):
        bits, where = draw_bits(config, model, hidden, batch, order)
        clips = where.nonzero()[:, 0].cpu().numpy()
        rates = share * rng.random(len(codes))
        taken = rng.random(len(clips)) < rates[clips]
        places = batch.targets[where].cpu().numpy() - 1
        codes[clips[taken], places[taken]] = to_codes(bits).cpu().numpy()[taken]
    return codes
