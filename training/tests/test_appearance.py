"""The language model's perceptual loss: what is drawn, and that what the recogniser misses reaches the model."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from test_language_model import batch_of, run_whole

from hitvideo.config import Config, ConfigError
from hitvideo.data.tokens import TokenFiles
from hitvideo.language_model.model import LanguageModel
from hitvideo.tokenizer.quantizer import from_codes
from hitvideo.tokenizer.tokenizer import Tokenizer
from hitvideo.train.appearance import Appearance
from hitvideo.train.drawn import draw_bits
from hitvideo.train.eye import Eye
from hitvideo.train.loop import Run
from hitvideo.train.recogniser import code_recogniser


@pytest.fixture
def tokenizer(tiny: Config) -> Tokenizer:
    return Tokenizer(tiny).eval().requires_grad_(False)


@pytest.fixture
def appearance(tiny: Config, model: LanguageModel, tokenizer: Tokenizer, tmp_path: Path) -> Appearance:
    recogniser = code_recogniser(tiny)
    for head in recogniser.heads:
        torch.nn.init.normal_(head.weight)
    Run(tmp_path, "recogniser", recogniser, tiny.train["recogniser"]).save()
    return Appearance(tiny, model, tokenizer, Eye(tiny, "language_model", tmp_path))


@pytest.mark.parametrize("layers", [1, 2, 3])  # the last is Detail, which the recogniser reads as it is
def test_what_the_recogniser_misses_reaches_every_block_and_the_head_of_the_lowest_layer(
    tiny: Config, model: LanguageModel, files: TokenFiles, tokenizer: Tokenizer, appearance: Appearance, layers: int
) -> None:
    chosen = np.array([0, 2, 3])
    batch = batch_of(tiny, model.requires_grad_(True), files, chosen.tolist(), tokenizer=tokenizer, layers=layers)
    missed, figures = appearance.loss(run_whole(model, batch), batch, files, chosen)
    missed.backward()
    assert all(bool(block.down.weight.grad.any()) for block in model.blocks)
    assert [head.weight.grad is not None and bool(head.weight.grad.any()) for head in model.heads] == [
        order == layers - 1 for order in range(3)
    ]
    assert 0 <= figures["object"] <= 1


def test_clips_without_a_prompt_owe_nothing(
    tiny: Config, model: LanguageModel, files: TokenFiles, tokenizer: Tokenizer, appearance: Appearance
) -> None:
    chosen = np.array([0, 2, 3])
    batch = batch_of(tiny, model, files, chosen.tolist(), tokenizer=tokenizer)
    batch.codes[1, : tiny.language_model.prompt_length, 0] = model.rows.unconditional
    hidden = run_whole(model, batch).requires_grad_(True)
    appearance.loss(hidden, batch, files, chosen)[0].backward()
    assert [bool(each.any()) for each in hidden.grad] == [True, False, True]
    batch.codes[:, : tiny.language_model.prompt_length, 0] = model.rows.unconditional
    missed, figures = appearance.loss(hidden, batch, files, chosen)
    assert float(missed.detach()) == 0 and not figures


@pytest.mark.parametrize("order", [1, 2])
def test_a_model_that_draws_the_true_codes_looks_as_they_do(
    tiny: Config, model: LanguageModel, files: TokenFiles, tokenizer: Tokenizer, appearance: Appearance, order: int
) -> None:
    chosen = np.array([0, 1])
    batch = batch_of(tiny, model, files, chosen.tolist(), tokenizer=tokenizer, layers=order + 1)
    drawn, where = draw_bits(tiny, model, run_whole(model, batch), batch, order)
    true = from_codes(batch.labels[where], tiny.layers[order].bits)
    assert not torch.equal(drawn, true)

    def losses() -> float:
        return float(appearance.loss(run_whole(model, batch), batch, files, chosen)[0])

    others = {losses() for _ in range(3)}
    assert len(others) == 3  # each draw is another
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hitvideo.train.appearance.draw_bits", lambda *_: (true, where))
        assert losses() == losses()


def test_clips_without_known_attributes_have_no_appearance(tiny: Config, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"needs data\.source: world"):
        Eye.of(replace(tiny, data=replace(tiny.data, source="videos")), "language_model", tmp_path)
