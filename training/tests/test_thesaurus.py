"""Words that captions lack: read as the studio reads them, placed by what they mean."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from hitvideo.__main__ import EXAMPLE
from hitvideo.config import load_config
from hitvideo.export.pack import WORLD_LONE_NOUNS, WORLD_THESAURUS, WORLD_VERB_FORMS
from hitvideo.prompt.encoder import PromptEncoder
from hitvideo.prompt.make_thesaurus import noun_groups, sentences, verb_groups
from hitvideo.prompt.nearest_words import Group, NearestWords
from hitvideo.prompt.thesaurus import Thesaurus
from hitvideo.prompt.wordnet import WordNet
from hitvideo.world import Scene, caption, caption_words, held_out_words

SHARED = Path(__file__).parents[2] / "test" / "shared" / "prompt" / "thesaurus-cases.json"
# offset: (words, offset of the wider meaning, definition)
NOUNS = {
    1: (["entity"], None, "that which exists"),
    2: (["animal"], 1, "a living organism that can move"),
    3: (["dog", "domestic_dog"], 2, "a member of the genus Canis kept by man; the dog barked"),
    4: (["hound", "hound_dog"], 3, "any of several breeds of dog used for hunting"),
    5: (["vehicle"], 1, "a conveyance that transports people"),
    6: (["car", "auto"], 5, "a motor vehicle with four wheels"),
    7: (["sedan"], 6, "a car that is closed and has front and rear seats"),
    8: (["idea"], 1, "the content of a thought"),
    10: (["person"], 2, "a human being"),
    11: (["dog_catcher"], 10, "somebody who hunts dogs for a town"),
    12: (["poodle"], 10, "somebody who obeys whom he fears"),
    13: (["poodle", "poodle_dog"], 3, "a member of the genus Canis kept by man for hunting"),
    14: (["pooch"], 3, "a dog, informally"),
    9: (["gun_dog"], 4, "a dog that hunters take with them"),
}


def write_wordnet(folder: Path) -> None:
    """Files of `wndb(5WN)` with the nouns above, and with verbs: `hound` is rarer than the noun, `pooch` is not."""

    def data(offset: int) -> str:
        words, wider, definition = NOUNS[offset]
        pointers = [] if wider is None else [f"@ {wider:08d} n 0000"]
        pointers += [f"~ {other:08d} n 0000" for other, (_, above, _) in NOUNS.items() if above == offset]
        listed = " ".join(f"{word} 0" for word in words)
        return (
            f"{offset:08d} 03 n {len(words):02x} {listed} {len(pointers):03d} {' '.join(pointers)} | {definition}  \n"
        )

    licence = "  1 This software and database is being provided to you\n"
    (folder / "data.noun").write_text(licence + "".join(map(data, NOUNS)))
    meanings = {
        word: [o for o, (ws, _, _) in NOUNS.items() if word in ws] for ws, _, _ in NOUNS.values() for word in ws
    }
    index = ((word, len(own), " ".join(f"{offset:08d}" for offset in own)) for word, own in meanings.items())
    (folder / "index.noun").write_text(licence + "".join(f"{w} n {n} 1 @ {n} 0 {own}  \n" for w, n, own in index))
    (folder / "data.verb").write_text(f"{licence}00000001 30 v 01 hound 0 000 01 + 08 00 | pursue relentlessly  \n")
    (folder / "index.verb").write_text(f"{licence}hound v 1 0 1 0 00000001  \n")
    uses = "hound%1:05:00:: 00000004 1 3\nhound%2:30:00:: 00000001 1 1\npooch%2:30:00:: 00000001 1 1\n"
    (folder / "index.sense").write_text(uses)


@pytest.fixture(scope="module")
def wordnet(tmp_path_factory: pytest.TempPathFactory) -> WordNet:
    folder = tmp_path_factory.mktemp("dict")
    write_wordnet(folder)
    return WordNet(folder)


@pytest.fixture(scope="module")
def placed(wordnet: WordNet) -> NearestWords:
    encoder = PromptEncoder(load_config(EXAMPLE))
    groups = [Group(("dog", "domestic dog"), ("dog",)), Group(("car", "auto"), ("car",)), Group(("idea",), ("idea",))]
    return NearestWords("n", groups, wordnet, lambda texts: sentences(encoder, texts))


@pytest.mark.parametrize("prompt,read", json.loads(SHARED.read_text(encoding="utf-8"))["cases"])
def test_a_prompt_is_read_as_the_studio_reads_it(prompt: str, read: str) -> None:
    groups = json.loads(SHARED.read_text(encoding="utf-8"))["groups"]
    assert Thesaurus({word: target for target, words in groups.items() for word in words}).read(prompt).text == read


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    thesaurus = Thesaurus({"hound": "dog", "gun dog": "dog", "sedan": "car"})
    thesaurus.save(tmp_path / "thesaurus.json")
    assert Thesaurus.load(tmp_path / "thesaurus.json") == thesaurus


def test_wordnets_files_are_read(wordnet: WordNet) -> None:
    assert wordnet.senses["hound dog", "n"] == ["n00000004"]
    hound = wordnet.synsets["n00000004"]
    assert (hound.words, hound.wider, hound.narrower) == (("hound", "hound dog"), ("n00000003",), ("n00000009",))
    assert wordnet.synsets["n00000003"].definition == "a member of the genus Canis kept by man"
    assert wordnet.above("n00000004") == {"n00000004", "n00000003", "n00000002", "n00000001"}
    assert wordnet.information("n00000001") == 0
    assert wordnet.information("n00000004") == pytest.approx(np.log(len(NOUNS) / 2))
    assert wordnet.is_mostly("hound", "n") and not wordnet.is_mostly("hound", "v")


def test_a_word_is_placed_by_what_it_means(placed: NearestWords) -> None:
    placed._know(["hound", "sedan", "entity"])
    assert placed.place("hound") == 0
    assert placed.place("sedan") == 1
    assert placed.place("entity") is None


def test_a_hidden_word_does_not_find_itself(placed: NearestWords) -> None:
    assert placed.place("idea") == 2
    assert placed.place("idea", hidden=True) is None
    assert placed.back_again().words == 4


def test_entries_have_both_numbers_and_leave_out_what_the_last_word_says(placed: NearestWords) -> None:
    anywhere, _ = placed.entries()
    dogs = dict.fromkeys(("hound", "hounds", "poodle", "poodles"), "dog")
    assert anywhere == {**dogs, "sedan": "car", "sedans": "car"}


def test_nouns_that_are_verbs_more_often_are_read_in_their_place_alone(placed: NearestWords) -> None:
    assert placed.entries()[1] == {"pooch": "dog", "pooches": "dog"}


def test_a_word_for_people_that_is_short_for_an_animal_is_one(placed: NearestWords) -> None:
    anywhere, _ = placed.entries()
    assert anywhere["poodle"] == "dog" and "dog catcher" not in anywhere
    assert Thesaurus.load(WORLD_THESAURUS).entries["monarch"] == "butterfly"


def test_people_are_not_read_as_animals_or_things(placed: NearestWords) -> None:
    assert "dog catcher" not in placed.entries()[0]
    entries = Thesaurus.load(WORLD_THESAURUS).entries
    assert not entries.keys() & {"immigrant", "frenchman", "foreigner", "youngster", "woman", "boy", "farmer"}


def test_the_worlds_thesaurus_leads_from_other_words_to_those_of_captions() -> None:
    entries = Thesaurus.load(WORLD_THESAURUS).entries
    known = caption_words.words()
    targets = {form for group in (*noun_groups(), *verb_groups()) for form in group.forms} | set(caption_words.sides())
    assert not entries.keys() & known
    assert set(entries.values()) <= targets
    assert all(set(re.findall(r"[a-z'-]+", target)) <= known for target in targets)
    assert len(entries) > 3000
    assert (entries["orbiting"], entries["rightward"], entries["heading"]) == ("circling", "right", "moving")
    # A caption's word means what the others of its group say: no swallowtail is a coat, no kite a cheque.
    assert entries["ananas"] == "pineapple" and entries["pancake"] == "cake"
    assert not entries.keys() & {"jacket", "cheque", "tablet", "disk", "fur"}
    verb_forms = Thesaurus.load(WORLD_VERB_FORMS).entries
    assert verb_forms["springs"] == "hops" and not verb_forms.keys() & (known | entries.keys())
    assert set(verb_forms.values()) <= {group.forms[0] for group in verb_groups()}
    lone_nouns = Thesaurus.load(WORLD_LONE_NOUNS).entries
    assert lone_nouns["husky"] == "dog" and not lone_nouns.keys() & (known | entries.keys())
    assert set(lone_nouns.values()) <= {group.forms[0] for group in noun_groups()}


def test_captions_have_none_of_the_words_held_out() -> None:
    assert not caption_words.words() & {word for word in held_out_words() if " " not in word}


def test_captions_are_read_as_they_are() -> None:
    thesaurus = Thesaurus.load(WORLD_THESAURUS)
    prompts = [caption(Scene.sample(seed, "validation"), variant) for seed in range(100) for variant in range(2)]
    assert [thesaurus.read(prompt).text for prompt in prompts] == prompts
