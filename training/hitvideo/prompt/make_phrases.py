"""Makes a world pack's phrases: what its captions call things, as the pack's own prompt encoder embeds it."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import numpy as np

from ..world import caption_words
from ..world.english import FUNCTION_WORDS, PEOPLE
from .phrases import SCALE, Embed, Phrases
from .thesaurus import Thesaurus

LEAST, MARGIN, HEAD_START = 0.6, 0.02, 0.1  # by what captions' own phrases, hidden in turn, find (LOG.md)


def world_phrases(
    embed: Embed, verb_forms: Thesaurus, lone_nouns: Thesaurus, definitions: dict[str, list[str]]
) -> Phrases:
    """Of the world's captions.

    `embed`: the pack's. `verb_forms`: of other verbs, those that are nouns elsewhere. `lone_nouns`: other nouns that
    are more often verbs or adjectives. `definitions` of captions' nouns.
    """
    verbs = list(dict.fromkeys(caption_words.verb_phrases()))
    groups = {noun: [phrase.lower() for phrase in phrases] for noun, phrases in caption_words.nouns().items()}
    things = set(chain(*groups.values()))
    others = [phrase for phrase in dict.fromkeys(caption_words.circumstances()) if phrase not in things]
    words = caption_words.subjects(), list(PEOPLE), list(FUNCTION_WORDS)
    limits = LEAST, MARGIN, HEAD_START
    none = np.zeros((0, 0), np.int8)
    unread = Phrases(groups, definitions, others, verbs, verb_forms, lone_nouns, *words, *limits, vectors=none)
    vectors = np.stack([embed(row) for row in unread.rows()])
    return replace(unread, vectors=np.rint(vectors * SCALE).astype(np.int8))
