"""The language model's reading of its prompt: that it learns what words say, alone and from the middle on down."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from hitvideo.config import Config, ConfigError
from hitvideo.data.tokens import TokenFiles
from hitvideo.language_model.model import LanguageModel
from hitvideo.tokenizer.recogniser import ATTRIBUTES
from hitvideo.train.loop import Run
from hitvideo.train.reading import Reading
from hitvideo.train.recogniser import scenes_of
from hitvideo.world.motions import MOTIONS


@pytest.fixture
def reading(tiny: Config, model: LanguageModel) -> Reading:
    return Reading(tiny, model.requires_grad_(True))


def test_prompts_that_differ_in_one_word_are_told_apart(tiny: Config, files: TokenFiles, reading: Reading) -> None:
    motions = [scene.attributes["motion"] for scene in scenes_of(tiny, np.arange(5))]
    prompts = np.array(files.prompts, copy=True)
    prompts[:] = prompts[:1, :1]  # the same words everywhere, but for one
    for clip, motion in enumerate(motions):
        prompts[clip, :, 2] = np.random.default_rng(MOTIONS.index(motion)).normal(size=prompts.shape[-1])
    same = replace(files, prompts=prompts, words=np.full_like(files.words, 9))
    optimizer = torch.optim.AdamW(reading.model.parameters(), lr=3e-3)
    rng, right = np.random.default_rng(0), []
    for _ in range(60):
        unread, figures = reading.loss(same, rng, 0.0)
        optimizer.zero_grad()
        unread.backward()
        optimizer.step()
        right.append(figures["read_motion"])
    assert len(set(motions)) > 1
    assert right[0] < 1 and np.mean(right[-10:]) == 1


def test_what_is_not_read_reaches_the_first_half_of_the_blocks(
    tiny: Config, files: TokenFiles, model: LanguageModel, reading: Reading
) -> None:
    reading.loss(files, np.random.default_rng(0), 0.0)[0].backward()
    assert [block.down.weight.grad is not None for block in model.blocks] == [True, False]
    assert bool(model.prompt.weight.grad.any())


def test_noise_alone_changes_what_is_read(tiny: Config, files: TokenFiles, reading: Reading) -> None:
    def words(noise: float) -> torch.Tensor:
        return reading._words(files, np.arange(5), np.random.default_rng(0), noise)

    assert torch.equal(words(0.0), words(0.0))
    assert not torch.allclose(words(0.0), words(1.0))


def test_the_head_goes_on_from_a_checkpoint(
    tiny: Config, files: TokenFiles, model: LanguageModel, reading: Reading, tmp_path: Path
) -> None:
    settings = tiny.train["language_model"]
    run = Run(tmp_path, "language_model", model, settings, companions={"reading": reading})
    reading.loss(files, np.random.default_rng(0), 0.0)
    run.save()
    again = Reading(tiny, model)
    assert not torch.equal(again.module.weight, reading.module.weight)
    Run(tmp_path, "language_model", model, settings, companions={"reading": again})
    assert torch.equal(again.module.weight, reading.module.weight)
    assert again.optimizer.state_dict()["state"].keys() == reading.optimizer.state_dict()["state"].keys()


def test_clips_without_known_attributes_have_nothing_to_read(tiny: Config, model: LanguageModel) -> None:
    with pytest.raises(ConfigError, match=r"read needs data\.source: world"):
        Reading(replace(tiny, data=replace(tiny.data, source="videos")), model)


def test_attributes_are_those_of_the_recogniser(reading: Reading) -> None:
    assert len(reading.sizes) == len(ATTRIBUTES)
    assert reading.module.out_features == sum(reading.sizes)
