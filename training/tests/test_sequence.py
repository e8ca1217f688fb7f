"""The layout of a sequence: blocks, closing steps, packing of what is not masked."""

import numpy as np
import pytest

from hitvideo.config import Config
from hitvideo.language_model.scan import scan_cells
from hitvideo.language_model.sequence import (
    CodeRows,
    build_sequence,
    code_rows,
    factor_count,
    first_token,
    join_sub_codes,
    layer_steps,
    sub_codes,
)


def random_codes(config: Config) -> list[np.ndarray]:
    rng = np.random.default_rng(1)
    return [rng.integers(0, 2**layer.bits, layer.tokens) for layer in config.layers]


def random_kept(config: Config) -> np.ndarray:
    kept = np.random.default_rng(2).random(config.detail.tokens) < 0.4
    kept[0] = True
    return kept


def test_sub_codes_are_least_significant_first_and_round_trip() -> None:
    assert sub_codes(np.array([0b101_00011]), (5, 3)).tolist() == [[0b00011, 0b101]]
    codes = np.arange(2**14)
    assert np.array_equal(join_sub_codes(sub_codes(codes, (7, 7)), (7, 7)), codes)


def test_rows_of_the_code_table_are_disjoint(tiny: Config) -> None:
    rows = CodeRows.of(tiny)
    assert rows.layers == ((4,), (20, 28), (36, 68)) and rows.total == 76
    made = code_rows(tiny, rows, 0, np.array([0, 15]))
    assert factor_count(tiny) == 2 and made.tolist() == [[4, 0], [19, 0]]


def test_a_step_holds_the_block_before_and_predicts_its_own() -> None:
    steps = layer_steps(np.array([3, 5, 6, 8, 9]), block=2, closing=True)
    assert [(s.contents.tolist(), s.targets.tolist()) for s in steps] == [
        ([-1, -1], [3, 5]),
        ([3, 5], [6, 8]),
        ([6, 8], [9, -1]),
        ([9], [-1]),
    ]
    assert len(layer_steps(np.arange(5), block=2, closing=False)) == 3


@pytest.mark.parametrize("masked", [False, True])
def test_each_token_is_predicted_once_and_held_once(tiny: Config, masked: bool) -> None:
    codes, kept = random_codes(tiny), random_kept(tiny) if masked else np.ones(tiny.detail.tokens, bool)
    made = build_sequence(tiny, CodeRows.of(tiny), codes, kept)
    start = first_token(tiny, 2)
    sampled = np.concatenate([np.arange(start), start + np.flatnonzero(kept)])
    assert np.array_equal(np.sort(made.targets[made.targets > 0]), 1 + sampled)
    scanned = [place for place in scan_cells(tiny.detail.grid, tiny.detail.scan) if kept[place]]
    last_block = start + np.array(scanned)[-((len(scanned) - 1) % 4 + 1) :]  # the end of the sequence: held by nobody
    held = np.setdiff1d(sampled, last_block)
    assert np.array_equal(np.sort(made.contents[made.contents > 0]), 1 + held)


def test_labels_and_rows_are_the_codes_of_their_tokens(tiny: Config) -> None:
    rows, codes = CodeRows.of(tiny), random_codes(tiny)
    flat = np.concatenate(codes)
    made = build_sequence(tiny, rows, codes, random_kept(tiny))
    for i in range(len(made.targets)):
        assert made.labels[i] == (flat[made.targets[i] - 1] if made.targets[i] else -1)
        if made.contents[i] == 0:
            assert not made.codes[i].any()
            continue
        expected = code_rows(tiny, rows, int(made.orders[i]), flat[[made.contents[i] - 1]])
        assert made.codes[i].tolist() == expected[0].tolist()


def test_a_token_is_held_in_the_step_after_the_one_that_predicts_it(tiny: Config) -> None:
    made = build_sequence(tiny, CodeRows.of(tiny), random_codes(tiny), random_kept(tiny))
    predicted = {t: s for t, s in zip(made.targets, made.steps, strict=True) if t}
    held = {c: s for c, s in zip(made.contents, made.steps, strict=True) if c}
    assert all(predicted[token] == step - 1 for token, step in held.items())


def test_the_board_alone_needs_no_closing_step(tiny: Config) -> None:
    codes = random_codes(tiny)
    board = build_sequence(tiny, CodeRows.of(tiny), codes[:1], None)
    both = build_sequence(tiny, CodeRows.of(tiny), codes[:2], None)
    assert len(board.targets) == 4 and (board.targets > 0).all()
    assert both.targets[4] == 0 and both.contents[4] == 4 and both.orders[4] == 0


def test_a_dithered_frame_follows_the_bayer_matrix() -> None:
    assert scan_cells((2, 2, 2), "dither").tolist() == [0, 3, 1, 2, 4, 7, 5, 6]
    ranks = np.argsort(scan_cells((1, 4, 4), "dither")).reshape(4, 4)
    assert ranks.tolist() == [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]
    assert np.array_equal(np.sort(scan_cells((3, 5, 9), "dither")), np.arange(135))
