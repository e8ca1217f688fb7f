"""Captions: exact, varied, and free of the words that paraphrase tests hold out."""

import re

from hitvideo.world import Scene, caption, held_out_words, paraphrase
from hitvideo.world.captions import motion_phrases
from hitvideo.world.motion_words import HELD_OUT_MOTION
from hitvideo.world.objects import BY_ID
from hitvideo.world.words import (
    CAMERA_PHRASES,
    HELD_OUT_SETTING,
    SETTING_PHRASES,
    TIME_NOUNS,
    TIME_PHRASES,
    WEATHER_PHRASES,
)


def has(text: str, phrase: str) -> bool:
    return re.search(rf"\b{re.escape(phrase)}\b", text.lower()) is not None


def has_any(text: str, phrases: tuple[str, ...]) -> bool:
    return any(has(text, phrase) for phrase in phrases)


def forms(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Verb phrases in their finite and continuous form; `is/being parked` keeps what both have in common."""
    both = []
    for phrase in phrases:
        verb, _, rest = phrase.partition(" ")
        both += [rest] if verb == "is/being" else [f"{form} {rest}".strip() for form in verb.split("/")]
    return tuple(both)


def pairs(count: int = 1500) -> list[tuple[Scene, str]]:
    return [
        (scene, caption(scene, scene.seed % 4))
        for scene in (Scene.sample(seed, "judge-train") for seed in range(count))
    ]


def test_the_same_variant_gives_the_same_words_and_variants_differ() -> None:
    scene = Scene.sample(11)
    assert [caption(scene, variant) for variant in range(5)] == [caption(scene, variant) for variant in range(5)]
    assert len({caption(scene, variant) for variant in range(20)}) > 10


def test_a_caption_names_the_object_and_the_second_object() -> None:
    for scene, text in pairs():
        assert has_any(text, BY_ID[scene.object].words), text
        if scene.second:
            assert has_any(text, BY_ID[scene.second.id].words), text


def test_motion_and_setting_are_nearly_always_named() -> None:
    drawn = pairs()
    motion = sum(has_any(text, forms(motion_phrases(scene.motion, BY_ID[scene.object].gait))) for scene, text in drawn)
    setting = sum(has_any(text, SETTING_PHRASES[scene.setting]) for scene, text in drawn)
    assert 0.92 < motion / len(drawn) < 0.98
    assert 0.92 < setting / len(drawn) < 0.98


def test_time_weather_and_camera_are_named_whenever_they_are_not_the_default() -> None:
    for scene, text in pairs():
        if scene.look.time != "day" and scene.setting != "space":
            assert has_any(text, TIME_PHRASES[scene.look.time] + TIME_NOUNS[scene.look.time]), text
        if scene.look.weather != "clear":
            assert has_any(text, WEATHER_PHRASES[scene.look.weather]), text
        if scene.camera != "static":
            assert has_any(text, CAMERA_PHRASES[scene.camera]), text


def test_a_caption_never_names_another_time_weather_or_camera() -> None:
    tables = (("time", TIME_PHRASES), ("weather", WEATHER_PHRASES), ("camera", CAMERA_PHRASES))
    for scene, text in pairs():
        for name, table in tables:
            for value, phrases in table.items():
                assert value == scene.attributes[name] or not has_any(text, phrases), text


def test_captions_never_contain_a_held_out_word() -> None:
    text = "\n".join(caption for _, caption in pairs(6000)).lower()
    assert [word for word in held_out_words() if has(text, word)] == []


def test_every_object_motion_and_setting_has_held_out_words() -> None:
    assert all(1 <= len(entry.held_out) <= 3 and len(entry.words) >= 2 for entry in BY_ID.values())
    assert all(HELD_OUT_MOTION.values()) and all(HELD_OUT_SETTING.values())


def test_a_paraphrase_uses_held_out_words_only_for_object_motion_and_setting() -> None:
    for seed in range(600):
        scene = Scene.sample(seed, "validation")
        text = paraphrase(scene, 0)
        entry = BY_ID[scene.object]
        assert has_any(text, entry.held_out), text
        assert has_any(text, forms(HELD_OUT_MOTION[scene.motion])), text
        assert has_any(text, HELD_OUT_SETTING[scene.setting]), text
        assert not has_any(text, SETTING_PHRASES[scene.setting]), text


def test_captions_are_short_enough_for_the_prompt() -> None:
    assert max(len(re.findall(r"\w+|[^\w\s]", text)) for _, text in pairs(4000)) <= 30


def test_articles_fit_their_nouns() -> None:
    text = "\n".join(caption for _, caption in pairs(3000)).lower()
    assert not re.search(r"\ba (?:apple|owl|octopus|elephant|umbrella|airplane|alien)\b", text)
    assert not re.search(r"\ban (?:unicorn|ufo|dog)\b", text)
