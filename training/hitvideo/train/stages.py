"""The stages by name, in order."""

from __future__ import annotations

from .base import train_base
from .joint import train_joint
from .judge import train_judge
from .language_model import train_language_model
from .ranker import train_ranker
from .recogniser import train_recogniser
from .upper import train_upper

OF_THE_WORLD = ("recogniser", "ranker", "judge")  # stages that need clips with known attributes

STAGES = {
    "base": train_base,
    "recogniser": train_recogniser,
    "upper": train_upper,
    "joint": train_joint,
    "language_model": train_language_model,
    "ranker": train_ranker,
    "judge": train_judge,
}
