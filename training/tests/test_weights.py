"""Weights kept without their optimizers start a run that goes on from them."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import torch

from hitvideo.config import Config
from hitvideo.evaluate.judge import Judge, load_judge
from hitvideo.train.joint import JointTraining
from hitvideo.train.language_model import LanguageModel
from hitvideo.train.loop import CheckpointError, Run, load_checkpoint
from hitvideo.train.trained import load_language_model, load_tokenizer
from hitvideo.train.weights import USUALLY, load_weights, mix_weights, save_weights


@pytest.fixture
def run(tiny: Config, tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    Run(folder, "language_model", LanguageModel(tiny), tiny.train["language_model"]).save()
    Run(folder, "judge", Judge(), tiny.train["judge"]).save()
    (folder / "judge.json").write_text("{}")
    return folder


def test_loaded_weights_are_the_saved_ones_to_half_precision(tiny: Config, run: Path, tmp_path: Path) -> None:
    assert save_weights(run, tmp_path / "kept") == ["language_model", "judge"]
    assert load_weights(tmp_path / "kept", tmp_path / "new") == ["language_model", "judge"]
    before, after = (dict(load_language_model(tiny, each).named_parameters()) for each in (run, tmp_path / "new"))
    assert all((before[name] - after[name]).abs().max() < 1e-3 for name in before)
    assert load_judge(tmp_path / "new" / "judge.pt") is not None
    assert (tmp_path / "new" / "judge.json").exists()


def test_a_run_goes_on_from_loaded_weights_at_step_zero(tiny: Config, run: Path, tmp_path: Path) -> None:
    save_weights(run, tmp_path / "kept")
    load_weights(tmp_path / "kept", tmp_path / "new")
    module = LanguageModel(tiny)
    again = Run(tmp_path / "new", "language_model", module, tiny.train["language_model"])
    assert again.step == 0
    kept = load_checkpoint(run / "language_model.pt")["average"]
    assert all(torch.allclose(p, kept[name], atol=1e-3) for name, p in module.named_parameters())


def test_weights_that_were_not_trained_on_keep_their_steps(tiny: Config, run: Path, tmp_path: Path) -> None:
    judge = load_checkpoint(run / "judge.pt")
    torch.save(judge | {"step": 700}, run / "judge.pt")
    save_weights(run, tmp_path / "kept")
    load_weights(tmp_path / "kept", tmp_path / "new")
    model = load_checkpoint(tmp_path / "new" / "language_model.pt")
    torch.save(model | {"step": 40}, tmp_path / "new" / "language_model.pt")
    save_weights(tmp_path / "new", tmp_path / "kept")
    steps = json.loads((tmp_path / "kept" / "steps.json").read_text(encoding="utf-8"))
    assert steps == {"language_model": 40, "judge": 700}


def test_every_stage_of_the_tokenizer_gets_its_part_of_the_joint_weights(tiny: Config, tmp_path: Path) -> None:
    run, new = tmp_path / "run", tmp_path / "new"
    joint = JointTraining(tiny)
    Run(run, "joint-training", joint, tiny.train["joint"]).save()
    save_weights(run, tmp_path / "kept")
    assert load_weights(tmp_path / "kept", new) == ["base", "upper", "joint-training"]
    again = JointTraining(tiny)
    again.start_from(tiny, new)
    kept = dict(joint.named_parameters())
    names = [name for name, _ in again.named_parameters() if "masked_bits" not in name]
    assert all(torch.allclose(again.get_parameter(name), kept[name], atol=1e-3) for name in names)
    assert load_tokenizer(tiny, new) is not None


def test_a_mixed_model_is_the_mean_and_what_trains_on_stays(tiny: Config, run: Path, tmp_path: Path) -> None:
    save_weights(run, tmp_path / "kept")
    before = load_checkpoint(run / "language_model.pt")
    trained = {name: weight + 1 for name, weight in before["average"].items()}
    torch.save(before | {"average": trained}, run / "language_model.pt")
    assert mix_weights(tmp_path / "kept", run, share=0.25) == ["language_model"]
    after = load_checkpoint(run / "language_model.pt")
    assert all(torch.allclose(after["average"][name], w + 0.75, atol=1e-3) for name, w in before["average"].items())
    assert all(torch.equal(after["model"][name], weight) for name, weight in before["model"].items())


@pytest.mark.parametrize(
    "parts,prefixes",
    [
        (USUALLY, "tokenizer.decoder."),
        (["upper-encoder"], "tokenizer.upper_encoder."),
        (["upper-encoder", "joint-training"], ("tokenizer.decoder.", "tokenizer.upper_encoder.")),
    ],
)
def test_of_a_tokenizer_that_part_alone_is_mixed_which_is_asked_for(
    tiny: Config, tmp_path: Path, parts: Sequence[str], prefixes: str | tuple[str, ...]
) -> None:
    run = tmp_path / "run"
    Run(run, "joint-training", JointTraining(tiny), tiny.train["joint"]).save()
    save_weights(run, tmp_path / "kept")
    before = load_checkpoint(run / "joint-training.pt")
    trained = {name: weight + 1 for name, weight in before["average"].items()}
    torch.save(before | {"average": trained}, run / "joint-training.pt")
    assert mix_weights(tmp_path / "kept", run, parts=parts) == ["joint-training"]
    after = load_checkpoint(run / "joint-training.pt")["average"]
    for name, weight in before["average"].items():
        added = 0.5 if name.startswith(prefixes) else 1
        assert torch.allclose(after[name], weight + added, atol=1e-3), name
    published = load_checkpoint(run / "joint.pt")["average"]
    assert all(torch.equal(weight, after[f"tokenizer.{name}"]) for name, weight in published.items())


def test_upper_layers_are_mixed_where_asked_and_a_joint_stage_can_begin_from_them(tiny: Config, tmp_path: Path) -> None:
    run = tmp_path / "run"
    Run(run, "joint-training", JointTraining(tiny), tiny.train["joint"]).save()
    save_weights(run, tmp_path / "kept")
    other = tmp_path / "other"
    load_weights(tmp_path / "kept", other)
    before = load_checkpoint(other / "upper.pt")
    torch.save(before | {"average": {name: w + 1 for name, w in before["average"].items()}}, other / "upper.pt")
    assert mix_weights(tmp_path / "kept", other, 0.6, ["upper"]) == ["upper"]
    after = load_checkpoint(other / "upper.pt")["average"]
    for name, weight in before["average"].items():
        added = 0.4 if name.startswith("decoder.") else 1
        assert torch.allclose(after[name], weight + added, atol=1e-3), name
    begun = JointTraining(tiny)
    begun.start_from(tiny, other)
    decoder = begun.tokenizer.upper_decoder
    assert all(torch.equal(weight, after[f"decoder.{name}"]) for name, weight in decoder.named_parameters())


def test_another_model_cannot_be_mixed_in(tiny: Config, run: Path, tmp_path: Path) -> None:
    Run(run, "joint-training", JointTraining(tiny), tiny.train["joint"]).save()
    save_weights(run, tmp_path / "kept")
    before = (run / "joint-training.pt").read_bytes()
    (tmp_path / "kept" / "judge.safetensors").replace(tmp_path / "kept" / "language_model.safetensors")
    with pytest.raises(CheckpointError, match="another model"):
        mix_weights(tmp_path / "kept", run)
    assert (run / "joint-training.pt").read_bytes() == before
    with pytest.raises(CheckpointError, match="do not both hold"):
        mix_weights(tmp_path / "nowhere", run)


def test_existing_checkpoints_are_kept(run: Path, tmp_path: Path) -> None:
    save_weights(run, tmp_path / "kept")
    before = (run / "judge.pt").read_bytes()
    assert load_weights(tmp_path / "kept", run) == []
    assert (run / "judge.pt").read_bytes() == before


def test_a_run_with_nothing_to_keep_is_named(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="holds none of joint-training, recogniser, language_model, ranker"):
        save_weights(tmp_path, tmp_path / "kept")
