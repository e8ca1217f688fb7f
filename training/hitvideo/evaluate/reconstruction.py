"""What the tokenizer keeps of held-out true clips: by number of layers, with masks, and against video codecs."""

from __future__ import annotations

import numpy as np
import torch

from ..pipeline.encode import encode
from ..pipeline.generate import Generated, decode, repeat, run_upper
from ..pipeline.pack import Pack
from ..tokenizer.masks import predicted_mask, true_mask
from ..world import Scene, render_clip
from .codec import code_within, find_ffmpeg, has_encoder
from .metrics import Perceptual, bit_entropy, entropy_bits, psnr, similarity

Figures = dict[str, object]


def true_clip(pack: Pack, scene: Scene) -> np.ndarray:
    """A clip of the world in the pack's size, uint8 `[F, H, W, 3]`."""
    clip = pack.manifest["clip"]
    return render_clip(scene, clip["height"], clip["frames"])


def bits_of(pack: Pack, layers: int) -> int:
    """Bits of a clip's first `layers` layers."""
    return sum(int(np.prod(layer["grid"])) * layer["bits"] for layer in pack.layers[:layers])


def true_masked(pack: Pack, codes: list[np.ndarray], change: np.ndarray) -> Generated:
    """All layers with the mask that the clip itself calls for."""
    share = pack.manifest["mask"]["maximumShare"]
    mask = true_mask(torch.from_numpy(change)[None], share).numpy().reshape(-1)
    return _masked(pack, codes, mask)


def predicted_masked(pack: Pack, codes: list[np.ndarray]) -> Generated:
    """All layers with the mask that generation would use."""
    logits = torch.from_numpy(run_upper(pack, codes[:-1])["mask_logits"])
    rule = pack.manifest["mask"]
    mask = predicted_mask(logits, rule["maximumShare"], rule["threshold"]).numpy().reshape(-1)
    return _masked(pack, codes, mask)


def _masked(pack: Pack, codes: list[np.ndarray], mask: np.ndarray) -> Generated:
    detail = codes[-1]
    if pack.manifest["mask"]["strategy"] == "repeat":
        detail = repeat(detail, mask, pack.layers[-1]["grid"])
    return Generated([*codes[:-1], detail], mask)


def measure_reconstruction(pack: Pack, count: int) -> Figures:
    """Quality by number of layers over `count` validation clips, the cost of masks, and the use of the codes."""
    clip, perceptual = pack.manifest["clip"], Perceptual()
    pixels = clip["frames"] * clip["height"] * clip["width"]
    names = [f"{layers}" for layers in range(1, len(pack.layers) + 1)]
    if pack.manifest["mask"]:
        names += ["true mask", "predicted mask"]
    rows: dict[str, list[tuple]] = {name: [] for name in names}
    shares: dict[str, list[float]] = {"true mask": [], "predicted mask": []}
    used: list[list[np.ndarray]] = []
    for seed in range(count):
        frames = true_clip(pack, Scene.sample(seed, "validation"))
        codes, change = encode(pack, frames)
        used.append(codes)
        ways = {f"{layers}": Generated(codes[:layers]) for layers in range(1, len(pack.layers) + 1)}
        if pack.manifest["mask"]:
            ways |= {"true mask": true_masked(pack, codes, change), "predicted mask": predicted_masked(pack, codes)}
        for name, way in ways.items():
            made = decode(pack, way)
            rows[name].append((psnr(made, frames), *similarity(made, frames), perceptual(made, frames)))
            if name in shares:
                shares[name].append(float(way.masked.mean()))
    detail_bits = bits_of(pack, len(pack.layers)) - bits_of(pack, len(pack.layers) - 1)
    table = []
    for name, figures in rows.items():
        layers = int(name) if name.isdigit() else len(pack.layers)
        saved = detail_bits * float(np.mean(shares[name])) if name in shares else 0.0
        columns = [_mean(column) for column in zip(*figures, strict=True)]
        table.append(
            {
                "name": name,
                "tokens": sum(int(np.prod(layer["grid"])) for layer in pack.layers[:layers]),
                "bitsPerPixel": (bits_of(pack, layers) - saved) / pixels,
                **dict(zip(("psnr", "ssim", "msSsim", "lpips"), columns, strict=True)),
            }
        )
    return {
        "clips": count,
        "table": table,
        "maskShare": {name: _mean(share) for name, share in shares.items()},
        "lpipsMissing": perceptual.reason,
        "codebooks": [_use(layer, [codes[i] for codes in used]) for i, layer in enumerate(pack.layers)],
    }


def _use(layer: dict, codes: list[np.ndarray]) -> Figures:
    """How much of a codebook true clips use."""
    flat = np.concatenate(codes)
    return {
        "name": layer["name"],
        "bits": layer["bits"],
        "seen": len(flat),
        "distinct": len(np.unique(flat)),
        "entropy": entropy_bits(flat),
        "most": float(min(layer["bits"], np.log2(len(flat)))),
        "bitEntropy": bit_entropy(flat, layer["bits"]),
    }


def measure_codecs(pack: Pack, count: int) -> Figures:
    """PSNR of x264 and x265 on validation clips in as many bytes as the tokens take."""
    ffmpeg, clip = find_ffmpeg(), pack.manifest["clip"]
    budget = -(-bits_of(pack, len(pack.layers)) // 8)
    made: Figures = {"budget": budget, "clips": count}
    for codec in ("x264", "x265"):
        if ffmpeg is None or not has_encoder(ffmpeg, codec):
            made[codec] = None
            continue
        rows = []
        for seed in range(count):
            frames = true_clip(pack, Scene.sample(seed, "validation"))
            coded = code_within(ffmpeg, codec, frames, clip["framesPerSecond"], budget)
            rows.append((coded.size, coded.crf, psnr(coded.frames, frames), similarity(coded.frames, frames)[0]))
        made[codec] = dict(zip(("bytes", "crf", "psnr", "ssim"), map(_mean, zip(*rows, strict=True)), strict=True))
        made[codec]["within"] = float(np.mean([row[0] <= budget for row in rows]))
    return made


def _mean(values: tuple | list) -> float | None:
    """Mean of what was measured; None where nothing was."""
    return None if not values or values[0] is None else float(np.mean(values))
