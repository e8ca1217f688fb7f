"""Reads WordNet's database files (wndb(5WN), https://wordnet.princeton.edu/documentation/wndb5wn): nouns and verbs."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILES = {"n": "noun", "v": "verb"}  # of a part of speech
_PART_OF_TYPE = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}


@dataclass(frozen=True)
class Synset:
    """One meaning: the words that share it, the meanings just above and below it, its definition."""

    words: tuple[str, ...]
    wider: tuple[str, ...]
    narrower: tuple[str, ...]
    definition: str

    @property
    def told(self) -> str:
        """`word: definition`."""
        return f"{self.words[0]}: {self.definition}"


class WordNet:
    """Words and their meanings. A meaning is named by part of speech and offset, like `n02084071`."""

    def __init__(self, folder: Path) -> None:
        """Read `data.*`, `index.*` and `index.sense` of a folder. Raises OSError where one is missing."""
        self.synsets: dict[str, Synset] = {}
        self.senses: dict[tuple[str, str], list[str]] = {}  # (word, part of speech) → meanings, the usual one first
        for part, name in FILES.items():
            for line in _lines(folder / f"data.{name}"):
                self.synsets[part + line.partition(" ")[0]] = _synset(line)
            for line in _lines(folder / f"index.{name}"):
                fields = line.split()
                offsets = fields[-int(fields[2]) :]
                self.senses[_plain(fields[0]), part] = [part + offset for offset in offsets]
        self._uses: dict[str, Counter[str]] = defaultdict(Counter)
        for line in _lines(folder / "index.sense"):
            key, _, _, count = line.split()
            word, _, rest = key.partition("%")
            self._uses[_plain(word)][_PART_OF_TYPE[rest[0]]] += int(count)
        self._meanings = Counter(meaning[0] for meaning in self.synsets)
        self._above: dict[str, frozenset[str]] = {}
        self._information: dict[str, float] = {}

    def is_mostly(self, word: str, part: str) -> bool:
        """Whether WordNet's tagged texts use the word as no other part of speech more often."""
        uses = self._uses[word]
        return uses[part] == max(uses.values(), default=0)

    def above(self, meaning: str) -> frozenset[str]:
        """The meaning and all wider ones."""
        if meaning not in self._above:
            self._above[meaning] = self._reached(meaning, "wider")
        return self._above[meaning]

    def information(self, meaning: str) -> float:
        """How rare it is that a meaning of its part of speech is this one or narrower, in nats."""
        if meaning not in self._information:
            among = len(self._reached(meaning, "narrower"))
            self._information[meaning] = math.log(self._meanings[meaning[0]] / among)
        return self._information[meaning]

    def nearness(self, meaning: str, other: str) -> float:
        """Of two meanings: the information of the narrowest one above both, over their mean (Lin 1998), 0 … 1."""
        shared = max(map(self.information, self.above(meaning) & self.above(other)), default=0.0)
        return 2 * shared / (self.information(meaning) + self.information(other))

    def _reached(self, meaning: str, direction: str) -> frozenset[str]:
        """The meaning and all that lie in a direction. (A few verbs of WordNet are each other's wider meaning.)"""
        reached, ahead = {meaning}, [meaning]
        while ahead:
            new = [each for each in getattr(self.synsets[ahead.pop()], direction) if each not in reached]
            reached.update(new)
            ahead.extend(new)
        return frozenset(reached)


def _lines(file: Path) -> Iterator[str]:
    """Lines of a file but for the licence, whose lines are indented."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            yield line


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _synset(line: str) -> Synset:
    """A line of `data.*`: `offset file type words word id … pointers symbol offset part source/target … | gloss`."""
    before, _, gloss = line.partition(" | ")
    fields = before.split()
    words = int(fields[3], 16)
    pointers = 5 + 2 * words
    ways: dict[str, list[str]] = {"@": [], "~": []}
    for at in range(pointers, pointers + 4 * int(fields[pointers - 1]), 4):
        symbol, offset, part = fields[at : at + 3]
        if symbol[0] in ways:  # `@i` and `~i` lead to and from single things, like rivers
            ways[symbol[0]].append(part + offset)
    names = tuple(_plain(word) for word in fields[4 : 4 + 2 * words : 2])
    return Synset(names, tuple(ways["@"]), tuple(ways["~"]), gloss.partition(";")[0].strip())
