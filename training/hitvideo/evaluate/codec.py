"""x264 and x265 at the size of a pack's tokens, for scale."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

QUIET = ["-hide_banner", "-loglevel", "error", "-y"]
# Supplemental messages (the encoder's name and settings) are cut out: they would cost more than a clip.
CODECS = {
    "x264": ("libx264", "h264", "filter_units=remove_types=6"),
    "x265": ("libx265", "hevc", "filter_units=remove_types=39"),
}
LARGEST_CRF = 51


@dataclass(frozen=True)
class Coded:
    """One clip through a codec: size in bytes and the frames that come out."""

    size: int
    crf: int
    frames: np.ndarray


def find_ffmpeg() -> str | None:
    """`HITVIDEO_FFMPEG`, the one on the path, or the one that the studio bundles."""
    named = os.environ.get("HITVIDEO_FFMPEG") or shutil.which("ffmpeg")
    if named:
        return named
    bundled = Path(__file__).parents[3] / "node_modules" / "@ffmpeg-installer"
    found = sorted(bundled.glob("*/ffmpeg")) if bundled.is_dir() else []
    return str(found[0]) if found else None


def has_encoder(ffmpeg: str, codec: str) -> bool:
    listed = subprocess.run([ffmpeg, "-hide_banner", "-encoders"], capture_output=True, text=True, timeout=60)
    return CODECS[codec][0] in listed.stdout


def code_within(ffmpeg: str, codec: str, clip: np.ndarray, rate: int, budget: int) -> Coded:
    """The best quality of a clip uint8 `[F, H, W, 3]` whose raw stream has at most `budget` bytes; the smallest stream
    that the codec can make where even that is larger."""
    low, high = 0, LARGEST_CRF  # the size falls as the rate factor grows
    while low < high:
        middle = (low + high) // 2
        if len(_encode(ffmpeg, codec, clip, rate, middle)) <= budget:
            high = middle
        else:
            low = middle + 1
    stream = _encode(ffmpeg, codec, clip, rate, low)
    return Coded(len(stream), low, _decode(ffmpeg, codec, stream, clip.shape))


def _encode(ffmpeg: str, codec: str, clip: np.ndarray, rate: int, crf: int) -> bytes:
    encoder, kind, trim = CODECS[codec]
    frames, height, width, _ = clip.shape
    shape = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(rate), "-i", "pipe:0"]
    quality = ["-c:v", encoder, "-preset", "slower", "-crf", str(crf), "-pix_fmt", "yuv420p", "-g", str(frames)]
    quiet = ["-x265-params", "log-level=none"] if codec == "x265" else []
    command = [ffmpeg, *QUIET, *shape, *quality, *quiet, "-bsf:v", trim, "-f", kind, "pipe:1"]
    return subprocess.run(command, input=clip.tobytes(), capture_output=True, check=True, timeout=300).stdout


def _decode(ffmpeg: str, codec: str, stream: bytes, shape: tuple[int, ...]) -> np.ndarray:
    with tempfile.NamedTemporaryFile(suffix=f".{CODECS[codec][1]}") as file:
        file.write(stream)
        file.flush()
        command = [
            ffmpeg,
            *QUIET,
            "-nostdin",
            "-i",
            file.name,
            "-vsync",
            "0",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "pipe:1",
        ]
        raw = subprocess.run(command, capture_output=True, check=True, timeout=300).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, *shape[1:])[: shape[0]].copy()
