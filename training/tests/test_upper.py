"""The stage `upper`: what its losses ask of the codes."""

import math
from dataclasses import replace
from pathlib import Path

import torch

from hitvideo.config import Config
from hitvideo.tokenizer.quantizer import quantize
from hitvideo.train.base import train_base
from hitvideo.train.loop import load_checkpoint, write_checkpoint
from hitvideo.train.recogniser import train_recogniser
from hitvideo.train.upper import code_rate, prior_loss, train_upper


def test_codes_come_nearer_to_what_the_layers_above_foresee() -> None:
    z = torch.tensor([[0.3, -0.3, 0.3]], requires_grad=True)
    priors = [torch.tensor([[-2.0, -2.0, 0.0]], requires_grad=True), torch.zeros(1, 3)]
    rate = code_rate(priors, [torch.ones(1, 3), quantize(z)], torch.ones(2))
    rate.backward()
    assert z.grad is not None and priors[0].grad is None  # the forecast learns from `prior_loss` alone
    wrong, right, unknown = z.grad[0].tolist()
    assert wrong > 0 and right > 0 and unknown == 0  # both go down, to where they were foreseen
    assert torch.allclose(rate.detach(), prior_loss(priors, [torch.ones(1, 3), quantize(z)]).detach())


def test_nothing_is_asked_where_the_layer_above_is_missing() -> None:
    z = torch.full((1, 2), 0.5, requires_grad=True)
    priors = [torch.full((1, 2), -3.0), torch.zeros(1, 2)]
    code_rate(priors, [torch.ones(1, 2), quantize(z)], torch.tensor([0.0, 1.0])).backward()
    assert z.grad is not None and not z.grad.any()


def test_a_frozen_encoder_keeps_its_codes_while_the_decoder_learns(tiny: Config, tmp_path: Path) -> None:
    train_base(tiny, tmp_path, math.inf)
    train_recogniser(tiny, tmp_path, math.inf)
    train_upper(tiny, tmp_path, math.inf)
    state = load_checkpoint(tmp_path / "upper.pt")
    before = state["model"]
    write_checkpoint(tmp_path / "upper.pt", state | {"step": 0, "optimizers": []})  # as kept weights are
    stage = tiny.train["upper"]
    frozen = replace(stage, settings={**stage.settings, "freeze_encoder": 1})
    train_upper(replace(tiny, train={**tiny.train, "upper": frozen}), tmp_path, math.inf)
    after = load_checkpoint(tmp_path / "upper.pt")["model"]
    moved = {name.split(".")[0] for name, weight in after.items() if not torch.equal(weight, before[name])}
    assert moved == {"decoder"}
