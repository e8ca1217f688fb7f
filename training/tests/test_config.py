"""Config files: what is wrong is named with file and key before anything starts."""

from pathlib import Path

import pytest
from conftest import CONFIGS, tiny_settings, write_config

from hitvideo.config import ConfigError, load_config
from hitvideo.stage_settings import OF_KNOWN_ATTRIBUTES


def set_key(settings: dict, key: str, value: object) -> dict:
    *way, last = key.split(".")
    place = settings
    for name in way:
        place = place[int(name)] if name.isdigit() else place[name]
    place[last] = value
    return settings


@pytest.mark.parametrize("name", ["smoke", "animatic", "hitvideo-3b"])
def test_shipped_configs_load(name: str) -> None:
    assert load_config(CONFIGS / f"{name}.yaml").pack.id


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("pakc", {}, "unknown key pakc"),
        ("train.base.stpes", 3, r"unknown key train\.base\.stpes"),
        ("layers.1.colour", 3, r"unknown key layers\[1\]\.colour"),
        ("train.bsae", {"steps": 1, "batch": 1, "learning_rate": 0.1}, r"unknown stage train\.bsae \(known: base, "),
        ("train.base.steps", "many", r"train\.base\.steps must be of type int, found 'many'"),
        ("train.base.steps", True, r"train\.base\.steps must be of type int"),
        ("language_model.hints", 1, r"language_model\.hints must be of type bool"),
        ("layers.0.grid", [1, 2], r"layers\[0\]\.grid must have 3 entries"),
        ("layers.0.factors", 4, r"layers\[0\]\.factors must be a list"),
        ("data.source", "videos", r"train\.joint\.settings\.recognise needs data\.source: world"),
        ("train.upper.settings.flip", "little", r"train\.upper\.settings\.flip must be of type float"),
        ("train.joint.settings.decoder_only", 1, r"train\.joint\.settings\.decoder_only is not known to this stage"),
        ("train.upper.settings.share_layout", 1, r"train\.upper\.settings\.share_layout is not known"),
        ("train.language_model.settings.share_sky", 1, r"settings\.share_sky is not known .*share_board"),
        ("train.judge.settings", {}, r"train\.judge\.settings\.validation is missing: held-out clips"),
        ("layers.0.factors", [3], r"layers\[0\]\.factors must add up to bits \(4\)"),
        ("layers.0.block", 2, r"layers\[0\]\.block must be 1"),
        ("layers.2.grid", [4, 4, 8], r"layers\[-1\]\.grid says"),
        ("tokenizer.stages.0.down", [2, 4, 2], r"tokenizer\.stages\[0\]\.down must merge as many rows as columns"),
        ("tokenizer.mask_strategy", "guess", r"tokenizer\.mask_strategy must be repeat, zero or learned"),
        ("language_model.rope", "2d", r"language_model\.rope must be shared or independent"),
        ("train.base.optimizer", "sgd", r"train\.base\.optimizer must be adamw or muon"),
        ("train.base.precision", "half", r"train\.base\.precision must be float32 or bfloat16"),
        ("distributed.strategy", "fsdp", r"train\.upper\.optimizer muon needs whole matrices"),
        ("data.source", "films", r"data\.source must be world or videos"),
        ("distributed.strategy", "zero", r"distributed\.strategy must be none, ddp or fsdp"),
    ],
)
def test_a_wrong_key_is_named_with_the_file(tmp_path: Path, key: str, value: object, message: str) -> None:
    settings = tiny_settings() | {"distributed": {}}
    file = write_config(tmp_path, set_key(settings, key, value))
    with pytest.raises(ConfigError, match=message) as error:
        load_config(file)
    assert str(file) in str(error.value)


def test_a_missing_key_a_missing_file_and_broken_yaml_are_named(tmp_path: Path) -> None:
    settings = tiny_settings()
    del settings["pack"]["name"]
    with pytest.raises(ConfigError, match=r"missing key pack\.name"):
        load_config(write_config(tmp_path, settings))
    with pytest.raises(ConfigError, match=r"nowhere\.yaml: cannot be read"):
        load_config(tmp_path / "nowhere.yaml")
    (tmp_path / "broken.yaml").write_text("pack: [", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"broken\.yaml: not valid YAML"):
        load_config(tmp_path / "broken.yaml")


@pytest.mark.parametrize("name", OF_KNOWN_ATTRIBUTES)
def test_what_needs_known_attributes_is_refused_for_videos_whatever_the_stage(tmp_path: Path, name: str) -> None:
    settings = set_key(tiny_settings(), "data.source", "videos")
    for stage in settings["train"].values():
        for each in OF_KNOWN_ATTRIBUTES:
            stage.get("settings", {}).pop(each, None)
    load_config(write_config(tmp_path, settings))
    settings["train"]["language_model"]["settings"][name] = 0.1
    with pytest.raises(ConfigError, match=rf"train\.language_model\.settings\.{name} needs data\.source: world"):
        load_config(write_config(tmp_path, settings))
