"""Memory-mapped arrays whose rows several processes fill together, and which a run that was killed goes on filling."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from torch import nn

from ..config import DataConfig
from ..train import distributed

CHUNK = 100  # rows after which what is there counts as done

Shapes = dict[str, tuple[type, tuple[int, ...]]]


def rows_key(data: DataConfig, *modules: nn.Module) -> str:
    """Names what a cache was made of and with: clips, not how many are held in memory, and weights."""
    digest = hashlib.sha256(repr(replace(data, pool=0)).encode())
    for module in modules:
        for name, weight in module.state_dict().items():
            digest.update(name.encode() + weight.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def has_rows(folder: Path, split: str, key: str, count: int) -> bool:
    """Whether `count` rows of this key are all there."""
    state_file = folder / f"rows-{split}.json"
    kept = json.loads(state_file.read_text(encoding="utf-8")) if state_file.exists() else {}
    if kept.get("key") != key or kept["count"] < count:
        return False
    return all((folder / f"rows-{split}" / str(first)).exists() for first in range(0, count, CHUNK))


def fill_rows(
    folder: Path, split: str, key: str, count: int, shapes: Shapes, work: Callable[[dict, range], None], noun: str
) -> dict[str, np.memmap]:
    """Arrays `[count, *shape]` named `<name>-<split>.npy` in `folder`, filled by `work(arrays, rows)`.

    `key` says what the rows were made with: rows of another key are made anew, those of the same one are kept, whether
    more are asked or fewer. Each process makes every `distributed.count()`-th chunk and waits for the others; a chunk
    that is finished leaves a mark, so that any number of processes can go on after a kill.
    """
    state_file, marks = folder / f"rows-{split}.json", folder / f"rows-{split}"
    with distributed.first_alone():
        folder.mkdir(parents=True, exist_ok=True)
        kept = json.loads(state_file.read_text(encoding="utf-8")) if state_file.exists() else {}
        if distributed.is_first() and (kept.get("key") != key or kept["count"] < count):
            before = kept["count"] if kept.get("key") == key else 0
            if before == 0:
                state_file.unlink(missing_ok=True)
                shutil.rmtree(marks, ignore_errors=True)
                marks.mkdir()
            for name, (dtype, shape) in shapes.items():
                _resize(folder / f"{name}-{split}.npy", np.dtype(dtype), (count, *shape), before)
            if before % CHUNK:  # the last chunk has rows to come
                (marks / str(before - before % CHUNK)).unlink(missing_ok=True)
            state_file.write_text(json.dumps({"key": key, "count": count}), encoding="utf-8")
    arrays = {name: np.lib.format.open_memmap(folder / f"{name}-{split}.npy", "r+") for name in shapes}
    chunks = range(0, count, CHUNK)
    for first in chunks[distributed.rank() :: distributed.count()]:
        mark = marks / str(first)
        if mark.exists():
            continue
        rows = range(first, min(first + CHUNK, count))
        for row in rows:  # one at a time: a clip's features stay in a processor's cache, those of four do not
            work(arrays, range(row, row + 1))
        for array in arrays.values():
            array.flush()
        mark.touch()
        print(f"{noun} of {rows.stop} of {count} {split} clips", flush=True)
    distributed.wait_for_all()
    return {name: array[:count] for name, array in arrays.items()}


def _resize(file: Path, dtype: np.dtype, shape: tuple[int, ...], kept: int) -> None:
    """Give the array in `file` another shape; its first `kept` rows stay. A kill leaves the one or the other."""
    made = file.with_suffix(".tmp")
    rows = np.lib.format.open_memmap(made, "w+", dtype, shape)
    if kept:
        rows[:kept] = np.load(file, mmap_mode="r")[:kept]
    rows.flush()
    del rows  # Windows renames no file that is mapped
    made.replace(file)
