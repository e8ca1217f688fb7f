"""What the camera does, as a shift and a zoom of the picture over time."""

from dataclasses import dataclass

import numpy as np

CAMERAS: tuple[str, ...] = ("static", "pan left", "pan right", "zoom in", "zoom out", "follow")

_STATIC_SHARE = 0.65
_CROSSING = ("right", "left")
_SIZE_CHANGING = ("grows", "shrinks")


@dataclass(frozen=True)
class CameraMove:
    """Arrays `[T]`: ``offset`` of the view in picture widths, centred on 0; ``zoom`` ≥ 1 around the middle."""

    offset: np.ndarray
    zoom: np.ndarray


def allowed_cameras(motion: str) -> list[str]:
    """The moving cameras under which a motion stays unmistakable."""
    if motion in _CROSSING:
        return ["follow", "follow", "zoom in", "zoom out"]
    if motion == "zigzags":
        return ["zoom in", "zoom out"]
    if motion in _SIZE_CHANGING:
        return ["pan left", "pan right"]
    return ["pan left", "pan right", "zoom in", "zoom out"]


def sample_camera(rng: np.random.Generator, motion: str) -> tuple[str, float]:
    """Draws a camera and its amount: travel in picture widths for pan and follow, the strongest zoom for zooms."""
    camera = "static" if rng.random() < _STATIC_SHARE else str(rng.choice(allowed_cameras(motion)))
    if camera.startswith("pan"):
        return camera, float(rng.uniform(0.34, 0.46))
    if camera.startswith("zoom"):
        return camera, float(rng.uniform(1.5, 1.75))
    return camera, float(rng.uniform(1.0, 1.5)) if camera == "follow" else 0.0


def trace_camera(camera: str, amount: float, motion: str, frames: int) -> CameraMove:
    """The camera's move over ``frames`` frames."""
    t = np.linspace(0.0, 1.0, frames)
    offset, zoom = np.zeros(frames), np.ones(frames)
    if camera in ("pan right", "pan left") or camera == "follow":
        direction = -1.0 if camera == "pan left" or (camera == "follow" and motion == "left") else 1.0
        offset = direction * amount * (t - 0.5)
    elif camera == "zoom in":
        zoom = amount**t
    elif camera == "zoom out":
        zoom = amount ** (1.0 - t)
    return CameraMove(offset, zoom)
