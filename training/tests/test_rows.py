"""Rows of a cache: filled once, gone on with after a kill, taken over by a smaller run."""

from pathlib import Path

import numpy as np
import pytest

from hitvideo.data import rows as cache
from hitvideo.data.rows import fill_rows


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "CHUNK", 4)


def fill(folder: Path, made: list[int], key: str = "a", count: int = 10, last: int = 100) -> np.ndarray:
    def work(arrays: dict[str, np.memmap], numbers: range) -> None:
        if numbers.stop > last:
            raise KeyboardInterrupt
        made.extend(numbers)
        arrays["x"][numbers.start : numbers.stop] = np.array(numbers)[:, None]

    return fill_rows(folder, "train", key, count, {"x": (np.int32, (2,))}, work, "rows")["x"]


def test_every_row_is_made_once(tmp_path: Path) -> None:
    made: list[int] = []
    assert (fill(tmp_path, made)[:, 1] == np.arange(10)).all()
    fill(tmp_path, made)
    assert made == list(range(10))


def test_a_fill_that_was_killed_goes_on_with_the_chunk_it_was_in(tmp_path: Path) -> None:
    made: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        fill(tmp_path, made, last=6)
    assert (fill(tmp_path, made)[:, 0] == np.arange(10)).all()
    assert made == list(range(10))


def test_fewer_rows_are_taken_over_and_more_or_others_made_anew(tmp_path: Path) -> None:
    made: list[int] = []
    fill(tmp_path, made)
    assert len(fill(tmp_path, made, count=6)) == 6 and len(made) == 10
    fill(tmp_path, made, count=12)
    assert len(made) == 22
    fill(tmp_path, made, key="b", count=12)
    assert len(made) == 34
