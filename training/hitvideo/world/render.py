"""Drawing a scene's frames."""

import cv2
import numpy as np

from hitvideo.world.objects import BY_ID
from hitvideo.world.painter import Painter
from hitvideo.world.scene import Scene
from hitvideo.world.settings import OBJECT_TINT, SETTING_BY_ID
from hitvideo.world.sprites import blend, draw_sprite, load_sheet, tinted_levels
from hitvideo.world.weather import FOG_OVER_OBJECT, draw_weather, fog_veil, lay_fog

CLIP_SECONDS = 8.0
_SUPERSAMPLE = 2
_BLUR = 1 / 110  # of the background, standard deviation in picture units: it is a little out of focus
_CONTRAST = 0.72  # of the background around its mean colour


def _levels(scene: Scene, object_id: str) -> tuple[np.ndarray, ...]:
    """An object's sprite in the light and fog of a scene."""
    fogged = scene.look.weather == "fog"
    veil = (*map(float, fog_veil(scene.look.time)), FOG_OVER_OBJECT) if fogged else (0.0, 0.0, 0.0, 0.0)
    return tinted_levels(BY_ID[object_id].emoji, OBJECT_TINT[scene.look.time], veil)


def recede(sky: np.ndarray, land: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Puts sky and land `[2H, W, 4]` (premultiplied) behind the objects: softer and with less contrast.

    So layout artists keep a character apart from its background; and bits go where people look
    (docs/decisions/0006-backgrounds-recede.md).
    """
    unit = sky.shape[0]
    seen = sky[..., :3].astype(np.float32).mean(axis=(0, 1)) * (1 - land[..., 3].mean() / 255)
    mean = seen + land[..., :3].astype(np.float32).mean(axis=(0, 1))
    made = []
    for canvas in (sky, land):
        soft = cv2.GaussianBlur(canvas, (0, 0), _BLUR * unit, borderType=cv2.BORDER_REPLICATE).astype(np.float32)
        soft[..., :3] = _CONTRAST * soft[..., :3] + (1 - _CONTRAST) * mean * soft[..., 3:] / 255
        made.append(np.rint(soft).astype(np.uint8))
    return made[0], made[1]


class Background:
    """Sky and land of a scene at twice the output's resolution; ``view`` cuts out what the camera sees."""

    def __init__(self, scene: Scene, size: int, frames: int) -> None:
        self.size = size
        move = scene.camera_move(frames)
        unit = size * _SUPERSAMPLE
        # Whole units of 1/64 keep the land's pixel raster aligned with the picture.
        self.left = np.floor((float(move.offset.min()) - 0.02) * 64) / 64 if move.offset.any() else 0.0
        right = 1.0 + (float(move.offset.max()) + 0.04 if move.offset.any() else 0.0)
        sky, land = Painter(unit, 0.0, 1.0), Painter(unit, self.left, right)
        SETTING_BY_ID[scene.setting].draw(sky, land, scene.look)
        sky.canvas, land.canvas = recede(sky.canvas, land.canvas)
        if scene.look.weather == "fog":
            sky.canvas, land.canvas = lay_fog(sky.canvas, scene.look.time), lay_fog(land.canvas, scene.look.time)
        if scene.second:
            self._stand(land, scene)
        self.sky, self.land = sky.canvas, land.canvas
        self.parallax = scene.camera == "follow"
        if not self.parallax:
            self.picture = self._merge()

    @staticmethod
    def _stand(land: Painter, scene: Scene) -> None:
        second = scene.second
        sprite = load_sheet()[BY_ID[second.id].emoji]
        levels = _levels(scene, second.id)
        side = second.size * land.unit
        centre_y = second.bottom * land.unit - side * sprite.height / 2
        draw_sprite(land.canvas, levels, (second.x - land.left) * land.unit, centre_y, side)

    def _merge(self) -> np.ndarray:
        """Sky, stretched sideways where the land is wider, under the land: `[2H, W', 3]`."""
        width = self.land.shape[1]
        sky = self.sky[..., :3]
        if width != sky.shape[1]:
            before = round(-self.left * self.size * _SUPERSAMPLE)
            after = max(0, width - before - sky.shape[1])
            sky = cv2.copyMakeBorder(sky, 0, 0, before, after, cv2.BORDER_REPLICATE)[:, :width]
        merged = np.ascontiguousarray(sky)
        blend(merged, self.land)
        return merged

    def view(self, offset: float, zoom: float) -> np.ndarray:
        """What the camera sees: uint8 `[size, size, 3]`."""
        if self.parallax:
            view = cv2.resize(self.sky[..., :3], (self.size, self.size), interpolation=cv2.INTER_AREA)
            blend(view, self._cut(self.land, offset, zoom))
            return view
        if zoom == 1.0 and offset == 0.0 and self.picture.shape[1] == self.size * _SUPERSAMPLE:
            return cv2.resize(self.picture, (self.size, self.size), interpolation=cv2.INTER_AREA)
        return self._cut(self.picture, offset, zoom)

    def _cut(self, picture: np.ndarray, offset: float, zoom: float) -> np.ndarray:
        step = _SUPERSAMPLE / zoom
        middle = self.size / 2 - 0.5
        centre_x = (0.5 + offset - self.left) * self.size * _SUPERSAMPLE - 0.5
        centre_y = 0.5 * self.size * _SUPERSAMPLE - 0.5
        matrix = np.array([[step, 0.0, centre_x - step * middle], [0.0, step, centre_y - step * middle]])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return cv2.warpAffine(picture, matrix, (self.size, self.size), flags=flags, borderMode=cv2.BORDER_REPLICATE)


def render_clip(scene: Scene, size: int = 128, frames: int = 64) -> np.ndarray:
    """Draws a scene: uint8 RGB `[frames, size, size, 3]`, eight seconds whatever the number of frames."""
    cv2.setNumThreads(1)
    background = Background(scene, size, frames)
    move, path = scene.camera_move(frames), scene.screen_path(frames)
    moving = scene.camera != "static"
    levels = _levels(scene, scene.object)
    clip = np.empty((frames, size, size, 3), np.uint8)
    still = None if moving else background.view(0.0, 1.0)
    for frame in range(frames):
        picture = clip[frame]
        picture[...] = (
            still if still is not None else background.view(float(move.offset[frame]), float(move.zoom[frame]))
        )
        side = scene.size * float(path.scale[frame]) * size
        draw_sprite(
            picture, levels, path.x[frame] * size, path.y[frame] * size, side, float(path.angle[frame]), scene.mirror
        )
        draw_weather(picture, scene.look.weather, scene.look.time, frame, scene.look.phase, CLIP_SECONDS / frames)
    return clip
