"""`python -m hitvideo evaluate`: measures a pack and writes docs/evaluation.md, its pictures and quality.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..config import Config, ConfigError
from ..pipeline.encode import encode
from ..pipeline.generate import Generated, decode
from ..pipeline.pack import Pack
from ..train.loop import CheckpointError
from ..world import Scene
from .adherence import (
    Made,
    generate,
    measure_adherence,
    measure_completed,
    measure_diversity,
    measure_frechet,
    measure_guidance,
)
from .cost import measure_cost
from .judge import load_judge
from .leak import measure_leak
from .novelty import measure_novelty, trained_clips
from .page import write_page
from .pictures import caption_line, outline, strip, write_guidance, write_picture
from .precision import measure_precision
from .prompts import SETS, prompt_set
from .reconstruction import Figures, measure_codecs, measure_reconstruction, true_clip

BARS = ("setting", "motion", "object")
MOST_COMPARED = 20  # generated clips with training clips


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    clips: int = 64  # held-out true clips
    prompts: int = 192  # generated clips per prompt set: what they show is a share, surer the more there are
    sweep: int = 12  # prompts per guidance, four seeds each
    codecs: int = 8  # clips through x264 and x265
    training: int = 3000  # training clips that are searched for copies

    @staticmethod
    def of(clips: int) -> Sizes:
        """Everything in proportion to `--clips`."""
        return Sizes(clips, 3 * clips, max(2, clips // 5), max(1, clips // 8), max(50, 47 * clips))


def evaluate(
    config: Config, pack_folder: Path, run: Path, page: Path, sizes: Sizes, full_precision: Path | None = None
) -> None:
    """Measure everything that can be measured here; what cannot is said on the page."""
    if config.data.source != "world":
        raise ConfigError("evaluate: data.source must be world, the judge knows nothing else")
    pack, figures = open_pack(pack_folder), {}
    pictures = page.parent / page.stem
    judge, judged = None, run / "judge.json"
    if (run / "judge.pt").exists() and judged.exists():
        judge = load_judge(run / "judge.pt")
        figures["judge"] = json.loads(judged.read_text(encoding="utf-8"))
    _say("reconstruction")
    figures["reconstruction"] = measure_reconstruction(pack, sizes.clips)
    _draw_reconstruction(pack, pictures / "reconstruction.jpg")
    _say("codecs")
    figures["codecs"] = measure_codecs(pack, sizes.codecs)
    if judge is not None:
        _say("adherence")
        figures["adherence"], made = measure_adherence(pack, judge, sizes.prompts)
        for name in SETS:
            _draw_made(pictures / f"{name}.jpg", made[name][:6])
        _say("completion of true clips")
        figures["completed"] = measure_completed(pack, judge, sizes.clips)
        _say("guidance")
        figures["guidance"] = measure_guidance(pack, judge, sizes.sweep)
        write_guidance(pictures / "guidance.png", figures["guidance"])
        _say("diversity")
        figures["diversity"], seeds = measure_diversity(pack, judge, sizes.sweep)
        _draw_seeds(pictures / "seeds.jpg", seeds)
        figures["frechet"] = measure_frechet(pack, judge, made[SETS[0]])
        if full_precision is not None:
            _say("precision")
            figures["precision"] = measure_precision(open_pack(full_precision), judge, made[SETS[0]][: sizes.clips])
        whole = made[SETS[0]]
    else:
        whole = generate(pack, prompt_set(SETS[0], min(sizes.clips, MOST_COMPARED)), None)
        _draw_made(pictures / f"{SETS[0]}.jpg", whole[:6])
    _say("novelty")
    known = trained_clips(config)
    training = min(sizes.training, known) if known else sizes.training
    figures["novelty"], pairs = measure_novelty(pack, config, [each.frames for each in whole[:MOST_COMPARED]], training)
    figures["novelty"]["trained"] = known
    write_picture(pictures / "nearest.jpg", [_beside(strip(a, 4), strip(b, 4)) for a, b in pairs[:6]])
    _say("leak")
    figures["leak"], example = measure_leak(pack, whole[: sizes.clips])
    if example is not None:
        before, after, inside = example
        write_picture(pictures / "leak.jpg", [strip(outline(each, inside)) for each in (before, after)])
    _say("time and memory")
    figures["cost"] = measure_cost(pack)
    write_page(page, pack.manifest, figures, pictures)
    quality = summarise(figures)
    (run / "quality.json").write_text(json.dumps(quality, indent=2) + "\n", encoding="utf-8")
    print(f"wrote {page} and {run / 'quality.json'}", flush=True)


def open_pack(folder: Path) -> Pack:
    """The pack in a folder. Raises CheckpointError where there is none."""
    if not (folder / "manifest.json").exists():
        raise CheckpointError(f"{folder}: no manifest.json: export a pack first")
    return Pack(folder)


def summarise(figures: Figures) -> Figures:
    """The figures that go into the pack's manifest."""
    reconstruction = figures["reconstruction"]
    layers = [row for row in reconstruction["table"] if row["name"].isdigit()]
    quality: Figures = {
        "clips": reconstruction["clips"],
        **{name: [round(row[name], 4) for row in layers] for name in ("psnr", "ssim", "bitsPerPixel")},
    }
    if "adherence" in figures:
        quality["prompts"] = figures["adherence"]["clips"]
        quality["adherence"] = {
            name: {
                kind: {bar: round(shares[bar], 4) for bar in BARS}
                for kind, shares in (("board", layers[0]), ("full", layers[-1]))
            }
            for name, layers in figures["adherence"]["sets"].items()
        }
        quality["frechet"] = round(figures["frechet"]["generated"], 3)
        quality["judge"] = figures["judge"]["accuracy"]
    return quality


def _say(part: str) -> None:
    print(f"measuring {part}", flush=True)


def _draw_reconstruction(pack: Pack, path: Path) -> None:
    rows = []
    for seed in range(3):
        frames = true_clip(pack, Scene.sample(seed, "validation"))
        codes, _ = encode(pack, frames)
        rows.append(strip(frames, text="true clip"))
        for layers in range(1, len(pack.layers) + 1):
            made = decode(pack, Generated(codes[:layers]))
            rows.append(strip(made, text=f"{sum(len(each) for each in codes[:layers])} tokens"))
    write_picture(path, rows)


def _draw_made(path: Path, made: list[Made]) -> None:
    write_picture(path, [strip(each.frames, text=each.asked.prompt) for each in made])


def _draw_seeds(path: Path, seeds: list[list[Made]]) -> None:
    rows = []
    for same in list(zip(*seeds, strict=True))[:5]:
        row = np.concatenate([strip(each.frames, 2) for each in same], axis=1)
        rows += [caption_line(same[0].asked.prompt, row.shape[1]), row]
    write_picture(path, rows)


def _beside(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.concatenate([a, np.full((a.shape[0], 12, 3), 255, np.uint8), b], axis=1)
