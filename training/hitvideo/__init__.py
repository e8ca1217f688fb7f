"""Training side of HiTVideo Studio: makes model packs (see docs/model-pack-format.md)."""
