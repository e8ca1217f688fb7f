"""Rain, snow and fog. Marks sit on a regular lattice that moves smoothly, so that they cost few bits."""

import cv2
import numpy as np

_SHIFT = 4
_RAIN = {"day": (233, 244, 255), "sunset": (255, 228, 214), "night": (150, 172, 220)}
_SNOW = {"day": (255, 255, 255), "sunset": (255, 240, 236), "night": (214, 224, 250)}
_FOG = {"day": (225, 230, 234), "sunset": (232, 196, 180), "night": (86, 96, 128)}

FOG_OVER_OBJECT = 0.2  # share of fog colour in front of the main object


def lattice(rows: int, columns: int, fall: float, drift: float, frame: int, phase: float) -> np.ndarray:
    """Places `[rows · columns, 2]` in picture units of marks; ``fall`` and ``drift`` are per frame, and wrap."""
    row, column = (grid.ravel() for grid in np.mgrid[0:rows, 0:columns])
    x = (column + 0.5 * (row % 2) + 0.27 * (row % 3) + phase) / columns + drift * frame
    y = (row + 0.37 * (column % 2) + 0.5 * phase) / rows + fall * frame
    return np.stack([(x % 1.0) * 1.1 - 0.05, (y % 1.0) * 1.2 - 0.1], axis=1)


def draw_weather(
    frame_image: np.ndarray, weather: str, time: str, frame: int, phase: float, seconds_per_frame: float
) -> None:
    """Draws the marks of frame number ``frame`` in place on uint8 RGB `[H, W, 3]`; clear weather and fog have none."""
    size = frame_image.shape[0]
    unit = size * (1 << _SHIFT)
    if weather == "rain":
        marks = lattice(5, 5, 0.6 * seconds_per_frame, -0.12 * seconds_per_frame, frame, phase)
        ends = marks + (-0.014, 0.075)
        points = np.rint(np.stack([marks, ends], axis=1) * unit).astype(np.int32)
        cv2.polylines(frame_image, list(points), False, _RAIN[time], max(1, round(size / 100)), cv2.LINE_AA, _SHIFT)
    elif weather == "snow":
        marks = lattice(5, 4, 0.16 * seconds_per_frame, 0.03 * seconds_per_frame, frame, phase)
        for x, y in np.rint(marks * unit).astype(int).tolist():
            cv2.circle(frame_image, (x, y), int(0.016 * unit), _SNOW[time], -1, cv2.LINE_AA, _SHIFT)


def fog_veil(time: str) -> tuple[int, int, int]:
    """Colour of the fog."""
    return _FOG[time]


def lay_fog(background: np.ndarray, time: str) -> np.ndarray:
    """Mixes fog into a background `[H, W, 3 or 4]` (premultiplied): thickest in the middle of the height."""
    height = background.shape[0]
    y = (np.arange(height) + 0.5) / height
    share = (0.42 + 0.22 * np.exp(-(((y - 0.55) / 0.22) ** 2)))[:, None, None].astype(np.float32)
    colour = np.asarray(_FOG[time], np.float32)
    mixed = background.astype(np.float32)
    alpha = mixed[..., 3:] / 255.0 if background.shape[-1] == 4 else np.float32(1.0)
    mixed[..., :3] = mixed[..., :3] * (1.0 - share) + colour * share * alpha
    return np.rint(mixed).astype(np.uint8)
