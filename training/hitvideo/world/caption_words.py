"""The nouns and verbs of captions, grouped by what they stand for: to what a thesaurus leads other words."""

from __future__ import annotations

import re
from itertools import chain

from .motion_words import DIRECTIONS, GAIT_PHRASES, MOTION_PHRASES, TRAVEL_VERBS
from .object_words import OBJECT_WORDS
from .words import BESIDE, CAMERA_PHRASES, PAST, SETTING_PHRASES, TIME_NOUNS, TIME_PHRASES, WEATHER_PHRASES

_PLACE = re.compile(r"(?:(?:on|in|at|by|the|a|an|of|near|under|below|between|among|along|inside|front|far|out) )+")
_NAMES = {"underwater": "sea"}  # of settings whose own name is no noun


def nouns() -> dict[str, tuple[str, ...]]:
    """Objects and settings: a caption's noun for each, and all that captions have for it."""
    objects = {words[0]: words for words, _ in OBJECT_WORDS.values()}
    settings = {_NAMES.get(name, name): _nouns(phrases) for name, phrases in SETTING_PHRASES.items()}
    return {noun: tuple(dict.fromkeys((noun, *words))) for noun, words in (objects | settings).items()}


def verbs() -> dict[str, tuple[tuple[str, str], ...]]:
    """Motions: pairs of finite and continuous form that say one by themselves, the usual one first."""
    alone = {motion: [p for p in phrases if " " not in p] for motion, phrases in MOTION_PHRASES.items()}
    travel = ["moves/moving", *(p for verbs in TRAVEL_VERBS.values() for p in verbs if " " not in p)]
    groups = {**alone, "travels": travel}
    return {name: tuple(_pair(phrase) for phrase in dict.fromkeys(phrases)) for name, phrases in groups.items()}


def subjects() -> list[str]:
    """Words that end the name of an object."""
    return list(dict.fromkeys(word.lower().split()[-1] for own, _ in OBJECT_WORDS.values() for word in own))


def sides() -> tuple[str, ...]:
    """Where things go, in one word."""
    return *(phrase for phrases in DIRECTIONS.values() for phrase in phrases if " " not in phrase), "up", "down"


def verb_phrases() -> list[str]:
    """All that things do, in both forms."""
    verbs = chain(*MOTION_PHRASES.values(), *TRAVEL_VERBS.values(), *GAIT_PHRASES.values())
    return [f"{form} {rest}".strip() for verb, _, rest in (v.partition(" ") for v in verbs) for form in _pair(verb)]


def circumstances() -> list[str]:
    """Phrases that say neither a thing, nor a motion, nor a setting."""
    told = (DIRECTIONS, TIME_PHRASES, TIME_NOUNS, WEATHER_PHRASES, CAMERA_PHRASES)
    return [*chain(*(chain(*phrases.values()) for phrases in told)), *BESIDE, *PAST]


def phrases() -> list[str]:
    """Every phrase that captions are put together of, in lower case, verbs in both forms."""
    objects = (word for own, _ in OBJECT_WORDS.values() for word in own)
    everything = chain(objects, chain(*SETTING_PHRASES.values()), circumstances(), verb_phrases())
    return [phrase.lower() for phrase in everything]


def words() -> set[str]:
    """Every single word of captions, in lower case."""
    return {word for phrase in phrases() for word in re.findall(r"[a-z'-]+", phrase)}


def _nouns(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """`on a sandy beach` → `sandy beach`."""
    return tuple(_PLACE.sub("", phrase, count=1) for phrase in phrases)


def _pair(phrase: str) -> tuple[str, str]:
    finite, continuous = phrase.split("/")
    return finite, continuous
