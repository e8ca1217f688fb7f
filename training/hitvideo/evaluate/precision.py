"""What 8-bit weights cost: the same prompts and seeds from the same run's pack with float32 weights."""

from __future__ import annotations

import numpy as np

from ..pipeline.pack import Pack
from .adherence import Made, generate, judge_made
from .judge import Judge
from .reconstruction import Figures


def measure_precision(full: Pack, judge: Judge, own: list[Made]) -> Figures:
    """Adherence of `own` whole clips and of those that `full` makes of their prompts and seeds; and how many codes of
    the first layer differ."""
    other = generate(full, [each.asked for each in own], None)
    differing = [np.mean(a.tokens.codes[0] != b.tokens.codes[0]) for a, b in zip(own, other, strict=True)]
    return {
        "clips": len(own),
        "precision": full.manifest["graphs"]["languageModel"]["precision"],
        "own": judge_made(judge, own),
        "other": judge_made(judge, other),
        "differing": float(np.mean(differing)),
    }
