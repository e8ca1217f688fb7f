"""Makes the world's thesaurus: for each word of WordNet that is near enough to one of captions, that one.

How near two words are is the mean of three similarities: of their places in WordNet (Lin 1998, "An
Information-Theoretic Definition of Similarity"), of the sentence embeddings of both, and of those of their definitions.
Each word of captions, hidden in turn, says how well that finds its way back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
from lemminflect import getInflection, getLemma

from ..world import caption_words
from .thesaurus import LONGEST
from .wordnet import WordNet

# Of a part of speech: similarity to the nearest group, and how much less the next one must have; one pair is enough. A
# verb that is not placed is drawn as anything, and most are forms of moving; a noun that is placed wrongly hides what
# the encoder knows.
LIMITS = {"n": ((0.6, 0.03), (0.55, 0.08), (0.5, 0.12)), "v": ((0.5, 0.01),)}
RARELY = ((0.5, 0.12),)  # of a noun that is a verb or adjective more often: what it means as one is rarely what is said
NARROW = 5.0  # nats: of a meaning that is worth looking below for candidates
PEOPLE = ("person", "hominid")  # who is mostly below them is not read as an animal or a thing
SENSES = {"n": 3, "v": 5}  # of a word's meanings, the usual ones
RARER = 0.05  # what each rarer meaning counts less
# How much less than the best a meaning may resemble the words beside it, to be meant too: WordNet splits verbs finely,
# and fruits from their plants.
ALIKE = 0.05
# The least that it must. What a noun means that resembles them less is not in WordNet: its `bot` is a larva.
AKIN = {"n": 0.3, "v": 0.0}
_SPELT = re.compile(r"[a-z]+(?:[ '-][a-z]+)*")

Embed = Callable[[list[str]], np.ndarray]  # texts → unit rows


@dataclass(frozen=True)
class Group:
    """What captions call one thing or motion: its words as WordNet lists them, and the forms that stand for others."""

    words: tuple[str, ...]
    forms: tuple[str, ...]  # of a noun: itself; of a verb: finite and continuous


@dataclass(frozen=True)
class BackAgain:
    """How words of captions were placed that were hidden in turn."""

    words: int
    placed: int
    right: int


class NearestWords:
    """Places words of one part of speech among the groups of captions.

    Rows are what captions mean: the meanings of their words, word by word, group by group.
    """

    def __init__(self, part: str, groups: list[Group], wordnet: WordNet, embed: Embed) -> None:
        self.part, self.groups, self.wordnet, self.embed = part, groups, wordnet, embed
        self.people = {meaning for word in PEOPLE for meaning in wordnet.senses.get((word, "n"), ())[:1]}
        self.vectors: dict[str, np.ndarray] = {}  # of words
        self.definitions: dict[str, np.ndarray] = {}  # of meanings
        self._know(chain.from_iterable(group.words for group in groups))
        rows = [
            (at, word, meaning)
            for at, group in enumerate(groups)
            for word in group.words
            for meaning in self._meant(word, group) or [None]
        ]
        self.group_of = np.array([at for at, _, _ in rows])
        self.row_words = np.array([word for _, word, _ in rows])
        self.meant = [meaning for _, _, meaning in rows]
        self.row_vectors = np.stack([self.vectors[word] for word in self.row_words])
        nothing = np.zeros_like(self.row_vectors[0])
        self.row_definitions = np.stack([self.definitions[m] if m else nothing for m in self.meant])
        self.row_information = np.array([wordnet.information(m) if m else np.inf for m in self.meant])
        self.rows_below: dict[str, list[int]] = defaultdict(list)
        for row, meaning in enumerate(self.meant):
            for wider in wordnet.above(meaning) if meaning else ():
                self.rows_below[wider].append(row)

    def entries(self) -> tuple[dict[str, str], dict[str, str]]:
        """All words that have one: the word in each of its forms → the group's in the same form.

        First those that mean it anywhere, then those that mean it in their place alone: verbs' forms that are more
        likely nouns unless they follow a subject, nouns that are more often verbs or adjectives. Left out is what one
        of several words says alone, like `siamese cat` and `go around`.
        """
        known = caption_words.words()
        words = [word for word in self._candidates() if word not in self.row_words and word not in known]
        self._know(words)
        places = {word: at for word in words if (at := self.place(word)) is not None and self._is_no_person(word, at)}
        anywhere_said = {word: at for word, at in places.items() if not self._is_rarely_noun(word)}
        told = {word: at for word, at in places.items() if not self._says_as_much(word, anywhere_said)}
        said = " / ".join(["", *caption_words.phrases(), ""])
        anywhere: dict[str, str] = {}
        in_place: dict[str, str] = {}
        for word, place in told.items():
            for form, target in self._forms(word, self.groups[place]):
                if f" {form} " not in said:
                    (in_place if self._is_rather_other(word, form) else anywhere)[form] = target
        return anywhere, in_place

    def defined(self) -> dict[str, list[str]]:
        """What stands for a group → `word: definition` of all that its words mean, in lower case."""
        told: dict[str, list[str]] = {}
        for at, meaning in zip(self.group_of, self.meant, strict=True):
            if meaning:
                told.setdefault(self.groups[at].forms[0], []).append(self.wordnet.synsets[meaning].told.lower())
        return {noun: list(dict.fromkeys(texts)) for noun, texts in told.items()}

    def place(self, word: str, hidden: bool = False) -> int | None:
        """Number of the group that a word belongs to, None where it is near none, or near two.

        `hidden`: as if captions had no such word.
        """
        near = self._similarity(word, hidden)
        next_best, best = np.sort(near)[-2:]
        limits = RARELY if self._is_rarely_noun(word) else LIMITS[self.part]
        is_sure = any(best >= least and best - next_best >= margin for least, margin in limits)
        return int(near.argmax()) if is_sure else None

    def back_again(self) -> BackAgain:
        """Of the words of captions that WordNet knows and that are not the only one of their group."""
        meant = zip(self.row_words, self.group_of, self.meant, strict=True)
        words = {(word, own) for word, own, meaning in meant if meaning and len(self.groups[own].words) > 1}
        found = [(self.place(word, hidden=True), own) for word, own in words]
        return BackAgain(len(words), sum(at is not None for at, _ in found), sum(at == own for at, own in found))

    def _candidates(self) -> Iterator[str]:
        """Words of WordNet that share a narrow meaning with captions."""
        narrow = {m for m in self.rows_below if m in self.meant or self.wordnet.information(m) >= NARROW}
        for (word, part), meanings in self.wordnet.senses.items():
            if part != self.part or not _SPELT.fullmatch(word) or len(word.split()) > LONGEST:
                continue
            if any(narrow & self.wordnet.above(meaning) for meaning in meanings[: SENSES[part]]):
                yield word

    def _is_no_person(self, word: str, group: int) -> bool:
        """Whether the word usually means nobody, or is short for the thing: *monarch* for the monarch butterfly."""
        usual, *_ = senses = self._senses(word)
        if not self._is_person(usual):
            return True
        noun = self.groups[group].forms[0]
        others = (name.lower() for meaning in senses for name in self.wordnet.synsets[meaning].words)
        return any(f" {name}".endswith(f" {noun}") for name in others)

    def _is_person(self, meaning: str) -> bool:
        return not self.people.isdisjoint(self.wordnet.above(meaning))

    def _meant(self, word: str, group: Group) -> list[str]:
        """The meanings of a word of captions that resemble the words beside it most, or the usual one.

        Several, for captions circle a tower and circle above it, which WordNet tells apart.
        """
        senses = [meaning for meaning in self._all_senses(word) if not self._is_person(meaning)]
        beside = [other for other in group.words if other != word]
        if not senses or not beside:
            return senses[:1]
        near = self._resemblance(senses, beside) - RARER * np.arange(len(senses))
        least = near.max() - ALIKE
        if word != group.words[0]:  # what names the group is there in any case
            least = max(AKIN[self.part], least)
        return [meaning for meaning, at in zip(senses, near, strict=True) if at >= least]

    def _resemblance(self, meanings: list[str], words: list[str]) -> np.ndarray:
        """Of meanings to words that say the same: of verbs by definitions alone, of nouns by the mean of the three.

        Many nouns are phrases that WordNet lacks, so the embeddings of all count, of definitions and places the
        nearest. Verbs' places say little, for their trees are low.
        """
        own = np.stack([self.definitions[meaning] for meaning in meanings])
        others = [meaning for word in words for meaning in self._all_senses(word)]
        found = []
        if self.part == "n" or not others:
            found.append((own @ np.stack([self.vectors[word] for word in words]).T).mean(1))
        if others:
            found.append((own @ np.stack([self.definitions[meaning] for meaning in others]).T).max(1))
        if others and self.part == "n":
            found.append(np.array([max(self.wordnet.nearness(each, other) for other in others) for each in meanings]))
        return np.mean(found, axis=0)

    def _similarity(self, word: str, hidden: bool) -> np.ndarray:
        """Of a word to each group: the mean of three, each to the word of the group that is nearest by it."""
        in_wordnet, defined = np.zeros((2, len(self.row_words)))
        for rarity, meaning in enumerate(self._senses(word)):
            less = RARER * rarity
            in_wordnet = np.maximum(in_wordnet, self._places(meaning) - less)
            defined = np.maximum(defined, self.row_definitions @ self.definitions[meaning] - less)
        near = np.stack([self.row_vectors @ self.vectors[word], in_wordnet, defined])
        if hidden:
            near[:, self.row_words == word] = 0
        return np.maximum.reduceat(near, np.searchsorted(self.group_of, np.arange(len(self.groups))), axis=1).mean(0)

    def _places(self, meaning: str) -> np.ndarray:
        """Of a meaning to that of each row: the information of the narrowest one above both, over their mean (Lin)."""
        shared = np.zeros(len(self.row_words))
        for wider in self.wordnet.above(meaning):
            below = self.rows_below.get(wider)
            if below:
                shared[below] = np.maximum(shared[below], self.wordnet.information(wider))
        return 2 * shared / (self.wordnet.information(meaning) + self.row_information)

    def _says_as_much(self, words: str, places: dict[str, int]) -> bool:
        """Whether the inflected one of several words is a caption's, or has the same place by itself."""
        if " " not in words:
            return False
        head = words.rpartition(" ")[2] if self.part == "n" else words.partition(" ")[0]
        return head in self.row_words or places.get(head) == places[words]

    def _all_senses(self, word: str) -> list[str]:
        return self.wordnet.senses.get((word, self.part), [])

    def _senses(self, word: str) -> list[str]:
        """Those that count."""
        return self._all_senses(word)[: SENSES[self.part]]

    def _know(self, words: Iterable[str]) -> None:
        """Embed words, and the definitions of their meanings."""
        words = sorted(set(words) - self.vectors.keys())
        texts = [f"a {word}" if self.part == "n" else f"it is {continuous(word)}" for word in words]
        self.vectors |= dict(zip(words, self.embed(texts), strict=True))
        meanings = sorted(set(chain.from_iterable(map(self._all_senses, words))) - self.definitions.keys())
        texts = [self.wordnet.synsets[meaning].told for meaning in meanings]
        self.definitions |= dict(zip(meanings, self.embed(texts), strict=True))

    def _forms(self, word: str, group: Group) -> Iterator[tuple[str, str]]:
        """(form, what stands for it) of a noun's two numbers, of a verb's finite and continuous form."""
        if self.part == "n":
            forms = (word,) if " " in word else (word, _inflected(word, "NNS"))
            yield from ((form, group.forms[0]) for form in forms)
        else:
            yield from zip((finite(word), continuous(word)), group.forms, strict=True)

    def _is_rather_other(self, word: str, form: str) -> bool:
        """Whether a form is more likely another part of speech: the verb's *leaves*, the noun *husky*.

        Of verbs that are nouns more often all forms are but *springing*.
        """
        if self.part == "n":
            return self._is_rarely_noun(word)
        (noun, *_) = getLemma(form, "NOUN") or (form,)
        is_noun = noun not in (word, form) and (noun, "n") in self.wordnet.senses
        return is_noun or (form != continuous(word) and not self.wordnet.is_mostly(word, self.part))

    def _is_rarely_noun(self, word: str) -> bool:
        """Whether nouns are placed, but the word is more often a verb or adjective."""
        return self.part == "n" and not self.wordnet.is_mostly(word, "n")


def finite(verb: str) -> str:
    first, space, rest = verb.partition(" ")
    return _inflected(first, "VBZ") + space + rest


def continuous(verb: str) -> str:
    first, space, rest = verb.partition(" ")
    return _inflected(first, "VBG") + space + rest


def _inflected(word: str, tag: str) -> str:
    """The usual form of a word that a tag of the Penn Treebank names."""
    return (getInflection(word, tag) or (word,))[0]
