"""From checkpoints to a model pack (docs/model-pack-format.md)."""
