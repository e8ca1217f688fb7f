"""Settings of stages: those that the config lets through are those that the code reads, and no others."""

import ast
from pathlib import Path

import pytest

import hitvideo.train
from hitvideo.stage_settings import OPTIONAL, REQUIRED, settings_problem
from hitvideo.train.stages import STAGES

TRAIN = Path(hitvideo.train.__file__).parent
EYE = {"upper", "joint", "language_model"}  # stages that look at what they make


def read_by(module: str) -> tuple[set[str], set[str]]:
    """Names in `extra["name"]` and in `extra.get("name")` of a module (also `settings`, `self.settings`)."""
    indexed, asked = set(), set()
    for node in ast.walk(ast.parse((TRAIN / f"{module}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Subscript):
            place, key, into = node.value, node.slice, indexed
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            place, key, into = node.func.value, node.args[0], asked
        else:
            continue
        name = place.id if isinstance(place, ast.Name) else getattr(place, "attr", "")
        if name in ("extra", "settings") and isinstance(key, ast.Constant):
            into.add(key.value)
    return indexed, asked


@pytest.mark.parametrize("stage", REQUIRED)
def test_the_stage_reads_what_is_known_and_nothing_else(stage: str) -> None:
    indexed, asked = read_by(stage)
    if stage in EYE:
        asked |= read_by("eye")[1]
    parts = {f"freeze_{part}" for part in ("encoder", "decoder", "upper_encoder", "upper_decoder")}
    parts = parts if stage == "joint" else set()
    assert indexed | asked | parts == set(REQUIRED[stage]) | set(OPTIONAL[stage])
    assert set(REQUIRED[stage]) <= indexed - asked


def test_names_of_layers_are_known_to_the_language_model_alone() -> None:
    complete = dict.fromkeys(REQUIRED["language_model"], 1.0)
    assert settings_problem("language_model", complete | {"share_board": 1.0}, ["Board"]) is None
    assert settings_problem("language_model", complete | {"share_form": 1.0}, ["Board"]).startswith("share_form")
    assert settings_problem("judge", {"validation": 1.0, "share_board": 1.0}, ["Board"]).startswith("share_board")


def test_a_discriminator_comes_with_all_that_it_needs() -> None:
    some = dict.fromkeys([*REQUIRED["joint"], "adversarial", "adversarial_from", "crop_frames", "crop_size"], 1.0)
    problem = settings_problem("joint", some, ["Board"])
    assert problem == "discriminator_rate is missing: learning rate of the discriminator"
    whole = some | {"discriminator_rate": 1e-4, "perceptual": 0.1}
    assert settings_problem("joint", whole, ["Board"]) is None


def test_every_stage_has_its_settings() -> None:
    assert list(REQUIRED) == list(OPTIONAL) == list(STAGES)
