"""The recogniser of codes: what it is told, that it learns, and that the upper layers listen."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from hitvideo.config import Config, ConfigError
from hitvideo.evaluate.judge import label
from hitvideo.tokenizer.recogniser import ATTRIBUTES, cell_centres
from hitvideo.train.recogniser import accuracy, answers, as_seen, code_recogniser, recognition_loss, wear_codes
from hitvideo.world import Scene


def codes(config: Config, count: int) -> torch.Tensor:
    return torch.randn(count, *config.detail.grid, config.detail.bits).sign()


def test_answers_are_those_of_the_clips_scenes(tiny: Config) -> None:
    truth, where = answers(tiny, np.array([3, 8]))
    assert truth.tolist() == [label(Scene.sample(seed, "train")) for seed in (3, 8)]
    assert where.shape == (2, 4, 4) and (where.sum(-1) <= 1 + 1e-5).all()
    path = Scene.sample(3, "train").screen_path(8)
    at = np.clip(np.stack([path.x, path.y], 1).reshape(4, 2, 2).mean(1), 0.25, 0.75)
    centre = (where[0] @ ((cell_centres(2, 2) + 1) / 2)).numpy()
    inside = where[0].sum(-1).numpy() > 1 - 1e-5
    assert np.abs(centre - at)[inside].max() < 0.13  # two moments at the edge are clipped one by one


def test_worn_codes_are_faint_and_mostly_right(tiny: Config) -> None:
    q = codes(tiny, 6)
    worn = [wear_codes(q, np.random.default_rng(seed)) for seed in (1, 1, 2)]
    assert torch.equal(worn[0], worn[1]) and not torch.equal(worn[0], worn[2])
    assert all((each * q > 0).float().mean() > 0.6 and each.abs().max() <= 1 for each in worn)


def test_it_learns_a_few_codes_by_heart(tiny: Config) -> None:
    recogniser, q = code_recogniser(tiny), codes(tiny, 4)
    truth, where = answers(tiny, np.arange(4))
    optimizer = torch.optim.AdamW(recogniser.parameters(), 2e-3)
    losses = []
    for _ in range(15):
        seen = recogniser(as_seen(q))
        loss = recognition_loss(seen, truth, where)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.5 * losses[0]
    shares = accuracy(seen.logits, truth)
    assert set(shares) == set(ATTRIBUTES) and shares["object"] == 1


def test_what_it_sees_reaches_the_codes(tiny: Config) -> None:
    recogniser = code_recogniser(tiny).requires_grad_(False)
    for head in recogniser.heads:
        torch.nn.init.normal_(head.weight)
    logits = torch.zeros(2, *tiny.detail.grid, tiny.detail.bits, requires_grad=True)
    recognition_loss(recogniser(as_seen(torch.tanh(logits / 2))), *answers(tiny, np.arange(2))).backward()
    assert logits.grad is not None and logits.grad.abs().sum() > 0


def test_clips_without_known_attributes_have_no_recogniser(tiny: Config) -> None:
    with pytest.raises(ConfigError, match="train.recogniser: needs data.source: world"):
        code_recogniser(replace(tiny, data=replace(tiny.data, source="videos")))
