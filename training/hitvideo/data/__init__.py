"""Clips for training: from the procedural world or from a folder of captioned videos."""
