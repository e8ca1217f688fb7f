"""The Animatic world: an unlimited source of small flat clips with exact captions."""

from hitvideo.world.render import render_clip
from hitvideo.world.scene import SPLITS, Scene, is_held_out, vocabulary

__all__ = ["SPLITS", "Scene", "is_held_out", "render_clip", "vocabulary"]
