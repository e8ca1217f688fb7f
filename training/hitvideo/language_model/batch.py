"""Training batches of the language model: prefix (prompt, hints) and the first layers of each clip."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ..config import Config
from ..data.tokens import TokenFiles
from ..tokenizer.quantizer import from_codes
from ..tokenizer.tokenizer import Tokenizer
from ..train.distributed import mean
from .model import LanguageModel
from .positions import hint_slots
from .sequence import CodeRows, build_sequence, code_rows, factor_count, first_token, sub_codes


@dataclass(frozen=True)
class Batch:
    """`L` = prompt + hints + positions of the layers, padded to the longest clip."""

    codes: Tensor  # int64 [N, L, F]
    prompt: Tensor  # float [N, P, prompt width]
    contents: Tensor  # int64 [N, L]
    targets: Tensor  # int64 [N, L]
    bias: Tensor  # float [L, L]
    labels: Tensor  # int64 [N, L] code to predict, -1 = none
    orders: Tensor  # int64 [N, L] order of the layer of the position, -1 for the prefix
    weights: Tensor  # float [N, L] of the loss of each position
    priors: list[Tensor]  # per layer below the top: logits of its bits, [N, tokens, bits]; empty without priors
    given: Tensor  # int64 [N, tokens] codes of the layers as the model sees them

    def rows(self, which: slice) -> Batch:
        """Some of the clips."""
        return Batch(
            *(each[which] for each in (self.codes, self.prompt, self.contents, self.targets)),
            self.bias,
            self.labels[which],
            self.orders[which],
            self.weights[which],
            [each[which] for each in self.priors],
            self.given[which],
        )


def make_batch(
    config: Config,
    rows: CodeRows,
    files: TokenFiles,
    chosen: np.ndarray,
    layers: int,
    rng: np.random.Generator,
    prompt_dropout: float,
    token_dropout: float,
    tokenizer: Tokenizer,
    with_hints: bool = True,
    moving: float = 1.0,
    prompt_noise: float = 0.0,
    given: np.ndarray | None = None,
) -> Batch:
    """Clips `chosen` up to their first `layers` layers; half of them with hints, or none.

    `moving` weighs tokens of what moves, against 1 of what stands still. Noise up to `prompt_noise`, in standard
    deviations of the prompt's embedding, blurs the words of captions, so that words near them mean the same. `given`,
    int `[n, tokens]`, is what the model sees in place of the clips' own codes; what it has to predict stays theirs.
    """
    sequences, codes, contents, targets, labels, orders, prompts, weights = [], [], [], [], [], [], [], []
    offsets = [first_token(config, order) for order in range(1, layers + 1)]
    true = np.asarray(files.codes[chosen, : offsets[-1]], np.int64)
    shown = true if given is None else given
    for clip, flat, seen in zip(chosen, true, shown, strict=True):
        parts = np.split(seen, offsets[:-1])
        sequence = build_sequence(config, rows, parts, np.asarray(files.kept[clip]))
        sequences.append(sequence)
        hints = _hints(config, rng) & with_hints
        prefix, prompt = build_prefix(config, rows, files, clip, parts[0], hints, rng, prompt_dropout, prompt_noise)
        prompts.append(prompt)
        held = sequence.codes.copy()
        held[rng.random(len(held)) < token_dropout] = rows.null
        codes.append(np.concatenate([prefix, held]))
        head, tail = prefix_indices(config)
        contents.append(np.concatenate([head, sequence.contents]))
        targets.append(np.concatenate([tail, sequence.targets]))
        label = np.where(sequence.labels >= 0, flat[sequence.targets - 1], -1)
        label[np.isin(sequence.targets, 1 + np.flatnonzero(hints))] = -1  # a shown token is no riddle
        labels.append(np.concatenate([np.full(len(head), -1), label]))
        orders.append(np.concatenate([np.full(len(head), -1), sequence.orders]))
        own = np.where(_moving_tokens(config, np.asarray(files.moving[clip])), moving, 1.0).astype(np.float32)
        weights.append(np.concatenate([np.zeros(len(head), np.float32), own[sequence.targets - 1]]))
    known = given is None and files.priors is not None
    longest = max(sequences, key=lambda each: len(each.steps))
    steps = torch.as_tensor(np.concatenate([np.full(len(head), -1), longest.steps]))
    return Batch(
        codes=_stack(codes, 0),
        prompt=torch.as_tensor(np.stack(prompts)),
        contents=_stack(contents, 0),
        targets=_stack(targets, 0),
        labels=_stack(labels, -1),
        orders=_stack(orders, -1),
        weights=_stack(weights, 0),
        bias=(steps[None, :] > steps[:, None]).float() * -1e9,
        priors=_priors(config, tokenizer, shown, files.priors[chosen] if known else None),
        given=torch.as_tensor(shown),
    )


@torch.no_grad()
def _priors(config: Config, tokenizer: Tokenizer, codes: np.ndarray, kept: np.ndarray | None) -> list[Tensor]:
    """What the tokenizer's upper layers say of the bits of the layers below the top of `codes` `[N, tokens]`.

    `kept` `[N, bits below the top]`, of all layers, spares asking them.
    """
    ends = np.cumsum([layer.tokens for layer in config.layers])
    layers = int(np.searchsorted(ends, codes.shape[1])) + 1
    if not config.language_model.priors or layers == 1:
        return []
    if kept is None:
        whole = np.pad(
            codes, [(0, 0), (0, max(0, ends[-2] - codes.shape[1]))]
        )  # of layers that are not there: anything
        parts = np.split(whole[:, : ends[-2]], ends[:-2], axis=1)
        bits = [
            from_codes(torch.as_tensor(part).reshape(-1, *layer.grid), layer.bits)
            for part, layer in zip(parts, config.uppers, strict=True)
        ]
        priors = tokenizer.upper_decoder(bits, torch.ones(len(bits))).priors
        return [prior.flatten(1, 3) for prior in priors[: layers - 1]]
    sizes = [layer.tokens * layer.bits for layer in config.layers[1:layers]]
    parts = torch.as_tensor(kept[:, : sum(sizes)].astype(np.float32)).split(sizes, dim=1)
    return [part.unflatten(1, (-1, layer.bits)) for part, layer in zip(parts, config.layers[1:layers], strict=True)]


def _moving_tokens(config: Config, detail: np.ndarray) -> np.ndarray:
    """Tokens of all layers with a quarter of what they cover moving, bool `[tokens]`, from `detail` `[Detail tokens]`.

    The board counts as still: each of its few tokens covers a good part of the clip.
    """
    whole, parts = detail.reshape(config.detail.grid), [np.zeros(config.layers[0].tokens, bool)]
    for layer in config.layers[1:]:
        (t, a), (h, b), (w, c) = ((n, m // n) for n, m in zip(layer.grid, config.detail.grid, strict=True))
        parts.append(whole.reshape(t, a, h, b, w, c).mean(axis=(1, 3, 5)).reshape(-1) >= 0.25)
    return np.concatenate(parts)


def _hints(config: Config, rng: np.random.Generator) -> np.ndarray:
    """Which board tokens are shown, bool `[board tokens]`: none half of the time."""
    count = config.layers[0].tokens
    shown = np.zeros(count, bool)
    if hint_slots(config) and rng.random() < 0.5:
        shown[rng.permutation(count)[: rng.integers(1, count + 1)]] = True
    return shown


def build_prefix(
    config: Config,
    rows: CodeRows,
    files: TokenFiles,
    clip: int,
    board: np.ndarray,
    hints: np.ndarray,
    rng: np.random.Generator,
    prompt_dropout: float,
    prompt_noise: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Code rows `[P + hints, F]` and prompt embeddings `[P, prompt width]` of the first step.

    `hints` bool `[board tokens]` says which tokens of `board` are shown. Noise is drawn evenly up to `prompt_noise`:
    what is blurred teaches that near words mean the same, but left and right lie so near that only the clear ones tell.
    """
    model = config.language_model
    variant = rng.integers(files.words.shape[1])
    words = int(files.words[clip, variant])
    codes = np.zeros((model.prompt_length, factor_count(config)), np.int64)
    prompt = np.asarray(files.prompts[clip, variant], np.float32).copy()
    if rng.random() < prompt_dropout:
        codes[:, 0], prompt[:] = rows.unconditional, 0
    else:
        codes[words:, 0], prompt[words:] = rows.prompt_pad, 0
        if prompt_noise:
            own = prompt[:words]
            own += rng.uniform(0, prompt_noise) * own.std() * rng.standard_normal(own.shape, np.float32)
    if not hint_slots(config):
        return codes, prompt
    slots = np.zeros((len(board), codes.shape[1]), np.int64)
    slots[:, 0] = rows.no_hint
    return np.concatenate([codes, np.where(hints[:, None], code_rows(config, rows, 0, board), slots)]), prompt


