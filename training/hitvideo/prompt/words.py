"""The words of a prompt, as thesaurus and phrases look at them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Word:
    """Where it is, and itself in lower case. Several words side by side may be one."""

    start: int
    end: int
    text: str


def find_words(prompt: str) -> list[Word]:
    return [Word(*match.span(), match[0].lower()) for match in _WORD.finditer(prompt)]
