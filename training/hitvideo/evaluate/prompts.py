"""The prompt sets: captions as in training, held-out words, held-out combinations."""

from __future__ import annotations

from dataclasses import dataclass

from ..world import Scene, caption, paraphrase
from ..world.captions import motion_phrases
from ..world.objects import BY_ID
from ..world.words import SETTING_PHRASES

SETS = ("in-distribution", "paraphrase", "composition")


@dataclass(frozen=True)
class Asked:
    """A prompt and the scene that it describes."""

    prompt: str
    scene: Scene


def prompt_set(name: str, count: int) -> list[Asked]:
    """`count` prompts of a set, from scenes that no training has seen; each names object, motion and setting."""
    if name == "paraphrase":
        scenes = [Scene.sample(seed, "validation") for seed in range(count)]
        return [Asked(paraphrase(scene, 0), scene) for scene in scenes]
    split = "composition" if name == "composition" else "validation"
    return [_complete(Scene.sample(seed, split)) for seed in range(count)]


def _complete(scene: Scene) -> Asked:
    """The first caption of a scene that leaves out neither motion nor setting."""
    variant = 0
    while not _names_all(scene, text := caption(scene, variant)):
        variant += 1
    return Asked(text, scene)


def _names_all(scene: Scene, text: str) -> bool:
    lower = text.lower()
    said = [form for phrase in motion_phrases(scene.motion, BY_ID[scene.object].gait) for form in _forms(phrase)]
    return any(form in lower for form in said) and any(where in lower for where in SETTING_PHRASES[scene.setting])


def _forms(phrase: str) -> list[str]:
    verb, _, rest = phrase.partition(" ")
    return [f"{form.removeprefix('being')} {rest}".strip() for form in verb.split("/")]
