"""Muon: its direction, what it takes, and that it learns."""

import pytest
import torch
from torch import nn

from hitvideo.config import StageTraining
from hitvideo.train.muon import Muon, as_matrix, is_hidden_matrix, orthogonal
from hitvideo.train.optimizers import make_optimizers


@pytest.mark.parametrize("halves", [True, False])
@pytest.mark.parametrize("shape", [(24, 24), (16, 90), (90, 16)])
def test_all_singular_values_of_the_direction_are_about_one(shape: tuple[int, int], halves: bool) -> None:
    matrix = torch.randn(shape, generator=torch.Generator().manual_seed(0)) * 7
    made = orthogonal(matrix, halves)
    assert made.shape == shape
    values = torch.linalg.svdvals(made)
    assert values.min() > 0.5 and values.max() < 1.3
    left, _, right = torch.linalg.svd(matrix, full_matrices=False)
    assert torch.linalg.norm(made - left @ right) < 0.35 * torch.linalg.norm(left @ right)


@pytest.mark.parametrize("memory", [torch.contiguous_format, torch.channels_last])
def test_a_kernel_is_stepped_as_a_matrix(memory: torch.memory_format) -> None:
    kernel = nn.Parameter(torch.randn(16, 20, 3, 3).to(memory_format=memory))
    before = kernel.detach().clone()
    gradient = torch.randn(16, 20, 3, 3)
    kernel.grad = gradient.clone()
    Muon([kernel], lr=0.1, weight_decay=0.0).step()
    flat = as_matrix(gradient)
    expected = before - 0.1 * 0.2 * 180**0.5 * orthogonal(flat).reshape(16, 3, 3, 20).permute(0, 3, 1, 2)
    assert torch.allclose(kernel, expected, atol=1e-4)


def test_tables_heads_and_narrow_weights_are_left_to_adamw() -> None:
    wide, narrow, vector = (nn.Parameter(torch.zeros(shape)) for shape in ((32, 32), (32, 3), (32,)))
    assert is_hidden_matrix("blocks.0.gate.weight", wide)
    assert not any(is_hidden_matrix(name, wide) for name in ("codes.weight", "heads.0.weight", "stages.0.places.1"))
    assert not is_hidden_matrix("to_z.weight", narrow) and not is_hidden_matrix("norm.weight", vector)


@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
def test_every_weight_has_one_optimizer_and_the_loss_falls(optimizer: str) -> None:
    torch.manual_seed(0)
    module = nn.Sequential(nn.Linear(20, 32), nn.SiLU(), nn.Linear(32, 32), nn.SiLU(), nn.Linear(32, 2))
    made = make_optimizers(module, StageTraining(steps=1, batch=1, learning_rate=0.01, optimizer=optimizer))
    held = [id(p) for each in made for group in each.param_groups for p in group["params"]]
    assert sorted(held) == sorted(map(id, module.parameters())) and len(made) == (2 if optimizer == "muon" else 1)
    x = torch.randn(64, 20)
    y = torch.stack([x[:, 0] * x[:, 1], x[:, 2].sin()], dim=1)
    losses = []
    for _ in range(60):
        loss = (module(x) - y).square().mean()
        for each in made:
            each.zero_grad()
        loss.backward()
        for each in made:
            each.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.5 * losses[0]
