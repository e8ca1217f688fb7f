"""Golden cases: what this pack makes of a few prompts, for the engine's replay tests."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import cv2
import numpy as np

from ..pipeline.generate import Generator
from ..pipeline.pack import Pack


def write_golden_cases(folder: Path, prompts: tuple[str, ...]) -> list[str]:
    """One case per prompt, seeds 7, 8, …; returns the names for the manifest."""
    pack = Pack(folder)
    generator = Generator(pack)
    (folder / "golden").mkdir(exist_ok=True)
    names = []
    for number, prompt in enumerate(prompts):
        made = generator.generate(prompt, seed=7 + number)
        frames = generator.decode(made)
        picture = f"golden/case-{number}.png"
        every = frames[:: len(frames) // 8]
        cv2.imwrite(str(folder / picture), np.concatenate(list(every), axis=1)[..., ::-1])
        indices = [str(layer["index"]) for layer in pack.layers]
        masked = None
        if made.masked is not None:
            masked = base64.b64encode(np.packbits(made.masked, bitorder="little").tobytes()).decode()
        case = {
            "prompt": prompt,
            "seed": 7 + number,
            "sampling": pack.manifest["sampling"],
            "inputIds": pack.embed(prompt)[0].tolist(),
            "tokens": {index: codes.tolist() for index, codes in zip(indices, made.codes, strict=True)},
            "masked": masked,
            "frames": picture,
        }
        name = f"golden/case-{number}.json"
        (folder / name).write_text(json.dumps(case) + "\n", encoding="utf-8")
        names.append(name)
    return names
