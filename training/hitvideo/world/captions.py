"""Captions of scenes: exact, with varied words and word order."""

from dataclasses import dataclass

import numpy as np

from hitvideo.world.motion_words import DIRECTIONS, GAIT_PHRASES, HELD_OUT_MOTION, MOTION_PHRASES, TRAVEL_VERBS
from hitvideo.world.objects import BY_ID
from hitvideo.world.scene import SPLITS, Scene
from hitvideo.world.settings import SETTING_BY_ID
from hitvideo.world.words import (
    BESIDE,
    CAMERA_PHRASES,
    HELD_OUT_SETTING,
    PAST,
    SETTING_PHRASES,
    TIME_NOUNS,
    TIME_PHRASES,
    WEATHER_PHRASES,
)

_OMITTED_SHARE = 0.05  # of captions that leave out the motion, and as many the setting
_SOUNDS_CONSONANT = ("unicorn", "ufo")
_PARAPHRASE_STREAM = 1 << 32


@dataclass(frozen=True)
class _Parts:
    """Phrases of one caption; an empty one is left out. ``gerund`` is the continuous form of ``verb``."""

    noun: str
    verb: str
    gerund: str
    beside: str
    where: str
    time: str
    time_noun: str
    weather: str


def with_article(noun: str) -> str:
    """`a` or `an` and the noun."""
    vowel = noun[0] in "aeiou" and not noun.startswith(_SOUNDS_CONSONANT)
    return f"{'an' if vowel else 'a'} {noun}"


