"""A prompt → its runs, which phrases may begin: words between those that belong to none.

`src/shared/prompt/runs.ts` does the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .words import Word, find_words

ARTICLES = ("a ", "an ", "the ")


@dataclass(frozen=True)
class Run:
    """All words between two breaks, and whether the first of these is an article."""

    words: list[Word]
    has_article: bool


@dataclass(frozen=True)
class Runs:
    """`breaks`: words that no phrase goes across. `known`: captions' phrases; those of several words are breaks."""

    breaks: set[str]
    known: set[str]

    def find(self, prompt: str, most: int) -> Iterator[Run]:
        """Of the first `most` words, with one space between."""
        words = find_words(prompt)[:most]
        closed = self._closed([word.text for word in words])
        begun = 0
        for last, word in enumerate(words):
            following = words[last + 1 : last + 2]
            if closed[last]:
                begun = last + 1
            elif not following or closed[last + 1] or prompt[word.end : following[0].start] != " ":
                before = prompt[words[begun - 1].start : words[begun].start] if begun else ""
                yield Run(words[begun : last + 1], before.lower() in ARTICLES)
                begun = last + 1

    def _closed(self, words: list[str]) -> list[bool]:
        """Which words belong to no phrase: breaks, and those of captions' phrases of several words."""
        closed = [word in self.breaks for word in words]
        for at in range(len(words)):
            for count in range(2, min(self._longest_known, len(words) - at) + 1):
                if " ".join(words[at : at + count]) in self.known:
                    closed[at : at + count] = [True] * count
        return closed

    @cached_property
    def _longest_known(self) -> int:
        return max((len(phrase.split()) for phrase in self.known), default=0)
