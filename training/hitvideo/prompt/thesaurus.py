"""Words that a pack's captions lack → words that they have, as prompts are read (docs/model-pack-format.md).

`src/shared/prompt/thesaurus.ts` does the same; `test/shared/prompt/thesaurus-cases.json` holds both to it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

LONGEST = 3  # words of an entry
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Thesaurus:
    """`entries`: from words in lower case, one space between them, to those that stand for them."""

    entries: dict[str, str]

    @staticmethod
    def load(file: Path) -> Thesaurus:
        """Read a file that groups words by what stands for them: `{"dog": ["hound", …], …}`."""
        groups = json.loads(file.read_text(encoding="utf-8"))
        return Thesaurus({word: target for target, words in groups.items() for word in words})

    def save(self, file: Path) -> None:
        """Write the file that `load` reads: a line for each word that stands for others."""
        groups: dict[str, list[str]] = {}
        for word, target in sorted(self.entries.items()):
            groups.setdefault(target, []).append(word)
        lines = (
            f"{json.dumps(target)}:{json.dumps(words, separators=(',', ':'))}"
            for target, words in sorted(groups.items())
        )
        file.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")

    def read(self, prompt: str) -> str:
        """The prompt with each longest run of words that has an entry replaced, from the left."""
        words = [match.span() for match in _WORD.finditer(prompt)]
        read, end, at = "", 0, 0
        while at < len(words):
            count = self._longest_run(prompt, words[at : at + LONGEST])
            if count:
                start, stop = words[at][0], words[at + count - 1][1]
                read += prompt[end:start] + self.entries[prompt[start:stop].lower()]
                end = stop
            at += count or 1
        return read + prompt[end:]

    def _longest_run(self, prompt: str, words: list[tuple[int, int]]) -> int:
        """The most of these words, from the first one on, that have an entry together; 0: none."""
        runs = (prompt[words[0][0] : words[count - 1][1]].lower() for count in range(len(words), 0, -1))
        return next((len(words) - less for less, run in enumerate(runs) if run in self.entries), 0)
