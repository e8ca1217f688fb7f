"""A canvas in picture units for drawing flat backgrounds with smooth edges."""

from collections.abc import Sequence

import cv2
import numpy as np

from hitvideo.world.sprites import draw_sprite, load_sheet

Colour = tuple[int, int, int]

_SHIFT = 4  # fractional bits of OpenCV's drawing coordinates


def parse_colour(text: str) -> Colour:
    """`#rrggbb` as three bytes."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


class Painter:
    """Draws on a premultiplied RGBA canvas; one unit is ``unit`` pixels, it covers x from ``left`` to ``right``."""

    def __init__(self, unit: int, left: float, right: float) -> None:
        self.unit, self.left, self.right = unit, left, right
        self.canvas = np.zeros((unit, int(np.ceil((right - left) * unit)), 4), np.uint8)

    def _pixels(self, points: Sequence[tuple[float, float]]) -> np.ndarray:
        values = (np.asarray(points, np.float64) - (self.left, 0.0)) * self.unit - 0.5
        return np.rint(values * (1 << _SHIFT)).astype(np.int32)

    def polygon(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        cv2.fillPoly(self.canvas, [self._pixels(points)], (*parse_colour(colour), 255), cv2.LINE_AA, _SHIFT)

    def rectangle(self, x0: float, y0: float, x1: float, y1: float, colour: str) -> None:
        self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], colour)

    def band(self, y0: float, y1: float, colour: str) -> None:
        self.rectangle(self.left - 0.1, y0, self.right + 0.1, y1, colour)

    def circle(self, x: float, y: float, radius: float, colour: str) -> None:
        self.ellipse(x, y, radius, radius, colour)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: str, angle: float = 0.0) -> None:
        turn = np.linspace(0.0, 2.0 * np.pi, 48, endpoint=False)
        px, py = rx * np.cos(turn), ry * np.sin(turn)
        cosine, sine = np.cos(angle), np.sin(angle)
        self.polygon(list(zip(x + px * cosine - py * sine, y + px * sine + py * cosine, strict=True)), colour)

    def hills(self, base: float, height: float, wavelength: float, phase: float, colour: str) -> None:
        """Everything below a sine wave of crest ``base - height``."""
        x = np.arange(self.left - 0.05, self.right + 0.1, 0.02)
        y = base - height * 0.5 * (1.0 + np.sin(2.0 * np.pi * (x / wavelength + phase)))
        self.polygon([*zip(x, y, strict=True), (self.right + 0.1, 1.2), (self.left - 0.1, 1.2)], colour)

    def gradient(self, y0: float, y1: float, top: str, bottom: str) -> None:
        """An opaque vertical gradient from ``y0`` to ``y1``, constant below it; nothing above."""
        first, last = round(y0 * self.unit), self.unit
        t = ((np.arange(first, last) + 0.5) / self.unit - y0) / max(y1 - y0, 1e-6)
        mix = t.clip(0.0, 1.0)[:, None]
        rows = np.asarray(parse_colour(top)) * (1.0 - mix) + np.asarray(parse_colour(bottom)) * mix
        self.canvas[first:last, :, :3] = np.rint(rows)[:, None]
        self.canvas[first:last, :, 3] = 255

    def sprite(self, emoji: str, x: float, bottom: float, size: float) -> None:
        """A sprite whose larger side is ``size``, standing on ``bottom``."""
        sprite = load_sheet()[emoji]
        side = size * self.unit
        centre_y = bottom * self.unit - side * sprite.height / 2
        draw_sprite(self.canvas, sprite.levels, (x - self.left) * self.unit, centre_y, side)

    def tint(self, factor: tuple[float, float, float]) -> None:
        """Multiplies all colours drawn so far."""
        if factor != (1.0, 1.0, 1.0):
            table = np.arange(256)[:, None] * np.asarray([*factor, 1.0])
            self.canvas = cv2.LUT(self.canvas, np.rint(table).clip(0, 255).astype(np.uint8)[None])
