"""Everything a run depends on, read from one YAML file.

Each section is a frozen dataclass; unknown keys and wrong types are refused with the file and the key in the message,
before hours are spent on them.
"""

from __future__ import annotations

import dataclasses
import itertools
import types
import typing
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .language_model.scan import SCANS
from .stage_settings import OF_KNOWN_ATTRIBUTES, REQUIRED, settings_problem


class ConfigError(ValueError):
    """A config file that cannot be used; the message names file and key."""


@dataclass(frozen=True)
class ClipConfig:
    """Size of a clip: the paper uses 64 frames at 8 frames/s (section 3.2)."""

    frames: int = 64
    frames_per_second: int = 8
    height: int = 128
    width: int = 128


@dataclass(frozen=True)
class LayerConfig:
    """One codebook of the hierarchy (paper, table 2)."""

    name: str
    grid: tuple[int, int, int]  # T, h, w
    bits: int
    factors: tuple[int, ...]  # bits of each sub-code, least significant first
    block: int = 1  # tokens predicted in one step
    scan: str = "raster"  # or dither: the order in which they are predicted (language_model/scan.py)

    @property
    def tokens(self) -> int:
        t, h, w = self.grid
        return t * h * w


@dataclass(frozen=True)
class StageConfig:
    """One stage of the base encoder: merge `down` (time, rows, columns) neighbours, then residual blocks."""

    channels: int
    down: tuple[int, int, int]
    encoder_blocks: int
    decoder_blocks: int


@dataclass(frozen=True)
class TokenizerConfig:
    stages: tuple[StageConfig, ...]
    upper_width: int = 320
    upper_heads: int = 5
    upper_encoder_blocks: int = 2
    upper_decoder_blocks: int = 3
    context_blocks: int = 1  # residual blocks that refine the upper layers' features on the Detail grid
    correction_rounds: int = 0  # in which codes of the layer above Detail are chosen again
    correction_step: float = 0.25  # share of what is missed by which each moves what the encoder is shown
    mask_strategy: str = "repeat"  # repeat | zero | learned (paper 4.1)
    mask_maximum_share: float = 0.85
    mask_threshold: float = 0.5  # how probable it must be that a token barely changes for it to be masked


@dataclass(frozen=True)
class LanguageModelConfig:
    depth: int = 6
    width: int = 384
    heads: int = 6
    key_value_heads: int = 2
    feed_forward: int = 1024
    prompt_length: int = 32
    prompt_width: int = 384
    prompt_encoder: str = ""  # folder of a Hugging Face encoder; empty: all-MiniLM-L6-v2 as packaged
    hints: bool = True
    priors: bool = True  # add the tokenizer's expectation of a code's bits to its logits (not in the paper)
    rope: str = (
        "shared"  # shared: one metric space for all layers; independent: each layer counts its own cells (paper)
    )
    rope_base: float = 100.0
    dropout: float = 0.0


@dataclass(frozen=True)
class DataConfig:
    source: str = "world"  # world | videos
    folder: str = ""  # of captioned videos, when source is videos
    pool: int = 600  # clips held in memory
    world_seed: int = 0


@dataclass(frozen=True)
class StageTraining:
    """One stage of training."""

    steps: int
    batch: int
    learning_rate: float
    warmup: int = 100
    final_learning_rate: float = 0.05  # as a share of learning_rate
    weight_decay: float = 0.01
    optimizer: str = "adamw"  # or muon: for hidden matrices, with AdamW for the rest
    precision: str = "float32"  # or bfloat16: of matrix products, where the machine is made for it
    ema: float = 0.999
    seed: int = 1
    settings: dict[str, float] = field(default_factory=dict)  # weights and sizes: see stage_settings.py


@dataclass(frozen=True)
class DistributedConfig:
    """How several processes (torchrun) share a run."""

    strategy: str = "none"  # none: one process | ddp: whole weights in each | fsdp: weights spread over all


