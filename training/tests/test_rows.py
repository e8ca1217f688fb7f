"""Rows of a cache: filled once, gone on with after a kill, taken over by a smaller run."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from hitvideo.config import Config
from hitvideo.data import rows as cache
from hitvideo.data.latents import LatentCache, known_latents
from hitvideo.data.rows import fill_rows
from hitvideo.data.tokens import token_files
from hitvideo.language_model.batch import make_batch
from hitvideo.language_model.sequence import CodeRows, first_token
from hitvideo.tokenizer.tokenizer import Tokenizer


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
    assert made == list(range(6))
    assert (fill(tmp_path, made)[:, 0] == np.arange(10)).all()
    assert made[6:] == list(range(4, 10))


def test_fewer_rows_are_taken_over_and_others_made_anew(tmp_path: Path) -> None:
    made: list[int] = []
    fill(tmp_path, made)
    assert len(fill(tmp_path, made, count=6)) == 6 and len(made) == 10
    fill(tmp_path, made, key="b", count=10)
    assert len(made) == 20


def test_more_rows_are_added_to_those_that_are_there(tmp_path: Path) -> None:
    made: list[int] = []
    fill(tmp_path, made)
    assert (fill(tmp_path, made, count=15)[:, 0] == np.arange(15)).all()
    assert made[10:] == [8, 9, *range(10, 15)]  # the chunk that was not full is made again
    with pytest.raises(KeyboardInterrupt):
        fill(tmp_path, made, count=30, last=20)
    assert (fill(tmp_path, made, count=30)[:, 1] == np.arange(30)).all()
    assert len(made) == 17 + (20 - 12) + (30 - 20)


def test_tokens_of_cached_latents_are_those_of_drawn_clips(tiny: Config, tmp_path: Path) -> None:
    tokenizer = Tokenizer(tiny).eval()
    drawn = token_files(tmp_path / "drawn", tiny, tokenizer, 6)
    cache = LatentCache(tmp_path / "cached" / "latents", tiny, tokenizer.encoder, 6)
    cache.z[:] = -cache.z  # so that it shows where they were taken from
    taken = token_files(tmp_path / "cached", tiny, tokenizer, 6)
    detail = first_token(tiny, len(tiny.layers) - 1)
    flipped = 2**tiny.detail.bits - 1 - drawn.codes[:, detail:]
    assert (taken.codes[:, detail:] == flipped).mean() > 0.999  # half precision may lose a sign
    cached, other = tmp_path / "cached" / "latents", replace(tiny, data=replace(tiny.data, world_seed=100))
    assert known_latents(cached, tiny, tokenizer.encoder, 6, "train") is not None
    assert known_latents(cached, tiny, tokenizer.encoder, 7, "train") is None
    assert known_latents(cached, tiny, Tokenizer(tiny).encoder, 6, "train") is None
    assert known_latents(cached, other, tokenizer.encoder, 6, "train") is None  # clips of other seeds


def test_kept_priors_are_those_of_the_tokens(tiny: Config, tmp_path: Path) -> None:
    tokenizer, rows = Tokenizer(tiny).eval(), CodeRows.of(tiny)
    kept = token_files(tmp_path, tiny, tokenizer, 5)
    chosen = np.array([1, 4])
    batches = [
        make_batch(tiny, rows, files, chosen, 3, np.random.default_rng(0), 0.0, 0.0, tokenizer)
        for files in (kept, replace(kept, priors=None))
    ]
    assert [each.shape for each in batches[0].priors] == [(2, 8, 6), (2, 64, 8)]
    for a, b in zip(batches[0].priors, batches[1].priors, strict=True):
        assert torch.allclose(a, b, atol=2e-3) and b.abs().max() > 0.01
