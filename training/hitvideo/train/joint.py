"""Stage `joint`: all layers together on whole clips, with layer dropping, masks and bit flips (paper 3.2, 4.1).

Parts of the tokenizer can be frozen. Without its encoders (`freeze_encoder`, `freeze_upper_encoder`) every token stays.
Without the upper decoder as well (`freeze_upper_decoder`) so do the priors: the base decoder alone learns, and that can
be done after a language model that has learned both. Without all but an encoder it learns to choose better tokens
for decoders that read them as before.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..config import Config
from ..data.clips import ClipPool, captions, render, to_frames
from ..losses import psnr, reconstruction, structural
from ..prompt.encoder import PromptEncoder, sentence
from ..tokenizer.quantizer import flip_bits, quantize, quantizer_losses
from ..tokenizer.tokenizer import Tokenizer
from ..tokenizer.upper import PromptHead
from .adversary import Adversary
from .base import Base
from .distributed import first_alone, is_first, own_rows
from .eye import PixelEye
from .loop import Run, load_averaged, load_checkpoint, write_checkpoint
from .sheet import to_pixels, write_sheet
from .upper import BANK, MOVING_WEIGHT, PRIOR_WEIGHT, UpperTraining, detail_losses, presence, prior_loss, prompt_loss

DRAWN_TEMPERATURE = 0.5  # of Detail tokens that `share_drawn` puts in: about that of packs


class JointTraining(nn.Module):
    """The whole tokenizer and the head that ties the board to the prompt."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.tokenizer, self.prompt = Tokenizer(config), PromptHead(config)

    def freeze(self, settings: dict[str, float]) -> None:
        """Leave alone what `freeze_encoder`, `freeze_decoder` (both the base's) and `freeze_upper_…` name."""
        tokenizer = self.tokenizer
        parts = {
            "freeze_encoder": [tokenizer.encoder],
            "freeze_decoder": [tokenizer.decoder, tokenizer.masked_bits],
            "freeze_upper_encoder": [tokenizer.upper_encoder, self.prompt],
            "freeze_upper_decoder": [tokenizer.upper_decoder],
        }
        for name, part in parts.items():
            for each in part if settings.get(name) else ():
                each.requires_grad_(False)

    def start_from(self, config: Config, folder: Path) -> None:
        """Take over the averaged weights of the stages `base` and `upper`."""
        base = Base(config)
        load_averaged(base, folder / "base.pt")
        self.tokenizer.encoder.load_state_dict(base.encoder.state_dict())
        self.tokenizer.decoder.load_state_dict(base.decoder.state_dict())
        upper = UpperTraining(config, self.tokenizer)
        upper.prompt = self.prompt
        load_averaged(upper, folder / "upper.pt")


def draw_tokens(q: Tensor, logits: Tensor, share: float) -> Tensor:
    """`q` with a share of its tokens drawn as the upper layers expect them, `logits` of both `[N, T, h, w, bits]`.

    A language model's Detail tokens are likely ones, seldom the true ones: the decoder learns to make do with such.
    """
    probability = torch.sigmoid(logits.detach() / DRAWN_TEMPERATURE)
    drawn = torch.where(torch.rand_like(probability) < probability, 1.0, -1.0)
    return torch.where(torch.rand(*q.shape[:-1], 1) < share, drawn, q)


