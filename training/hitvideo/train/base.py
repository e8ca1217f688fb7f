"""Stage `base`: encoder, Detail quantizer and decoder on crops, without the upper layers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ..config import Config
from ..data.clips import ClipPool, render, to_frames
from ..losses import psnr, reconstruction, structural
from ..tokenizer.base import BaseDecoder, BaseEncoder
from ..tokenizer.quantizer import quantize, quantizer_losses
from .distributed import own_rows
from .loop import Run
from .sheet import to_pixels, write_sheet


class Base(nn.Module):
    """Encoder and decoder around one LFQ codebook."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.encoder, self.decoder = BaseEncoder(config), BaseDecoder(config)
        self.to(memory_format=torch.channels_last)

    def forward(self, frames: Tensor, hardness: float = 1.0) -> tuple[Tensor, Tensor]:
        """Frames `[N, F, 3, H, W]` → (their reconstruction, `z` `[N, T, h, w, bits]`)."""
        _, z = self.encoder(frames)
        n, t, h, w, _ = z.shape
        context = torch.zeros(n * t, self.decoder.context_width, h, w)
        made, _ = self.decoder(quantize(z, hardness), context)
        return made, z


def train_base(config: Config, folder: Path, seconds: float) -> None:
    settings = config.train["base"]
    module = Base(config)
    run = Run(folder, "base", module, settings, config.distributed.strategy)
    pool = ClipPool(config, run.step)
    extra = settings.settings
    if extra.get("compile"):
        module.compile()  # a third faster, after a minute of compiling
    held_out = to_frames(np.stack([render(config, number, "validation") for number in range(6)]))

    def loss(step: int, rng: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        true = pool.crops(rng, settings.batch, int(extra["crop_frames"]), int(extra["crop_size"]))
        true = true[own_rows(settings.batch)]
        hardness = min(1.0, max(0.0, (step - extra["soft_steps"] / 2) / (extra["soft_steps"] / 2 + 1)))
        made, z = module(true, hardness)
        value = reconstruction(made, true, extra.get("squared", 2.0)) + quantizer_losses([z], extra["entropy"])
        if extra.get("structural"):
            value = value + extra["structural"] * structural(made, true, rng)
        return value, {"psnr": float(psnr(made.detach(), true).mean())}

    def look(path: Path) -> None:
        made, _ = module(held_out)
        print(f"held-out PSNR {float(psnr(made, held_out).mean()):.2f} dB after {run.step} steps", flush=True)
        write_sheet(path, [p for pair in zip(to_pixels(held_out), to_pixels(made), strict=True) for p in pair])

    run.train(loss, pool.advance, look, seconds=seconds)
