"""Emphasis: what is missed of an object brings more of its clips, in one process as in several, and after a resume."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from hitvideo.config import Config
from hitvideo.evaluate.judge import label
from hitvideo.stage_settings import settings_problem
from hitvideo.tokenizer.recogniser import OBJECT
from hitvideo.train.emphasis import FLOOR, Emphasis
from hitvideo.train.eye import Eye
from hitvideo.train.loop import Run
from hitvideo.train.recogniser import answers, code_recogniser
from hitvideo.world import Scene

CLIPS = 400


def objects(config: Config, count: int) -> np.ndarray:
    return np.array([label(Scene.sample(config.data.world_seed + n, "train"))[OBJECT] for n in range(count)])


def test_all_clips_are_chosen_as_often_until_something_is_known(tiny: Config) -> None:
    assert np.allclose(Emphasis(tiny, 0.6).shares(np.arange(CLIPS)), 1 / CLIPS)


def test_what_is_missed_is_chosen_more_often_and_the_rest_still_is(tiny: Config) -> None:
    emphasis, own = Emphasis(tiny, 0.6), objects(tiny, CLIPS)
    hard = own[0]
    for _ in range(300):
        everything = torch.arange(len(emphasis.missed))
        emphasis.learn(everything, (everything == hard).float())
    shares = emphasis.shares(np.arange(CLIPS))
    assert shares.sum() == pytest.approx(1)
    ratio = 1 / FLOOR  # of what goes by what is missed
    even, rest = (own == hard).mean(), (own != hard).mean()
    by_missed = ratio * even / (ratio * even + rest)
    assert shares[own == hard].sum() == pytest.approx(0.4 * even + 0.6 * by_missed, rel=1e-3)
    assert shares.min() > 0.4 / CLIPS
    for _ in range(100):
        emphasis.learn(torch.tensor([hard]), torch.tensor([0.0]))
    assert np.allclose(emphasis.shares(np.arange(CLIPS)), 1 / CLIPS)  # learned by now


def test_objects_that_were_not_seen_stay_as_they_were(tiny: Config) -> None:
    emphasis = Emphasis(tiny, 0.6)
    emphasis.learn(torch.tensor([3, 3]), torch.tensor([1.0, 0.5]))
    emphasis.shares(np.arange(CLIPS))
    assert emphasis.missed[3] == pytest.approx(0.5 + (1 - 0.95**2) * 0.25)
    assert emphasis.missed[[2, 4]].tolist() == [0.5, 0.5]


def test_a_checkpoint_keeps_what_was_found_just_before_it(tiny: Config) -> None:
    before, after = Emphasis(tiny, 0.6), Emphasis(tiny, 0.6)
    before.learn(torch.tensor([3]), torch.tensor([1.0]))
    after.load_state_dict(before.state_dict())
    assert np.array_equal(before.shares(np.arange(CLIPS)), after.shares(np.arange(CLIPS))) and after.missed[3] > 0.5


def test_processes_share_what_they_found(tiny: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    together, alone = Emphasis(tiny, 0.6), Emphasis(tiny, 0.6)
    found = [(torch.tensor([3]), torch.tensor([1.0])), (torch.tensor([3, 7]), torch.tensor([0.2, 0.9]))]
    for each in found:
        together.learn(*each)
    expected = together.state_dict()["missed"]
    alone.learn(*found[0])
    other = Emphasis(tiny, 0.6)
    other.learn(*found[1])
    monkeypatch.setattr("hitvideo.train.distributed.mean", lambda x: (x + other.found) / 2)
    monkeypatch.setattr("hitvideo.train.distributed.count", lambda: 2)
    assert torch.allclose(alone.state_dict()["missed"], expected)


def test_the_eye_says_what_it_missed(tiny: Config, tmp_path: Path) -> None:
    stage = tiny.train["language_model"]
    settings = replace(stage, settings=stage.settings | {"recognise": 0.1, "emphasis": 0.5})
    config = replace(tiny, train=tiny.train | {"language_model": settings})
    recogniser = code_recogniser(config)
    Run(tmp_path, "recogniser", recogniser, config.train["recogniser"]).save()
    eye, numbers = Eye(config, "language_model", tmp_path), np.arange(4)
    assert eye.companions == {"emphasis": eye.emphasis}
    codes = torch.randn(4, *config.detail.grid, config.detail.bits).sign()
    eye.loss(codes, codes, numbers)
    eye.shares(np.arange(CLIPS))
    seen = set(answers(config, numbers)[0][:, OBJECT].tolist())
    assert {i for i, missed in enumerate(eye.emphasis.missed.tolist()) if missed != 0.5} == seen
    plain = Eye(tiny, "language_model", tmp_path)
    assert plain.shares(np.arange(CLIPS)) is None and plain.companions == {}


def test_without_an_eye_it_is_refused(tiny: Config) -> None:
    names = [name for name in (*tiny.train["upper"].settings, "emphasis") if name != "recognise"]
    problem = settings_problem("upper", names, [layer.name for layer in tiny.layers])
    assert problem is not None and problem.startswith("recognise is missing")
