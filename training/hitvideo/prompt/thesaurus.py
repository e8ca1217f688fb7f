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
        found = list(_WORD.finditer(prompt))
        made, end, i = "", 0, 0
        while i < len(found):
            count = next((n for n in range(LONGEST, 0, -1) if self._target(prompt, found[i : i + n], n)), 0)
            if count:
                made += prompt[end : found[i].start()] + self._target(prompt, found[i : i + count], count)
                end = found[i + count - 1].end()
            i += count or 1
        return made + prompt[end:]

    def _target(self, prompt: str, run: list[re.Match[str]], count: int) -> str:
        """What stands for a run of `count` words with one space between them; empty: nothing does."""
        return self.entries.get(prompt[run[0].start() : run[-1].end()].lower(), "") if len(run) == count else ""
