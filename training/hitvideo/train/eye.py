"""The recogniser as a perceptual loss: what codes show, against what is there and what the true clip's codes show."""

from __future__ import annotations

from pathlib import Path
from typing import Self

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ..config import Config
from ..tokenizer.quantizer import quantize
from ..tokenizer.recogniser import OBJECT
from .base import Base
from .emphasis import Emphasis
from .loop import load_averaged
from .recogniser import accuracy, answers, as_seen, code_recogniser, recognition_loss

NAMED = ("object", "motion")  # attributes whose share of right answers is logged


class Eye:
    """Of one stage, whose settings `recognise` and `resemble` weigh what it misses and `emphasis` what it asks for."""

    def __init__(self, config: Config, stage: str, folder: Path) -> None:
        """Raises ConfigError for clips without known attributes, CheckpointError without a trained recogniser."""
        self.config, self.settings = config, config.train[stage].settings
        self.recogniser = code_recogniser(config)
        load_averaged(self.recogniser, folder / "recogniser.pt")
        self.recogniser.eval().requires_grad_(False)
        share = self.settings.get("emphasis")
        self.emphasis = Emphasis(config, share) if share else None
        if self.settings.get("compile"):
            self.recogniser.compile()

    @classmethod
    def of(cls, config: Config, stage: str, folder: Path) -> Self | None:
        """None for a stage that does without."""
        settings = config.train[stage].settings
        return cls(config, stage, folder) if settings.get("recognise") or settings.get("resemble") else None

    @property
    def companions(self) -> dict[str, Emphasis]:
        """What goes into the stage's checkpoint."""
        return {"emphasis": self.emphasis} if self.emphasis is not None else {}

    def shares(self, numbers: np.ndarray) -> np.ndarray | None:
        """How often each of the clips `numbers` is to be chosen; None: all as often."""
        return self.emphasis.shares(numbers) if self.emphasis is not None else None

    def loss(self, made: Tensor, true: Tensor, numbers: np.ndarray) -> tuple[Tensor, dict[str, float]]:
        """(loss, figures) of Detail bits `made`, about -1 … 1, where the clips `numbers` have `true`.

        Both `[N, T, h, w, bits]`. What is not recognised counts, and how far what is seen in each place is from what
        the true bits show there.
        """
        seen = self.recogniser(as_seen(made))
        with torch.no_grad():
            model = self.recogniser(as_seen(true))
        truth, where = answers(self.config, numbers)
        recognised, right = recognition_loss(seen, truth, where), accuracy(seen.logits, truth)
        if self.emphasis is not None:
            named = seen.logits[OBJECT].detach().softmax(-1).gather(1, truth[:, OBJECT, None])[:, 0]
            self.emphasis.learn(truth[:, OBJECT], 1 - named)
        resembled = F.l1_loss(seen.cells, model.cells)
        value = self.settings.get("recognise", 0.0) * recognised + self.settings.get("resemble", 0.0) * resembled
        return value, {"recognised": float(recognised.detach()), **{name: right[name] for name in NAMED}}


class PixelEye(Eye):
    """Of decoded frames, which the base's encoder reads again."""

    def __init__(self, config: Config, stage: str, folder: Path) -> None:
        super().__init__(config, stage, folder)
        base = Base(config)  # unlike the tokenizer that is being trained it is the same in a resumed run
        load_averaged(base, folder / "base.pt")
        self.encoder = base.encoder.requires_grad_(False)
        if self.settings.get("compile"):
            self.encoder.compile()

    def pixel_loss(
        self, made: Tensor, true: Tensor, numbers: np.ndarray, rng: np.random.Generator
    ) -> tuple[Tensor, dict[str, float]]:
        """`loss` of frames `made` where the clips `numbers` have the frames `true`, both `[N, F, 3, H, W]`.

        Both are moved by the same random part of a cell. Where the encoder's grid always lies the same, a faint raster
        that fools it is cheaper to draw than an object; what shows an object wherever the grid lies is one (Olah et al.
        2017, Feature Visualization: transformation robustness).
        """
        reach = made.shape[-1] // self.config.detail.grid[-1] // 2
        y, x = (int(n) for n in rng.integers(-reach, reach + 1, 2))
        with torch.no_grad():
            codes = quantize(self.encoder(moved(true, y, x))[1])
        return self.loss(quantize(self.encoder(moved(made, y, x))[1]), codes, numbers)


def moved(frames: Tensor, down: int, right: int) -> Tensor:
    """Frames `[…, H, W]` by some pixels down and to the right, or up and left where negative; edges are repeated."""
    height, width = frames.shape[-2:]
    rows = (torch.arange(height) - down).clamp(0, height - 1)
    columns = (torch.arange(width) - right).clamp(0, width - 1)
    return frames[..., rows, :][..., columns]
