"""Measuring a pack: a judge that names what a clip shows, and the figures of docs/evaluation.md."""
