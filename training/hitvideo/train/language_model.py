"""Stage `language_model`: next token and next block over cached tokens.

Short sequences are many times cheaper than whole ones, and the upper layers decide what is seen: each step takes many
sequences of one depth, chosen at random: the board alone, down to Layout, and so on. `share_<layer>` says how often a
layer is the last of a sequence (never, if left out), `batch_<layer>` how many such sequences a step takes;
`share_drawn` up to which share of the codes that are given are the model's own (see `drawn`).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..config import Config
from ..data.tokens import TokenFiles, token_files
from ..language_model.batch import Batch, layer_losses, make_batch
from ..language_model.model import LanguageModel
from ..language_model.sequence import first_token
from ..pipeline.sampling import Sampling
from ..tokenizer.tokenizer import Tokenizer
from .appearance import Appearance
from .distributed import own_rows
from .drawn import mix_drawn
from .eye import Eye
from .loop import Run
from .precision import products
from .reading import Reading
from .samples import Sampler
from .sheet import to_pixels, write_sheet
from .trained import load_tokenizer

SAMPLING = Sampling(guidance=3.0, temperature=0.8)  # of the clips that a look draws


class CachedClips:
    """Random views of cached clips, and what the language model makes of them."""

    def __init__(
        self,
        config: Config,
        module: LanguageModel,
        tokenizer: Tokenizer,
        files: TokenFiles,
        appearance: Appearance | None = None,
        reading: Reading | None = None,
    ) -> None:
        self.config, self.module, self.tokenizer, self.files = config, module, tokenizer, files
        self.appearance, self.reading = appearance, reading
        settings = config.train["language_model"]
        self.settings = extra = settings.settings
        names = [layer.name.lower() for layer in config.layers]
        self.shares = np.array([extra.get(f"share_{name}", 0.0) for name in names])
        self.batches = [int(extra.get(f"batch_{name}", settings.batch)) for name in names]
        self.weights = [extra.get(f"weight_{name}", 1.0) for name in names]

    def loss(self, rng: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        """(loss of one view, figures)."""
        last = rng.choice(len(self.shares), p=self.shares / self.shares.sum())
        count = len(self.files.codes)
        shares = self.appearance.eye.shares(np.arange(count)) if self.appearance is not None else None
        chosen = np.sort(rng.choice(count, self.batches[last], replace=False, p=shares))
        given = self._mixed(chosen, last + 1, rng) if last > 0 and self.settings.get("share_drawn") else None
        hidden, batch = self._view(chosen, last + 1, rng, True, given)
        parts = layer_losses(self.config, self.module, hidden, batch)
        value = sum(weight * part for weight, part in zip(self.weights, parts, strict=False))
        figures = {"board": float(parts[0].detach())}
        if self.appearance is not None:
            own = chosen[own_rows(len(chosen))]
            missed, seen = self.appearance.loss(hidden, batch, self.files, own)
            value, figures = value + missed, figures | seen
        if self.reading is not None:
            unread, read = self.reading.loss(self.files, rng, self.settings.get("prompt_noise", 0.0))
            value, figures = value + self.settings["read"] * unread, figures | read
        return value, figures

    def losses(self, chosen: np.ndarray, layers: int, rng: np.random.Generator) -> list[Tensor]:
        """Nats a token of each of the first `layers` layers of the clips `chosen`, as they are."""
        return layer_losses(self.config, self.module, *self._view(chosen, layers, rng, False))

    @torch.no_grad()
    def _mixed(self, chosen: np.ndarray, layers: int, rng: np.random.Generator) -> np.ndarray:
        """Codes of the first `layers` layers, int64 `[N, tokens]`; of this process's clips in part drawn."""
        own, apart = own_rows(len(chosen)), rng.spawn(1)[0]  # other processes draw other numbers of codes
        codes = np.asarray(self.files.codes[chosen, : first_token(self.config, layers)], np.int64)
        hidden, batch = self._view(chosen[own], layers, apart, False)
        codes[own] = mix_drawn(self.config, self.module, hidden, batch, self.settings["share_drawn"], apart)
        return codes

    def _view(
        self,
        chosen: np.ndarray,
        layers: int,
        rng: np.random.Generator,
        training: bool,
        given: np.ndarray | None = None,
    ) -> tuple[Tensor, Batch]:
        """(hidden states, batch) of the first `layers` layers, worn by dropout while training."""
        extra = self.settings
        batch = make_batch(
            self.config,
            self.module.rows,
            self.files,
            chosen,
            layers,
            rng,
            extra["prompt_dropout"] if training else 0.0,
            extra["token_dropout"] if training else 0.0,
            self.tokenizer,
            moving=extra.get("moving", 1.0) if training else 1.0,
            prompt_noise=extra.get("prompt_noise", 0.0) if training else 0.0,
            given=given,
        )
        if training:
            batch = batch.rows(own_rows(len(chosen)))
        return self.module(batch.codes, batch.prompt, batch.contents, batch.targets, batch.bias), batch

    def figures(self) -> str:
        """Nats a token of all clips' boards and of the first clips' layers, as text."""
        figures, total = [], len(self.files.codes)
        for layers, count in ((1, total), (len(self.config.layers), min(16, total))):
            rng = np.random.default_rng(0)
            parts = [self.losses(np.arange(i, min(i + 8, count)), layers, rng) for i in range(0, count, 8)]
            means = torch.tensor([[float(part) for part in own] for own in parts]).mean(0)
            figures.append(" / ".join(f"{float(mean):.3f}" for mean in means))
        return f"board {figures[0]}; by layer {figures[1]}"


def train_language_model(config: Config, folder: Path, seconds: float) -> None:
    settings, extra = config.train["language_model"], config.train["language_model"].settings
    tokenizer = load_tokenizer(config, folder)
    if extra.get("compile"):
        tokenizer.encoder.compile()
        tokenizer.upper_encoder.compile()
        tokenizer.upper_decoder.compile()
    with products(settings.precision):
        files = token_files(folder, config, tokenizer, int(extra["clips"]), "train")
        held_out = token_files(folder, config, tokenizer, int(extra["held_out"]), "validation")
    module = LanguageModel(config)
    reading = Reading(config, module) if extra.get("read") else None
    eye = Eye.of(config, "language_model", folder)
    companions = ({"reading": reading} if reading else {}) | (eye.companions if eye is not None else {})
    run = Run(folder, "language_model", module, settings, config.distributed.strategy, companions)
    if extra.get("compile"):
        module.compile()
    appearance = Appearance(config, module, tokenizer, eye) if eye is not None else None
    train_clips = CachedClips(config, module, tokenizer, files, appearance, reading)
    held_out_clips = CachedClips(config, module, tokenizer, held_out)

    def loss(step: int, rng: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        return train_clips.loss(rng)

    def look(path: Path) -> None:
        print(f"held-out nats per token: {held_out_clips.figures()} after {run.step} steps", flush=True)
        sampler, made = Sampler(config, module, tokenizer, held_out.first(6)), []
        for _ in config.uppers:
            sampler.draw(SAMPLING)
            made.append(sampler.decode())
        write_sheet(path, [clip for clips in zip(*map(to_pixels, made), strict=True) for clip in clips])

    run.train(loss, look=look, look_every=int(extra.get("look_every", 250)), seconds=seconds)
