"""The trained parts of a run, with averaged weights, as later stages and the exporter need them."""

from __future__ import annotations

from pathlib import Path

from ..config import Config
from ..language_model.model import LanguageModel
from ..ranking.ranker import Ranker
from ..tokenizer.tokenizer import Tokenizer
from .base import Base
from .loop import load_averaged
from .upper import UpperTraining


def load_tokenizer(config: Config, folder: Path) -> Tokenizer:
    """The tokenizer of the newest finished stage, in evaluation mode."""
    tokenizer = Tokenizer(config)
    if (folder / "joint.pt").exists():
        load_averaged(tokenizer, folder / "joint.pt")
    else:
        base = Base(config)
        load_averaged(base, folder / "base.pt")
        tokenizer.encoder, tokenizer.decoder = base.encoder, base.decoder
        load_averaged(UpperTraining(config, tokenizer), folder / "upper.pt")
    return tokenizer.eval().requires_grad_(False)


def load_ranker(config: Config, folder: Path) -> Ranker:
    """What chooses among candidates, in evaluation mode."""
    ranker = Ranker(config)
    load_averaged(ranker, folder / "ranker.pt")
    return ranker.eval().requires_grad_(False)


def load_language_model(config: Config, folder: Path) -> LanguageModel:
    """The language model, in evaluation mode."""
    model = LanguageModel(config)
    load_averaged(model, folder / "language_model.pt")
    return model.eval().requires_grad_(False)
