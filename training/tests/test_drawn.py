"""Codes that the language model draws while it is trained, and batches that hold them."""

import numpy as np
import pytest
import torch
from test_language_model import batch_of, run_whole

from hitvideo.config import Config
from hitvideo.data.tokens import TokenFiles
from hitvideo.language_model.batch import Batch, make_batch, predict
from hitvideo.language_model.model import LanguageModel
from hitvideo.language_model.positions import hint_slots
from hitvideo.language_model.sequence import code_rows, first_token
from hitvideo.tokenizer.quantizer import from_codes
from hitvideo.tokenizer.tokenizer import Tokenizer
from hitvideo.train.drawn import draw_bits, mix_drawn


@pytest.fixture
def tokenizer(tiny: Config) -> Tokenizer:
    return Tokenizer(tiny).eval().requires_grad_(False)


def test_drawn_bits_are_signs_as_often_as_the_model_expects(
    tiny: Config, model: LanguageModel, files: TokenFiles, tokenizer: Tokenizer
) -> None:
    batch = batch_of(tiny, model, files, [1], tokenizer=tokenizer)
    hidden = run_whole(model, batch)
    drawn = torch.stack([draw_bits(tiny, model, hidden, batch, 0)[0] for _ in range(600)])
    assert (drawn.abs() - 1).abs().max() < 1e-5
    share = (predict(tiny, model, hidden, batch, 0)[0] / tiny.samplings[0].temperature).softmax(-1)
    expected = share @ from_codes(torch.arange(16), 4)
    assert (drawn.mean(0) - expected).abs().max() < 0.2


def test_up_to_a_share_of_the_codes_is_drawn_and_shown_ones_stay(
    tiny: Config, model: LanguageModel, files: TokenFiles, tokenizer: Tokenizer
) -> None:
    chosen = [0, 1, 2, 3]
    batch = batch_of(tiny, model, files, chosen, tokenizer=tokenizer)
    hidden, rng = run_whole(model, batch), np.random.default_rng(0)
    true = np.asarray(files.codes[chosen], np.int64)
    assert np.array_equal(batch.given, true)
    assert np.array_equal(mix_drawn(tiny, model, hidden, batch, 0.0, rng), true)
    changed = np.mean([mix_drawn(tiny, model, hidden, batch, 0.5, rng) != true for _ in range(40)], axis=0)
    predicted = np.zeros(true.shape, bool)
    clips, positions = (batch.labels >= 0).nonzero(as_tuple=True)
    predicted[clips, batch.targets[clips, positions] - 1] = True
    assert not predicted.all() and not changed[~predicted].any()
    assert 0.15 < changed[predicted].mean() < 0.3  # a quarter is drawn, few of them as they were


def test_a_batch_of_given_codes_shows_these_and_asks_for_the_clips_own(
    tiny: Config, model: LanguageModel, files: TokenFiles, tokenizer: Tokenizer
) -> None:
    chosen = np.array([2])
    given = np.asarray(files.codes[chosen], np.int64)
    given = np.where(np.arange(given.shape[1]) % 3 == 0, given ^ 1, given)

    def batch(given: np.ndarray | None) -> Batch:
        rng = np.random.default_rng(0)
        return make_batch(tiny, model.rows, files, chosen, 3, rng, 0.0, 0.0, tokenizer, with_hints=False, given=given)

    true, mixed = batch(None), batch(given)
    assert torch.equal(true.labels, mixed.labels) and not torch.equal(true.codes, mixed.codes)
    prefix = tiny.language_model.prompt_length + hint_slots(tiny)
    held, codes = mixed.contents[0, prefix:].numpy() - 1, mixed.codes[0, prefix:].numpy()
    for order in range(3):
        at = (held >= first_token(tiny, order)) & (held < first_token(tiny, order + 1))
        own = given[0, held[at]]
        assert len(own) and np.array_equal(codes[at], code_rows(tiny, model.rows, order, own))
    assert not any(torch.equal(a, b) for a, b in zip(true.priors, mixed.priors, strict=True))
    parts = np.split(given, [first_token(tiny, 1), first_token(tiny, 2)], axis=1)
    bits = [
        from_codes(torch.as_tensor(part).reshape(1, *layer.grid), layer.bits)
        for part, layer in zip(parts, tiny.uppers, strict=False)
    ]
    expected = tokenizer.upper_decoder(bits, torch.ones(len(bits))).priors
    assert all(torch.allclose(a, b.flatten(1, 3)) for a, b in zip(mixed.priors, expected, strict=True))
