"""The code's style, which a look at it can miss."""

import subprocess
import sys
from pathlib import Path

import pytest

TRAINING = Path(__file__).parents[1]


@pytest.mark.parametrize("command", [("check",), ("format", "--check")])
def test_the_code_is_linted_and_formatted(command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "--no-cache", "."], cwd=TRAINING, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
