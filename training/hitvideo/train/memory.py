"""Memory that a step frees is kept for the next one."""

from __future__ import annotations

import ctypes

TRIM_THRESHOLD, TOP_PAD, MMAP_THRESHOLD = -1, -2, -3  # names of mallopt(3)
LARGEST_THRESHOLD = 32 << 20  # more is refused


def keep_freed_memory() -> bool:
    """Whether glibc could be told not to return freed blocks to the kernel.

    By default it maps every large tensor anew, and each step of training on CPUs pays for its pages again: half of the
    processors' time on the machine of `training/LOG.md` (2026-11-25). Other C libraries are left as they are.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, TypeError, AttributeError):
        return False
    wanted = {MMAP_THRESHOLD: LARGEST_THRESHOLD, TRIM_THRESHOLD: 2**31 - 1, TOP_PAD: 512 << 20}
    return all([mallopt(name, value) == 1 for name, value in wanted.items()])
