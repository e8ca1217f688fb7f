"""A tiny configuration that every part of the training code can run in seconds, and one trained smoke run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
import yaml

from hitvideo.config import Config, load_config
from hitvideo.data.tokens import TokenFiles
from hitvideo.export.pack import export_pack
from hitvideo.language_model.model import LanguageModel
from hitvideo.train.stages import STAGES

torch.set_num_threads(1)  # these sizes gain nothing from more, and busy machines lose much

CONFIGS = Path(__file__).parents[1] / "configs"


def tiny_settings() -> dict:
    """Three layers instead of four and odd sizes, so that nothing can rely on those of the embedded pack."""
    stage = {"steps": 6, "batch": 4, "learning_rate": 2.0e-3, "warmup": 2, "ema": 0.9}
    both = {"flip": 0.05, "prompt": 0.2, "entropy": 0.02}
    whole = {"share_full": 0.4, "share_masked": 0.5, "bits": 0.2, "structural": 0.1}
    whole |= {"recognise": 0.01, "resemble": 0.1, "share_drawn": 0.5}
    adversary = {"adversarial": 0.05, "perceptual": 0.5, "adversarial_from": 2, "discriminator_rate": 1.0e-3}
    adversary |= {"crop_frames": 8, "crop_size": 16}
    words = {"share_board": 0.3, "share_layout": 0.3, "share_detail": 0.4}
    return {
        "pack": {"id": "tiny", "name": "Tiny", "version": "0.1.0", "golden_prompts": ["a cat sits in a forest"]},
        "clip": {"frames": 16, "frames_per_second": 8, "height": 32, "width": 32},
        "layers": [
            {"name": "Board", "grid": [1, 2, 2], "bits": 4, "factors": [4]},
            {"name": "Layout", "grid": [2, 2, 2], "bits": 6, "factors": [3, 3], "block": 3},
            {"name": "Detail", "grid": [4, 4, 4], "bits": 8, "factors": [5, 3], "block": 4, "scan": "dither"},
        ],
        "tokenizer": {
            "stages": [
                {"channels": 8, "down": [2, 4, 4], "encoder_blocks": 1, "decoder_blocks": 1},
                {"channels": 12, "down": [2, 2, 2], "encoder_blocks": 1, "decoder_blocks": 2},
            ],
            "upper_width": 32,
            "upper_heads": 2,
            "upper_encoder_blocks": 1,
            "upper_decoder_blocks": 1,
        },
        "language_model": {"depth": 2, "width": 48, "heads": 4, "key_value_heads": 2, "feed_forward": 64},
        "data": {"source": "world", "pool": 8},
        "train": {
            "base": {**stage, "settings": {"crop_frames": 8, "crop_size": 16, "soft_steps": 2, "entropy": 0.02}},
            "recogniser": {**stage, "settings": {"clips": 12}},
            "upper": {
                **stage,
                "optimizer": "muon",
                "settings": {"clips": 12, "soft_steps": 2, "recognise": 0.05, "resemble": 0.1, **both},
            },
            "joint": {**stage, "settings": {**both, **whole, **adversary}},
            "language_model": {
                **stage,
                "settings": {
                    "clips": 12,
                    "held_out": 8,
                    "prompt_dropout": 0.2,
                    "token_dropout": 0.1,
                    "share_drawn": 0.5,
                    "read": 0.1,
                    "recognise": 0.1,
                    "resemble": 1.0,
                    **words,
                },
            },
            "ranker": {**stage, "settings": {"clips": 12, "held_out": 8}},
            "judge": {**stage, "settings": {"validation": 4}},
        },
    }


def write_config(folder: Path, settings: dict) -> Path:
    path = folder / "config.yaml"
    path.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _repeatable() -> None:
    torch.manual_seed(0)


@pytest.fixture
def tiny(tmp_path: Path) -> Config:
    return load_config(write_config(tmp_path, tiny_settings()))


@pytest.fixture(scope="session")
def smoke(tmp_path_factory: pytest.TempPathFactory) -> tuple[Config, Path, Path]:
    """`configs/smoke.yaml`, shortened: (config, run folder with all stages, exported pack)."""
    folder = tmp_path_factory.mktemp("smoke")
    settings = yaml.safe_load((CONFIGS / "smoke.yaml").read_text(encoding="utf-8"))
    settings["data"]["pool"] = 6
    for stage in settings["train"].values():
        stage |= {"steps": 3, "batch": 4}
        shorter = {"clips": 8, "held_out": 4, "batch_form": 2, "batch_detail": 2, "validation": 8}
        stage["settings"] |= {name: count for name, count in shorter.items() if name in stage["settings"]}
    config = load_config(write_config(folder, settings))
    run = folder / "run"
    for stage in [name for name in STAGES if name in config.train]:
        STAGES[stage](config, run, float("inf"))
    export_pack(config, run, folder / "pack")
    return config, run, folder / "pack"


@pytest.fixture
def files(tiny: Config) -> TokenFiles:
    rng, model, count = np.random.default_rng(3), tiny.language_model, 5
    codes = [rng.integers(0, 2**layer.bits, (count, layer.tokens)) for layer in tiny.layers]
    kept = rng.random((count, tiny.detail.tokens)) < 0.6
    prompts = rng.normal(size=(count, 2, model.prompt_length, model.prompt_width)).astype(np.float16)
    return TokenFiles(np.concatenate(codes, 1).astype(np.int32), kept, ~kept, prompts, rng.integers(4, 20, (count, 2)))


@pytest.fixture
def model(tiny: Config) -> LanguageModel:
    made = LanguageModel(tiny)
    with torch.no_grad():
        for p in made.parameters():
            p.add_(0.05 * torch.randn_like(p))
    return made.eval().requires_grad_(False)
