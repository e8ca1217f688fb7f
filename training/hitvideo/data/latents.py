"""Cached latents of the base, so that the upper layers train without pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..config import Config
from ..prompt.encoder import PromptEncoder, sentence
from ..tokenizer.base import BaseEncoder
from .clips import captions, render, to_frames
from .rows import fill_rows, has_rows, rows_key


def known_latents(folder: Path, config: Config, encoder: BaseEncoder, count: int, split: str) -> np.ndarray | None:
    """`z` of the config's first `count` clips where a cache of this encoder holds them."""
    if not has_rows(folder, split, rows_key(config.data, encoder), count):
        return None
    return np.load(folder / f"z-{split}.npy", mmap_mode="r")


class LatentCache:
    """`z` of `count` clips, half precision `[count, T, h, w, bits]`, and their captions' sentence embeddings.

    Filled once per encoder and source of clips (see `fill_rows`).
    """

    def __init__(self, folder: Path, config: Config, encoder: BaseEncoder, count: int, split: str = "train") -> None:
        key = rows_key(config.data, encoder)
        words = PromptEncoder(config)

        @torch.no_grad()
        def work(arrays: dict[str, np.memmap], numbers: range) -> None:
            frames = to_frames(np.stack([render(config, number, split) for number in numbers]))
            rows = slice(numbers.start, numbers.stop)
            arrays["z"][rows] = encoder(frames)[1].half().cpu().numpy()
            prompts = [captions(config, number, split)[0] for number in numbers]
            arrays["sentences"][rows] = sentence(*words.embed(prompts)).cpu().numpy()

        shapes = {
            "z": (np.float16, (*config.detail.grid, config.detail.bits)),
            "sentences": (np.float32, (config.language_model.prompt_width,)),
        }
        arrays = fill_rows(folder, split, key, count, shapes, work, "latents")
        self.z, self.sentences = arrays["z"], torch.as_tensor(np.asarray(arrays["sentences"]))

    def choose(self, rng: np.random.Generator, size: int, shares: np.ndarray | None = None) -> np.ndarray:
        """Numbers of random clips, in order; `shares` says how often each is chosen, evenly if left out."""
        return np.sort(rng.choice(len(self.z), size, replace=False, p=shares))

    def latents(self, numbers: np.ndarray) -> Tensor:
        """`z` of clips by number, float `[N, T, h, w, bits]`."""
        return torch.as_tensor(self.z[numbers]).float()

    def captions(self, rng: np.random.Generator, size: int) -> Tensor:
        """Sentence embeddings of random clips, unit vectors `[size, prompt width]`."""
        return self.sentences[rng.integers(len(self.sentences), size=size)]
