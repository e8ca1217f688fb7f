"""The prompt encoder as the pack's graph; training embeds captions with the same graph that the studio runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import torch

from ..config import Config
from ..export.onnx_graphs import export_graph, quantize_graph, quantize_table
from .encoder import PromptEncoder
from .phrases import sentence_vector

FILE = "prompt-encoder.onnx"


def export_prompt_encoder(config: Config, folder: Path) -> PromptEncoder:
    """Write the graph (products in 8 bits, words in 4) and the tokenizer into `folder`; returns the PyTorch encoder."""
    encoder = PromptEncoder(config)
    ids = torch.ones(1, encoder.length, dtype=torch.int64)
    axes = {name: {0: "N"} for name in ("input_ids", "attention_mask", "embeddings")}
    inputs = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    export_graph(encoder, inputs, ["embeddings"], axes, folder / FILE)
    quantize_graph(folder / FILE, ["MatMul", "Gemm"])
    quantize_table(folder / FILE)
    (folder / "tokenizer.json").write_bytes(encoder.tokenizer_file.read_bytes())
    return encoder


class PromptGraph:
    """Runs the exported graph."""

    def __init__(self, config: Config, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.encoder = PromptEncoder(config) if (folder / FILE).exists() else export_prompt_encoder(config, folder)
        self.session = onnxruntime.InferenceSession(str(folder / FILE))

    def embed(self, prompts: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """Prompts → (float32 `[N, P, prompt width]`, int64 mask `[N, P]`).

        One prompt a run: dynamic int8 scales activations per tensor, so a batch would change the values.
        """
        ids, mask = self.encoder.tokenize(prompts)
        rows = [
            self.session.run(None, {"input_ids": ids[i : i + 1], "attention_mask": mask[i : i + 1]})[0]
            for i in range(len(prompts))
        ]
        return np.concatenate(rows), mask

    def embed_sentence(self, text: str) -> np.ndarray:
        """Mean over the word pieces, unit length `[prompt width]`."""
        embedded, mask = self.embed([text])
        return sentence_vector(embedded[0], mask[0])
