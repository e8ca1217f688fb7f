"""Cached tokens and prompts of many clips: what the language model trains on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from ..config import Config
from ..prompt.graph import PromptGraph
from ..tokenizer.masks import predicted_mask
from ..tokenizer.quantizer import quantize, to_codes
from ..tokenizer.tokenizer import Tokenizer
from .clips import captions, render, to_frames


@dataclass(frozen=True)
class TokenFiles:
    """Memory-mapped arrays of `count` clips."""

    codes: np.ndarray  # int32 [count, tokens], in order of generation
    kept: np.ndarray  # bool [count, Detail tokens], False where the predicted mask skips the token
    prompts: np.ndarray  # float16 [count, variants, P, prompt width]
    words: np.ndarray  # int16 [count, variants]: how many prompt positions are filled


class TokenCache:
    """Tokens of clips `0 … count` of a split, made by one tokenizer (`key`); continued after a kill, and extended
    when `count` grows."""

    def __init__(
        self,
        folder: Path,
        config: Config,
        tokenizer: Tokenizer,
        key: str,
        count: int,
        variants: int = 2,
        split: str = "train",
    ) -> None:
        self.folder, self.config, self.split = folder, config, split
        folder.mkdir(parents=True, exist_ok=True)
        model = config.language_model
        shapes = {
            "codes": (np.int32, (count, config.tokens)),
            "kept": (np.bool_, (count, config.detail.tokens)),
            "prompts": (np.float16, (count, variants, model.prompt_length, model.prompt_width)),
            "words": (np.int16, (count, variants)),
        }
        state_file = folder / f"tokens-{split}.json"
        state = json.loads(state_file.read_text()) if state_file.exists() else {}
        fresh = state.get("key") != key or state.get("count") != count
        if fresh:
            state = {"key": key, "count": count, "done": 0}
        arrays = {name: self._open(name, dtype, shape, fresh) for name, (dtype, shape) in shapes.items()}
        self.files = TokenFiles(**arrays)
        prompts = PromptGraph(config, folder) if state["done"] < count else None
        while prompts and state["done"] < count:
            numbers = range(state["done"], min(count, state["done"] + 4))
            self._fill(tokenizer, prompts, numbers, variants)
            state["done"] = numbers.stop
            if numbers.stop % 200 < 4 or numbers.stop == count:
                for array in arrays.values():
                    array.flush()
                state_file.write_text(json.dumps(state))
                print(f"tokens of {numbers.stop} of {count} {split} clips", flush=True)

    def _open(self, name: str, dtype: type, shape: tuple[int, ...], fresh: bool) -> np.memmap:
        file = self.folder / f"{name}-{self.split}.npy"
        if fresh or not file.exists():
            return np.lib.format.open_memmap(file, "w+", dtype, shape)
        return np.lib.format.open_memmap(file, "r+")

    @torch.no_grad()
    def _fill(self, tokenizer: Tokenizer, prompts: PromptGraph, numbers: range, variants: int) -> None:
        frames = to_frames(np.stack([render(self.config, number, self.split) for number in numbers]))
        encoded = tokenizer.encode(frames)
        uppers = [quantize(z) for z in encoded.uppers]
        _, _, mask_logits = tokenizer.upper_decoder(uppers, torch.ones(len(uppers)))
        mask = predicted_mask(mask_logits, self.config.tokenizer.mask_maximum_share)
        codes = [to_codes(q).flatten(1) for q in (*uppers, quantize(encoded.z))]
        rows = slice(numbers.start, numbers.stop)
        self.files.codes[rows] = torch.cat(codes, dim=1).cpu().numpy()
        self.files.kept[rows] = ~mask.flatten(1).cpu().numpy()
        for i, number in enumerate(numbers):
            embedded, words = prompts.embed(captions(self.config, number, self.split, variants))
            self.files.prompts[numbers.start + i] = embedded
            self.files.words[numbers.start + i] = words.sum(1)
