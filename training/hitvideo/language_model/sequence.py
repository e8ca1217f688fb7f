"""How tokens become the positions of a sequence; the Python twin of `src/shared/tokens` (docs/model-pack-format.md).

A *step* is a set of positions that are computed together and see each other; order comes from the order of steps.
Position `j` of a step holds token `j` of the previous block as content and predicts token `j` of its own block.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..config import Config
from .scan import scan_cells


@dataclass(frozen=True)
class CodeRows:
    """Rows of the shared code table: four special ones, then the tables of each layer's factors."""

    null: int
    unconditional: int
    prompt_pad: int
    no_hint: int
    layers: tuple[tuple[int, ...], ...]
    total: int

    @staticmethod
    def of(config: Config) -> CodeRows:
        row, layers = 4, []
        for layer in config.layers:
            starts = []
            for factor in layer.factors:
                starts.append(row)
                row += 2**factor
            layers.append(tuple(starts))
        return CodeRows(0, 1, 2, 3, tuple(layers), row)


def factor_count(config: Config) -> int:
    """The largest number of factors of a layer, `F`."""
    return max(len(layer.factors) for layer in config.layers)


def sub_codes(codes: np.ndarray, factors: tuple[int, ...]) -> np.ndarray:
    """int codes `[…]` → sub-codes `[…, factors]`, least significant first."""
    made, shift = [], 0
    for bits in factors:
        made.append((codes >> shift) & (2**bits - 1))
        shift += bits
    return np.stack(made, axis=-1)


def join_sub_codes(subs: np.ndarray, factors: tuple[int, ...]) -> np.ndarray:
    """The inverse of `sub_codes`."""
    shifts = np.cumsum([0, *factors[:-1]])
    return (subs.astype(np.int64) << shifts).sum(-1)


def code_rows(config: Config, rows: CodeRows, order: int, codes: np.ndarray) -> np.ndarray:
    """int codes `[…]` of the `order`-th layer → rows of the code table `[…, F]`; row 0 fills up."""
    subs = sub_codes(codes, config.layers[order].factors) + np.array(rows.layers[order])
    missing = factor_count(config) - subs.shape[-1]
    return np.pad(subs, [(0, 0)] * (subs.ndim - 1) + [(0, missing)])


def first_token(config: Config, order: int) -> int:
    """Token number of the first token of the `order`-th layer."""
    return sum(layer.tokens for layer in config.layers[:order])


@dataclass(frozen=True)
class Step:
    """Places inside one layer: `contents` are held, `targets` predicted; -1 where there is none."""

    contents: np.ndarray
    targets: np.ndarray


def layer_steps(places: np.ndarray, block: int, closing: bool) -> list[Step]:
    """The steps of a layer whose sampled tokens stand at `places`, in the order of its scan."""
    blocks = [places[i : i + block] for i in range(0, len(places), block)]
    empty = np.empty(0, np.int64)
    following = blocks + ([empty] if closing else [])
    steps = []
    for before, now in zip([empty, *blocks], following, strict=False):
        size = max(len(before), len(now))
        steps.append(Step(_pad(before, size), _pad(now, size)))
    return steps


def _pad(places: np.ndarray, size: int) -> np.ndarray:
    return np.pad(places, (0, size - len(places)), constant_values=-1)


@dataclass(frozen=True)
class Sequence:
    """One clip as the language model reads it, after the prefix. `L` positions."""

    codes: np.ndarray  # [L, F] rows of the code table
    contents: np.ndarray  # [L] 1 + token number, 0 = nowhere
    targets: np.ndarray  # [L] 1 + token number, 0 = none
    steps: np.ndarray  # [L] number of the step
    labels: np.ndarray  # [L] code to predict, -1 = none
    orders: np.ndarray  # [L] order of the layer


def build_sequence(config: Config, rows: CodeRows, codes: list[np.ndarray], kept: np.ndarray | None) -> Sequence:
    """Lay out the first `len(codes)` layers of a clip.

    `codes` flat int codes per layer in order of generation; `kept` bool `[Detail tokens]`, None keeps all.
    """
    parts: list[tuple[np.ndarray, ...]] = []
    number = 0
    for order, flat in enumerate(codes):
        layer = config.layers[order]
        is_detail = order == len(config.layers) - 1
        places = scan_cells(layer.grid, layer.scan)
        if is_detail and kept is not None:
            places = places[kept[places]]
        start = first_token(config, order)
        table = code_rows(config, rows, order, flat)
        for step in layer_steps(places, layer.block, closing=order + 1 < len(codes)):
            held, predicted = step.contents >= 0, step.targets >= 0
            parts.append(
                (
                    np.where(held[:, None], table[step.contents], rows.null),
                    np.where(held, 1 + start + step.contents, 0),
                    np.where(predicted, 1 + start + step.targets, 0),
                    np.full(len(held), number),
                    np.where(predicted, flat[step.targets], -1),
                    np.full(len(held), order),
                )
            )
            number += 1
    return Sequence(*(np.concatenate(column) for column in zip(*parts, strict=True)))
