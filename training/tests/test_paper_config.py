"""The paper's own configuration: its size, one pass of shapes, and graphs above two gigabytes."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from conftest import CONFIGS

from hitvideo.config import Config, load_config
from hitvideo.export import onnx_graphs
from hitvideo.export.graphs import StepGraph, step_inputs
from hitvideo.export.pack import export_language_model
from hitvideo.language_model.model import LanguageModel
from hitvideo.tokenizer.tokenizer import Tokenizer


@pytest.fixture(scope="module")
def paper() -> Config:
    return load_config(CONFIGS / "hitvideo-3b.yaml")


def test_sizes_are_those_of_the_paper(paper: Config) -> None:
    assert [(layer.grid, layer.bits) for layer in paper.layers] == [
        ((1, 4, 4), 3),
        ((2, 8, 8), 14),
        ((4, 8, 8), 16),
        ((8, 16, 16), 18),
    ]
    assert paper.tokens == 2448 and all(layer.block == 1 for layer in paper.layers)
    downs = [stage.down for stage in paper.tokenizer.stages]
    assert [down[1:] for down in downs] == [(2, 2)] * 4 and [down[0] for down in downs] == [2, 2, 2, 1]
    model = paper.language_model
    assert (model.depth, model.width, model.heads, model.prompt_length, model.prompt_width) == (24, 3200, 32, 120, 2048)


def test_the_language_model_has_3_1_billion_parameters_and_makes_a_pass(paper: Config) -> None:
    with torch.device("meta"):
        model = LanguageModel(paper)
        length = paper.language_model.prompt_length + 16 + 2448
        indices = torch.zeros(1, length, dtype=torch.int64)
        prompt = torch.zeros(1, paper.language_model.prompt_length, 2048)
        hidden = model(
            torch.zeros(1, length, 2, dtype=torch.int64), prompt, indices, indices, torch.zeros(length, length)
        )
        logits = [head(hidden) for head in model.heads]
    assert abs(sum(p.numel() for p in model.parameters()) / 3.1e9 - 1) < 0.03
    assert hidden.shape == (1, length, 3200) and [each.shape[-1] for each in logits] == [8, 256, 512, 1024]


def test_the_tokenizer_makes_a_pass(paper: Config) -> None:
    with torch.device("meta"):
        tokenizer = Tokenizer(paper)
        frames = torch.zeros(1, 64, 3, 256, 256)
        encoded = tokenizer.encode(frames)
        made = tokenizer.reconstruct(frames, 2)
    assert [tuple(z.shape) for z in (*encoded.uppers, encoded.z)] == [
        (1, *layer.grid, layer.bits) for layer in paper.layers
    ]
    assert made.shape == frames.shape


@pytest.mark.parametrize("precision", ["fp32", "int8"])
def test_graphs_too_large_for_one_file_keep_their_weights_beside(
    tiny: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, precision: str
) -> None:
    model = LanguageModel(tiny).eval().requires_grad_(False)
    monkeypatch.setattr(onnx_graphs, "LARGEST", 10_000)
    export_language_model(tiny, model, tmp_path, precision)
    graph, data = tmp_path / "language-model.onnx", tmp_path / "language-model.onnx.data"
    assert data.stat().st_size > 40_000 and graph.stat().st_size < 90_000
    assert not [path for path in tmp_path.iterdir() if ".parts" in path.name or ".fp32" in path.name]
    kept = onnx.load(graph, load_external_data=False).graph.initializer
    assert any(weight.data_location == onnx.TensorProto.EXTERNAL for weight in kept)
    inputs = step_inputs(tiny, 2, 3, 5)
    made = onnxruntime.InferenceSession(str(graph)).run(None, {key: value.numpy() for key, value in inputs.items()})
    assert np.abs(StepGraph(model)(*inputs.values())[0].numpy() - made[0]).max() < (
        1e-3 if precision == "fp32" else 0.3
    )
