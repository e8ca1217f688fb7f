"""Articles before words that stand for others: as the studio has them, captions' own as they are."""

import json
from pathlib import Path

import pytest

from hitvideo.prompt.articles import fit_articles
from hitvideo.world import Scene, caption

SHARED = Path(__file__).parents[2] / "test" / "shared" / "prompt" / "article-cases.json"


@pytest.mark.parametrize("text,fitted", json.loads(SHARED.read_text(encoding="utf-8")))
def test_articles_are_as_the_studio_has_them(text: str, fitted: str) -> None:
    assert fit_articles(text) == fitted


def test_captions_have_them_so() -> None:
    captions = [caption(Scene.sample(seed, "validation"), variant) for seed in range(100) for variant in range(2)]
    assert [fit_articles(text) for text in captions] == captions
