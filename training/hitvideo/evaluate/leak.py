"""How far the edit of one board cell reaches outside that cell's region of the picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..pipeline.generate import decode
from ..pipeline.pack import Pack
from .adherence import Made
from .metrics import psnr
from .reconstruction import Figures


def measure_leak(pack: Pack, made: list[Made]) -> tuple[Figures, tuple[np.ndarray, ...]]:
    """One cell of each clip's board takes the code of the next clip's: PSNR between before and after, inside and
    outside the cell; for the board alone and with all lower layers kept.

    Also returns one example: frames before, after, and the cell as bool `[H, W]`.
    """
    _, rows, columns = pack.layers[0]["grid"]
    clip, rng = pack.manifest["clip"], np.random.default_rng(0)
    figures: dict[str, list[float]] = {"boardInside": [], "boardOutside": [], "fullInside": [], "fullOutside": []}
    example = None
    for number, each in enumerate(made):
        cell = int(rng.integers(rows * columns))
        other = made[(number + 1) % len(made)].tokens.codes[0]
        board = each.tokens.codes[0].copy()
        board[cell :: rows * columns] = other[cell :: rows * columns]
        if np.array_equal(board, each.tokens.codes[0]):
            continue
        inside = np.zeros((clip["height"], clip["width"]), bool)
        high, wide = clip["height"] // rows, clip["width"] // columns
        top, left = cell // columns * high, cell % columns * wide
        inside[top : top + high, left : left + wide] = True
        for kind, layers in (("board", 1), ("full", len(pack.layers))):
            before = replace(each.tokens, codes=each.tokens.codes[:layers])
            after = replace(before, codes=[board, *before.codes[1:]])
            a, b = decode(pack, before), decode(pack, after)
            figures[f"{kind}Inside"].append(psnr(a, b, inside))
            figures[f"{kind}Outside"].append(psnr(a, b, ~inside))
            if example is None:
                example = (a, b, inside)
    return {"edits": len(figures["boardInside"]), **{k: float(np.mean(v)) for k, v in figures.items() if v}}, example