def train_joint(config: Config, folder: Path, seconds: float) -> None:
    settings, extra = config.train["joint"], config.train["joint"].settings
    module = JointTraining(config)
    if not (folder / "joint-training.pt").exists():
        module.start_from(config, folder)
    module.freeze(extra)
    adversary = None
    if extra.get("adversarial", 0.0) > 0:
        adversary = Adversary(extra["discriminator_rate"], int(extra["crop_frames"]), int(extra["crop_size"]))
    eye = PixelEye.of(config, "joint", folder)
    companions = ({"adversary": adversary} if adversary else {}) | (eye.companions if eye is not None else {})
    run = Run(folder, "joint-training", module, settings, config.distributed.strategy, companions)
    tokenizer = module.tokenizer
    if extra.get("compile"):
        tokenizer.encoder.compile()
        tokenizer.decoder.compile()
    pool = ClipPool(config, run.step)
    words = PromptEncoder(config)
    bank = sentence(*words.embed([captions(config, number, "train")[0] for number in range(2 * BANK)]))
    held_out = to_frames(np.stack([render(config, number, "validation") for number in range(6)]))
    count = len(config.layers)

    def loss(step: int, rng: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        shares = eye.shares(pool.numbers) if eye is not None else None
        numbers = pool.choose(rng, settings.batch, shares)[own_rows(settings.batch)]
        true = pool.frames(numbers)
        encoded = tokenizer.encode(true)
        uppers = [z.detach() for z in encoded.uppers] if extra.get("freeze_upper_encoder") else encoded.uppers
        q, qs = quantize(encoded.z), [quantize(z) for z in uppers]
        noisy = [flip_bits(each, extra["flip"] * float(rng.random() < 0.5)) for each in qs]
        whole = rng.random() < extra["share_full"]
        present = torch.ones(count - 1) if whole else presence(config, rng, extra.get("share_board"))
        mask = tokenizer.true_mask(encoded)
        known = torch.zeros(mask.shape)
        upper = tokenizer.upper_decoder(noisy, present)
        exact = whole and rng.random() >= extra.get("share_drawn", 0.0)
        if whole:
            masked = rng.random() < extra["share_masked"]
            q = q if exact else draw_tokens(q, upper.bits, float(rng.random()))
            q, known = tokenizer.apply_mask(q, mask) if masked else (q, known + 1)
        made, _ = tokenizer.decoder(tokenizer.detail_input(q, known, upper.bits), upper.context)
        value = reconstruction(made, true, extra.get("squared", 2.0))
        if extra.get("decibels"):
            value = value - extra["decibels"] * psnr(made, true).mean()
        if extra.get("structural"):
            value = value + extra["structural"] * structural(made, true, rng)
        figures = {"psnr": float(psnr(made.detach(), true).mean())}
        if eye is not None and not exact:  # in true tokens hardly anything is missed
            missed, seen = eye.pixel_loss(made, true, numbers, rng)
            value, figures = value + missed, figures | seen
        if not extra.get("freeze_encoder"):
            value = value + quantizer_losses([encoded.z], extra["entropy"])
        if not extra.get("freeze_upper_decoder"):
            bits, _ = detail_losses(upper.bits, encoded.z, mask, extra.get("moving", MOVING_WEIGHT))
            mask_loss = F.binary_cross_entropy_with_logits(upper.mask, mask.float())
            foreseen = prior_loss(upper.priors, qs)
            value = value + extra["bits"] * bits + 0.05 * mask_loss + PRIOR_WEIGHT * foreseen
            figures |= {"bits": float(bits.detach()), "foreseen": float(foreseen.detach())}
        if not extra.get("freeze_upper_encoder"):
            own = [captions(config, int(number), "train")[0] for number in numbers]
            said = prompt_loss(
                module.prompt(qs[0]), sentence(*words.embed(own)), bank[rng.integers(len(bank), size=BANK)]
            )
            value = value + extra["prompt"] * said + quantizer_losses(uppers, extra["entropy"])
            figures |= {"prompt": float(said.detach())}
        if adversary and step >= extra["adversarial_from"]:
            fooling, perceptual = adversary.losses(made, true, rng)
            value = value + extra["adversarial"] * fooling + extra["perceptual"] * perceptual
            figures |= {"fooling": float(fooling.detach()), "perceptual": float(perceptual.detach())}
        return value, figures

    def look(path: Path) -> None:
        rows, figures = [to_pixels(held_out)], []
        for layers in range(1, count + 1):
            made = tokenizer.reconstruct(held_out, layers)
            figures.append(f"{float(psnr(made, held_out).mean()):.2f}")
            rows.append(to_pixels(made))
        unmasked = float(psnr(tokenizer.reconstruct(held_out, count, masked=False), held_out).mean())
        print(
            f"held-out PSNR by layers: {' / '.join(figures)} dB, unmasked {unmasked:.2f} after {run.step} steps",
            flush=True,
        )
        write_sheet(path, [clip for clips in zip(*rows, strict=True) for clip in clips])

    run.train(loss, pool.advance, look, look_every=200, seconds=seconds)
    with first_alone():
        if is_first():
            publish_tokenizer(folder)


def publish_tokenizer(folder: Path) -> None:
    """Write the averaged tokenizer as `joint.pt`: from here on it names the codes that the language model learns."""
    average = load_checkpoint(folder / "joint-training.pt")["average"]
    prefix = "tokenizer."
    weights = {name.removeprefix(prefix): w for name, w in average.items() if name.startswith(prefix)}
    write_checkpoint(folder / "joint.pt", {"average": weights})