def prefix_indices(config: Config) -> tuple[np.ndarray, np.ndarray]:
    """(contents, targets) of the first step, `[P + hints]` each."""
    slots, length = hint_slots(config), config.language_model.prompt_length
    hints = np.arange(slots)
    contents = np.concatenate([np.zeros(length, np.int64), 1 + hints])
    targets = np.concatenate([1 + config.tokens + slots + np.arange(length), 1 + config.tokens + hints])
    return contents, targets


def _stack(parts: list[np.ndarray], fill: int) -> Tensor:
    length = max(len(part) for part in parts)
    padded = [np.pad(p, [(0, length - len(p))] + [(0, 0)] * (p.ndim - 1), constant_values=fill) for p in parts]
    return torch.as_tensor(np.stack(padded))


def prior_logits(prior: Tensor, factors: tuple[int, ...]) -> Tensor:
    """Logits of independent bits `[…, bits]` → logits of the sub-codes `[…, Σ 2^factor]`: the sum over the set bits."""
    parts = []
    for own in prior.split(list(factors), dim=-1):
        table = torch.zeros_like(own[..., :1])
        for bit in own.unbind(-1):  # in this order of additions the engine makes the same floats
            table = torch.cat([table, table + bit[..., None]], dim=-1)
        parts.append(table)
    return torch.cat(parts, dim=-1)


