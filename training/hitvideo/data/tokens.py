"""Cached tokens and prompts of many clips: what the language model trains on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch

from ..config import Config
from ..prompt.graph import PromptGraph
from ..tokenizer.masks import predicted_mask
from ..tokenizer.quantizer import quantize, to_codes
from ..tokenizer.tokenizer import Encoded, Tokenizer
from ..train.distributed import first_alone
from .clips import captions, render, to_frames
from .latents import known_latents
from .rows import fill_rows, rows_key


@dataclass(frozen=True)
class TokenFiles:
    """Memory-mapped arrays of `count` clips."""

    codes: np.ndarray  # int32 [count, tokens], in order of generation
    kept: np.ndarray  # bool [count, Detail tokens], False where the predicted mask skips the token
    moving: np.ndarray  # bool [count, Detail tokens], False where the clip itself barely changes (`true_mask`)
    prompts: np.ndarray  # float16 [count, variants, P, prompt width]
    words: np.ndarray  # int16 [count, variants]: how many prompt positions are filled
    priors: np.ndarray | None = None  # float16 [count, bits below the top]: logits of the bits of those layers in order

    def first(self, count: int) -> TokenFiles:
        """The first clips alone."""
        own = {each.name: getattr(self, each.name) for each in fields(self)}
        return TokenFiles(**{name: None if rows is None else rows[:count] for name, rows in own.items()})


def token_files(
    folder: Path, config: Config, tokenizer: Tokenizer, count: int, split: str = "train", variants: int = 4
) -> TokenFiles:
    """Tokens of clips `0 … count` of a split, in `folder / "tokens"` for its tokenizer and source (see `fill_rows`).

    Clips whose latents the run has cached are not drawn again.
    """
    with first_alone():  # it writes the graph
        prompts = PromptGraph(config, folder / "tokens")
    latents = known_latents(folder / "latents", config, tokenizer.encoder, count, split)

    def encode(numbers: range) -> Encoded:
        if latents is not None:
            return tokenizer.encode_latents(torch.as_tensor(latents[numbers.start : numbers.stop].astype(np.float32)))
        return tokenizer.encode(to_frames(np.stack([render(config, number, split) for number in numbers])))

    @torch.no_grad()
    def work(arrays: dict[str, np.memmap], numbers: range) -> None:
        encoded = encode(numbers)
        uppers = [quantize(z) for z in encoded.uppers]
        above = tokenizer.upper_decoder(uppers, torch.ones(len(uppers)))
        rule = config.tokenizer
        mask = predicted_mask(above.mask, rule.mask_maximum_share, rule.mask_threshold)
        codes = [to_codes(q).flatten(1) for q in (*uppers, quantize(encoded.z))]
        rows = slice(numbers.start, numbers.stop)
        arrays["codes"][rows] = torch.cat(codes, dim=1).cpu().numpy()
        arrays["kept"][rows] = ~mask.flatten(1).cpu().numpy()
        arrays["moving"][rows] = ~tokenizer.true_mask(encoded).flatten(1).cpu().numpy()
        if "priors" in arrays:
            arrays["priors"][rows] = torch.cat([prior.flatten(1) for prior in above.priors], dim=1).cpu().numpy()
        for number in numbers:
            embedded, words = prompts.embed(captions(config, number, split, variants))
            arrays["prompts"][number] = embedded
            arrays["words"][number] = words.sum(1)

    model = config.language_model
    shapes = {
        "codes": (np.int32, (config.tokens,)),
        "kept": (np.bool_, (config.detail.tokens,)),
        "moving": (np.bool_, (config.detail.tokens,)),
        "prompts": (np.float16, (variants, model.prompt_length, model.prompt_width)),
        "words": (np.int16, (variants,)),
    }
    if model.priors:
        shapes["priors"] = (np.float16, (sum(layer.tokens * layer.bits for layer in config.layers[1:]),))
    key = rows_key(config.data, tokenizer.encoder, tokenizer.upper_encoder, tokenizer.upper_decoder)
    return TokenFiles(**fill_rows(folder / "tokens", split, key, count, shapes, work, "tokens"))
