"""Whether generated clips show what was asked: the judge's answers by prompt set, guidance and seed."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from ..pipeline.encode import encode
from ..pipeline.generate import Generated, Generator
from ..pipeline.pack import Pack
from ..pipeline.sampling import Sampling
from ..tokenizer.recogniser import OBJECT
from ..world import Scene
from .judge import ATTRIBUTES, Judge, judge_views, label, view
from .metrics import frechet, psnr, spread
from .prompts import SETS, Asked, prompt_set
from .reconstruction import Figures, true_clip

GUIDANCES = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0)


@dataclass
class Made:
    """A generated clip and what it was asked to be."""

    asked: Asked
    tokens: Generated
    frames: np.ndarray


def samplings(pack: Pack, guidance: float | None = None) -> list[Sampling]:
    """The pack's own sampling per layer, with another guidance where one is named."""
    own = Generator(pack).samplings()
    return own if guidance is None else [replace(each, guidance=guidance) for each in own]


def generate(
    pack: Pack, asked: list[Asked], layers: int | None, guidance: float | None = None, first_seed: int = 0
) -> list[Made]:
    """One clip per prompt, each with its own seed, from the first `layers` layers.

    Each processor draws whole clips: the steps of one are too small to be shared by several.
    """
    chosen = samplings(pack, guidance)
    calls = ((pack.folder, each.prompt, first_seed + number, chosen, layers) for number, each in enumerate(asked))
    made = _workers().map(_make, *zip(*calls, strict=True))
    return [Made(each, *drawn) for each, drawn in zip(asked, made, strict=True)]


@cache
def _workers() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(os.cpu_count(), get_context("spawn"))


@cache
def _generator(folder: Path) -> Generator:
    return Generator(Pack(folder, threads=1))


def _make(
    folder: Path, prompt: str, seed: int, chosen: list[Sampling], layers: int | None
) -> tuple[Generated, np.ndarray]:
    generator = _generator(folder)
    tokens = generator.generate(prompt, seed, chosen, layers)
    return tokens, generator.decode(tokens)


def adherence(judge: Judge, views: list[np.ndarray], scenes: list[Scene]) -> dict[str, float]:
    """Share of clips of which the judge names each attribute as asked."""
    named, _ = judge_views(judge, np.stack(views))
    right = named == np.array([label(scene) for scene in scenes])
    return {name: float(share) for name, share in zip(ATTRIBUTES, right.mean(axis=0), strict=True)}


def judge_made(judge: Judge, made: list[Made]) -> dict[str, float]:
    return adherence(judge, [view(each.frames) for each in made], [each.asked.scene for each in made])


def count_objects(judge: Judge, made: list[Made]) -> dict[str, tuple[int, int]]:
    """How many clips of each object show it, and of how many."""
    named, _ = judge_views(judge, np.stack([view(each.frames) for each in made]))
    right = named[:, OBJECT] == np.array([label(each.asked.scene)[OBJECT] for each in made])
    ids = np.array([each.asked.scene.object for each in made])
    return {str(own): (int(right[ids == own].sum()), int((ids == own).sum())) for own in np.unique(ids)}


def judge_layers(
    judge: Judge, generator: Generator, codes: list[list[np.ndarray]], scenes: list[Scene]
) -> list[dict[str, float]]:
    """Adherence of clips, given by the codes of all layers, as their first 1, 2, … layers show them."""
    return [
        adherence(judge, [view(generator.decode(Generated(each[:layers]))) for each in codes], scenes)
        for layers in range(1, len(codes[0]) + 1)
    ]


def measure_adherence(pack: Pack, judge: Judge, count: int) -> tuple[Figures, dict[str, list[Made]]]:
    """Adherence of `count` clips per prompt set, from their first 1, 2, … layers; also the clips."""
    generator, tokens = Generator(pack), np.cumsum([int(np.prod(layer["grid"])) for layer in pack.layers])
    figures: Figures = {"clips": count, "candidates": pack.candidates, "tokens": tokens.tolist(), "sets": {}}
    clips: dict[str, list[Made]] = {}
    for name in SETS:
        clips[name] = generate(pack, prompt_set(name, count), None)
        scenes = [each.asked.scene for each in clips[name]]
        layers = judge_layers(judge, generator, [each.tokens.codes[:-1] for each in clips[name]], scenes)
        figures["sets"][name] = [*layers, judge_made(judge, clips[name])]
    figures["objects"] = count_objects(judge, [*clips["in-distribution"], *clips["composition"]])
    scenes = [each.asked.scene for each in clips[SETS[0]]]
    figures["true"] = adherence(judge, [view(true_clip(pack, scene)) for scene in scenes], scenes)
    codes = [encode(pack, true_clip(pack, scene))[0] for scene in scenes]
    figures["trueLayers"] = judge_layers(judge, generator, codes, scenes)
    return figures, clips


