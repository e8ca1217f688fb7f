"""Time and memory of a pack in Python's ONNX Runtime on this machine."""

from __future__ import annotations

import os
import platform
import resource
import time
from collections.abc import Callable

import numpy as np

from ..pipeline.encode import encode
from ..pipeline.generate import Generator
from ..pipeline.pack import Pack
from ..world import Scene
from .reconstruction import Figures, true_clip


def measure_cost(pack: Pack, repeats: int = 3) -> Figures:
    """Median seconds of each part, and the largest resident memory of this process so far."""
    generator, prompt = Generator(pack), "a dog runs to the right on a beach"
    made = generator.generate(prompt, 0)
    frames = true_clip(pack, Scene.sample(0, "validation"))
    seconds = {
        "prompt": _median(lambda: pack.embed(prompt), repeats),
        "board": _median(lambda: generator.generate(prompt, 1, layers=1), repeats),
        "clip": _median(lambda: generator.generate(prompt, 1), repeats),
        "decode": _median(lambda: generator.decode(made), repeats),
        "encode": _median(lambda: encode(pack, frames), repeats),
    }
    folder = [path for path in pack.folder.rglob("*") if path.is_file()]
    return {
        "seconds": seconds,
        "framesPerSecond": len(frames) / seconds["decode"],
        "memoryBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "packBytes": sum(path.stat().st_size for path in folder),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "load": os.getloadavg()[0],
        "masked": None if made.masked is None else float(np.mean(made.masked)),
    }


def _median(work: Callable[[], object], repeats: int) -> float:
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return float(np.median(taken))
