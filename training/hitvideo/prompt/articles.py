"""`a` and `an` as captions have them, where other words stand behind them now.

`src/shared/prompt/articles.ts` does the same; `test/shared/prompt/article-cases.json` holds both to it.
"""

import re

_ARTICLE = re.compile(r"\b(a)n? (?=([a-z]+))", re.IGNORECASE | re.ASCII)
# By its letters: of the exceptions those that prompts are likely to have.
_SOUNDS_VOWEL = re.compile(r"(?!uni|ufo|us[aeiu]|eu|one$|once$)[aeiou]", re.IGNORECASE)


def fit_articles(text: str) -> str:
    """`an dog` → `a dog`."""
    return _ARTICLE.sub(lambda found: f"{found[1]}{'n' if _SOUNDS_VOWEL.match(found[2]) else ''} ", text)