def measure_completed(pack: Pack, judge: Judge, count: int) -> list[Figures]:
    """What people see who import a video and draw some of it anew: of `count` true clips the first 1, 2, … layers.

    `psnr` to the true clip, and of these layers `alone`.
    """
    asked = prompt_set(SETS[0], count)
    completed = _workers().map(_complete, [pack.folder] * count, asked, range(count))
    tokens = np.cumsum([int(np.prod(layer["grid"])) for layer in pack.layers[:-1]]).tolist()
    rows = []
    for kept, clips in zip(tokens, zip(*completed, strict=True), strict=True):
        views, errors, alone = zip(*clips, strict=True)
        shares = adherence(judge, list(views), [each.scene for each in asked])
        rows.append({"tokens": kept, **shares, "psnr": float(np.mean(errors)), "alone": float(np.mean(alone))})
    return rows


def _complete(folder: Path, asked: Asked, seed: int) -> list[tuple[np.ndarray, float, float]]:
    """For the first 1, 2, … layers of a true clip: view of what is drawn below them, its PSNR, that of them alone."""
    generator = _generator(folder)
    true = true_clip(generator.pack, asked.scene)
    codes, _ = encode(generator.pack, true)
    found = []
    for layers in range(1, len(codes)):
        frames = generator.decode(generator.complete(asked.prompt, seed, codes[:layers]))
        found.append((view(frames), psnr(frames, true), psnr(generator.decode(Generated(codes[:layers])), true)))
    return found


def measure_guidance(pack: Pack, judge: Judge, prompts: int, seeds: int = 4) -> list[Figures]:
    """Board adherence and the spread over seeds for guidance 1 to 8."""
    asked, rows = prompt_set(SETS[0], prompts), []
    for guidance in GUIDANCES:
        made = [generate(pack, asked, 1, guidance, first_seed=1000 * seed) for seed in range(seeds)]
        rows.append({"guidance": guidance, **_figures(judge, made)})
    return rows


def measure_diversity(pack: Pack, judge: Judge, prompts: int, seeds: int = 4) -> tuple[Figures, list[list[Made]]]:
    """Spread over seeds at the pack's own sampling, beside the spread over true clips of different prompts."""
    asked = prompt_set(SETS[0], prompts)
    made = [generate(pack, asked, 1, first_seed=1000 * seed) for seed in range(seeds)]
    true = np.stack([view(true_clip(pack, each.scene)) for each in asked])
    _, features = judge_views(judge, true)
    return {"prompts": prompts, "seeds": seeds, "trueSpread": spread(features), **_figures(judge, made)}, made


def _figures(judge: Judge, made: list[list[Made]]) -> Figures:
    """Adherence and spread of the same prompts under several seeds."""
    named = judge_made(judge, [each for seed in made for each in seed])
    spreads, differing = [], []
    for same in zip(*made, strict=True):
        spreads.append(spread(judge_views(judge, np.stack([view(each.frames) for each in same]))[1]))
        boards = np.stack([each.tokens.codes[0] for each in same])
        apart = (boards[:, None] != boards[None]).mean(axis=-1)
        differing.append(apart[np.triu_indices(len(boards), 1)].mean())
    kept = {name: named[name] for name in ("setting", "motion", "object")}
    return {**kept, "spread": float(np.mean(spreads)), "differing": float(np.mean(differing))}


def measure_frechet(pack: Pack, judge: Judge, made: list[Made]) -> Figures:
    """Fréchet video distance on the judge's features: generated against true clips, and true against other true."""
    count = len(made)
    own = np.stack([view(true_clip(pack, each.asked.scene)) for each in made])
    others = np.stack([view(true_clip(pack, Scene.sample(100_000 + i, "validation"))) for i in range(count)])
    generated = np.stack([view(each.frames) for each in made])
    features = [judge_views(judge, views)[1] for views in (generated, own, others)]
    return {
        "clips": count,
        "width": features[0].shape[1],
        "generated": frechet(features[0], features[1]),
        "floor": frechet(features[2], features[1]),
    }
