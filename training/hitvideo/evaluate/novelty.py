"""Whether generated clips are copies: the nearest training clip of each."""

from __future__ import annotations

import numpy as np

from ..config import Config
from ..pipeline.pack import Pack
from ..tokenizer.recogniser import FRAMES, SIZE
from ..world import Scene, render_clip
from .judge import view
from .metrics import psnr
from .reconstruction import Figures, true_clip

COARSE = 4  # pixels of a view that are averaged before clips are compared


def trained_clips(config: Config) -> int | None:
    """How many clips the language model was trained on."""
    stage = config.train.get("language_model")
    return int(stage.settings["clips"]) if stage else None


def measure_novelty(
    pack: Pack, config: Config, made: list[np.ndarray], training: int
) -> tuple[Figures, list[tuple[np.ndarray, np.ndarray]]]:
    """Distance of each clip to the nearest of the first `training` training clips, beside that of held-out true clips.

    Also returns the pairs of views (clip, nearest).
    """
    base = np.stack([_coarse(_training_view(config, number)) for number in range(training)])
    held_out = [view(true_clip(pack, Scene.sample(seed, "validation"))) for seed in range(len(made))]
    pairs, distances = [], {"generated": [], "held-out": []}
    for kind, views in (("generated", [view(each) for each in made]), ("held-out", held_out)):
        for each in views:
            nearest = int(((base - _coarse(each)) ** 2).sum(axis=1).argmin())
            match = _training_view(config, nearest)
            distances[kind].append(psnr(each, match))
            if kind == "generated":
                pairs.append((each, match))
    return {
        "clips": len(made),
        "training": training,
        "generated": float(np.mean(distances["generated"])),
        "generatedMost": float(np.max(distances["generated"])),
        "heldOut": float(np.mean(distances["held-out"])),
        "heldOutMost": float(np.max(distances["held-out"])),
    }, pairs


def _training_view(config: Config, number: int) -> np.ndarray:
    return render_clip(Scene.sample(config.data.world_seed + number, "train"), SIZE, FRAMES)


def _coarse(clip: np.ndarray) -> np.ndarray:
    """A view as a vector for search: every second frame at 16×16."""
    side = SIZE // COARSE
    blocks = clip[::2].reshape(-1, side, COARSE, side, COARSE, 3).astype(np.float32)
    return blocks.mean(axis=(2, 4)).reshape(-1)
