"""Stage `ranker`: what chooses among candidates, an eye for frames of true clips and a reader of their captions.

The eye is of the judge's kind and never the judge: it has clips of its own, none with a pair that is held out of
training. The recogniser of codes would not do in its place: the language model was trained to please it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..config import Config, ConfigError
from ..data.tokens import TokenFiles, token_files
from ..evaluate.judge import label, to_judge
from ..evaluate.judge_views import training_batch
from ..ranking.ranker import Ranker
from .distributed import own_rows
from .loop import Run
from .recogniser import accuracy, attribute_loss, recognition_loss, scenes_of
from .trained import load_tokenizer

PROMPTS = 128  # read in a step


def train_ranker(config: Config, folder: Path, seconds: float) -> None:
    if config.data.source != "world":
        raise ConfigError("train.ranker: needs data.source: world, whose clips have known attributes")
    settings, extra = config.train["ranker"], config.train["ranker"].settings
    tokenizer = load_tokenizer(config, folder)
    files = token_files(folder, config, tokenizer, int(extra["clips"]), "train")
    held_out = token_files(folder, config, tokenizer, int(extra["held_out"]), "validation")
    module = Ranker(config)
    run = Run(folder, "ranker", module, settings, config.distributed.strategy)

    def read(source: TokenFiles, numbers: np.ndarray, variants: np.ndarray, split: str) -> tuple[list[Tensor], Tensor]:
        """What captions of clips name, and the clips' attributes."""
        prompt = torch.as_tensor(np.asarray(source.prompts[numbers, variants], np.float32))
        words = torch.as_tensor(np.asarray(source.words[numbers, variants], np.int64))
        truth = torch.as_tensor(np.array([label(scene) for scene in scenes_of(config, numbers, split)]))
        return module.reader(prompt, words), truth

    def loss(step: int, rng: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        own = own_rows(settings.batch)
        views, labels, cells = (each[own] for each in training_batch(step, settings.batch, rng, "train"))
        seen, truth = module.eye(to_judge(views)), torch.as_tensor(labels)
        count = min(PROMPTS, len(files.codes))
        asked = rng.choice(len(files.codes), count, replace=False)
        variants = rng.integers(files.words.shape[1], size=count)
        unread = attribute_loss(*read(files, asked[own_rows(count)], variants[own_rows(count)], "train"))
        figures = {"unread": float(unread.detach()), **accuracy(seen.logits, truth)}
        return recognition_loss(seen, truth, torch.as_tensor(cells)) + unread, figures

    def look(_: Path) -> None:
        numbers = np.arange(len(held_out.codes))
        shares = accuracy(*read(held_out, numbers, np.zeros_like(numbers), "validation"))
        said = ", ".join(f"{name} {100 * share:.1f} %" for name, share in shares.items())
        print(f"read off held-out captions: {said} after {run.step} steps", flush=True)

    run.train(loss, look=look, look_every=200, seconds=seconds)
