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
from .companion import Companion
from .recogniser import attribute_loss, scenes_of

PROMPTS = 64  # a step
LEARNING_RATE = 2.0e-3


class Reading(Companion):
    """Of clips of the world, which alone have known attributes. Its head learns beside the model, for training only."""

    def __init__(self, config: Config, model: LanguageModel) -> None:
        """Raises ConfigError for clips without known attributes."""
        if config.data.source != "world":
            raise ConfigError("train.language_model: read needs data.source: world, whose clips have known attributes")
        self.config, self.model = config, model
        self.sizes = [len(values) for values in vocabulary().values()]
        head = nn.Linear(config.language_model.width, sum(self.sizes))
        super().__init__(head, torch.optim.AdamW(head.parameters(), lr=LEARNING_RATE))

    def loss(self, files: TokenFiles, rng: np.random.Generator, prompt_noise: float) -> tuple[Tensor, dict[str, float]]:
        """(loss, figures) of the prompts of random clips; the head learns from them first."""
        count = min(PROMPTS, len(files.codes))
        chosen = np.sort(rng.choice(len(files.codes), count, replace=False))
        truth = torch.as_tensor([label(scene) for scene in scenes_of(self.config, chosen)])
        words = self._words(files, chosen, rng, prompt_noise)
        self.learn(self._missed(self.module(words.detach()), truth))
        logits = F.linear(words, self.module.weight.detach(), self.module.bias.detach())
        motion = ATTRIBUTES.index("motion")
        right = logits.split(self.sizes, dim=1)[motion].argmax(1) == truth[:, motion]
        return self._missed(logits, truth), {"read_motion": float(right.float().mean())}

    def _words(self, files: TokenFiles, chosen: np.ndarray, rng: np.random.Generator, noise: float) -> Tensor:
        """Mean over the words of each prompt halfway through the model, float `[N, width]`."""
        board = np.zeros(self.config.layers[0].tokens, np.int64)  # whatever it is: no hint of it is shown
        hints, rows = np.zeros(len(board), bool), self.model.rows
        made = [build_prefix(self.config, rows, files, clip, board, hints, rng, 0.0, noise) for clip in chosen]
        codes, prompt = (torch.as_tensor(np.stack(each)) for each in zip(*made, strict=True))
        contents, targets = (torch.as_tensor(each) for each in prefix_indices(self.config))
        length = prompt.shape[1]
        said = (codes[:, :length, 0] != rows.prompt_pad)[..., None].float()
        hidden = self.model.read(codes, contents, targets, prompt)[:, :length].float()
        return (hidden * said).sum(1) / said.sum(1)

    def _missed(self, logits: Tensor, truth: Tensor) -> Tensor:
        """Cross-entropy of all attributes; captions leave some out, which is why it does not end at zero."""
        return attribute_loss(list(logits.split(self.sizes, dim=1)), truth)
