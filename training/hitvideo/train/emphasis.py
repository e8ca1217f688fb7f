"""Which clips a stage sees more often: those whose object the recogniser seldom names in what is made.

Objects are not equally hard: in 240 generated clips 36 of the 69 objects that were asked for were always right and 20
wrong in half of their clips or more, while all are as frequent in training. So clips are drawn by what is still missed
of their object (hard example mining: Shrivastava et al. 2016, arXiv 1604.03540), and some of them evenly.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from ..config import Config
from ..evaluate.judge import label
from ..tokenizer.recogniser import OBJECT
from ..world import vocabulary
from . import distributed
from .recogniser import scenes_of

KEPT = 0.95  # of what was known of an object, when a clip of it has been seen
FLOOR = 0.02  # what is missed less counts as much


class Emphasis:
    """What is missed of each object: a moving average that goes into the checkpoint."""

    def __init__(self, config: Config, share: float) -> None:
        """`share` of all choices go by what is missed, the others are even."""
        self.config, self.share = config, share
        objects = len(vocabulary()["object"])
        self.missed = torch.full((objects,), 0.5)
        self.found = torch.zeros(2, objects)  # since the average was brought up to date: missed, clips
        self.objects: dict[int, int] = {}  # of clips by number

    def learn(self, objects: Tensor, missed: Tensor) -> None:
        """How far, 0 … 1, the `objects` of clips, int64 `[N]`, were missed, `[N]`."""
        self.found[0].index_add_(0, objects, missed.detach().float())
        self.found[1].index_add_(0, objects, torch.ones(len(objects)))

    def shares(self, numbers: np.ndarray) -> np.ndarray:
        """How often each of the clips `numbers` is to be chosen; sums to 1. All processes have to ask."""
        self._bring_up_to_date()
        new = np.array([number for number in numbers.tolist() if number not in self.objects], np.int64)
        for number, scene in zip(new.tolist(), scenes_of(self.config, new), strict=True):
            self.objects[number] = label(scene)[OBJECT]
        hard = self.missed.double().cpu().numpy()[[self.objects[number] for number in numbers.tolist()]]
        hard = hard.clip(min=FLOOR)
        return (1 - self.share) / len(numbers) + self.share * hard / hard.sum()

    def _bring_up_to_date(self) -> None:
        missed, clips = distributed.mean(self.found) * distributed.count()
        rate = 1 - KEPT**clips
        self.missed += rate * (missed / clips.clamp(min=1) - self.missed)
        self.found.zero_()

    def state_dict(self) -> dict:
        self._bring_up_to_date()
        return {"missed": self.missed}

    def load_state_dict(self, state: dict) -> None:
        self.missed = state["missed"]
