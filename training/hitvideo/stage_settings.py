"""What the `settings` of each stage in a config file may say: sizes, shares and weights of its losses.

A name that a stage does not know is refused: it would be trained for hours without what it asks for.
"""

from __future__ import annotations

from collections.abc import Iterable

_CROPS = {"crop_frames": "frames of a crop", "crop_size": "rows and columns of a crop, in pixels"}
_COMPILE = {"compile": "1: compile the modules first, which pays for itself after some hundred steps"}
_EYE = {
    "recognise": "weight of what the recogniser does not name in what is made",
    "resemble": "weight of the distance between the recogniser's features of what is made and of what is true",
    "emphasis": "share of clips chosen by how much the recogniser misses their object",
}
_FRAMES = {
    "squared": "weight of the squared error beside the absolute one (2 if left out)",
    "structural": "weight of 1 − SSIM",
}
_ENTROPY = {"entropy": "weight of the quantizer's entropy loss (paper 3.2)"}
_SOFT = {"soft_steps": "steps over which the quantizer hardens"}
_SHARE_BOARD = {"share_board": "share of the steps with upper layers alone that show the board alone"}
_FLIP = {"flip": "share of bits that are turned in half of the steps (paper 4.1)"}
_PROMPT = {"prompt": "weight of the loss that ties the board to the prompt"}

REQUIRED: dict[str, dict[str, str]] = {
    "base": _CROPS | _SOFT | _ENTROPY,
    "recogniser": {"clips": "clips whose latents are cached"},
    "upper": {"clips": "clips whose latents are cached"} | _SOFT | _FLIP | _PROMPT | _ENTROPY,
    "joint": {
        "share_full": "share of steps with all layers",
        "share_masked": "share of those with masked tokens",
        "bits": "weight of the Detail bits that the upper layers expect",
    }
    | _FLIP
    | _PROMPT
    | _ENTROPY,
    "language_model": {
        "clips": "clips whose tokens are cached",
        "held_out": "held-out clips whose tokens are cached",
        "prompt_dropout": "share of clips without prompt, for guidance",
        "token_dropout": "share of given tokens that are left out",
    },
    "ranker": {
        "clips": "clips whose prompts are cached, to learn to read from",
        "held_out": "held-out clips whose prompts are cached",
    },
    "judge": {"validation": "held-out clips on which it is measured"},
}

OPTIONAL: dict[str, dict[str, str]] = {
    "base": _FRAMES | _COMPILE,
    "recogniser": {},
    "upper": {
        "freeze_encoder": "1: leave the encoder alone, so that codes stay what they are",
        "moving": "weight of bits of cells that move",
        "predictable": "weight of codes being what the layers above foresee (arXiv 2412.16326)",
    }
    | _SHARE_BOARD
    | _EYE
    | _COMPILE,
    "joint": {
        "freeze_encoder": "1: leave the base encoder alone",
        "freeze_decoder": "1: leave the base decoder alone",
        "freeze_upper_encoder": "1: leave the upper layers' encoder alone",
        "freeze_upper_decoder": "1: leave the upper layers' decoder alone",
        "moving": "weight of bits of cells that move",
        "decibels": "weight of the PSNR, to which clips count alike that are easy and hard",
        "share_drawn": "share of whole clips whose Detail tokens are in part drawn",
        "adversarial": "weight of the discriminator's verdict",
        "adversarial_from": "step from which it counts",
        "perceptual": "weight of the distance between the discriminator's features",
        "discriminator_rate": "learning rate of the discriminator",
    }
    | _SHARE_BOARD
    | _CROPS
    | _FRAMES
    | _EYE
    | _COMPILE,
    "language_model": {
        "moving": "weight of tokens below the board that cover what moves",
        "prompt_noise": "most noise on prompt embeddings, in their standard deviations",
        "read": "weight of what cannot be read off the prompt's positions, halfway through the model",
        "share_drawn": "up to which share of the given codes are the model's own",
        "look_every": "steps between two looks",
    }
    | _EYE
    | _COMPILE,
    "ranker": {},
    "judge": {"look_every": "steps between two looks"},
}

OF_KNOWN_ATTRIBUTES = ("recognise", "resemble", "read")  # only clips of the world have them

TOGETHER = {  # what a setting needs beside it, whatever the stage
    "emphasis": ("recognise",),
    "adversarial": ("adversarial_from", "perceptual", "discriminator_rate", *_CROPS),
}

OF_LAYERS = {  # of the language model: one per layer, its name in small letters behind
    "share_": "how often the layer is the last of a sequence",
    "batch_": "how many sequences a step then takes",
    "weight_": "weight of its tokens",
}


def settings_problem(stage: str, names: Iterable[str], layers: Iterable[str]) -> str | None:
    """What is wrong with the setting names of a stage, as a phrase that begins with the name; None if nothing is."""
    given, required = set(names), REQUIRED[stage]
    known = required | OPTIONAL[stage]
    if stage == "language_model":
        known |= {prefix + layer.lower(): said for layer in layers for prefix, said in OF_LAYERS.items()}
    for name in sorted(given - set(known)):
        return f"{name} is not known to this stage (known: {', '.join(sorted(known))})"
    needed = set(required).union(*(TOGETHER.get(name, ()) for name in given))
    for name in sorted(needed - given):
        return f"{name} is missing: {known[name]}"
    return None
