"""A scene: everything that determines one Animatic clip and its captions, drawn from a seed."""

import hashlib
from dataclasses import dataclass

import numpy as np

from hitvideo.world.camera import CAMERAS, CameraMove, sample_camera, trace_camera
from hitvideo.world.motions import MOTIONS, MotionParameters, Path, sample_motion, trace_path
from hitvideo.world.objects import BY_ID, LANDMARKS, OBJECTS
from hitvideo.world.settings import SETTING_BY_ID, SETTINGS, TIMES, WEATHERS, Look
from hitvideo.world.sprites import load_sheet

SPLITS: tuple[str, ...] = ("train", "validation", "judge-train", "judge-validation", "composition")

_HELD_OUT_PERCENT = 8
_SECOND_SHARE = 0.2
_BAD_WEATHER_SHARE = 0.38
_AIRBORNE = ("fly", "float", "swim")


@dataclass(frozen=True)
class Companion:
    """A second object that stands still: its id, centre x, bottom y and size in picture units."""

    id: str
    x: float
    bottom: float
    size: float


def is_held_out(object_id: str, other: str) -> bool:
    """Whether the pair of an object with a setting or a motion is kept out of training (about 8 % of the pairs)."""
    digest = hashlib.blake2b(f"{object_id}|{other}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "little") % 100 < _HELD_OUT_PERCENT


def vocabulary() -> dict[str, tuple[str, ...]]:
    """The values of each attribute in a fixed order, as labels for a classifier."""
    return {
        "object": tuple(entry.id for entry in OBJECTS),
        "second_object": ("none", *(entry.id for entry in (*OBJECTS, *LANDMARKS))),
        "setting": tuple(setting.id for setting in SETTINGS),
        "motion": MOTIONS,
        "time": TIMES,
        "weather": WEATHERS,
        "camera": CAMERAS,
    }


@dataclass(frozen=True)
class Scene:
    """One clip. ``size`` is the larger side of the main object in picture heights; ``camera_amount`` is explained in
    ``sample_camera``. ``repr`` of a scene is a full record of it."""

    seed: int
    split: str
    object: str
    second: Companion | None
    setting: str
    motion: str
    camera: str
    camera_amount: float
    look: Look
    size: float
    mirror: bool
    motion_parameters: MotionParameters

    @property
    def attributes(self) -> dict[str, str | None]:
        """The discrete attributes that captions name and a judge recovers."""
        return {
            "object": self.object,
            "second_object": self.second.id if self.second else None,
            "setting": self.setting,
            "motion": self.motion,
            "time": self.look.time,
            "weather": self.look.weather,
            "camera": self.camera,
        }

    @staticmethod
    def sample(seed: int, split: str = "train") -> "Scene":
        """The scene of a seed. Splits have disjoint streams of random numbers.

        ``train`` and ``validation`` never hold a held-out pair, ``composition`` only such, ``judge-*`` both.
        Raises ValueError for an unknown split or a negative seed.
        """
        if split not in SPLITS:
            raise ValueError(f"Cannot sample a scene: split {split!r} is unknown, use one of {', '.join(SPLITS)}.")
        if seed < 0:
            raise ValueError(f"Cannot sample a scene: seed {seed} is negative.")
        rng = np.random.Generator(np.random.Philox(key=[seed, SPLITS.index(split) + 1]))
        while True:
            object_id = OBJECTS[rng.integers(len(OBJECTS))].id
            setting = SETTINGS[rng.integers(len(SETTINGS))].id
            motion = MOTIONS[rng.integers(len(MOTIONS))]
            held_out = is_held_out(object_id, setting) or is_held_out(object_id, motion)
            if split.startswith("judge") or held_out == (split == "composition"):
                return _complete(rng, seed, split, object_id, setting, motion)

    def path(self, frames: int) -> Path:
        """The main object's path over the clip, in world units: its place on screen where the camera does not move."""
        path = trace_path(self.motion, self.motion_parameters, frames)
        move = self.camera_move(frames)
        x, y = path.x, path.y
        if self.camera == "follow":
            x = 0.5 + (x - 0.5) * 0.12 + move.offset  # stays near the middle of the picture
        elif self.camera.startswith("pan"):
            x = (
                x + (0.5 - self.motion_parameters.start_x) * 0.6
            )  # nearer to the middle, so that the pan does not lose it
        elif self.camera.startswith("zoom"):
            x, y = 0.5 + (x - 0.5) * 0.72, 0.5 + (y - 0.5) * 0.72  # stays inside the closest view
        return Path(x, y, path.scale, path.angle)

    def camera_move(self, frames: int) -> CameraMove:
        """The camera's move over the clip."""
        return trace_camera(self.camera, self.camera_amount, self.motion, frames)

    def screen_path(self, frames: int) -> Path:
        """The main object's path as seen: after camera offset and zoom; ``scale`` includes the zoom."""
        path, move = self.path(frames), self.camera_move(frames)
        x = 0.5 + (path.x - move.offset - 0.5) * move.zoom
        return Path(x, 0.5 + (path.y - 0.5) * move.zoom, path.scale * move.zoom, path.angle)


def _complete(rng: np.random.Generator, seed: int, split: str, object_id: str, setting_id: str, motion: str) -> Scene:
    entry, setting = BY_ID[object_id], SETTING_BY_ID[setting_id]
    time = str(rng.choice(setting.times))
    weather = "clear"
    if len(setting.weathers) > 1 and rng.random() < _BAD_WEATHER_SHARE:
        weather = str(rng.choice(setting.weathers[1:]))
    decor = tuple(
        (float(x), float(rng.uniform(0.85, 1.15)))
        for x in (rng.uniform(0.1, 0.9) + rng.uniform(0.38, 0.62) * np.arange(rng.integers(0, setting.most_decor + 1)))
        % 1.4
    )
    sun_x, sun_y, phase = (float(rng.uniform(*span)) for span in ((0.12, 0.88), (0.11, 0.19), (0.0, 1.0)))
    camera, amount = sample_camera(rng, motion)
    size = float(np.clip(rng.uniform(0.34, 0.46) * entry.natural, 0.3, 0.5))
    if motion in ("grows", "shrinks"):
        size = min(size, 0.4)
    elif camera.startswith("zoom"):
        size *= 0.76
    height = size * load_sheet()[entry.emoji].height
    aloft = setting_id in ("space", "underwater") or entry.gait in _AIRBORNE
    rest_y = float(rng.uniform(0.4, 0.56)) if aloft else setting.ground + float(rng.uniform(-0.03, 0.05)) - height / 2
    if motion == "hops" and aloft:
        rest_y += 0.12
    parameters = sample_motion(rng, motion, rest_y)
    heading = np.sign(parameters.end_x - parameters.start_x) or rng.choice([-1.0, 1.0])
    second = None
    if rng.random() < _SECOND_SHARE:
        second = _sample_companion(rng, entry.id, setting_id, motion, parameters, camera)
    return Scene(
        seed=seed,
        split=split,
        object=object_id,
        second=second,
        setting=setting_id,
        motion=motion,
        camera=camera,
        camera_amount=amount,
        look=Look(time, weather, phase, sun_x, sun_y, decor),
        size=size,
        mirror=bool(entry.facing * heading < 0),
        motion_parameters=parameters,
    )


def _sample_companion(
    rng: np.random.Generator, main: str, setting_id: str, motion: str, parameters: MotionParameters, camera: str
) -> Companion:
    """A different object that stands still, beside the main one or on its way.

    A still or resized main object gets a landmark only, so that there is no doubt which of the two is the main one.
    """
    setting = SETTING_BY_ID[setting_id]
    known = [entry for entry in LANDMARKS if entry.id not in setting.decor]
    if motion not in ("still", "grows", "shrinks") and rng.random() < 0.4:
        known = [entry for entry in OBJECTS if entry.id != main]
    entry = known[rng.integers(len(known))]
    size = float(rng.uniform(0.27, 0.33) * entry.natural)
    if motion in ("right", "left", "zigzags"):
        x = float(rng.uniform(0.3, 0.7))
    else:
        x = parameters.start_x + (0.42 if parameters.start_x < 0.5 else -0.42)
        x = float(np.clip(x + rng.uniform(-0.03, 0.03), 0.16, 0.84))
    if camera.startswith("zoom"):
        x = 0.5 + (x - 0.5) * 0.72
    bottom = 0.75 + size / 2 - 0.2 if setting_id == "space" else setting.ground - 0.08
    return Companion(entry.id, x, bottom, size)
