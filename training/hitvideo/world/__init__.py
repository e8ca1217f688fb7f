"""The Animatic world: an unlimited source of small flat clips with exact captions."""

from hitvideo.world.captions import caption, held_out_words, paraphrase
from hitvideo.world.render import render_clip
from hitvideo.world.scene import SPLITS, Scene, is_held_out, vocabulary

__all__ = ["SPLITS", "Scene", "caption", "held_out_words", "is_held_out", "paraphrase", "render_clip", "vocabulary"]
