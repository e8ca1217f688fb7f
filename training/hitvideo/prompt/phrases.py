"""Noun phrases that a pack's captions lack → nouns that they have, as prompts are read (docs/model-pack-format.md).

A thesaurus lists words; phrases, like `stuffed animal`, nobody can list. So they are compared with those of captions,
and with what a dictionary says of these, as the prompt encoder embeds both. `src/shared/prompt/phrases.ts` does the
same; `test/shared/prompt/phrase-cases.json` holds both to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np

from .runs import Run, Runs
from .thesaurus import Reading, Thesaurus
from .words import Word, find_words

LONGEST = 3  # words of a phrase that is replaced
SCALE = 127  # of a vector's elements as the file holds them
_PARTICIPLE = re.compile(r"[aeiouy][a-z]*ing$")  # of `string` the part before is no verb

Embed = Callable[[str], np.ndarray]  # text → unit vector `[prompt width]`


@dataclass(frozen=True)
class Found:
    """A span, what of it was compared, and the noun that it is most like."""

    span: Word
    wording: str
    noun: str
    similarity: float


@dataclass(frozen=True)
class Phrases:
    """What captions call things, and what a phrase must not be taken for.

    `groups`: a noun → all phrases of captions that it stands for. `definitions`: a noun → what these mean, `word: …`; a
    phrase is less like any than like another phrase, so its similarity to one gets a `head_start`.
    `others`, `verbs`: their phrases that are no things.
    `verb_forms`: of other verbs, what stands for forms that are nouns elsewhere, read directly after one of `subjects`.
    `lone_nouns`: what stands for nouns that are more often verbs or adjectives, read alone after an article.
    `people`: words for those who are not to be read as animals. `breaks`: words that no phrase goes across, nor across
    a verb. A phrase is replaced whose similarity to the nearest group is `least` or more, and `margin` more than to
    the next.
    """

    groups: dict[str, list[str]]
    definitions: dict[str, list[str]]
    others: list[str]
    verbs: list[str]
    verb_forms: Thesaurus
    lone_nouns: Thesaurus
    subjects: list[str]
    people: list[str]
    breaks: list[str]
    least: float
    margin: float
    head_start: float
    vectors: np.ndarray  # int8 `[rows(); prompt width]`, unit length times SCALE

    @staticmethod
    def load(words: Path, vectors: Path, width: int) -> Phrases:
        table = np.fromfile(vectors, np.int8).reshape(-1, width)
        told = json.loads(words.read_text(encoding="utf-8"))
        since6 = {"verb_forms": Thesaurus.of_groups(told.pop("verbForms", {})), "subjects": told.pop("subjects", [])}
        since7 = {"definitions": told.pop("definitions", {}), "head_start": told.pop("headStart", 0.0)}
        since8 = {"lone_nouns": Thesaurus.of_groups(told.pop("loneNouns", {}))}
        return Phrases(**told, **since6, **since7, **since8, vectors=table)

    def save(self, words: Path, vectors: Path) -> None:
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        table, told["headStart"] = told.pop("vectors"), told.pop("head_start")
        told |= {"verbForms": told.pop("verb_forms").groups(), "loneNouns": told.pop("lone_nouns").groups()}
        words.write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")
        table.tofile(vectors)

    def rows(self) -> list[str]:
        """What the vectors are of, in their order: phrases of groups, others, people, definitions.

        The others as they are, the rest as phrases are compared.
        """
        own = chain(*self.groups.values()), self.people, chain(*self.definitions.values())
        things, people, definitions = (map(as_compared, words) for words in own)
        return [*things, *self.others, *people, *definitions]

    def read(self, reading: Reading, most: int, embed: Embed) -> str:
        """What the thesaurus read, with each phrase replaced that is near enough to one group alone.

        Among the first `most` words. Then verbs after subjects.
        """
        prompt, read, end = reading.text, "", 0
        for run in self._runs.find(prompt, most):
            found = self._lone_noun(run) or self._phrase(run, reading, embed)
            if found:
                read += prompt[end : found.span.start] + found.noun
                end = found.span.end
        return self.verb_forms.read(read + prompt[end:], self._subjects).text

    def _lone_noun(self, run: Run) -> Found | None:
        word, *more = run.words
        noun = self.lone_nouns.entries.get(word.text)
        return Found(word, word.text, noun, 1.0) if noun and run.has_article and not more else None

    def _phrase(self, run: Run, reading: Reading, embed: Embed) -> Found | None:
        """What a run begins with, if that is near enough to one group alone and does not name it."""
        spans = self._spans(run.words)
        as_said = [(span, said) for span in spans if (said := wording(span, reading)) != span.text]
        found = self._nearest(as_said, embed) or self._nearest([(span, span.text) for span in spans], embed)
        return found if found and not self._names(found.wording, found.noun) else None

    def _spans(self, words: list[Word]) -> list[Word]:
        """What a run of words may begin with: at least all up to the first noun of captions; shortest first."""
        texts = [word.text for word in words]
        fewest = next((count for count, text in enumerate(texts, 1) if text in self._nouns), 1)
        spans = (
            Word(words[0].start, words[count - 1].end, " ".join(texts[:count]))
            for count in range(fewest, min(LONGEST, len(words)) + 1)
        )
        return [span for span in spans if self._may_be_one(span.text)]

    def _nearest(self, compared: list[tuple[Word, str]], embed: Embed) -> Found | None:
        """Of spans and what of each is compared, the one that is most surely a thing of captions; None: none is."""
        best: Found | None = None
        for span, words in compared:
            near = self._similarity(embed(as_compared(words)))
            group = int(near.argmax())
            next_best, similarity = np.sort(near)[-2:]
            sure = group < len(self.groups) and similarity >= self.least and similarity - next_best >= self.margin
            if sure and (best is None or similarity > best.similarity):
                best = Found(span, words, list(self.groups)[group], float(similarity))
        return best

    def _similarity(self, vector: np.ndarray) -> np.ndarray:
        """To each group, that of the most similar row; last to others and people together."""
        near = np.full(len(self.groups) + 1, -1, np.float32)
        np.maximum.at(near, self._group_of, self._unit @ vector + self._head_starts)
        return near

    def _names(self, text: str, noun: str) -> bool:
        """Whether a phrase of the group is in it already."""
        return any(f" {phrase} " in f" {text} " for phrase in self.groups[noun])

    def _may_be_one(self, text: str) -> bool:
        """Not part of a caption's phrase, nobody, and not a participle alone."""
        participle = " " not in text and _PARTICIPLE.search(text)
        return f" {text} " not in self._said and not participle and self._people.isdisjoint(text.split())

    @cached_property
    def _unit(self) -> np.ndarray:
        return self.vectors.astype(np.float32) / SCALE

    @cached_property
    def _group_of(self) -> np.ndarray:
        """Number of each row's group; others and people together are one more."""
        things = chain.from_iterable([at] * len(phrases) for at, phrases in enumerate(self.groups.values()))
        neither = [len(self.groups)] * (len(self.others) + len(self.people))
        numbers = {noun: at for at, noun in enumerate(self.groups)}
        defined = chain.from_iterable([numbers[noun]] * len(texts) for noun, texts in self.definitions.items())
        return np.array([*things, *neither, *defined])

    @cached_property
    def _head_starts(self) -> np.ndarray:
        defined = sum(map(len, self.definitions.values()))
        return np.repeat(np.float32([0, self.head_start]), [len(self.vectors) - defined, defined])

    @cached_property
    def _nouns(self) -> set[str]:
        return {phrase for phrase in chain(*self.groups.values()) if " " not in phrase}

    @cached_property
    def _subjects(self) -> set[str]:
        return set(self.subjects)

    @cached_property
    def _known(self) -> set[str]:
        """Captions' phrases, as words with one space between."""
        return {
            " ".join(word.text for word in find_words(phrase))
            for phrase in chain(*self.groups.values(), self.others, self.verbs)
        }

    @cached_property
    def _said(self) -> str:
        return " / ".join(["", *self._known, ""])

    @cached_property
    def _runs(self) -> Runs:
        return Runs({*self.breaks, *(verb.partition(" ")[0] for verb in self.verbs)}, self._known)

    @cached_property
    def _people(self) -> set[str]:
        return set(self.people)


def wording(span: Word, reading: Reading) -> str:
    """What a span is compared by first: what the prompt said, `sweet pastry ring` and not `sweet cake ring`.

    What begins with a replaced word stays as it was read: the word is the thing, and what follows may be what it does.
    """
    inside = [each for each in reading.replaced if span.start <= each.start and each.end <= span.end]
    if not inside or inside[0].start == span.start:
        return span.text
    said, at = "", span.start
    for each in inside:
        said += reading.text[at : each.start] + each.said
        at = each.end
    return (said + reading.text[at : span.end]).lower()


def as_compared(phrase: str) -> str:
    return f"a {phrase}"


def sentence_vector(embedded: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Mean over the word pieces, unit length: `[P, W]`, `[P]` → `[W]`."""
    mean = embedded[mask == 1].mean(0)
    return mean / np.linalg.norm(mean)
