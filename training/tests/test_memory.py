"""Memory of a step is there for the next one."""

import platform
import subprocess
import sys

import pytest

SCRIPT = """
import resource, sys, torch
from hitvideo.train.memory import keep_freed_memory
if sys.argv[1] == "keep":
    assert keep_freed_memory()
def step():
    return [torch.ones(3 << 19) for _ in range(20)]
step()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(10):
    step()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries manage memory in other ways")
def test_pages_are_not_asked_for_anew() -> None:
    faults = {}
    for how in ("keep", "default"):
        done = subprocess.run([sys.executable, "-c", SCRIPT, how], capture_output=True, text=True, check=True)
        faults[how] = int(done.stdout)
    assert faults["keep"] < faults["default"] / 4
