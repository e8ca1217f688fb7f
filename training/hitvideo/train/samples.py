"""Clips that the language model makes while it is trained: what a person would rather look at than a loss."""

from __future__ import annotations

import dataclasses

import numpy as np
import torch
from torch import Tensor

from ..config import Config
from ..data.tokens import TokenFiles
from ..language_model.batch import Batch, add_prior, make_batch
from ..language_model.model import LanguageModel
from ..language_model.scan import scan_cells
from ..language_model.sequence import first_token, join_sub_codes
from ..tokenizer.quantizer import from_codes
from ..tokenizer.tokenizer import Tokenizer

GUIDANCE, TEMPERATURE = 3.0, 0.8


@torch.no_grad()
def sample_clips(
    config: Config, model: LanguageModel, tokenizer: Tokenizer, prompts: TokenFiles, layers: int, seed: int = 0
) -> list[Tensor]:
    """A clip for each prompt of `prompts`, drawn down to `layers` layers (all but Detail at the most), without a cache.

    Returns frames `[N, F, 3, H, W]` for 1 … `layers` layers.
    """
    count = len(prompts.codes)
    files = dataclasses.replace(prompts, codes=np.zeros((count, config.tokens), np.int64), priors=None)
    generator = torch.Generator().manual_seed(seed)
    for order in range(layers):
        layer, start = config.layers[order], first_token(config, order)
        cells = scan_cells(layer.grid, layer.scan)
        for first in range(0, layer.tokens, layer.block):
            places = cells[first : first + layer.block]
            logits = [_logits(config, model, tokenizer, files, order, places, dropped) for dropped in (0.0, 1.0)]
            guided = logits[1] + GUIDANCE * (logits[0] - logits[1])
            drawn = []
            for piece in guided.split([2**f for f in layer.factors], dim=-1):
                share = (piece / TEMPERATURE).softmax(-1)
                drawn.append(torch.multinomial(share.flatten(0, 1), 1, generator=generator).reshape(share.shape[:2]))
            subs = torch.stack(drawn, dim=-1).cpu().numpy()
            files.codes[:, start + places] = join_sub_codes(subs, layer.factors)
    return [_decode(config, tokenizer, files.codes, made) for made in range(1, layers + 1)]


def _logits(
    config: Config,
    model: LanguageModel,
    tokenizer: Tokenizer,
    files: TokenFiles,
    order: int,
    places: np.ndarray,
    prompt_dropout: float,
) -> Tensor:
    """`[N, places, Σ 2^factor]` of tokens of one layer, given all tokens before them."""
    rows, rng = np.arange(len(files.codes)), np.random.default_rng(0)
    batch: Batch = make_batch(
        config, model.rows, files, rows, order + 1, rng, prompt_dropout, 0.0, tokenizer, with_hints=False
    )
    hidden = model(batch.codes, batch.prompt, batch.contents, batch.targets, batch.bias)
    wanted = torch.as_tensor(1 + first_token(config, order) + places)
    columns = torch.isin(batch.targets[0], wanted).nonzero()[:, 0]
    clips = torch.arange(len(rows))[:, None].expand(-1, len(columns))
    return add_prior(config, batch, order, model.heads[order](hidden[:, columns]), clips, batch.targets[:, columns])


def _decode(config: Config, tokenizer: Tokenizer, codes: np.ndarray, layers: int) -> Tensor:
    bits = []
    for order, layer in enumerate(config.uppers):
        start = first_token(config, order)
        own = torch.as_tensor(codes[:, start : start + layer.tokens]).reshape(-1, *layer.grid)
        bits.append(from_codes(own, layer.bits))
    present = (torch.arange(len(bits)) < layers).float()
    q = torch.zeros(len(codes), *config.detail.grid, config.detail.bits)
    return tokenizer.decode(bits, present, q, torch.zeros(q.shape[:-1]))[0]
