"""How the main object moves: twelve motions as paths over time.

Units: the picture is 1 wide and 1 high, y points down, time runs from 0 to 1 over the clip. A path gives the
centre of the object, the scale of its size and its angle in radians (clockwise).
"""

from dataclasses import dataclass

import numpy as np

MOTIONS: tuple[str, ...] = (
    "right", "left", "rises", "falls", "hops", "spins", "grows", "shrinks", "sways", "circles", "still", "zigzags",
)  # fmt: skip


@dataclass(frozen=True)
class Path:
    """Arrays `[T]` float64 in screen units, before the camera: centre, scale of the size, angle in radians."""

    x: np.ndarray
    y: np.ndarray
    scale: np.ndarray
    angle: np.ndarray


@dataclass(frozen=True)
class MotionParameters:
    """Continuous parameters; what each means depends on the motion (see ``sample_motion``)."""

    start_x: float
    start_y: float
    end_x: float
    end_y: float
    amplitude: float
    cycles: float
    phase: float


def sample_motion(rng: np.random.Generator, motion: str, rest_y: float) -> MotionParameters:
    """Draws the parameters of a motion. ``rest_y`` is the height of the centre where the object naturally is."""
    x, y, end_x, end_y, amplitude, cycles, phase = rng.uniform(0.34, 0.66), rest_y, 0.0, rest_y, 0.0, 0.0, 0.0
    end_x = x
    if motion in ("right", "left"):
        x, end_x = rng.uniform(0.0, 0.16), rng.uniform(0.84, 1.0)
        if motion == "left":
            x, end_x = 1.0 - x, 1.0 - end_x
    elif motion in ("rises", "falls"):
        y, end_y = rng.uniform(0.78, 0.94), rng.uniform(0.06, 0.24)
        if motion == "falls":
            y, end_y = end_y, y
    elif motion == "hops":
        amplitude, cycles = rng.uniform(0.2, 0.3), rng.uniform(2.5, 4.0)
    elif motion == "spins":
        y = end_y = rng.uniform(0.46, 0.58)
        cycles = rng.uniform(0.75, 1.5) * rng.choice([-1.0, 1.0])
    elif motion in ("grows", "shrinks"):
        y = end_y = rng.uniform(0.48, 0.58)
        amplitude = rng.uniform(0.3, 0.4)  # the small end; the large one is 1.45
    elif motion == "sways":
        amplitude, cycles, phase = rng.uniform(0.13, 0.19), rng.uniform(1.5, 2.5), rng.uniform(0.0, 1.0)
    elif motion == "circles":
        y = end_y = rng.uniform(0.46, 0.54)
        amplitude, cycles = rng.uniform(0.2, 0.26), rng.uniform(1.0, 1.5) * rng.choice([-1.0, 1.0])
        phase = rng.uniform(0.0, 1.0)
    elif motion == "zigzags":
        y = end_y = rng.uniform(0.46, 0.54)
        x, end_x = rng.uniform(0.1, 0.22), rng.uniform(0.78, 0.9)
        if rng.random() < 0.5:
            x, end_x = end_x, x
        amplitude, cycles, phase = rng.uniform(0.18, 0.25), rng.uniform(1.5, 2.25), rng.uniform(0.0, 1.0)
    values = (x, y, end_x, end_y, amplitude, cycles, phase)
    return MotionParameters(*(float(value) for value in values))


def trace_path(motion: str, parameters: MotionParameters, frames: int) -> Path:
    """The path of a motion over ``frames`` frames."""
    t = np.linspace(0.0, 1.0, frames)
    x = parameters.start_x + (parameters.end_x - parameters.start_x) * t
    y = parameters.start_y + (parameters.end_y - parameters.start_y) * t
    scale, angle = np.ones(frames), np.zeros(frames)
    turn = 2.0 * np.pi * (parameters.cycles * t + parameters.phase)
    if motion == "hops":
        y = y - parameters.amplitude * np.abs(np.sin(np.pi * parameters.cycles * t))
    elif motion == "spins":
        angle = turn
    elif motion in ("grows", "shrinks"):
        first, last = (parameters.amplitude, 1.45) if motion == "grows" else (1.45, parameters.amplitude)
        scale = first + (last - first) * t
    elif motion == "sways":
        x = x + parameters.amplitude * np.sin(turn)
        angle = 0.35 * np.sin(turn)
    elif motion == "circles":
        x, y = x + parameters.amplitude * np.cos(turn), y + parameters.amplitude * np.sin(turn)
    elif motion == "zigzags":
        wave = parameters.cycles * t + parameters.phase
        y = y + parameters.amplitude * (4.0 * np.abs(wave - np.floor(wave + 0.5)) - 1.0)
    return Path(x, y, scale, angle)
