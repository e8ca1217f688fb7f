"""Base and upper layers together: clips → codes of all layers → clips, from any prefix of the layers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from ..config import Config
from .base import BaseDecoder, BaseEncoder, States
from .masks import difference, repeat_masked, true_mask
from .quantizer import quantize
from .upper import UpperDecoded, UpperDecoder, UpperEncoder


@dataclass
class Encoded:
    """What the encoder makes of clips; upper layers top first."""

    z: Tensor  # [N, T, h, w, bits] Detail
    uppers: list[Tensor]  # z of each upper layer
    change: Tensor  # [N, T, h, w]


class Tokenizer(nn.Module):
    """All layers. Bits are ±1 tensors `[N, T, h, w, bits]`."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.encoder, self.decoder = BaseEncoder(config), BaseDecoder(config)
        self.upper_encoder, self.upper_decoder = UpperEncoder(config), UpperDecoder(config)
        self.masked_bits = nn.Parameter(torch.zeros(config.detail.bits))  # for the strategy `learned`
        self.to(memory_format=torch.channels_last)

    def encode(self, frames: Tensor) -> Encoded:
        """Frames `[N, F, 3, H, W]` in -1 … 1."""
        return self.encode_latents(self.encoder(frames)[1])

    def encode_latents(self, z: Tensor) -> Encoded:
        """What the base's encoder made of clips, `[N, T, h, w, bits]`."""
        return Encoded(z, self.upper_encoder(torch.tanh(z)), difference(z))

    @torch.no_grad()
    def corrected(self, encoded: Encoded) -> Encoded:
        """With codes of the layer above Detail from which the decoder expects more of the Detail bits.

        Closed-loop coding: each round moves what the encoder is shown by a share of what the decoder misses
        (docs/decisions/0047). Layers further up stay: what is drawn below them would suffer, and people read boards.
        """
        rule, soft, order = self.config.tokenizer, torch.tanh(encoded.z), len(encoded.uppers) - 1
        if order == 0:
            return encoded
        uppers, shown = list(encoded.uppers), soft
        for _ in range(rule.correction_rounds):
            decoded = self.upper_decoder([quantize(z) for z in uppers], torch.ones(len(uppers)))
            shown = shown + rule.correction_step * (soft - torch.tanh(decoded.bits / 2))
            uppers[order] = self.upper_encoder(shown)[order]
        return replace(encoded, uppers=uppers)

    def true_mask(self, encoded: Encoded) -> Tensor:
        return true_mask(encoded.change, self.config.tokenizer.mask_maximum_share)

    def apply_mask(self, q: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Detail bits under the pack's strategy → (bits, known `[N, T, h, w]`)."""
        if self.config.tokenizer.mask_strategy == "repeat":
            return repeat_masked(q, mask), torch.ones(mask.shape)
        return q, 1.0 - mask.float()

    def detail_input(self, q: Tensor, known: Tensor, logits: Tensor) -> Tensor:
        """What the base decoder reads: the bits where they are known, elsewhere the strategy's filling.

        For `repeat` that is only a dropped layer, where the upper layers' expected bits stand in; `zero` fills with
        zeros, `learned` with the expectation plus a learned vector.
        """
        expected = torch.tanh(logits / 2)
        if self.config.tokenizer.mask_strategy == "zero":
            expected = torch.zeros_like(expected)
        elif self.config.tokenizer.mask_strategy == "learned":
            expected = expected + self.masked_bits
        return torch.where(known[..., None] > 0, q, expected)

    def decode(
        self, uppers: list[Tensor], present: Tensor, q: Tensor, known: Tensor, states: States | None = None
    ) -> tuple[Tensor, UpperDecoded, States]:
        """Bits → (frames `[N, F, 3, H, W]`, what the upper layers say, states).

        `present` float `[upper layers]`; `known` zeros where the Detail layer is dropped or masked.
        """
        upper = self.upper_decoder(uppers, present)
        frames, states = self.decoder(self.detail_input(q, known, upper.bits), upper.context, states)
        return frames, upper, states

    def reconstruct(self, frames: Tensor, layers: int, masked: bool = True) -> Tensor:
        """Clips through the first `layers` layers, as evaluation does."""
        encoded = self.corrected(self.encode(frames))
        uppers = [quantize(z) for z in encoded.uppers]
        present = torch.tensor([1.0 if i < layers else 0.0 for i in range(len(uppers))])
        q = quantize(encoded.z)
        known = torch.zeros(q.shape[:-1])
        if layers > len(uppers):
            q, known = self.apply_mask(q, self.true_mask(encoded)) if masked else (q, known + 1)
        return self.decode(uppers, present, q, known)[0]
