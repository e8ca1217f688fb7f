"""Scores a clip by its frames and its prompt: of several candidates the one is kept that shows the prompt best.

An eye names what the frames show, a reader what the prompt says; their agreement is the pointwise mutual information of
the two, in nats, as far as they speak of the same attributes. Reranking of samples is Ramesh et al. 2021 (arXiv
2102.12092, section 2.6), with CLIP in place of eye and reader.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..config import Config
from ..tokenizer.recogniser import ATTRIBUTES, SIZE, FrameRecogniser, viewed_frames
from ..world import vocabulary

WIDTH = 256
# How much each attribute counts: what the clip is about before what stands or happens around it. Chosen on 160 prompts
# of six candidates each (LOG.md, twenty-third session).
WEIGHTS = {"object": 2.0, "motion": 2.0, "setting": 1.0}
OTHER_WEIGHT = 0.5


class Reader(nn.Module):
    """Embeddings of a prompt's word pieces → logits of each attribute, for which it looks at words of its own."""

    def __init__(self, prompt_width: int) -> None:
        super().__init__()
        self.words = nn.Linear(prompt_width, WIDTH)
        self.look = nn.Linear(WIDTH, len(ATTRIBUTES))
        self.heads = nn.ModuleList(nn.Linear(WIDTH, len(values)) for values in vocabulary().values())

    def forward(self, prompt: Tensor, words: Tensor) -> list[Tensor]:
        """Logits `[N, values]` of each attribute; of `prompt` `[N, P, prompt width]` the first `words` `[N]` count."""
        hidden = F.gelu(self.words(prompt))
        said = torch.arange(prompt.shape[1]) < words[:, None]
        share = self.look(hidden).masked_fill(~said[..., None], -1e9).softmax(dim=1)
        seen = share.transpose(1, 2) @ hidden  # [N, attributes, WIDTH]
        return [head(seen[:, i]) for i, head in enumerate(self.heads)]


class Ranker(nn.Module):
    """(frames of a clip, prompt) → how well they agree."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.eye = FrameRecogniser()
        self.reader = Reader(config.language_model.prompt_width)
        self.register_buffer("chosen", torch.as_tensor(viewed_frames(config.clip.frames)), persistent=False)

    def forward(self, frames: Tensor, prompt: Tensor, words: Tensor) -> Tensor:
        """Agreement `[N]` in nats of clips uint8 `[N, F, H, W, 3]` with prompts as the reader takes them."""
        shown = frames[:, self.chosen].flatten(0, 1).permute(0, 3, 1, 2).float() / 127.5 - 1
        larger = shown.shape[-1] > SIZE
        views = F.interpolate(shown, (SIZE, SIZE), mode="area" if larger else "bilinear")
        seen = self.eye(views.unflatten(0, (-1, len(self.chosen))))
        return agreement(seen.logits, self.reader(prompt, words))


def agreement(seen: list[Tensor], said: list[Tensor]) -> Tensor:
    """log Σ p(value | clip) p(value | prompt) / p(value), of all attributes by weight: logits `[N, values]` → `[N]`.

    Beforehand the values of an attribute count as equally likely, so what a prompt leaves open adds next to nothing.
    """
    total = seen[0].new_zeros(len(seen[0]))
    for name, a, b in zip(ATTRIBUTES, seen, said, strict=True):
        both = a.log_softmax(-1) + b.log_softmax(-1)
        information = both.logsumexp(-1) - both.new_tensor(1 / both.shape[-1]).log()
        total = total + WEIGHTS.get(name, OTHER_WEIGHT) * information
    return total
