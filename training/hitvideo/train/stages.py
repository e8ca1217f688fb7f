"""The stages by name, in order."""

from __future__ import annotations

from .base import train_base
from .joint import train_joint
from .judge import train_judge
from .language_model import train_language_model
from .upper import train_upper

STAGES = {
    "base": train_base,
    "upper": train_upper,
    "joint": train_joint,
    "language_model": train_language_model,
    "judge": train_judge,
}
