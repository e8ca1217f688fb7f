"""Makes the thesaurus of the world's packs from WordNet and the prompt encoder (`python -m hitvideo thesaurus`)."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from lemminflect import getLemma

from ..config import Config, ConfigError
from ..world import caption_words
from .encoder import PromptEncoder, sentence
from .nearest_words import Group, NearestWords
from .thesaurus import Thesaurus
from .wordnet import WordNet

BATCH = 128
VERB_FORMS, LONE_NOUNS, DEFINITIONS = "verb_forms.json", "lone_nouns.json", "definitions.json"


def make_thesaurus(config: Config, folder: Path, file: Path) -> None:
    """Write the thesaurus to `file`; beside it what stands for words only in their place, and captions' nouns defined.

    Prints how well captions' own words were placed. `folder`: WordNet's `dict`. Raises ConfigError where WordNet's
    files are missing.
    """
    try:
        wordnet = WordNet(folder)
    except OSError as error:
        raise ConfigError(f"{folder} does not hold WordNet's files: {error.filename} cannot be read") from error
    encoder = PromptEncoder(config)
    entries, definitions = sideways(), {}
    in_place: dict[str, dict[str, str]] = {}
    for part, kind, groups in (("v", "verbs", verb_groups()), ("n", "nouns", noun_groups())):
        words = NearestWords(part, groups, wordnet, lambda texts: sentences(encoder, texts))
        found = words.back_again()
        print(
            f"{kind}: of {found.words} of captions, hidden in turn, {found.placed} are placed, {found.right} rightly",
            flush=True,
        )
        anywhere, in_place[part] = words.entries()
        # What is a form of both is the noun (`canoes`), but not in -ing (`heading`).
        entries |= {form: to for form, to in anywhere.items() if form not in entries or not form.endswith("ing")}
        if part == "n":
            definitions = words.defined()
    Thesaurus(entries).save(file)
    for part, name in (("v", VERB_FORMS), ("n", LONE_NOUNS)):
        own = {form: to for form, to in in_place[part].items() if form not in entries}
        Thesaurus(own).save(file.with_name(name))
        print(f"wrote {len(own)} entries to {name}")
    told = json.dumps(definitions, indent=1, ensure_ascii=False)
    file.with_name(DEFINITIONS).write_text(f"{told}\n", encoding="utf-8")
    print(f"wrote {len(entries)} entries to {file}, {sum(map(len, definitions.values()))} definitions to {DEFINITIONS}")


def sideways() -> dict[str, str]:
    """Adverbs of direction in *-ward* and *-wards*, most of which WordNet lacks → captions' own."""
    return {f"{side}{ward}": side for side in caption_words.sides() for ward in ("ward", "wards")}


@torch.no_grad()
def sentences(encoder: PromptEncoder, texts: list[str]) -> np.ndarray:
    """Sentence embeddings, float32 `[N, prompt width]`, unit length; texts of one length together."""
    made = np.zeros((len(texts), encoder.model.config.hidden_size), np.float32)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for first in range(0, len(order), BATCH):
        rows = order[first : first + BATCH]
        ids, mask = (torch.as_tensor(each) for each in encoder.tokenize([texts[i] for i in rows]))
        longest = int(mask.sum(1).max())
        ids, mask = ids[:, :longest], mask[:, :longest]
        made[rows] = sentence(encoder(ids, mask), mask).numpy()
    return made


def noun_groups() -> list[Group]:
    """Objects, settings, times and weathers."""
    return [Group(words, (noun,)) for noun, words in caption_words.nouns().items()]


def verb_groups() -> list[Group]:
    """Motions; what stands for other verbs is the first one's finite and continuous form."""
    pairs = caption_words.verbs().values()
    return [Group(tuple(getLemma(own, "VERB")[0] for own, _ in group), group[0]) for group in pairs]
