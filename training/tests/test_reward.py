"""The stage `reward`: what is credited to which tokens, and that the nats of draws are those they were drawn with."""

from pathlib import Path

import numpy as np
import pytest
import torch

from hitvideo.config import Config
from hitvideo.data.tokens import TokenFiles
from hitvideo.language_model.model import LanguageModel
from hitvideo.pipeline.sampling import Sampling
from hitvideo.tokenizer.recogniser import ATTRIBUTES
from hitvideo.tokenizer.tokenizer import Tokenizer
from hitvideo.train.reward import Draws, advantages, prompts_of, reward, telling
from hitvideo.train.samples import draw_index, drawn_nats
from hitvideo.train.stages import STAGES
from hitvideo.train.trained import load_language_model


def test_draws_cost_the_nats_of_the_share_that_they_come_with() -> None:
    logits, sampling = torch.tensor([2.0, 1.0, 0.2, -1.0]), Sampling(temperature=0.7, top_p=0.95)
    drawn = draw_index(logits.expand(20_000, 1, 4), sampling, torch.Generator().manual_seed(0))
    shares = torch.bincount(drawn.flatten(), minlength=4) / len(drawn)
    nats = drawn_nats(logits.expand(4, 4), torch.arange(4), sampling)
    kept = shares > 0
    assert kept.tolist() == [True, True, True, False]
    assert (nats[kept].neg().exp() - shares[kept]).abs().max() < 0.01


def test_a_layer_is_credited_with_its_own_picture_and_those_below() -> None:
    torch.manual_seed(0)
    board, own = torch.randn(4, 8), torch.randn(4, 8)
    gained = advantages(torch.stack([board, board + own]))
    assert gained.square().mean((1, 2)) == pytest.approx([1, 1], abs=1e-4)
    assert (
        float(torch.corrcoef(torch.stack([gained[0].flatten(), (board - board.mean(1, True)).flatten()]))[0, 1]) > 0.8
    )
    lower = torch.corrcoef(torch.stack([gained[1].flatten(), board.flatten(), own.flatten()]))
    assert abs(float(lower[0, 1])) < 0.35  # what the board showed is no merit of the tokens below it
    assert float(lower[0, 2]) > 0.9
    assert not advantages(torch.ones(2, 3, 4)).any()


def test_the_best_and_the_worst_draws_of_each_prompt_tell() -> None:
    rewards = torch.tensor([[[0.0, 3.0, 1.0, 2.0], [5.0, 5.5, 9.0, 7.0]]])
    assert sorted(telling(rewards, 2)) == [0, 1, 4, 6]
    assert sorted(telling(rewards, 4)) == list(range(8))


def test_the_reward_grows_with_what_is_seen_of_what_was_asked() -> None:
    truth = torch.zeros(1, len(ATTRIBUTES), dtype=torch.long)
    sure, unsure, wrong = ([torch.tensor([[x, 0.0]]) for _ in ATTRIBUTES] for x in (4.0, 0.0, -900.0))
    assert reward(sure, truth) > reward(unsure, truth) > reward(wrong, truth) > -100


def test_steps_toward_what_was_drawn_make_it_likelier(tiny: Config, model: LanguageModel, files: TokenFiles) -> None:
    tokenizer = Tokenizer(tiny).eval().requires_grad_(False)
    draws = Draws(tiny, model.requires_grad_(True), tokenizer)
    asked = prompts_of(files, np.arange(3), 2, np.random.default_rng(0), 0.5)
    assert np.array_equal(asked.words[0], asked.words[1])
    sampler = draws.draw(asked, 2, seed=1)
    optimizer = torch.optim.SGD(model.parameters(), 5e-4)
    seen = []
    for _ in range(4):
        nats = draws.nats(sampler, asked, np.array([0, 2, 5]))
        assert [each.shape for each in nats] == [(3,), (3,)]
        seen.append(sum(float(each.detach().mean()) for each in nats))
        optimizer.zero_grad()
        sum(each.mean() for each in nats).backward()
        optimizer.step()
    assert seen[-1] < seen[0]


def test_the_stage_goes_on_from_the_language_model(tiny: Config, tmp_path: Path) -> None:
    for stage in ("base", "recogniser", "upper", "language_model"):
        STAGES[stage](tiny, tmp_path, float("inf"))
    before = dict(load_language_model(tiny, tmp_path).named_parameters())
    STAGES["reward"](tiny, tmp_path, float("inf"))
    after = dict(load_language_model(tiny, tmp_path).named_parameters())
    changes = [float((before[name] - after[name]).abs().max()) for name in before]
    assert 0 < max(changes) < 0.1  # the newest stage is what is exported, and it did not start anew