def add_prior(config: Config, batch: Batch, order: int, logits: Tensor, clips: Tensor, targets: Tensor) -> Tensor:
    """`logits` `[…, Σ 2^factor]` of the tokens `targets` (1 + token number) of `clips`, with priors where there are."""
    if order == 0 or not batch.priors:
        return logits
    places = targets - 1 - first_token(config, order)
    return logits + prior_logits(batch.priors[order - 1][clips, places], config.layers[order].factors)


def predict(config: Config, model: LanguageModel, hidden: Tensor, batch: Batch, order: int) -> tuple[Tensor, Tensor]:
    """(logits `[M, Σ 2^factor]` of the codes to predict in a layer, without links; which positions, `[N, L]`)."""
    where = (batch.orders == order) & (batch.labels >= 0)
    logits = model.heads[order](hidden[where]).float()
    return add_prior(config, batch, order, logits, where.nonzero()[:, 0], batch.targets[where]), where


def layer_losses(config: Config, model: LanguageModel, hidden: Tensor, batch: Batch) -> list[Tensor]:
    """Weighted mean cross-entropy per token of each layer that the batch has, in nats; sub-codes are added up."""
    losses = []
    for order in range(1 + int(batch.orders.max())):
        factors = config.layers[order].factors
        logits, where = predict(config, model, hidden, batch, order)
        weights = batch.weights[where]
        share = weights.sum() / mean(weights.sum())  # of several processes, each weighs by what it predicts
        if not bool(where.any()):  # every token of the layer was shown as a hint
            losses.append(0 * hidden.sum())
            continue
        subs = torch.as_tensor(sub_codes(batch.labels[where].cpu().numpy(), factors))
        pieces = logits.split([2**f for f in factors], dim=-1)
        nats = sum(
            F.cross_entropy(model.linked(order, piece, i, subs[:, i - 1]), subs[:, i], reduction="none")
            for i, piece in enumerate(pieces)
        )
        losses.append(share * (weights * nats).sum() / weights.sum())
    return losses
