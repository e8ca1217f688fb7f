"""Rendering: shapes, determinism, smoothness, and that what the labels say can be seen."""

from dataclasses import replace

import numpy as np
import pytest

from hitvideo.world import Scene, render_clip, vocabulary
from hitvideo.world.objects import sheet_emoji
from hitvideo.world.sprites import load_sheet
from hitvideo.world.weather import lattice


def find(**wanted: str) -> Scene:
    """The first scene without a second object whose attributes are as wanted."""
    wanted = {"second_object": None, **wanted}
    for seed in range(100_000):
        scene = Scene.sample(seed, "judge-train")
        if all(scene.attributes[name] == value for name, value in wanted.items()):
            return scene
    raise AssertionError(f"no scene with {wanted}")


def test_the_sheet_holds_every_sprite() -> None:
    assert set(load_sheet()) == set(sheet_emoji())
    assert all(0.3 < sprite.width <= 1 and 0.3 < sprite.height <= 1 for sprite in load_sheet().values())


@pytest.mark.parametrize(("size", "frames"), [(128, 64), (64, 16), (96, 8)])
def test_clips_have_the_asked_shape_and_are_deterministic(size: int, frames: int) -> None:
    clip = render_clip(Scene.sample(3), size, frames)
    assert clip.shape == (frames, size, size, 3) and clip.dtype == np.uint8
    assert np.array_equal(clip, render_clip(Scene.sample(3), size, frames))


@pytest.mark.parametrize("setting", vocabulary()["setting"])
@pytest.mark.parametrize("camera", ["static", "pan left", "zoom out"])
def test_every_setting_fills_the_picture_under_every_camera(setting: str, camera: str) -> None:
    clip = render_clip(find(setting=setting, camera=camera, weather="clear"), 64, 4)
    black = (clip.max(axis=-1) == 0).mean()
    assert black < 0.02


def test_a_still_object_under_a_static_camera_gives_a_still_picture() -> None:
    clip = render_clip(find(motion="still", camera="static", weather="clear"), 64, 8)
    assert np.array_equal(clip[0], clip[-1])


def test_rain_and_snow_move_and_fog_does_not() -> None:
    for weather, moves in (("rain", True), ("snow", True), ("fog", False)):
        clip = render_clip(find(motion="still", camera="static", weather=weather), 64, 64).astype(int)
        assert (np.abs(clip[1] - clip[0]).max() > 30) == moves


def test_marks_of_rain_and_snow_are_few() -> None:
    assert len(lattice(5, 5, 0.06, 0.0, 3, 0.4)) <= 25


def test_a_pan_scrolls_the_background_by_the_travel_of_the_camera() -> None:
    scene = find(setting="city", camera="pan right", motion="still", weather="clear", time="day")
    scene = replace(scene, camera_amount=0.4, size=0.001)
    clip = render_clip(scene, 128, 65).astype(float)
    shift = round(0.4 * 128 / 4)
    row = slice(30, 95)
    moved = np.abs(clip[16, row, shift : shift + 70] - clip[32, row, :70]).mean()
    unmoved = np.abs(clip[16, row, :70] - clip[32, row, :70]).mean()
    assert moved < 0.5 * unmoved


def test_the_object_shows_at_its_place_on_screen() -> None:
    scene = find(object="strawberry", motion="right", camera="static", weather="clear", time="day")
    empty = render_clip(replace(scene, size=0.001), 128, 16).astype(int)
    clip, path = render_clip(scene, 128, 16).astype(int), scene.screen_path(16)
    for frame in range(3, 13):
        changed = np.abs(clip[frame] - empty[frame]).max(axis=-1) > 40
        assert abs(np.nonzero(changed)[1].mean() / 128 - path.x[frame]) < 0.03


def test_a_sprite_faces_the_way_it_moves() -> None:
    assert find(object="car", motion="right").mirror
    assert not find(object="car", motion="left").mirror
    assert not find(object="rocket", motion="right").mirror
