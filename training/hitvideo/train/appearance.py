"""What the codes that the language model would draw look like to the recogniser: its perceptual loss.

Cross-entropy makes each token likely among those that a true clip has there, and never asks whether tokens that are
drawn side by side show an object together. Here a whole layer is drawn, each token given those of the batch before
its block, and decoded; what the recogniser misses goes back through the decoder to the logits. Drawn codes stand
forward, their expectation backward (straight-through: Bengio et al. 2013, arXiv 1308.3432).
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from ..config import Config
from ..data.tokens import TokenFiles
from ..language_model.batch import Batch
from ..language_model.model import LanguageModel
from ..language_model.sequence import first_token
from ..tokenizer.quantizer import from_codes
from ..tokenizer.tokenizer import Tokenizer
from .drawn import draw_bits
from .eye import Eye


class Appearance:
    """Of clips of the world, which alone have known attributes."""

    def __init__(self, config: Config, module: LanguageModel, tokenizer: Tokenizer, eye: Eye) -> None:
        self.config, self.module, self.tokenizer, self.eye = config, module, tokenizer, eye

    def loss(
        self, hidden: Tensor, batch: Batch, files: TokenFiles, chosen: np.ndarray
    ) -> tuple[Tensor, dict[str, float]]:
        """(loss, figures) of how drawn codes look, beside the true clip's.

        Of the lowest layer that `batch`, the clips `chosen`, has; clips whose prompt was dropped owe nothing.
        """
        asked = (batch.codes[:, 0, 0] != self.module.rows.unconditional).nonzero()[:, 0]
        if len(asked) == 0:
            return 0 * hidden.sum(), {}
        order = int(batch.orders.max())
        codes = torch.as_tensor(np.asarray(files.codes[chosen], np.int64))
        end = first_token(self.config, order + 1)
        codes[:, :end] = batch.given[:, :end]
        layers = self.config.layers
        parts = codes.split([layer.tokens for layer in layers], dim=1)
        bits = [from_codes(own, layer.bits) for own, layer in zip(parts, layers, strict=True)]
        drawn, where = draw_bits(self.config, self.module, hidden, batch, order)
        places = batch.targets[where] - 1 - first_token(self.config, order)
        bits[order] = bits[order].index_put((where.nonzero()[:, 0], places), drawn)
        grids = [own[asked].unflatten(1, layer.grid) for own, layer in zip(bits, layers, strict=True)]
        true = from_codes(parts[-1][asked], layers[-1].bits).unflatten(1, layers[-1].grid)
        return self.eye.loss(self._detail(grids, order), true, chosen[asked.cpu().numpy()])

    def _detail(self, grids: list[Tensor], order: int) -> Tensor:
        """Detail bits of clips whose layers down to `order` are given: as they are, or as upper layers expect them."""
        if order == len(self.config.uppers):
            return grids[-1]
        present = (torch.arange(len(self.config.uppers)) <= order).float()
        return torch.tanh(self.tokenizer.upper_decoder(grids[:-1], present).bits / 2)
