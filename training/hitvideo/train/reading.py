"""Whether the language model reads its prompt: what half of its blocks make of the words has to name what they say.

Next-token prediction rewards the word that says where a thing goes with some hundredths of a nat of the first board
tokens; all later ones show it. That is too little to learn it from: of captions that say left or right a linear probe
told the side right in 89 % from the prompt encoder's words and in 53 % from where the first board token is predicted.
So a second task, of the prompt alone, asks for all attributes (supervision of a middle layer: Lee et al. 2015, arXiv
1409.5185).
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..config import Config, ConfigError
from ..data.tokens import TokenFiles
from ..evaluate.judge import label
from ..language_model.batch import build_prefix, prefix_indices
from ..language_model.model import LanguageModel
from ..tokenizer.recogniser import ATTRIBUTES
from ..world import vocabulary
from . import distributed
from .recogniser import WEIGHTS, scenes_of

PROMPTS = 64  # a step
LEARNING_RATE = 2.0e-3


class Reading:
    """Of clips of the world, which alone have known attributes. Its head learns beside the model, for training only."""

    def __init__(self, config: Config, module: LanguageModel) -> None:
        """Raises ConfigError for clips without known attributes."""
        if config.data.source != "world":
            raise ConfigError("train.language_model: read needs data.source: world, whose clips have known attributes")
        self.config, self.module = config, module
        self.sizes = [len(values) for values in vocabulary().values()]
        self.head = nn.Linear(config.language_model.width, sum(self.sizes))
        self.optimizer = torch.optim.AdamW(self.head.parameters(), lr=LEARNING_RATE)

    def loss(self, files: TokenFiles, rng: np.random.Generator, prompt_noise: float) -> tuple[Tensor, dict[str, float]]:
        """(loss, figures) of the prompts of random clips; the head learns from them first."""
        count = min(PROMPTS, len(files.codes))
        chosen = np.sort(rng.choice(len(files.codes), count, replace=False))
        truth = torch.as_tensor([label(scene) for scene in scenes_of(self.config, chosen)])
        words = self._words(files, chosen, rng, prompt_noise)
        self._learn(words.detach(), truth)
        logits = F.linear(words, self.head.weight.detach(), self.head.bias.detach())
        parts = logits.split(self.sizes, dim=1)
        right = float(
            (parts[ATTRIBUTES.index("motion")].argmax(1) == truth[:, ATTRIBUTES.index("motion")]).float().mean()
        )
        return self._missed(logits, truth), {"read_motion": right}

    def _words(self, files: TokenFiles, chosen: np.ndarray, rng: np.random.Generator, noise: float) -> Tensor:
        """Mean over the words of each prompt halfway through the model, float `[N, width]`."""
        shown = np.zeros(self.config.layers[0].tokens, bool)
        made = [
            build_prefix(
                self.config, self.module.rows, files, clip, np.zeros(len(shown), np.int64), shown, rng, 0.0, noise
            )
            for clip in chosen
        ]
        codes, prompt = (torch.as_tensor(np.stack(each)) for each in zip(*made, strict=True))
        contents, targets = (torch.as_tensor(each) for each in prefix_indices(self.config))
        length = prompt.shape[1]
        said = (codes[:, :length, 0] != self.module.rows.prompt_pad)[..., None].float()
        hidden = self.module.read(codes, contents, targets, prompt)[:, :length].float()
        return (hidden * said).sum(1) / said.sum(1)

    def _missed(self, logits: Tensor, truth: Tensor) -> Tensor:
        """Cross-entropy of all attributes; captions leave some out, which is why it does not end at zero."""
        return sum(
            WEIGHTS.get(name, 1.0) * F.cross_entropy(part, truth[:, number], label_smoothing=0.02)
            for number, (name, part) in enumerate(zip(ATTRIBUTES, logits.split(self.sizes, dim=1), strict=True))
        )

    def _learn(self, words: Tensor, truth: Tensor) -> None:
        self.optimizer.zero_grad(set_to_none=True)
        self._missed(self.head(words), truth).backward()
        for p in self.head.parameters():
            p.grad = distributed.mean(p.grad)
        self.optimizer.step()

    def state_dict(self) -> dict:
        return {"head": self.head.state_dict(), "optimizer": self.optimizer.state_dict()}

    def load_state_dict(self, state: dict) -> None:
        self.head.load_state_dict(state["head"])
        self.optimizer.load_state_dict(state["optimizer"])
