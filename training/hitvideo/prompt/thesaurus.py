"""Words that a pack's captions lack → words that they have, as prompts are read (docs/model-pack-format.md).

`src/shared/prompt/thesaurus.ts` does the same; `test/shared/prompt/thesaurus-cases.json` holds both to it.
"""

from __future__ import annotations

import json
from collections.abc import Set
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from .words import Word, find_words

LONGEST = 3  # words of an entry


@dataclass(frozen=True)
class Replacement:
    """What stands in a prompt for other words: from where to where in the text that was read, and what was said."""

    start: int
    end: int
    said: str


@dataclass(frozen=True)
class Reading:
    """A prompt with words that captions have in place of others."""

    text: str
    replaced: tuple[Replacement, ...] = ()


@dataclass(frozen=True)
class Thesaurus:
    """`entries`: from words in lower case, one space between them, to those that stand for them."""

    entries: dict[str, str]

    @staticmethod
    def load(file: Path) -> Thesaurus:
        """Read a file that groups words by what stands for them: `{"dog": ["hound", …], …}`."""
        return Thesaurus.of_groups(json.loads(file.read_text(encoding="utf-8")))

    @staticmethod
    def of_groups(groups: dict[str, list[str]]) -> Thesaurus:
        return Thesaurus({word: target for target, words in groups.items() for word in words})

    def groups(self) -> dict[str, list[str]]:
        """Words by what stands for them, in order of the alphabet."""
        groups: dict[str, list[str]] = {}
        for word, target in sorted(self.entries.items(), key=itemgetter(1, 0)):
            groups.setdefault(target, []).append(word)
        return groups

    def save(self, file: Path) -> None:
        """Write the file that `load` reads: a line for each word that stands for others."""
        lines = (
            f"{json.dumps(target)}:{json.dumps(words, separators=(',', ':'))}"
            for target, words in self.groups().items()
        )
        file.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")

    def read(self, prompt: str, after: Set[str] | None = None) -> Reading:
        """The prompt with each longest run of words that has an entry replaced, from the left.

        `after`: only of those directly after one of these words.
        """
        words = find_words(prompt)
        replaced: list[Replacement] = []
        read, end, at = "", 0, 0
        while at < len(words):
            may_begin = after is None or (at > 0 and _follows(prompt, words[at - 1], words[at], after))
            count = self._longest_run(prompt, words[at : at + LONGEST]) if may_begin else 0
            if count:
                start, stop = words[at].start, words[at + count - 1].end
                read += prompt[end:start]
                to = self.entries[prompt[start:stop].lower()]
                replaced.append(Replacement(len(read), len(read) + len(to), prompt[start:stop]))
                read += to
                end = stop
            at += count or 1
        return Reading(read + prompt[end:], tuple(replaced))

    def _longest_run(self, prompt: str, words: list[Word]) -> int:
        """The most of these words, from the first one on, that have an entry together; 0: none."""
        runs = (prompt[words[0].start : words[count - 1].end].lower() for count in range(len(words), 0, -1))
        return next((len(words) - less for less, run in enumerate(runs) if run in self.entries), 0)


def _follows(prompt: str, before: Word, word: Word, after: Set[str]) -> bool:
    """Whether a word stands directly after another that is one of `after`."""
    return before.text in after and prompt[before.end : word.start] == " "
