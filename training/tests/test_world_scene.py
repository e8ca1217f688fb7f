"""Scenes: determinism, splits, held-out pairs, and motions that can be read off the path."""

import hashlib

import numpy as np
import pytest

from hitvideo.world import SPLITS, Scene, is_held_out, vocabulary
from hitvideo.world.camera import CAMERAS
from hitvideo.world.motions import MOTIONS, Path
from hitvideo.world.settings import SETTING_BY_ID


def scenes(split: str, count: int = 400) -> list[Scene]:
    return [Scene.sample(seed, split) for seed in range(count)]


def read_motion(path: Path) -> str:
    """The motion's label as a viewer tells it: from size, angle and the way of the centre only."""
    step_x, step_y = np.diff(path.x), np.diff(path.y)
    if np.ptp(path.scale) > 0.1:
        return "grows" if path.scale[-1] > path.scale[0] else "shrinks"
    if np.ptp(path.angle) > np.pi:
        return "spins"
    if np.ptp(path.angle) > 0.1:
        return "sways"
    if np.ptp(path.x) < 1e-6 and np.ptp(path.y) < 1e-6:
        return "still"
    if np.ptp(path.y) < 1e-6:
        return "right" if path.x[-1] > path.x[0] else "left"
    if np.ptp(path.x) < 1e-6 and (np.all(step_y < 0) or np.all(step_y > 0)):
        return "falls" if path.y[-1] > path.y[0] else "rises"
    if np.ptp(path.x) < 1e-6:
        return "hops"
    return "zigzags" if np.all(step_x > 0) or np.all(step_x < 0) else "circles"


def test_the_same_seed_and_split_give_the_same_scene() -> None:
    assert scenes("train", 50) == scenes("train", 50)


def test_splits_have_different_streams() -> None:
    drawn = {split: {repr(scene.look) for scene in scenes(split, 200)} for split in SPLITS}
    for first in SPLITS:
        for second in SPLITS:
            assert first == second or not drawn[first] & drawn[second]


def test_an_unknown_split_and_a_negative_seed_are_refused() -> None:
    with pytest.raises(ValueError, match="split 'test' is unknown"):
        Scene.sample(0, "test")
    with pytest.raises(ValueError, match="negative"):
        Scene.sample(-1)


def test_held_out_pairs_occur_in_the_composition_split_only_and_in_the_judges() -> None:
    def holds(scene: Scene) -> bool:
        return is_held_out(scene.object, scene.setting) or is_held_out(scene.object, scene.motion)

    assert not any(holds(scene) for scene in scenes("train", 1000))
    assert not any(holds(scene) for scene in scenes("validation", 1000))
    assert all(holds(scene) for scene in scenes("composition"))
    assert 0 < sum(holds(scene) for scene in scenes("judge-train")) < 400


def test_about_eight_percent_of_the_pairs_are_held_out_and_every_value_is_left_to_train_on() -> None:
    values = vocabulary()
    for attribute in ("setting", "motion"):
        table = np.array([[is_held_out(thing, other) for other in values[attribute]] for thing in values["object"]])
        assert 0.05 < table.mean() < 0.11
        assert table.mean(axis=0).max() < 0.5
        assert table.mean(axis=1).max() < 0.5


def test_attributes_are_in_the_vocabulary_and_fit_the_setting() -> None:
    values = vocabulary()
    for scene in scenes("judge-train"):
        for name, value in scene.attributes.items():
            assert (value or "none") in values[name]
        setting = SETTING_BY_ID[scene.setting]
        assert scene.look.time in setting.times
        assert scene.look.weather in setting.weathers
        assert scene.second is None or scene.second.id not in (scene.object, *setting.decor)


def test_every_value_of_every_attribute_occurs() -> None:
    drawn = scenes("judge-train", 6000)
    for name, values in vocabulary().items():
        assert {scene.attributes[name] or "none" for scene in drawn} == set(values)


def test_every_motion_can_be_read_off_the_path() -> None:
    seen = set()
    for scene in scenes("judge-validation", 800):
        assert read_motion(scene.path(64)) == scene.motion, scene
        seen.add(scene.motion)
    assert seen == set(MOTIONS)


def test_the_object_is_on_screen_in_at_least_three_quarters_of_the_frames() -> None:
    for scene in scenes("train", 800):
        path = scene.screen_path(64)
        inside = (path.x > 0) & (path.x < 1) & (path.y > 0) & (path.y < 1)
        assert inside.mean() >= 0.75, scene


def test_the_object_is_large() -> None:
    sizes = np.array([scene.size * scene.screen_path(64).scale.mean() for scene in scenes("train", 800)])
    assert np.mean(sizes > 0.28) > 0.95


def test_moving_cameras_leave_the_motion_unmistakable() -> None:
    allowed = {"grows": {"static", "pan left", "pan right"}, "right": {"static", "follow", "zoom in", "zoom out"}}
    allowed |= {"shrinks": allowed["grows"], "left": allowed["right"]}
    seen = set()
    for scene in scenes("train", 1500):
        seen.add(scene.camera)
        assert scene.camera in allowed.get(scene.motion, set(CAMERAS) - {"follow"})
    assert seen == set(CAMERAS)


def test_a_following_camera_keeps_the_object_near_the_middle_while_it_travels() -> None:
    followed = [scene for scene in scenes("train", 1500) if scene.camera == "follow"]
    assert followed
    for scene in followed:
        assert np.abs(scene.screen_path(64).x - 0.5).max() < 0.1
        travel = np.ptp(scene.camera_move(64).offset)
        assert travel >= 1.0


def test_seeds_keep_giving_the_scenes_that_packs_were_trained_on() -> None:
    digest = hashlib.sha256()
    for split in SPLITS:
        for seed in range(100):
            digest.update(repr(sorted(Scene.sample(seed, split).attributes.items())).encode())
    assert digest.hexdigest() == "12aca58d7746bb1f8b39b859bdc82d46d0ca97bb24fa8785b336842d086911c6"