@dataclass(frozen=True)
class SamplingConfig:
    """Default sampling of one layer."""

    guidance: float = 3.0
    temperature: float = 0.9
    top_k: int = 0  # 0 = off
    top_p: float = 0.95


@dataclass(frozen=True)
class PackConfig:
    id: str
    name: str
    version: str
    licence: str = "MIT"
    description: str = ""
    sampling: tuple[SamplingConfig, ...] = ()  # per layer in order of generation; empty: the defaults for all
    candidates: int = 1  # clips drawn below a board, of which the ranker chooses one
    golden_prompts: tuple[str, ...] = ("a dog runs to the right on a beach",)


@dataclass(frozen=True)
class Config:
    pack: PackConfig
    clip: ClipConfig
    layers: tuple[LayerConfig, ...]  # in order of generation, top first; the last is Detail
    tokenizer: TokenizerConfig
    language_model: LanguageModelConfig
    data: DataConfig
    train: dict[str, StageTraining]
    distributed: DistributedConfig = field(default_factory=DistributedConfig)

    @property
    def detail(self) -> LayerConfig:
        return self.layers[-1]

    @property
    def uppers(self) -> tuple[LayerConfig, ...]:
        return self.layers[:-1]

    @property
    def tokens(self) -> int:
        return sum(layer.tokens for layer in self.layers)

    @property
    def samplings(self) -> tuple[SamplingConfig, ...]:
        """Default sampling per layer in order of generation."""
        return self.pack.sampling or (SamplingConfig(),) * len(self.layers)

    def layer_index(self, order: int) -> int:
        """Index in the paper's counting (top layer = largest) of the `order`-th generated layer."""
        return len(self.layers) - 1 - order


def load_config(path: str | Path) -> Config:
    """Read and check a config file. Raises ConfigError naming file and key."""
    path = Path(path)
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}: not valid YAML: {error}") from error
    config = _build(Config, raw, str(path), "")
    _check(config, str(path))
    return config


