"""`python -m hitvideo`: train the stages of a pack, each resumable, and export it."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

import torch

from .config import Config, ConfigError, load_config
from .data.source import open_source
from .evaluate.run import Sizes, evaluate
from .export.pack import WORLD_THESAURUS, export_pack
from .train.distributed import processes
from .train.loop import CheckpointError
from .train.memory import keep_freed_memory
from .train.stages import OF_THE_WORLD, STAGES
from .train.weights import MIXED, USUALLY, load_weights, mix_weights, save_weights

EXAMPLE = Path(__file__).parents[1] / "configs" / "animatic.yaml"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m hitvideo", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="train stages in order, resuming where a checkpoint lies")
    train.add_argument("--config", required=True, type=Path)
    train.add_argument("--run-folder", required=True, type=Path, help="for checkpoints, curves and contact sheets")
    train.add_argument("--stage", action="append", choices=list(STAGES), help="default: all in order")
    train.add_argument("--seconds", type=float, default=math.inf, help="stop and save after this long, per stage")
    train.add_argument("--threads", type=int, default=0)
    export = commands.add_parser("export", help="write the pack of a run")
    export.add_argument("--config", required=True, type=Path)
    export.add_argument("--run-folder", required=True, type=Path)
    export.add_argument("--out", required=True, type=Path, help="folder of the pack; what is there is replaced")
    export.add_argument("--precision", choices=["int8", "fp32"], default="int8")
    judge = commands.add_parser("judge", help="train the judge of the world's clips, resuming where a checkpoint lies")
    judge.add_argument("--config", default=EXAMPLE, type=Path)
    judge.add_argument("--run-folder", required=True, type=Path)
    judge.add_argument("--seconds", type=float, default=math.inf)
    judge.add_argument("--threads", type=int, default=0)
    measure = commands.add_parser("evaluate", help="measure a pack; writes a page, its pictures and quality.json")
    measure.add_argument("--config", default=EXAMPLE, type=Path, help="that the pack was trained with")
    measure.add_argument("--pack", required=True, type=Path)
    measure.add_argument("--run-folder", required=True, type=Path, help="with the judge; quality.json is written there")
    measure.add_argument("--out", required=True, type=Path, help="the page; its pictures go into a folder beside it")
    measure.add_argument("--clips", type=int, default=Sizes.clips, help="held-out clips; everything else in proportion")
    measure.add_argument("--full-precision", type=Path, help="the same run's pack in fp32, to compare with")
    weights = commands.add_parser("weights", help="keep a run's weights, start a run from such, or mix the two")
    weights.add_argument("--run-folder", required=True, type=Path)
    direction = weights.add_mutually_exclusive_group(required=True)
    direction.add_argument("--save", type=Path, metavar="FOLDER", help="write the run's weights there")
    direction.add_argument("--load", type=Path, metavar="FOLDER", help="make the run's missing checkpoints from there")
    direction.add_argument(
        "--mix", type=Path, metavar="FOLDER", help="mean of base decoder and language model and of those there"
    )
    weights.add_argument("--share", type=share, default=0.5, help="of what is mixed in (default: half)")
    weights.add_argument("--stage", action="append", choices=sorted(MIXED), help="mix this one, in place of the usual")
    thesaurus = commands.add_parser("thesaurus", help="make the list of what stands for words that no caption has")
    thesaurus.add_argument("--config", default=EXAMPLE, type=Path)
    thesaurus.add_argument("--wordnet", required=True, type=Path, metavar="FOLDER", help="WordNet's dict folder")
    thesaurus.add_argument("--out", default=WORLD_THESAURUS, type=Path)
    options = parser.parse_args()
    try:
        if options.command == "weights":
            move_weights(options)
            return 0
        keep_freed_memory()
        config = load_config(options.config)
        if options.command in ("train", "judge"):
            if options.threads:
                torch.set_num_threads(options.threads)
            with processes(config):
                train_stages(config, options)
        elif options.command == "evaluate":
            sizes = Sizes.of(options.clips)
            evaluate(config, options.pack, options.run_folder, options.out, sizes, options.full_precision)
        elif options.command == "thesaurus":
            from .prompt.make_thesaurus import make_thesaurus  # needs the extra `thesaurus`

            make_thesaurus(config, options.wordnet, options.out)
        else:
            export_pack(config, options.run_folder, options.out, options.precision)
    except (ConfigError, CheckpointError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def share(text: str) -> float:
    """A number from 0 to 1."""
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def move_weights(options: argparse.Namespace) -> None:
    """Between a run and a folder that keeps its weights."""
    if options.save:
        print(f"wrote {', '.join(save_weights(options.run_folder, options.save))} to {options.save}")
    elif options.mix:
        mixed = mix_weights(options.mix, options.run_folder, options.share, options.stage or USUALLY)
        print(f"mixed {', '.join(mixed)} of {options.run_folder} with {options.mix}")
    else:
        made = load_weights(options.load, options.run_folder)
        print(f"made {', '.join(made) or 'nothing: all checkpoints are there'} in {options.run_folder}")


def train_stages(config: Config, options: argparse.Namespace) -> None:
    """The named stages, or all that the config has, in order; the data are checked before the first."""
    open_source(config)
    named = ["judge"] if options.command == "judge" else options.stage
    left_out = () if config.data.source == "world" else OF_THE_WORLD
    for stage in named or [name for name in STAGES if name in config.train and name not in left_out]:
        if stage not in config.train:
            raise ConfigError(f"{options.config}: missing key train.{stage}")
        print(f"stage {stage}", flush=True)
        STAGES[stage](config, options.run_folder, options.seconds)


if __name__ == "__main__":
    sys.exit(main())