def _usual_first(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words, the first of them in a quarter of the places."""
    return words[:1] * max(1, len(words) // 3 - 1) + words


def _pick(rng: np.random.Generator, choices: tuple[str, ...]) -> str:
    return choices[int(rng.integers(len(choices)))]


def motion_phrases(motion: str, gait: str) -> tuple[str, ...]:
    """All the verb phrases that captions use for a motion of something that travels by ``gait``."""
    if motion in DIRECTIONS:
        return tuple(f"{verb} {direction}" for verb in TRAVEL_VERBS[gait] for direction in DIRECTIONS[motion])
    return MOTION_PHRASES[motion] + GAIT_PHRASES.get((gait, motion), ()) * 2


def _forms(phrase: str) -> tuple[str, str]:
    """Finite and continuous form of a verb phrase like `runs/running up`."""
    verb, _, rest = phrase.partition(" ")
    finite, continuous = verb.split("/")
    return f"{finite} {rest}".strip(), f"{continuous} {rest}".strip()


def _mentions_time(rng: np.random.Generator, scene: Scene) -> bool:
    if len(SETTING_BY_ID[scene.setting].times) == 1:
        return False
    return scene.look.time != "day" or rng.random() < 0.2


def _mentions_weather(rng: np.random.Generator, scene: Scene) -> bool:
    if len(SETTING_BY_ID[scene.setting].weathers) == 1:
        return False
    return scene.look.weather != "clear" or rng.random() < 0.07


def _parts(rng: np.random.Generator, scene: Scene, held_out: bool) -> _Parts:
    entry = BY_ID[scene.object]
    noun = _pick(rng, entry.held_out if held_out else _usual_first(entry.words))
    phrases = HELD_OUT_MOTION[scene.motion] if held_out else motion_phrases(scene.motion, entry.gait)
    verb, gerund = _forms(_pick(rng, phrases))
    where = _pick(rng, (HELD_OUT_SETTING if held_out else SETTING_PHRASES)[scene.setting])
    omitted = 1.0 if held_out else rng.random()
    if omitted < _OMITTED_SHARE:
        verb = gerund = ""
    elif omitted < 2 * _OMITTED_SHARE:
        where = ""
    beside = ""
    if scene.second:
        second = BY_ID[scene.second.id]
        passes = scene.motion in DIRECTIONS and bool(verb)
        relation = _pick(rng, PAST * 3 + BESIDE[:2] if passes else BESIDE)
        beside = f"{relation} {with_article(_pick(rng, second.held_out if held_out else second.words))}"
    has_time, has_weather = _mentions_time(rng, scene), _mentions_weather(rng, scene)
    time = _pick(rng, TIME_PHRASES[scene.look.time]) if has_time else ""
    weather = _pick(rng, WEATHER_PHRASES[scene.look.weather]) if has_weather else ""
    time_noun = _pick(rng, TIME_NOUNS[scene.look.time]) if has_time else ""
    return _Parts(noun, verb, gerund, beside, where, time, time_noun, weather)


def _join(*phrases: str) -> str:
    return " ".join(phrase for phrase in phrases if phrase)


def _arrange(rng: np.random.Generator, parts: _Parts) -> str:
    """Puts the phrases into one of several orders; the usual one is three times as likely."""
    subject = f"the {parts.noun}" if rng.random() < 0.12 else with_article(parts.noun)
    circumstances = (parts.time, parts.weather) if rng.random() < 0.7 else (parts.weather, parts.time)
    continuous = parts.gerund.removeprefix("being ")
    acting = f"is {continuous}" if continuous else ""
    style = int(rng.integers(10))
    if style == 3 and parts.where:
        return _join(f"{_join(parts.where, *circumstances)},", subject, parts.verb, parts.beside)
    if style == 4 and parts.where and parts.time:
        return _join(parts.time_noun, f"{_join(parts.where, parts.weather)}:", subject, parts.verb, parts.beside)
    if style == 5 and parts.gerund:
        lead = _join(parts.noun if rng.random() < 0.6 else subject, parts.beside, parts.where, *circumstances)
        return f"{lead}, {continuous}"
    if style == 6 and parts.beside and not parts.beside.startswith("past"):
        return _join(f"{parts.beside},", subject, parts.verb, parts.where, *circumstances)
    if style == 7:
        return _join(subject, acting, parts.beside, parts.where, *circumstances)
    if style == 8:
        return _join(parts.noun, continuous, parts.beside, parts.where, *circumstances)
    if style == 9 and any(circumstances):
        return _join(f"{_join(*circumstances)},", subject, parts.verb, parts.beside, parts.where)
    if style == 6:
        return _join(subject, continuous, parts.beside, parts.where, *circumstances)
    return _join(subject, parts.verb, parts.beside, parts.where, *circumstances)


def _write(rng: np.random.Generator, scene: Scene, held_out: bool) -> str:
    text = _arrange(rng, _parts(rng, scene, held_out))
    if scene.camera != "static" or rng.random() < 0.08:
        text = f"{text}, {_pick(rng, CAMERA_PHRASES[scene.camera])}"
    letters = rng.random()
    if letters < 0.25:
        text = text[0].upper() + text[1:]
        return f"{text}." if letters < 0.15 else text
    return text.title() if letters > 0.97 else text


def _stream(scene: Scene, number: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=[scene.seed, (number + 1) * 16 + SPLITS.index(scene.split)]))


def caption(scene: Scene, variant: int) -> str:
    """The caption number ``variant`` (from 0) of a scene; the same number always gives the same words.

    Names the object always, motion and setting in 95 % each, time, weather and camera whenever they are not day, clear
    and static. Never uses a held-out word.
    """
    return _write(_stream(scene, variant), scene, held_out=False)


def paraphrase(scene: Scene, variant: int) -> str:
    """Like ``caption``, but with held-out words only for object, second object, motion and setting."""
    return _write(_stream(scene, variant + _PARAPHRASE_STREAM), scene, held_out=True)


def held_out_words() -> list[str]:
    """Every word and phrase that no caption contains, verbs in both forms."""
    words = [word for entry in BY_ID.values() for word in entry.held_out]
    words += [form for phrases in HELD_OUT_MOTION.values() for phrase in phrases for form in _forms(phrase)]
    return words + [phrase for phrases in HELD_OUT_SETTING.values() for phrase in phrases]
