"""Memory of a step is there for the next one."""

import platform
import subprocess
import sys

import pytest

SCRIPT = """
import resource, torch
from hitvideo.train.memory import keep_freed_memory
assert keep_freed_memory()
def step():
    return [torch.ones(3 << 19) for _ in range(20)]
step()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(10):
    step()
faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
print(faults * resource.getpagesize() / (10 * 20 * (3 << 21)))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries manage memory in other ways")
def test_pages_are_not_asked_for_anew() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    # Left to itself glibc asks anew for all of them, or for a tenth once its own threshold has grown.
    assert float(done.stdout) < 0.08
