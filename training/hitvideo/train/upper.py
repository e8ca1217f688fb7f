"""Stage `upper`: the layers above Detail on cached latents of the base, dropped from the bottom at random."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..config import Config
from ..data.clips import render, to_frames
from ..data.latents import LatentCache
from ..losses import psnr
from ..tokenizer.masks import difference, true_mask
from ..tokenizer.quantizer import flip_bits, quantize, quantizer_losses
from ..tokenizer.tokenizer import Tokenizer
from ..tokenizer.upper import PromptHead
from .base import Base
from .distributed import own_rows
from .eye import Eye
from .loop import Run, load_averaged
from .sheet import to_pixels, write_sheet

PRIOR_WEIGHT = 0.2
MOVING_WEIGHT = 3.0  # of a Detail token that changes, against 1 of one that stands still and is masked, by default
BANK = 256  # captions of other clips, among which a board has to find its own


class UpperTraining(nn.Module):
    """What this stage trains; the base stays outside."""

    def __init__(self, config: Config, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.encoder, self.decoder = tokenizer.upper_encoder, tokenizer.upper_decoder
        self.prompt = PromptHead(config)


def presence(config: Config, rng: np.random.Generator, share_board: float | None = None) -> Tensor:
    """Layers above Detail that are there: a random prefix of at least the board, float `[upper layers]`.

    `share_board` says how often it is the board alone; None: as often as any other prefix.
    """
    count = len(config.uppers)
    layers = 1 + rng.integers(count)
    if share_board is not None and count > 1:
        layers = 1 if rng.random() < share_board else 2 + rng.integers(count - 1)
    return (torch.arange(count) < layers).float()


def prior_loss(priors: list[Tensor], qs: list[Tensor]) -> Tensor:
    """Cross-entropy of the bits of the upper layers below the top under what the layers above them say."""
    pairs = zip(priors[:-1], qs[1:], strict=True)  # the last is of Detail, which has a loss of its own
    parts = [F.binary_cross_entropy_with_logits(prior, (q.detach() > 0).float()) for prior, q in pairs]
    return sum(parts, torch.zeros(()))


def code_rate(priors: list[Tensor], qs: list[Tensor], present: Tensor) -> Tensor:
    """Nats per bit that the codes of the upper layers below the top cost where the layer above is there.

    The same cross-entropy, but felt by the codes: those that a small model foresees are those that the language model
    learns (Ramanujan et al. 2024, arXiv 2412.16326).
    """
    parts = [
        there * F.binary_cross_entropy_with_logits(prior.detach(), (q + 1) / 2)
        for there, prior, q in zip(present, priors[:-1], qs[1:], strict=False)
    ]
    return sum(parts, torch.zeros(()))


def moving_weights(mask: Tensor, moving: float) -> Tensor:
    """Weights of Detail tokens, mean 1 in each clip, from `mask` `[N, T, h, w]`, true where nothing changes.

    A moving object is a twentieth of the picture: unweighted, the upper layers learn grounds and skies.
    """
    weights = torch.where(mask, 1.0, moving)
    return weights / weights.mean(dim=(1, 2, 3), keepdim=True)


def detail_losses(logits: Tensor, z: Tensor, mask: Tensor, moving: float = MOVING_WEIGHT) -> tuple[Tensor, Tensor]:
    """(cross-entropy of the Detail bits, squared error of their expectation); `logits` and `z` `[N, T, h, w, bits]`."""
    weights = moving_weights(mask, moving)
    bits = F.binary_cross_entropy_with_logits(logits, (z > 0).float(), reduction="none").mean(-1)
    expected = (torch.tanh(logits / 2) - torch.tanh(z)).square().mean(-1)
    return (weights * bits).mean(), (weights * expected).mean()


def prompt_loss(predicted: Tensor, own: Tensor, bank: Tensor) -> Tensor:
    """Cosine distance to the own caption, and which of it and the `bank` is the own one.

    Unit vectors: `predicted` and `own` `[N, W]`, `bank` `[M, W]`. Among a batch alone the setting would be enough to
    tell captions apart; among many, the board has to say object and motion too.
    """
    right = (predicted * own).sum(-1)
    scores = torch.cat([right[:, None], predicted @ bank.T], dim=1) / 0.05
    return (1 - right).mean() + 0.5 * F.cross_entropy(scores, torch.zeros(len(scores), dtype=torch.long))


def train_upper(config: Config, folder: Path, seconds: float) -> None:
    settings, extra = config.train["upper"], config.train["upper"].settings
    base = Base(config)
    load_averaged(base, folder / "base.pt")
    base.eval()
    if extra.get("compile"):
        base.encoder.compile()
    tokenizer = Tokenizer(config)
    tokenizer.encoder, tokenizer.decoder = base.encoder, base.decoder
    module = UpperTraining(config, tokenizer)
    cache = LatentCache(folder / "latents", config, base.encoder, int(extra["clips"]))
    frozen = bool(extra.get("freeze_encoder"))
    if frozen:
        for part in (module.encoder, module.prompt):
            part.requires_grad_(False)
    eye = Eye.of(config, "upper", folder)
    companions = eye.companions if eye is not None else {}
    run = Run(folder, "upper", module, settings, config.distributed.strategy, companions)
    if extra.get("compile"):
        module.encoder.compile()
        module.decoder.compile()
    held_out = to_frames(np.stack([render(config, number, "validation") for number in range(6)]))

    def loss(step: int, rng: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        shares = eye.shares(np.arange(len(cache.z))) if eye is not None else None
        chosen = cache.choose(rng, settings.batch, shares)[own_rows(settings.batch)]
        z = cache.latents(chosen)
        zs = module.encoder(torch.tanh(z))
        hardness = min(1.0, step / max(1.0, extra["soft_steps"]))
        qs = [quantize(each, hardness) for each in zs]
        noisy = [flip_bits(q, extra["flip"] * float(rng.random() < 0.5)) for q in qs]
        present = presence(config, rng, extra.get("share_board"))
        decoded = module.decoder(noisy, present)
        mask = true_mask(difference(z), config.tokenizer.mask_maximum_share)
        bits, expected = detail_losses(decoded.bits, z, mask, extra.get("moving", MOVING_WEIGHT))
        mask_loss = F.binary_cross_entropy_with_logits(decoded.mask, mask.float())
        value = bits + 0.5 * expected + 0.1 * mask_loss + PRIOR_WEIGHT * prior_loss(decoded.priors, qs)
        figures = {"mask": float(mask_loss.detach())}
        if not frozen:
            words = prompt_loss(module.prompt(qs[0]), cache.sentences[chosen], cache.captions(rng, BANK))
            rate = code_rate(decoded.priors, qs, present)
            value = value + extra["prompt"] * words + extra.get("predictable", 0.0) * rate
            value = value + quantizer_losses(zs, extra["entropy"])
            figures |= {"prompt": float(words.detach()), "rate": float(rate.detach())}
        if eye is not None:
            missed, seen = eye.loss(torch.tanh(decoded.bits / 2), quantize(z), chosen)
            value, figures = value + missed, figures | seen
        layers = int(present.sum())
        named = {f"bits{k}": float(bits.detach()) if k == layers else 0.0 for k in range(1, len(zs) + 1)}
        return value, {**named, **figures}

    def look(path: Path) -> None:
        rows, figures = [to_pixels(held_out)], []
        for layers in range(1, len(config.layers) + 1):
            made = tokenizer.reconstruct(held_out, layers)
            figures.append(f"{float(psnr(made, held_out).mean()):.2f}")
            rows.append(to_pixels(made))
        print(f"held-out PSNR by layers: {' / '.join(figures)} dB after {run.step} steps", flush=True)
        write_sheet(path, [clip for clips in zip(*rows, strict=True) for clip in clips])

    run.train(loss, look=look, look_every=250, seconds=seconds)
