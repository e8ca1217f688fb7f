"""Counter-based random numbers: one stream per layer, position and sub-code (docs/model-pack-format.md)."""

from __future__ import annotations

ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))
MASK = 0xFFFFFFFF


def threefry(key: tuple[int, int], counter: tuple[int, int]) -> tuple[int, int]:
    """Threefry-2x32-20 (Salmon et al. 2011): two 32-bit words."""
    keys = (*key, 0x1BD11BDA ^ key[0] ^ key[1])
    x0, x1 = (counter[0] + keys[0]) & MASK, (counter[1] + keys[1]) & MASK
    for group in range(5):
        for rotation in ROTATIONS[group % 2]:
            x0 = (x0 + x1) & MASK
            x1 = ((x1 << rotation | x1 >> 32 - rotation) & MASK) ^ x0
        x0 = (x0 + keys[(group + 1) % 3]) & MASK
        x1 = (x1 + keys[(group + 2) % 3] + group + 1) & MASK
    return x0, x1


def uniform(seed: int, layer_index: int, position: int, factor: int, draw: int = 0) -> float:
    """The uniform number in (0, 1) of one draw of one sub-code."""
    key = (seed & MASK, seed >> 32)
    x0, _ = threefry(key, ((layer_index << 24) + position, (draw << 8) + factor))
    return (x0 >> 8) * 2.0**-24 + 2.0**-25
