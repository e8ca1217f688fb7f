"""Phrases that captions lack: read as the studio reads them, led to what they are most like."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from hitvideo.__main__ import EXAMPLE
from hitvideo.config import load_config
from hitvideo.export.pack import WORLD_DEFINITIONS, WORLD_LONE_NOUNS, WORLD_VERB_FORMS
from hitvideo.prompt.graph import PromptGraph
from hitvideo.prompt.make_phrases import world_phrases
from hitvideo.prompt.phrases import Phrases
from hitvideo.prompt.thesaurus import Reading, Thesaurus
from hitvideo.world import Scene, caption

SHARED = json.loads(
    (Path(__file__).parents[2] / "test" / "shared" / "prompt" / "phrase-cases.json").read_text(encoding="utf-8")
)
IN_PLACE = {"verb_forms": "verbForms", "lone_nouns": "loneNouns"}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> PromptGraph:
    return PromptGraph(load_config(EXAMPLE), tmp_path_factory.mktemp("prompt"))


@pytest.fixture(scope="module")
def phrases(graph: PromptGraph) -> Phrases:
    definitions = json.loads(WORLD_DEFINITIONS.read_text(encoding="utf-8"))
    verb_forms, lone_nouns = Thesaurus.load(WORLD_VERB_FORMS), Thesaurus.load(WORLD_LONE_NOUNS)
    return world_phrases(graph.embed_sentence, verb_forms, lone_nouns, definitions)


def shared_table() -> Phrases:
    told = dict(SHARED["table"])
    in_place = {name: Thesaurus.of_groups(told.pop(key)) for name, key in IN_PLACE.items()}
    head_start, vectors = told.pop("headStart"), np.array(SHARED["vectors"], np.int8)
    return Phrases(**told, **in_place, head_start=head_start, vectors=vectors)


def shared_embedding(text: str) -> np.ndarray:
    return np.array(SHARED["embeddings"].get(text, [0] * 4), np.float32)


@pytest.mark.parametrize("prompt,read", SHARED["cases"])
def test_a_prompt_is_read_as_the_studio_reads_it(prompt: str, read: str) -> None:
    reading = Thesaurus.of_groups(SHARED["thesaurus"]).read(prompt)
    assert shared_table().read(reading, 40, shared_embedding) == read


def test_a_table_of_an_older_format_has_neither_definitions_nor_lone_nouns(tmp_path: Path) -> None:
    newer = ("definitions", "headStart", "loneNouns")
    told = {name: told for name, told in SHARED["table"].items() if name not in newer}
    (tmp_path / "words.json").write_text(json.dumps(told), encoding="utf-8")
    vectors = np.array(SHARED["vectors"][: -len(SHARED["table"]["definitions"]["dog"])], np.int8)
    vectors.tofile(tmp_path / "vectors.bin")
    table = Phrases.load(tmp_path / "words.json", tmp_path / "vectors.bin", width=4)
    assert table.read(Reading("a barker"), 40, shared_embedding) == "a barker"
    assert table.read(Reading("a husky"), 40, shared_embedding) == "a husky"
    assert table.read(Reading("a stuffed animal"), 40, shared_embedding) == "a teddy bear"


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    table = shared_table()
    table.save(tmp_path / "words.json", tmp_path / "vectors.bin")
    loaded = Phrases.load(tmp_path / "words.json", tmp_path / "vectors.bin", width=4)
    assert replace(loaded, vectors=table.vectors) == table
    assert np.array_equal(loaded.vectors, table.vectors)


@pytest.mark.parametrize(
    "prompt,read",
    [
        ("a stuffed animal hops on a beach", "a teddy bear hops on a beach"),
        ("alien ship over the city", "ufo over the city"),
        ("a slice of pepperoni pie spins", "a slice of pizza spins"),
        ("an old man runs", "an old man runs"),
        ("a strange idea rises", "a strange idea rises"),
        ("an automaton rests near a six-string", "an robot rests near a guitar"),
        ("an apartment at night", "an room at night"),
        ("a rocket orbits", "a rocket circles"),
        ("the Martian hops by a ferry", "the alien hops by a sailboat"),
        ("a plush bear springs on hot springs", "a teddy bear hops on hot springs"),
    ],
)
def test_phrases_that_no_caption_has_are_led_to_what_they_are_like(
    phrases: Phrases, graph: PromptGraph, prompt: str, read: str
) -> None:
    assert phrases.read(Reading(prompt), 40, graph.embed_sentence) == read


def test_captions_are_read_as_they_are(phrases: Phrases, graph: PromptGraph) -> None:
    prompts = [caption(Scene.sample(seed, "validation"), variant) for seed in range(100) for variant in range(2)]
    assert [phrases.read(Reading(prompt), 40, graph.embed_sentence) for prompt in prompts] == prompts
