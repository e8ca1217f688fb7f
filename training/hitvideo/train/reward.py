"""Stage `reward`: the language model draws clips itself and learns from what the recogniser sees in them.

Cross-entropy makes each token likely among those that a true clip has there; whether the tokens that are drawn together
show what was asked, it never asks. Here several clips are drawn for each prompt as a user's would be, with guidance
and sampling; the decoder's expectation of each prefix of the layers is shown to the recogniser, and tokens of draws
that show more than their siblings become likelier (group-relative policy gradient: Shao et al. 2024, arXiv 2402.03300;
no group is divided by its own deviation: Liu et al. 2025, arXiv 2503.20783). Views of cached clips go on beside it, so
that the model does not forget what clips look like. The judge takes no part.
"""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..config import Config
from ..data.tokens import TokenFiles, token_files
from ..language_model.batch import Batch, code_nats, make_batch
from ..language_model.model import LanguageModel
from ..pipeline.sampling import Sampling
from ..tokenizer.quantizer import quantize
from ..tokenizer.recogniser import ATTRIBUTES, Recogniser
from ..tokenizer.tokenizer import Tokenizer
from .distributed import own_rows
from .language_model import CachedClips
from .loop import Run, load_averaged
from .recogniser import answers, as_seen, code_recogniser
from .samples import AT_ONCE, Sampler, drawn_nats
from .sheet import to_pixels, write_sheet
from .trained import load_tokenizer

WEIGHTS = {"object": 1.0, "motion": 1.0}  # of the other attributes OTHER
OTHER = 0.2
WORST = -5.0  # nats; a draw is not the worse for being surely wrong


def reward(logits: list[Tensor], truth: Tensor) -> Tensor:
    """Weighted log-probability `[N]` of the attributes asked, int64 `[N, attributes]`."""
    parts = [
        WEIGHTS.get(name, OTHER) * own.log_softmax(-1).gather(1, truth[:, i : i + 1])[:, 0].clamp(min=WORST)
        for i, (name, own) in enumerate(zip(ATTRIBUTES, logits, strict=True))
    ]
    return torch.stack(parts).sum(0)


def advantages(rewards: Tensor) -> Tensor:
    """Of the tokens of each layer, `[layers, prompts, draws]`, from the rewards of the first 1, 2, … layers.

    A layer is credited with its own picture and those below it, against the other draws of its prompt. What the layers
    above had shown already is taken out as far as it foretells the rest: a control variate.
    """
    centred = rewards - rewards.mean(-1, keepdim=True)
    returns = centred.flip(0).cumsum(0).flip(0)
    made = [returns[0]]
    for above, own in zip(centred[:-1], returns[1:], strict=True):
        made.append(own - above * (above * own).sum() / above.square().sum().clamp(min=1e-6))
    whole = torch.stack(made)
    return whole / whole.square().mean((1, 2), keepdim=True).sqrt().clamp(min=1e-6)


