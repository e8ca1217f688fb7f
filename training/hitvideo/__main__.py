"""`python -m hitvideo`: train the stages of a pack, each resumable, and export it."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

import torch

from .config import ConfigError, load_config
from .export.pack import export_pack
from .train.loop import CheckpointError
from .train.stages import STAGES


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m hitvideo", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="train stages in order, resuming where a checkpoint lies")
    train.add_argument("--config", required=True, type=Path)
    train.add_argument("--run", required=True, type=Path, help="folder of checkpoints, curves and contact sheets")
    train.add_argument("--stage", action="append", choices=list(STAGES), help="default: all in order")
    train.add_argument("--seconds", type=float, default=math.inf, help="stop and save after this long, per stage")
    train.add_argument("--threads", type=int, default=0)
    export = commands.add_parser("export", help="write the pack of a run")
    export.add_argument("--config", required=True, type=Path)
    export.add_argument("--run", required=True, type=Path)
    export.add_argument("--out", required=True, type=Path, help="folder of the pack; what is there is replaced")
    export.add_argument("--precision", choices=["int8", "fp32"], default="int8")
    options = parser.parse_args()
    try:
        config = load_config(options.config)
        if options.command == "train":
            if options.threads:
                torch.set_num_threads(options.threads)
            for stage in options.stage or STAGES:
                print(f"stage {stage}", flush=True)
                STAGES[stage](config, options.run, options.seconds)
        else:
            export_pack(config, options.run, options.out, options.precision)
    except (ConfigError, CheckpointError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
