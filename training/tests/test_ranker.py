"""The ranker: what it makes of frames and words, and that its graph gives the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from conftest import tiny_settings, write_config

from hitvideo.config import Config, ConfigError, load_config
from hitvideo.evaluate.judge import view
from hitvideo.export.pack import RANKER_FILE, export_ranker
from hitvideo.pipeline.generate import Generator, choose
from hitvideo.pipeline.pack import Pack
from hitvideo.ranking.ranker import Ranker, Reader, agreement
from hitvideo.tokenizer.recogniser import ATTRIBUTES


def test_agreement_is_mutual_information_by_weight_and_what_a_prompt_leaves_open_adds_nothing() -> None:
    sure = torch.tensor([[20.0, 0.0, 0.0, 0.0]])
    other, nothing = sure.roll(1, dims=1), torch.zeros(1, 4)

    def of(**said: torch.Tensor) -> float:
        return float(agreement([sure] * len(ATTRIBUTES), [said.get(name, nothing) for name in ATTRIBUTES]))

    assert of() == pytest.approx(0, abs=1e-6)
    assert of(setting=sure) == pytest.approx(np.log(4), abs=1e-3)
    assert of(object=sure) == pytest.approx(2 * np.log(4), abs=1e-3)
    assert of(weather=sure) == pytest.approx(np.log(4) / 2, abs=1e-3)
    assert of(object=sure, motion=other) < 0


def test_the_first_of_those_as_good_as_the_best_is_kept() -> None:
    assert choose([1.0, 3.0, 3.04]) == 1
    assert choose([1.0, 3.0, 3.06]) == 2
    assert choose([5.0]) == 0


def test_a_reader_does_not_see_padding() -> None:
    reader, prompt = Reader(6), torch.randn(2, 5, 6)
    worn = prompt.clone()
    worn[0, 3:] = 100
    words = torch.tensor([3, 5])
    for before, after in zip(reader(prompt, words), reader(worn, words), strict=True):
        torch.testing.assert_close(before, after)


def test_it_looks_at_what_the_judge_sees(tiny: Config) -> None:
    ranker, seen = Ranker(tiny), []
    ranker.eye.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
    frames = np.random.default_rng(0).integers(0, 256, (16, 128, 128, 3), np.uint8)
    ranker(torch.as_tensor(frames[None]), torch.randn(1, 4, tiny.language_model.prompt_width), torch.tensor([4]))
    pixels = (seen[0][0].movedim(1, -1) + 1) * 127.5
    assert float((pixels - torch.as_tensor(view(frames)).float()).abs().max()) <= 0.51  # the judge's are rounded


def test_its_graph_agrees(tiny: Config, tmp_path: Path) -> None:
    ranker, model, clip = Ranker(tiny).eval(), tiny.language_model, tiny.clip
    for head in (*ranker.eye.heads, *ranker.reader.heads):
        torch.nn.init.normal_(head.weight)
    export_ranker(tiny, ranker, tmp_path, "fp32")
    session = onnxruntime.InferenceSession(str(tmp_path / RANKER_FILE))
    rng = np.random.default_rng(1)
    for words in (3, model.prompt_length):
        feeds = {
            "frames": rng.integers(0, 256, (1, clip.frames, clip.height, clip.width, 3), np.uint8),
            "prompt": rng.normal(size=(1, model.prompt_length, model.prompt_width)).astype(np.float32),
            "words": np.array([words]),
        }
        expected = float(ranker(*(torch.as_tensor(feed) for feed in feeds.values())).detach())
        assert float(session.run(None, feeds)[0][0]) == pytest.approx(expected, abs=0.02)  # weights are kept as halves


def test_a_pack_keeps_the_candidate_that_its_ranker_likes_best(smoke: tuple[Config, Path, Path]) -> None:
    pack = Pack(smoke[2])
    generator, prompt = Generator(pack), "a dog runs to the right on a beach"
    assert pack.candidates == 2
    embedding = pack.embed(prompt)
    made = generator.generate(prompt, 4)
    each = generator.candidates(embedding, 4, generator.samplings())
    assert np.array_equal(each[0].codes[0], each[1].codes[0]) and not np.array_equal(each[0].codes[1], each[1].codes[1])
    scores = [generator.agreement(one, embedding) for one in each]
    assert np.array_equal(np.concatenate(made.codes), np.concatenate(each[choose(scores)].codes))
    assert np.array_equal(generator.generate(prompt, 4, layers=1).codes[0], made.codes[0])


def test_candidates_need_a_ranker(tmp_path: Path) -> None:
    settings = tiny_settings()
    settings["pack"]["candidates"] = 2
    del settings["train"]["ranker"]
    with pytest.raises(ConfigError, match="needs train.ranker"):
        load_config(write_config(tmp_path, settings))
