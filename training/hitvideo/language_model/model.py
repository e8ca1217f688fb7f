"""Llama blocks over the sequence, as training computes them; `export/step.py` is the step over a key-value cache."""

from __future__ import annotations

import itertools

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..config import Config
from ..norm import Norm
from .positions import TargetEmbedding, rotary_angles, rotate
from .sequence import CodeRows


class Past:
    """Keys and values of a block at the positions so far, `[N, kv heads, positions, head width]` each."""

    def __init__(self) -> None:
        self.keys: Tensor | None = None
        self.values: Tensor | None = None

    def extend(self, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """All of them, with those of a step behind."""
        if self.keys is not None and self.values is not None:
            keys, values = torch.cat([self.keys, keys], dim=2), torch.cat([self.values, values], dim=2)
        self.keys, self.values = keys, values
        return keys, values


class Attention(nn.Module):
    """Grouped-query attention; queries are rotated by what they predict, keys by where their content sits."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        model = config.language_model
        self.heads, self.kv_heads = model.heads, model.key_value_heads
        self.head_width = model.width // model.heads
        self.q = nn.Linear(model.width, model.width, bias=False)
        self.k = nn.Linear(model.width, self.kv_heads * self.head_width, bias=False)
        self.v = nn.Linear(model.width, self.kv_heads * self.head_width, bias=False)
        self.o = nn.Linear(model.width, model.width, bias=False)
        self.q_norm, self.k_norm = Norm(self.head_width), Norm(self.head_width)

    def project(self, x: Tensor, query_angles: Tensor, key_angles: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`[N, S, width]` → q `[N, heads, S, head width]`, k and v `[N, kv heads, S, head width]`."""
        n, s, _ = x.shape
        q, k, v = (
            layer(x).reshape(n, s, count, self.head_width).transpose(1, 2)
            for layer, count in ((self.q, self.heads), (self.k, self.kv_heads), (self.v, self.kv_heads))
        )
        return rotate(self.q_norm(q), query_angles), rotate(self.k_norm(k), key_angles), v

    def forward(
        self, x: Tensor, query_angles: Tensor, key_angles: Tensor, bias: Tensor | None, past: Past | None = None
    ) -> Tensor:
        """Whole sequence at once, with `bias` `[S, S]` added to the scores; or one step, which sees all of `past`."""
        q, k, v = self.project(x, query_angles, key_angles)
        if past is not None:
            k, v = past.extend(k, v)
        if past is None and x.device.type == "cpu":
            y = attend(q.to(v.dtype), k.to(v.dtype), v, bias)
        else:
            y = F.scaled_dot_product_attention(q, k, v, attn_mask=bias, enable_gqa=True)
        return self.o(y.transpose(1, 2).flatten(2))


def attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
    """Attention of whole sequences on CPUs; q `[N, heads, S, head width]`, k and v `[N, kv heads, S, head width]`.

    The queries that share keys are one product: with bfloat16 a third faster than torch's own, which stays for GPUs.
    """
    n, heads, s, width = q.shape
    shared = (n, k.shape[1], heads // k.shape[1] * s, width)
    scores = (q * width**-0.5).reshape(shared) @ k.transpose(-1, -2)
    share = (scores.reshape(n, heads, s, s).float() + bias).softmax(-1).to(v.dtype)
    return (share.reshape(*shared[:3], s) @ v).reshape(n, heads, s, width)


class Block(nn.Module):
    """RMSNorm, attention, RMSNorm, SwiGLU."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        model = config.language_model
        self.norm1, self.attention = Norm(model.width), Attention(config)
        self.norm2 = Norm(model.width)
        self.gate = nn.Linear(model.width, model.feed_forward, bias=False)
        self.up = nn.Linear(model.width, model.feed_forward, bias=False)
        self.down = nn.Linear(model.feed_forward, model.width, bias=False)
        self.dropout = nn.Dropout(model.dropout)

    def feed(self, x: Tensor) -> Tensor:
        y = self.norm2(x)
        return x + self.dropout(self.down(F.silu(self.gate(y)) * self.up(y)))

    def forward(
        self, x: Tensor, query_angles: Tensor, key_angles: Tensor, bias: Tensor | None, past: Past | None = None
    ) -> Tensor:
        x = x + self.dropout(self.attention(self.norm1(x), query_angles, key_angles, bias, past))
        return self.feed(x)


class LanguageModel(nn.Module):
    """Rows of the code table and prompt embeddings → hidden states and logits per layer."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        model = config.language_model
        self.rows = CodeRows.of(config)
        self.codes = nn.Embedding(self.rows.total, model.width)
        self.prompt = nn.Linear(model.prompt_width, model.width, bias=False)
        self.targets = TargetEmbedding(config)
        self.blocks = nn.ModuleList(Block(config) for _ in range(model.depth))
        self.norm = Norm(model.width)
        self.heads = nn.ModuleList(
            nn.Linear(model.width, sum(2**f for f in layer.factors), bias=False) for layer in config.layers
        )
        self.links = nn.ModuleList(
            nn.ParameterList(nn.Parameter(torch.zeros(2**a, 2**b)) for a, b in itertools.pairwise(layer.factors))
            for layer in config.layers
        )
        self.register_buffer("angles", rotary_angles(config), persistent=False)
        self._initialise(model.depth)

    def _initialise(self, depth: int) -> None:
        for name, p in self.named_parameters():
            if p.ndim == 2 and not name.startswith(("targets", "codes", "links")):
                nn.init.normal_(
                    p, std=0.02 / (2 * depth) ** 0.5 if name.endswith(("o.weight", "down.weight")) else 0.02
                )
        nn.init.normal_(self.codes.weight, std=0.02)

    def code_table(self) -> Tensor:
        """The shared code table `[rows, width]`; row 0 adds nothing."""
        return torch.cat([torch.zeros_like(self.codes.weight[:1]), self.codes.weight[1:]])

    def linked(self, order: int, logits: Tensor, number: int, before: Tensor | None) -> Tensor:
        """Logits `[…, 2^factor]` of the `number`-th sub-code of a layer, given the one `before` it, int64 `[…]`.

        A code's sub-codes are drawn one after the other (Luo et al. 2024, arXiv 2409.04410): apart from each other they
        join to codes that no clip has. What one says of the next is a table; all else is in the hidden state.
        """
        return logits if number == 0 else logits + F.embedding(before, self.links[order][number - 1])

    def forward(self, codes: Tensor, prompt: Tensor, contents: Tensor, targets: Tensor, bias: Tensor) -> Tensor:
        """Whole sequences for training → hidden `[N, S, width]`.

        `prompt` `[N, P, prompt width]` covers the first positions only.
        """
        x = self._embed(codes, prompt, targets)
        query_angles, key_angles = self.angles[targets], self.angles[contents]
        for block in self.blocks:
            x = block(x, query_angles, key_angles, bias)
        return self.norm(x)

    def read(self, codes: Tensor, contents: Tensor, targets: Tensor, prompt: Tensor) -> Tensor:
        """What the first half of the blocks makes of the prefix alone, `[N, P + hints, width]`; see `train/reading.py`.

        `codes` `[N, P + hints, F]`; all clips have the same `contents` and `targets` `[P + hints]`.
        """
        x = self._embed(codes, prompt, targets[None].expand(len(codes), -1))
        query_angles, key_angles = self.angles[targets][None], self.angles[contents][None]
        seen = torch.zeros(len(targets), len(targets))  # the prefix is one step: it sees itself
        for block in self.blocks[: (len(self.blocks) + 1) // 2]:
            x = block(x, query_angles, key_angles, seen)
        return x

    def step(
        self, codes: Tensor, contents: Tensor, targets: Tensor, pasts: list[Past], prompt: Tensor | None = None
    ) -> Tensor:
        """Hidden `[N, S, width]` of one step `[N, S, F]`; all clips have the same `contents` and `targets` `[S]`.

        The past of each block is extended by the step.
        """
        x = self._embed(codes, prompt, targets[None].expand(len(codes), -1))
        query_angles, key_angles = self.angles[targets][None], self.angles[contents][None]
        for block, past in zip(self.blocks, pasts, strict=True):
            x = block(x, query_angles, key_angles, None, past)
        return self.norm(x)

    def _embed(self, codes: Tensor, prompt: Tensor | None, targets: Tensor) -> Tensor:
        x = F.embedding(codes, self.code_table()).sum(2) + F.embedding(targets, self.targets())
        if prompt is None:
            return x
        length = prompt.shape[1]
        return torch.cat([x[:, :length] + self.prompt(prompt), x[:, length:]], dim=1)