def telling(rewards: Tensor, learned: int) -> np.ndarray:
    """Draws `[prompts · learned]` to learn from, of `rewards` `[layers, prompts, draws]`: each prompt's best and worst.

    Learning costs more than drawing, and the draws in between say little (Xu et al. 2025, arXiv 2504.13818).
    """
    draws = rewards.shape[2]
    ranks = rewards.sum(0).argsort(-1)
    extremes = torch.cat([ranks[:, : learned // 2], ranks[:, draws - (learned - learned // 2) :]], dim=1)
    return (extremes + draws * torch.arange(len(extremes))[:, None]).flatten().cpu().numpy()


def prompts_of(files: TokenFiles, chosen: np.ndarray, draws: int, rng: np.random.Generator, noise: float) -> TokenFiles:
    """One caption of each clip of `chosen`, `draws` times; half of them blurred, as in the views of `make_batch`."""
    variants = rng.integers(files.words.shape[1], size=len(chosen))
    prompts = np.asarray(files.prompts[chosen, variants], np.float32)
    blur = noise * (rng.random((len(chosen), 1, 1)) < 0.5) * prompts.std((1, 2), keepdims=True)
    prompts = prompts + blur * rng.standard_normal(prompts.shape, np.float32)
    words = np.asarray(files.words[chosen, variants])
    one = TokenFiles(files.codes[chosen], files.kept[chosen], files.moving[chosen], prompts[:, None], words[:, None])
    own = {each.name: getattr(one, each.name) for each in fields(one)}
    return TokenFiles(**{name: None if rows is None else np.repeat(rows, draws, axis=0) for name, rows in own.items()})


@torch.no_grad()
def recognise(recogniser: Recogniser, sampler: Sampler, layers: int) -> list[Tensor]:
    """What is seen in the first `layers` layers of drawn clips: logits `[N, values]` of each attribute.

    In all the layers that are there the recogniser sees what a person does: their pixels, encoded again. Of fewer it
    reads the decoder's surest Detail codes, which is cheap and agrees less with the judge (LOG.md).
    """
    if layers < len(sampler.codes):
        return recogniser(as_seen(sampler.says(layers).bits.sign())).logits
    frames, encoder = sampler.decode(), sampler.tokenizer.encoder
    latents = torch.cat([encoder(few)[1] for few in frames.split(AT_ONCE)])
    return recogniser(as_seen(quantize(latents))).logits


class Draws:
    """Clips that the model draws as a user's would be, and what it takes to learn from them."""

    def __init__(self, config: Config, module: LanguageModel, tokenizer: Tokenizer) -> None:
        self.config, self.module, self.tokenizer = config, module, tokenizer
        self.samplings = [Sampling(**asdict(each)) for each in config.samplings]

    def draw(self, asked: TokenFiles, layers: int, seed: int) -> Sampler:
        """The first `layers` layers of a clip for each prompt."""
        sampler = Sampler(self.config, self.module, self.tokenizer, asked, seed)
        for sampling in self.samplings[:layers]:
            sampler.draw(sampling)
        return sampler

    def nats(self, sampler: Sampler, asked: TokenFiles, rows: np.ndarray) -> list[Tensor]:
        """Mean nats a token `[rows]` of each layer of the draws `rows`, under guidance and sampling."""
        layers = len(sampler.codes)
        codes = np.zeros((sampler.count, self.config.tokens), np.int32)  # 0 where nothing was drawn yet
        drawn = np.concatenate(sampler.codes, axis=1)
        codes[:, : drawn.shape[1]] = drawn
        kept = np.ones((sampler.count, self.config.detail.tokens), np.bool_)
        given = replace(asked, codes=codes, kept=kept, priors=self._priors(sampler))
        batch = self._batch(given, rows, layers, 0.0)
        conditional, unconditional = self._hidden(batch), self._hidden(self._batch(given, rows, layers, 1.0))
        made = []
        for order, sampling in enumerate(self.samplings[:layers]):
            guided = unconditional + sampling.guidance * (conditional - unconditional)
            as_drawn = partial(drawn_nats, sampling=sampling)
            nats, _ = code_nats(self.config, self.module, guided, batch, order, as_drawn)
            made.append(nats.reshape(len(rows), -1).mean(1))
        return made

    def _priors(self, sampler: Sampler) -> np.ndarray | None:
        if not self.config.language_model.priors or len(sampler.codes) == 1:
            return None
        own = [sampler.says(order).priors[order - 1].flatten(1) for order in range(1, len(sampler.codes))]
        return torch.cat(own, dim=1).cpu().numpy()

    def _batch(self, given: TokenFiles, rows: np.ndarray, layers: int, prompt_dropout: float) -> Batch:
        rng = np.random.default_rng(0)
        return make_batch(
            self.config,
            self.module.rows,
            given,
            rows,
            layers,
            rng,
            prompt_dropout,
            0.0,
            self.tokenizer,
            with_hints=False,
        )

    def _hidden(self, batch: Batch) -> Tensor:
        return self.module(batch.codes, batch.prompt, batch.contents, batch.targets, batch.bias)


def train_reward(config: Config, folder: Path, seconds: float) -> None:
    settings, extra = config.train["reward"], config.train["reward"].settings
    tokenizer, module = load_tokenizer(config, folder), LanguageModel(config)
    sizes = config.train["language_model"].settings
    files = token_files(folder, config, tokenizer, int(sizes["clips"]), "train")
    held_out = token_files(folder, config, tokenizer, int(sizes["held_out"]), "validation")
    load_averaged(module, folder / "language_model.pt")
    run = Run(folder, "reward", module, settings, config.distributed.strategy)
    if extra.get("compile"):
        tokenizer.decoder.compile()
        tokenizer.encoder.compile()
    draws, recogniser = Draws(config, module, tokenizer), code_recogniser(config)
    load_averaged(recogniser, folder / "recogniser.pt")
    recogniser.eval().requires_grad_(False)
    cached, held_out_clips = (CachedClips(config, module, tokenizer, each) for each in (files, held_out))
    names = [layer.name.lower() for layer in config.uppers]
    shares = np.array([extra.get(f"share_{name}", 0.0) for name in names])
    count = int(extra["draws"])

    def loss(step: int, rng: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        last = 1 + rng.choice(len(names), p=shares / shares.sum())
        prompts = int(extra.get(f"batch_{names[last - 1]}", settings.batch))
        chosen = np.sort(rng.choice(len(files.codes), prompts, replace=False))[own_rows(prompts)]
        asked = prompts_of(files, chosen, count, rng, extra.get("prompt_noise", 0.0))
        sampler = draws.draw(asked, last, int(rng.integers(2**31)))
        truth = answers(config, np.repeat(chosen, count))[0]
        seen = [recognise(recogniser, sampler, layers) for layers in range(1, last + 1)]
        rewards = torch.stack([reward(each, truth).reshape(-1, count) for each in seen])
        rows = telling(rewards, int(extra.get("learned", count)))
        gained = advantages(rewards).flatten(1)[:, rows]
        nats = draws.nats(sampler, asked, rows)
        policy = sum((own * each).mean() for own, each in zip(gained, nats, strict=True))
        value, _ = cached.loss(rng)
        figures = {"nats": float(value.detach())}
        for name, each in zip(names, seen, strict=False):
            figures |= {f"{attribute}_{name}": share for attribute, share in right(each, truth).items()}
        return extra["policy"] * policy + extra["views"] * value, figures

    def look(path: Path) -> None:
        print(f"held-out nats per token: {held_out_clips.figures()} after {run.step} steps", flush=True)
        sampler = draws.draw(
            prompts_of(held_out, np.arange(len(held_out.codes)), 1, np.random.default_rng(0), 0), len(names), 0
        )
        truth = answers(config, np.arange(sampler.count), "validation")[0]
        for layers, name in enumerate(names, 1):
            shares = right(recognise(recogniser, sampler, layers), truth)
            print(f"held-out prompts, to {name}:", ", ".join(f"{key} {100 * own:.0f} %" for key, own in shares.items()))
        write_sheet(path, list(to_pixels(sampler.decode()[:18])))

    run.train(loss, look=look, look_every=int(extra.get("look_every", 40)), log_every=10, seconds=seconds)


def right(seen: list[Tensor], truth: Tensor) -> dict[str, float]:
    """Share of clips in which what weighs most is named as asked."""
    named = {name: seen[ATTRIBUTES.index(name)].argmax(1) == truth[:, ATTRIBUTES.index(name)] for name in WEIGHTS}
    return {name: float(each.float().mean()) for name, each in named.items()}