def _build(kind: typing.Any, raw: typing.Any, file: str, key: str) -> typing.Any:
    """`raw` as a value of type `kind`; `key` is the dotted place in the file."""
    origin = typing.get_origin(kind)
    if dataclasses.is_dataclass(kind):
        if not isinstance(raw, dict):
            raise ConfigError(f"{file}: {key or 'the file'} must be a mapping")
        hints = typing.get_type_hints(kind)
        unknown = sorted(set(raw) - set(hints))
        if unknown:
            raise ConfigError(f"{file}: unknown key {_join(key, unknown[0])} (known: {', '.join(hints)})")
        for spec in dataclasses.fields(kind):
            has_default = spec.default is not dataclasses.MISSING or spec.default_factory is not dataclasses.MISSING
            if spec.name not in raw and not has_default:
                raise ConfigError(f"{file}: missing key {_join(key, spec.name)}")
        return kind(**{name: _build(hints[name], value, file, _join(key, name)) for name, value in raw.items()})
    if origin is tuple:
        if not isinstance(raw, list):
            raise ConfigError(f"{file}: {key} must be a list")
        args = typing.get_args(kind)
        if args[-1] is Ellipsis:
            return tuple(_build(args[0], value, file, f"{key}[{i}]") for i, value in enumerate(raw))
        if len(raw) != len(args):
            raise ConfigError(f"{file}: {key} must have {len(args)} entries")
        return tuple(_build(a, value, file, f"{key}[{i}]") for i, (a, value) in enumerate(zip(args, raw, strict=True)))
    if origin is dict:
        if not isinstance(raw, dict):
            raise ConfigError(f"{file}: {key} must be a mapping")
        value_kind = typing.get_args(kind)[1]
        return {str(name): _build(value_kind, value, file, _join(key, str(name))) for name, value in raw.items()}
    if isinstance(kind, types.UnionType):
        return raw
    if kind is float and isinstance(raw, int) and not isinstance(raw, bool):
        return float(raw)
    if not isinstance(raw, kind) or (kind is int and isinstance(raw, bool)):
        raise ConfigError(f"{file}: {key} must be of type {kind.__name__}, found {raw!r}")
    return raw


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _check(config: Config, file: str) -> None:
    """Relations between keys that types cannot say."""
    for order, layer in enumerate(config.layers):
        if sum(layer.factors) != layer.bits:
            raise ConfigError(f"{file}: layers[{order}].factors must add up to bits ({layer.bits})")
        if max(layer.factors) > 10:
            raise ConfigError(f"{file}: layers[{order}].factors above 10 bits make heads too large: split them")
        if layer.scan not in SCANS:
            raise ConfigError(f"{file}: layers[{order}].scan must be one of {', '.join(SCANS)}")
    if config.layers[0].block != 1:
        raise ConfigError(f"{file}: layers[0].block must be 1: the board is predicted token by token (paper 3.3)")
    size = [config.clip.frames, config.clip.height, config.clip.width]
    _, rows, columns = config.tokenizer.stages[0].down
    if rows != columns:
        raise ConfigError(f"{file}: tokenizer.stages[0].down must merge as many rows as columns")
    for stage in config.tokenizer.stages:
        size = [n // d for n, d in zip(size, stage.down, strict=True)]
    if tuple(size) != config.detail.grid:
        raise ConfigError(
            f"{file}: tokenizer.stages lead to a grid of {size}, layers[-1].grid says {config.detail.grid}"
        )
    for upper, lower in itertools.pairwise(config.layers):
        if any(a % b for a, b in zip(lower.grid, upper.grid, strict=True)):
            raise ConfigError(f"{file}: the grid of {lower.name} must be a multiple of that of {upper.name}")
    if config.tokenizer.mask_strategy not in ("repeat", "zero", "learned"):
        raise ConfigError(f"{file}: tokenizer.mask_strategy must be repeat, zero or learned")
    if not 0 < config.tokenizer.mask_threshold < 1:
        raise ConfigError(f"{file}: tokenizer.mask_threshold must lie between 0 and 1")
    if config.pack.sampling and len(config.pack.sampling) != len(config.layers):
        raise ConfigError(f"{file}: pack.sampling must have one entry per layer ({len(config.layers)})")
    if config.pack.candidates > 1 and "ranker" not in config.train:
        raise ConfigError(f"{file}: pack.candidates above 1 needs train.ranker, which chooses among them")
    if not 1 <= config.pack.candidates <= 16:
        raise ConfigError(f"{file}: pack.candidates must lie between 1 and 16")
    if config.language_model.rope not in ("shared", "independent"):
        raise ConfigError(f"{file}: language_model.rope must be shared or independent")
    for stage, settings in config.train.items():
        if stage not in REQUIRED:
            raise ConfigError(f"{file}: unknown stage train.{stage} (known: {', '.join(REQUIRED)})")
        problem = settings_problem(stage, settings.settings, [layer.name for layer in config.layers])
        if problem:
            raise ConfigError(f"{file}: train.{stage}.settings.{problem}")
        if settings.optimizer not in ("adamw", "muon"):
            raise ConfigError(f"{file}: train.{stage}.optimizer must be adamw or muon")
        if settings.precision not in ("float32", "bfloat16"):
            raise ConfigError(f"{file}: train.{stage}.precision must be float32 or bfloat16")
        if settings.optimizer == "muon" and config.distributed.strategy == "fsdp":
            raise ConfigError(f"{file}: train.{stage}.optimizer muon needs whole matrices: use adamw with fsdp")
    if config.distributed.strategy not in ("none", "ddp", "fsdp"):
        raise ConfigError(f"{file}: distributed.strategy must be none, ddp or fsdp")
    if config.data.source not in ("world", "videos"):
        raise ConfigError(f"{file}: data.source must be world or videos")
    for stage, settings in config.train.items():
        wanted = [name for name in OF_KNOWN_ATTRIBUTES if settings.settings.get(name)]
        if config.data.source != "world" and wanted:
            key = f"train.{stage}.settings.{wanted[0]}"
            raise ConfigError(f"{file}: {key} needs data.source: world, whose clips have known attributes")
