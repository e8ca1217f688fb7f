"""The pack's graphs as PyTorch modules: inputs and outputs exactly as docs/model-pack-format.md lists them."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..config import Config
from ..language_model.model import LanguageModel
from ..tokenizer.base import BaseDecoder
from ..tokenizer.masks import difference
from ..tokenizer.quantizer import from_codes, to_codes
from ..tokenizer.smooth import NOISE, guided_filter
from ..tokenizer.tokenizer import Tokenizer
from .step import StepModel, Turns


class StepGraph(nn.Module):
    """`languageModel`: one step over the split key-value cache."""

    def __init__(self, model: LanguageModel) -> None:
        super().__init__()
        self.prompt, self.steps = model.prompt, StepModel(model)
        with torch.no_grad():
            self.register_buffer("cos", model.angles.cos())
            self.register_buffer("sin", model.angles.sin())
            self.register_buffer("code_table", model.code_table().clone())
            self.register_buffer("target_table", model.targets().clone())

    def forward(
        self,
        codes: Tensor,
        prompt: Tensor,
        contents: Tensor,
        targets: Tensor,
        past_bias: Tensor,
        new_bias: Tensor,
        *past: Tensor,
    ) -> tuple[Tensor, ...]:
        x = F.embedding(codes, self.code_table).sum(2) + F.embedding(targets, self.target_table)
        pairs = list(zip(past[::2], past[1::2], strict=True))
        turns = Turns(targets, contents, codes[:, :1, 0] * 0, self.cos, self.sin)
        hidden, new = self.steps(x, self.prompt(prompt), turns, past_bias, new_bias, pairs)
        return (hidden, *(tensor for pair in new for tensor in pair))


class UpperGraph(nn.Module):
    """`upperDecoder`: codes of the upper layers → context, mask logits and, where the pack has them, priors."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.decoder = tokenizer.upper_decoder
        self.bits = [layer.bits for layer in tokenizer.config.uppers]
        self.with_priors = tokenizer.config.language_model.priors

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        """One `[N, T, h, w]` per upper layer, top first, then `layers` `[]`."""
        *codes, layers = inputs
        present = (torch.arange(len(self.bits)) < layers).float()
        bits = [from_codes(c, b) for c, b in zip(codes, self.bits, strict=True)]
        decoded = self.decoder(bits, present)
        n = codes[0].shape[0]
        context = decoded.context.permute(0, 2, 3, 1)
        context = context.reshape(n, -1, *context.shape[1:])
        return (context, decoded.mask, *(decoded.priors if self.with_priors else ()))


class Pixels(nn.Module):
    """The base decoder's last convolution and filter: features `[M, C, h, w]` → uint8 frames `[M·a, 3, H, W]`.

    The convolution counts in grey levels, half a one up, so that the frames need no pass for scale and rounding; and
    its channels lie as `pixel_shuffle` takes them.
    """

    def __init__(self, decoder: BaseDecoder) -> None:
        super().__init__()
        a, b, c = decoder.stages[-1].down
        last, self.rows = decoder.ups[-1], b

        def by_colour(x: Tensor) -> Tensor:  # channels from a, b, c, colour to a, colour, b, c
            return x.unflatten(0, (a, b, c, 3)).permute(0, 3, 1, 2, *range(4, x.dim() + 3)).flatten(0, 3)

        with torch.no_grad():
            self.register_buffer("weight", by_colour(127.5 * last.weight))
            self.register_buffer("bias", by_colour(127.5 * last.bias + 128))

    def forward(self, x: Tensor) -> Tensor:
        channels, h, w = 3 * self.rows**2, int(x.shape[2]), int(x.shape[3])
        y = F.conv2d(x, self.weight, self.bias).reshape(-1, channels, h, w)
        return guided_filter(F.pixel_shuffle(y, self.rows), NOISE).clamp(0, 255.9).to(torch.uint8)


class BaseGraph(nn.Module):
    """`baseDecoder`: a chunk of latent frames → uint8 frames, with causal state."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.tokenizer, self.pixels = tokenizer, Pixels(tokenizer.decoder)
        self.bits = tokenizer.config.detail.bits
        self.counts = [len(stack.blocks) for stack in tokenizer.decoder.stacks]

    def forward(self, context: Tensor, codes: Tensor, known: Tensor, *states: Tensor) -> tuple[Tensor, ...]:
        n = context.shape[0]
        features = context.flatten(0, 1).permute(0, 3, 1, 2)
        logits = self.tokenizer.upper_decoder.to_bits(features).permute(0, 2, 3, 1)
        logits = logits.reshape(n, -1, *logits.shape[1:])
        bits = self.tokenizer.detail_input(from_codes(codes, self.bits), known, logits)
        nested, first = [], 0
        for count in self.counts:
            nested.append(list(states[first : first + count]))
            first += count
        last, after = self.tokenizer.decoder.features(bits, features, nested)
        pixels = self.pixels(last)
        pixels = pixels.reshape(n, -1, *(int(size) for size in pixels.shape[1:]))
        return (pixels.permute(0, 1, 3, 4, 2), *(state for stack in after for state in stack))


class EncoderGraph(nn.Module):
    """`encoder`: uint8 frames → codes and soft bits of Detail, and the change between latent frames."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.encoder = tokenizer.encoder

    def forward(self, frames: Tensor) -> tuple[Tensor, ...]:
        _, z = self.encoder(frames.permute(0, 1, 4, 2, 3).float() / 127.5 - 1)
        return to_codes(z), torch.tanh(z), difference(z)


class UpperEncoderGraph(nn.Module):
    """`upperEncoder`: soft bits of Detail → codes of the layers above, top first."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.encoder = tokenizer.upper_encoder

    def forward(self, soft: Tensor) -> tuple[Tensor, ...]:
        return tuple(to_codes(z) for z in self.encoder(soft))


class HeadGraph(nn.Module):
    """`heads[k]`: hidden states → logits of one layer."""

    def __init__(self, model: LanguageModel, order: int) -> None:
        super().__init__()
        self.head = model.heads[order]

    def forward(self, hidden: Tensor) -> Tensor:
        return self.head(hidden)


class LinkGraph(nn.Module):
    """`links[k]`: sub-codes → what each adds to the logits of the next one, a table per pair."""

    def __init__(self, model: LanguageModel, order: int) -> None:
        super().__init__()
        self.tables = model.links[order]

    def forward(self, *before: Tensor) -> tuple[Tensor, ...]:
        """One int64 `[M]` per factor but the last → `[M, 2^factor]` of the factor after it."""
        return tuple(F.embedding(codes, table) for codes, table in zip(before, self.tables, strict=True))


def step_inputs(config: Config, rows: int, positions: int, capacity: int) -> dict[str, Tensor]:
    """Example inputs of `StepGraph`, by name."""
    model = config.language_model
    head_width = model.width // model.heads
    factors = max(len(layer.factors) for layer in config.layers)
    inputs = {
        "codes": torch.randint(0, 4, (rows, positions, factors)),
        "prompt": torch.randn(rows, positions, model.prompt_width),
        "contents": torch.arange(positions),
        "targets": torch.arange(positions) + 1,
        "past_bias": torch.zeros(capacity),
        "new_bias": torch.zeros(positions, positions),
    }
    for i in range(model.depth):
        for name in (f"past_key_{i}", f"past_value_{i}"):
            inputs[name] = torch.randn(rows, model.key_value_heads, capacity, head_width)
    return inputs
