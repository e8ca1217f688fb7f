"""Clips that the language model makes while it is trained: many at once, with a key-value cache."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from ..config import Config
from ..data.tokens import TokenFiles
from ..language_model.batch import prefix_indices, prior_logits
from ..language_model.model import LanguageModel, Past
from ..language_model.positions import hint_slots
from ..language_model.scan import scan_cells
from ..language_model.sequence import Step, code_rows, factor_count, first_token, join_sub_codes, layer_steps
from ..pipeline.sampling import Sampling
from ..tokenizer.quantizer import from_codes
from ..tokenizer.tokenizer import Tokenizer


class Sampler:
    """Draws the upper layers of a clip for each prompt of `prompts`, one layer after the other."""

    @torch.no_grad()
    def __init__(
        self, config: Config, model: LanguageModel, tokenizer: Tokenizer, prompts: TokenFiles, seed: int = 0
    ) -> None:
        """The first caption of each clip of `prompts` is what is asked."""
        self.config, self.model, self.tokenizer = config, model, tokenizer
        self.count = len(prompts.codes)
        self.codes: list[np.ndarray] = []  # per layer, top first, int64 [N, tokens]
        self.generator = torch.Generator(torch.get_default_device()).manual_seed(seed)  # where the weights are
        rows, slots, length = model.rows, hint_slots(config), config.language_model.prompt_length
        codes = np.zeros((2 * self.count, length + slots, factor_count(config)), np.int64)
        filled = np.arange(length) < np.asarray(prompts.words[:, :1])  # [N, P]
        codes[: self.count, :length, 0] = np.where(filled, 0, rows.prompt_pad)
        codes[self.count :, :length, 0] = rows.unconditional  # the second half answers for no prompt
        codes[:, length:, 0] = rows.no_hint
        prompt = np.asarray(prompts.prompts[:, 0], np.float32) * filled[..., None]
        both = torch.as_tensor(np.concatenate([prompt, np.zeros_like(prompt)]))
        self.pasts = [Past() for _ in model.blocks]
        self._step(codes, *prefix_indices(config), both)

    @torch.no_grad()
    def draw(self, sampling: Sampling) -> np.ndarray:
        """The next layer, int64 `[N, tokens]`."""
        order = len(self.codes)
        layer = self.config.layers[order]
        codes, prior = np.zeros((self.count, layer.tokens), np.int64), self._prior()
        for step in self._steps(order):
            hidden = self._layer_step(order, codes, step)
            places = step.targets[step.targets >= 0]
            if len(places) == 0:
                break
            asked, unasked = hidden[:, step.targets >= 0].chunk(2)
            logits = self.model.heads[order](unasked + sampling.guidance * (asked - unasked))
            if prior is not None:
                logits = logits + prior_logits(prior[:, places], layer.factors)
            drawn: list[Tensor] = []
            for number, piece in enumerate(logits.split([2**f for f in layer.factors], dim=-1)):
                piece = self.model.linked(order, piece, number, drawn[-1] if drawn else None)
                drawn.append(draw_index(piece, sampling, self.generator))
            codes[:, places] = join_sub_codes(torch.stack(drawn, dim=-1).cpu().numpy(), layer.factors)
        self.codes.append(codes)
        return codes

    @torch.no_grad()
    def give(self, codes: np.ndarray) -> None:
        """The next layer as it is, int `[N, tokens]`."""
        order = len(self.codes)
        for step in self._steps(order):
            self._layer_step(order, codes, step)
        self.codes.append(np.asarray(codes, np.int64))

    def bits(self) -> tuple[list[Tensor], Tensor]:
        """Bits `[N, T, h, w, bits]` of all upper layers, and which are there, float `[layers]`."""
        present = (torch.arange(len(self.config.uppers)) < len(self.codes)).float()
        made = []
        for order, layer in enumerate(self.config.uppers):
            codes = self.codes[order] if order < len(self.codes) else np.zeros((self.count, layer.tokens), np.int64)
            made.append(from_codes(torch.as_tensor(codes).reshape(-1, *layer.grid), layer.bits))
        return made, present

    @torch.no_grad()
    def decode(self) -> Tensor:
        """Frames `[N, F, 3, H, W]` of the layers that are there."""
        grid, bits = self.config.detail.grid, self.config.detail.bits
        q = torch.zeros(self.count, *grid, bits)
        return self.tokenizer.decode(*self.bits(), q, torch.zeros(q.shape[:-1]))[0]

    def _steps(self, order: int) -> list[Step]:
        layer = self.config.layers[order]
        return layer_steps(scan_cells(layer.grid, layer.scan), layer.block, closing=True)

    def _layer_step(self, order: int, codes: np.ndarray, step: Step) -> Tensor:
        """Hidden states `[2N, S, width]` of one step of a layer of which `codes` `[N, tokens]` are known so far."""
        start, held = first_token(self.config, order), step.contents >= 0
        rows = code_rows(self.config, self.model.rows, order, codes[:, np.maximum(step.contents, 0)])
        rows = np.where(held[:, None], rows, self.model.rows.null)
        contents = np.where(held, 1 + start + step.contents, 0)
        targets = np.where(step.targets >= 0, 1 + start + step.targets, 0)
        return self._step(np.concatenate([rows, rows]), contents, targets)

    def _step(
        self, codes: np.ndarray, contents: np.ndarray, targets: np.ndarray, prompt: Tensor | None = None
    ) -> Tensor:
        indices = (torch.as_tensor(contents), torch.as_tensor(targets))
        return self.model.step(torch.as_tensor(codes), *indices, self.pasts, prompt)

    def _prior(self) -> Tensor | None:
        """Logits of the bits of the next layer, `[N, tokens, bits]`, where the model has priors."""
        order = len(self.codes)
        if order == 0 or not self.config.language_model.priors:
            return None
        return self.tokenizer.upper_decoder(*self.bits()).priors[order - 1].flatten(1, 3)


def draw_index(logits: Tensor, sampling: Sampling, generator: torch.Generator) -> Tensor:
    """One index per row of `logits` `[N, S, V]`, int64 `[N, S]`; the batched kin of `pipeline.sampling.sample`."""
    if sampling.temperature == 0:
        return logits.argmax(-1)
    share, order = (logits / sampling.temperature).softmax(-1).sort(dim=-1, descending=True)
    share = torch.where(share.cumsum(-1) - share < sampling.top_p, share, 0)
    if sampling.top_k:
        share[..., sampling.top_k :] = 0
    chosen = torch.multinomial(share.flatten(0, 1), 1, generator=generator).reshape(*share.shape[:2], 1)
    return order.gather(-1, chosen)[..., 0]
