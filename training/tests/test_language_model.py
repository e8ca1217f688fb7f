"""The language model: one pass over a whole sequence and step by step with a cache are the same."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from hitvideo.config import Config
from hitvideo.data.tokens import TokenFiles
from hitvideo.export.graphs import StepGraph
from hitvideo.language_model.batch import Batch, layer_losses, make_batch, prior_logits
from hitvideo.language_model.model import LanguageModel
from hitvideo.language_model.positions import hint_slots, index_count, rotary_angles
from hitvideo.pipeline import generate
from hitvideo.tokenizer.tokenizer import Tokenizer


def batch_of(
    config: Config,
    model: LanguageModel,
    files: TokenFiles,
    chosen: list[int],
    seed: int = 0,
    tokenizer: Tokenizer | None = None,
    with_hints: bool = True,
    layers: int = 3,
) -> Batch:
    rng, tokenizer = np.random.default_rng(seed), tokenizer or Tokenizer(config)
    return make_batch(config, model.rows, files, np.array(chosen), layers, rng, 0.0, 0.0, tokenizer, with_hints)


def run_whole(model: LanguageModel, batch: Batch) -> torch.Tensor:
    return model(batch.codes, batch.prompt, batch.contents, batch.targets, batch.bias)


def steps_of(config: Config, batch: Batch) -> list[slice]:
    """Where each step begins and ends, read off the bias: the positions that see the same keys."""
    seen = (batch.bias == 0).sum(1).tolist()
    borders = [0, *(i for i in range(1, len(seen)) if seen[i] != seen[i - 1]), len(seen)]
    return [slice(a, b) for a, b in zip(borders, borders[1:], strict=False)]


@pytest.mark.parametrize("gain", [1.0, 5.0])  # with 5, scores may be too large for a plain exponential
def test_a_pass_over_the_whole_sequence_equals_steps_with_a_cache(
    tiny: Config, model: LanguageModel, files: TokenFiles, gain: float
) -> None:
    for block in model.blocks:
        block.attention.q_norm.weight.mul_(gain)
        block.attention.k_norm.weight.mul_(gain)
    batch = batch_of(tiny, model, files, [2])
    whole = run_whole(model, batch)
    graph, shape = StepGraph(model), (1, 2, 0, 12)
    past = [torch.zeros(shape) for _ in range(2 * tiny.language_model.depth)]
    prompt = torch.zeros(1, batch.codes.shape[1], tiny.language_model.prompt_width)
    prompt[:, : batch.prompt.shape[1]] = batch.prompt
    for step in steps_of(tiny, batch):
        size, filled = step.stop - step.start, past[0].shape[2]
        spare = [torch.cat([p, torch.zeros(1, 2, 3, 12)], dim=2) for p in past]  # empty slots
        past_bias = torch.cat([torch.zeros(filled), torch.full((3,), -1e9)])
        hidden, *new = graph(
            batch.codes[:, step], prompt[:, step], batch.contents[0, step], batch.targets[0, step],
            past_bias, torch.zeros(size, size), *spare,
        )  # fmt: skip
        assert (hidden - whole[:, step]).abs().max() < 1e-4
        past = [torch.cat(pair, dim=2) for pair in zip(past, new, strict=True)]


def test_later_tokens_have_no_influence_and_tokens_of_a_step_see_each_other(
    tiny: Config, model: LanguageModel, files: TokenFiles
) -> None:
    batch = batch_of(tiny, model, files, [1])
    steps = steps_of(tiny, batch)
    before = run_whole(model, batch)
    changed = steps[len(steps) // 2]
    batch.codes[:, changed.start] = batch.codes[:, changed.start].roll(1) + 3
    after = run_whole(model, batch)
    assert torch.equal(before[:, : changed.start], after[:, : changed.start])
    assert (before - after)[:, changed].abs().amax(-1).min() > 1e-6


def test_hints_are_shown_in_half_of_the_sequences_and_are_no_riddles(
    tiny: Config, model: LanguageModel, files: TokenFiles
) -> None:
    length, slots = tiny.language_model.prompt_length, hint_slots(tiny)
    shown = []
    for seed in range(60):
        batch = batch_of(tiny, model, files, [0], seed)
        hints = batch.codes[0, length : length + slots, 0] != model.rows.no_hint
        board = batch.labels[0][(batch.orders[0] == 0) & (batch.targets[0] > 0)]
        assert torch.equal(board < 0, hints)
        shown.append(bool(hints.any()))
    assert 0.3 < np.mean(shown) < 0.7


def test_a_hint_conditions_tokens_that_come_before_its_own_place(
    tiny: Config, model: LanguageModel, files: TokenFiles
) -> None:
    batch = batch_of(tiny, model, files, [0])
    last_hint = tiny.language_model.prompt_length + hint_slots(tiny) - 1
    first_token = last_hint + 1
    before = run_whole(model, batch)
    batch.codes[0, last_hint, 0] += 1
    assert (run_whole(model, batch) - before)[0, first_token].abs().max() > 1e-6


def test_prompt_dropout_replaces_the_whole_prompt(tiny: Config, model: LanguageModel, files: TokenFiles) -> None:
    batch = make_batch(tiny, model.rows, files, np.arange(5), 1, np.random.default_rng(0), 1.0, 0.0, Tokenizer(tiny))
    assert (batch.codes[:, : tiny.language_model.prompt_length, 0] == model.rows.unconditional).all()
    assert not batch.prompt.any()


def test_noise_blurs_the_words_of_a_prompt_and_nothing_else(
    tiny: Config, model: LanguageModel, files: TokenFiles
) -> None:
    even, noisy = (
        make_batch(
            tiny, model.rows, files, np.array([2]), 1, np.random.default_rng(0), 0.0, 0.0, Tokenizer(tiny),
            with_hints=False, prompt_noise=noise,
        )
        for noise in (0.0, 0.5)
    )  # fmt: skip
    assert torch.equal(even.codes, noisy.codes)
    words = int((even.codes[0, : tiny.language_model.prompt_length, 0] != model.rows.prompt_pad).sum())
    change = (noisy.prompt - even.prompt)[0]
    assert not change[words:].any()
    assert 0 < float(change[:words].std() / even.prompt[0, :words].std()) < 0.5


def test_there_is_one_loss_per_layer_even_where_every_board_token_is_shown(
    tiny: Config, model: LanguageModel, files: TokenFiles
) -> None:
    batch = batch_of(tiny, model, files, [0, 1])
    batch.labels[batch.orders == 0] = -1
    losses = layer_losses(tiny, model, run_whole(model, batch), batch)
    assert len(losses) == 3 and losses[0] == 0 and losses[1] > 0 and losses[2] > 0


def test_tokens_of_what_moves_weigh_more_and_the_board_does_not(
    tiny: Config, model: LanguageModel, files: TokenFiles
) -> None:
    files.moving[:] = np.arange(tiny.detail.tokens) < 16  # the first of four latent frames
    rng = np.random.default_rng(0)
    batch = make_batch(tiny, model.rows, files, np.array([0]), 3, rng, 0.0, 0.0, Tokenizer(tiny), moving=4.0)
    by_token = dict(zip(batch.targets[0].tolist(), batch.weights[0].tolist(), strict=True))
    assert [by_token[1 + i] for i in range(4)] == [1.0] * 4
    assert [by_token[5 + i] for i in range(8)] == [4.0] * 4 + [1.0] * 4  # half of what they cover moves, or nothing
    assert {weight for token, weight in by_token.items() if token > 12 + 16} - {0.0} == {1.0}
    lighter = batch_of(tiny, model, files, [0])
    heavy, even = (layer_losses(tiny, model, run_whole(model, each), each) for each in (batch, lighter))
    assert heavy[0] == even[0] and heavy[1] != even[1]


def test_an_untrained_model_without_priors_needs_as_many_nats_as_the_codes_have_bits(
    tiny: Config, files: TokenFiles
) -> None:
    tiny = replace(tiny, language_model=replace(tiny.language_model, priors=False))
    model = LanguageModel(tiny).requires_grad_(False)
    batch = batch_of(tiny, model, files, [0, 1])
    losses = layer_losses(tiny, model, run_whole(model, batch), batch)
    for loss, layer in zip(losses, tiny.layers, strict=True):
        assert abs(float(loss) - layer.bits * np.log(2)) < 0.2


def test_every_index_has_angles_and_hints_lie_where_their_tokens_do(tiny: Config) -> None:
    angles, tokens = rotary_angles(tiny), tiny.layers[0].tokens
    assert angles.shape == (index_count(tiny), 6)
    first_hint = 1 + tiny.tokens
    assert torch.equal(angles[1 : 1 + tokens], angles[first_hint : first_hint + tokens])
    assert not angles[0].any() and not angles[-1].any()


def test_a_prior_is_the_sum_over_the_set_bits_of_each_sub_code() -> None:
    made = prior_logits(torch.tensor([[1.0, 2.0, 4.0]]), (2, 1))
    assert made.tolist() == [[0, 1, 2, 3, 0, 4]]


def test_the_pipeline_adds_the_same_floats_as_training() -> None:
    prior = torch.randn(7)
    assert prior_logits(prior[None], (4, 3))[0].tolist() == generate.prior_logits(prior.numpy(), [4, 3]).tolist()


def test_an_untrained_model_loses_no_more_than_its_prior(tiny: Config, files: TokenFiles) -> None:
    """With heads of zero the loss of a layer is the cross-entropy of its bits under the prior."""
    model, tokenizer = LanguageModel(tiny), Tokenizer(tiny)
    for head in model.heads:
        torch.nn.init.zeros_(head.weight)
    batch = make_batch(tiny, model.rows, files, np.arange(2), 2, np.random.default_rng(0), 0.0, 0.0, tokenizer)
    with torch.no_grad():
        loss = layer_losses(tiny, model, run_whole(model, batch), batch)[1]
    board, layer = tiny.layers[0].tokens, tiny.layers[1]
    codes = torch.as_tensor(files.codes[:2, board : board + layer.tokens].astype(np.int64))
    bits = ((codes[..., None] >> torch.arange(layer.bits)) & 1).float()
    expected = torch.nn.functional.binary_cross_entropy_with_logits(batch.priors[0], bits, reduction="none")
    assert float(loss) == pytest.approx(float(expected.sum(-1).mean()), abs=1e-4)
