"""Cached latents of the base, so that the upper layers train without pixels."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..config import Config
from ..prompt.encoder import PromptEncoder, sentence
from ..tokenizer.base import BaseEncoder
from .clips import captions, render, to_frames


class LatentCache:
    """`z` of `count` clips, half precision `[count, T, h, w, bits]`, and their captions' sentence embeddings.

    Filled once per encoder: `key` names it, and a cache of another key is made anew. A cache that was cut off by a kill
    is continued where it stopped.
    """

    def __init__(
        self, folder: Path, config: Config, encoder: BaseEncoder, key: str, count: int, split: str = "train"
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        shape = (count, *config.detail.grid, config.detail.bits)
        z_file, state_file = folder / f"z-{split}.npy", folder / f"z-{split}.json"
        state = json.loads(state_file.read_text()) if state_file.exists() else {}
        if state.get("key") != key or state.get("count") != count or not z_file.exists():
            state = {"key": key, "count": count, "done": 0}
            np.lib.format.open_memmap(z_file, "w+", np.float16, shape).flush()
        self.z = np.lib.format.open_memmap(z_file, "r+")
        while state["done"] < count:
            first, last = state["done"], min(count, state["done"] + 100)
            for i in range(first, last, 4):
                numbers = range(i, min(i + 4, last))
                frames = to_frames(np.stack([render(config, number, split) for number in numbers]))
                with torch.no_grad():
                    self.z[i : i + len(numbers)] = encoder(frames)[1].half().cpu().numpy()
            self.z.flush()
            state["done"] = last
            state_file.write_text(json.dumps(state))
            print(f"latents of {last} of {count} {split} clips", flush=True)
        self.sentences = _sentences(folder / f"sentences-{split}.npy", config, count, split)

    def batch(self, rng: np.random.Generator, size: int) -> tuple[Tensor, Tensor]:
        """Random clips: `z` `[size, T, h, w, bits]` and sentence embeddings `[size, prompt width]`."""
        chosen = np.sort(rng.choice(len(self.z), size, replace=False))
        return torch.as_tensor(self.z[chosen]).float(), self.sentences[chosen]


def _sentences(file: Path, config: Config, count: int, split: str) -> Tensor:
    """Unit sentence embeddings of the clips' captions `[count, prompt width]`, kept in `file`."""
    if file.exists() and len(kept := np.load(file)) == count:
        return torch.as_tensor(kept)
    encoder, made = PromptEncoder(config), []
    for first in range(0, count, 64):
        numbers = range(first, min(first + 64, count))
        prompts = [captions(config, number, split)[0] for number in numbers]
        made.append(sentence(*encoder.embed(prompts)))
    sentences = torch.cat(made)
    np.save(file, sentences.cpu().numpy())
    return sentences
