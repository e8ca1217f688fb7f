"""What all stages share: the step loop, learning rate, averaged weights, checkpoints, curves.

A run is a folder with a checkpoint, `losses.jsonl`, `losses.png` and contact sheets. All randomness of a step is seeded
by (seed, step), so a run that is killed and resumed makes the same steps as one that is not.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ..config import StageTraining
from . import distributed
from .companion import Companion
from .optimizers import make_optimizers
from .precision import products


class CheckpointError(RuntimeError):
    """A checkpoint that cannot be used; the message names the file and the remedy."""


def learning_rate(settings: StageTraining, step: int) -> float:
    """Linear warm-up, then a cosine down to `final_learning_rate` of the peak."""
    if step < settings.warmup:
        return settings.learning_rate * (step + 1) / settings.warmup
    done = min(1.0, (step - settings.warmup) / max(1, settings.steps - settings.warmup))
    share = settings.final_learning_rate
    return settings.learning_rate * (share + (1 - share) * 0.5 * (1 + math.cos(math.pi * done)))


class Average:
    """Exponential moving average of a module's weights; what evaluation and export use."""

    def __init__(self, module: nn.Module, decay: float) -> None:
        self.decay = decay
        self.weights = {name: p.detach().clone() for name, p in module.named_parameters()}

    @torch.no_grad()
    def update(self, module: nn.Module, step: int) -> None:
        decay = min(self.decay, (step + 1) / (step + 10))
        for name, p in module.named_parameters():
            self.weights[name].lerp_(p, 1 - decay)


def load_checkpoint(path: Path) -> dict:
    """Read a checkpoint. Raises CheckpointError if it is missing or damaged."""
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError as error:
        raise CheckpointError(f"{path} is missing: train this stage first") from error
    except Exception as error:  # torch raises many kinds for a damaged file
        raise CheckpointError(f"{path} is damaged ({error}): delete it and train from the one before") from error


def write_checkpoint(path: Path, state: dict) -> None:
    """Write it under a temporary name, then rename it: a kill leaves the one before."""
    temporary = path.with_suffix(".tmp")
    torch.save(state, temporary)
    os.replace(temporary, path)


def load_averaged(module: nn.Module, path: Path) -> None:
    """Put the averaged weights of a checkpoint into a module."""
    missing, unexpected = module.load_state_dict(load_checkpoint(path)["average"], strict=False)
    parameters = {name for name, _ in module.named_parameters()}
    wrong = sorted(set(missing) & parameters) + sorted(unexpected)
    if wrong:
        raise CheckpointError(f"{path} does not fit the config: weight {wrong[0]}")


class Run:
    """One stage of training in a folder. `loss(step, rng)` returns the loss and figures to log."""

    def __init__(
        self,
        folder: Path,
        stage: str,
        module: nn.Module,
        settings: StageTraining,
        strategy: str = "none",
        companions: dict[str, Companion] | None = None,
    ) -> None:
        self.folder, self.stage, self.module, self.settings = folder, stage, module, settings
        self.companions = companions or {}
        folder.mkdir(parents=True, exist_ok=True)
        state = load_checkpoint(self.checkpoint) if self.checkpoint.exists() else None
        if state is not None:
            with self._fitting():
                # Buffers are made by the module itself, and weights that were kept alone come without them.
                missing, unexpected = module.load_state_dict(state["model"], strict=False)
                wrong = sorted(set(missing) & {name for name, _ in module.named_parameters()}) + sorted(unexpected)
                if wrong:
                    raise KeyError(wrong[0])
        self.together = distributed.spread(module, strategy)
        self.optimizers = make_optimizers(module, settings)
        self.average = Average(module, settings.ema)
        self.step = 0
        if state is not None:
            with self._fitting():
                self._restore(state)

    @property
    def checkpoint(self) -> Path:
        return self.folder / f"{self.stage}.pt"

    def train(
        self,
        loss: Callable[[int, np.random.Generator], tuple[Tensor, dict[str, float]]],
        after_step: Callable[[], None] = lambda: None,
        look: Callable[[Path], None] = lambda path: None,
        look_every: int = 500,
        seconds: float = math.inf,
    ) -> None:
        """Step until `steps`, `seconds` or a signal. Checkpoints every ten minutes and at the end."""
        start = saved = time.monotonic()
        sums: dict[str, float] = {}
        counted = 0
        with StopOnSignal() as stop:
            while self.step < self.settings.steps:
                if distributed.agreed(stop.asked or time.monotonic() - start >= seconds):
                    break
                figures = self._train_step(loss)
                after_step()
                counted += 1
                for name, figure in figures.items():
                    sums[name] = sums.get(name, 0.0) + figure
                if self.step % 50 == 0:
                    self._log({name: total / counted for name, total in sums.items()}, time.monotonic() - start)
                    sums, counted = {}, 0
                if self.step % look_every == 0:
                    self.draw(look)
                if distributed.agreed(time.monotonic() - saved > 600):
                    self.save()
                    saved = time.monotonic()
        self.save()
        self.draw(look)

    def _train_step(
        self, loss: Callable[[int, np.random.Generator], tuple[Tensor, dict[str, float]]]
    ) -> dict[str, float]:
        """One step of the optimizer; returns its figures."""
        seed = self.settings.seed * 1_000_003 + self.step
        torch.manual_seed(seed + distributed.rank())
        for group in [group for each in self.optimizers for group in each.param_groups]:
            group["lr"] = learning_rate(self.settings, self.step)
        with products(self.settings.precision):
            value, figures = self._together(lambda: loss(self.step, np.random.default_rng(seed)))
        for each in self.optimizers:
            each.zero_grad(set_to_none=True)
        value.backward()
        norm = distributed.whole(nn.utils.clip_grad_norm_(self.module.parameters(), 1.0))
        if not math.isfinite(float(norm)):
            raise FloatingPointError(f"{self.stage}: gradient is not finite at step {self.step}")
        for each in self.optimizers:
            each.step()
        self.average.update(self.module, self.step)
        self.step += 1
        return distributed.mean_figures({"loss": float(value.detach()), "norm": float(norm), **figures})

    def _together(self, work: Callable[[], object]) -> object:
        return work() if self.together is None else self.together(work)

    def draw(self, look: Callable[[Path], None]) -> None:
        """Curves and a contact sheet from the averaged weights; not worth compiling for its own batch sizes."""
        with self.averaged(), torch.compiler.set_stance("force_eager"):
            folder = self.folder if distributed.is_first() else Path(tempfile.gettempdir())
            self._together(lambda: look(folder / f"{self.stage}-{self.step:06d}.png"))
        if distributed.is_first():
            draw_curves(self.folder / f"{self.stage}.jsonl")

    def averaged(self) -> Swapped:
        """Context in which the module carries the averaged weights, without gradients."""
        return Swapped(self.module, self.average.weights)

    def save(self) -> None:
        """Write the checkpoint."""
        state = {
            "step": self.step,
            "model": distributed.whole(self.module.state_dict()),
            "average": distributed.whole(self.average.weights),
            "optimizers": [distributed.whole(each.state_dict()) for each in self.optimizers],
            "companions": {name: each.state_dict() for name, each in self.companions.items()},
        }
        if distributed.is_first():
            write_checkpoint(self.checkpoint, state)

    def _restore(self, state: dict) -> None:
        """Optimizer, averaged weights and step; the weights themselves are there already."""
        for optimizer, kept in zip(self.optimizers, state["optimizers"], strict=bool(state["optimizers"])):
            for number, p in enumerate(p for group in optimizer.param_groups for p in group["params"]):
                for name, value in kept["state"].get(number, {}).items():
                    kept["state"][number][name] = distributed.like(value, p)
            optimizer.load_state_dict(kept)
        named = dict(self.module.named_parameters())
        self.average.weights = {name: distributed.like(w, named[name]) for name, w in state["average"].items()}
        self.step = state["step"]
        for name, each in state.get("companions", {}).items():
            if (
                name in self.companions
            ):  # one that the config has since turned on starts fresh, one turned off is dropped
                self.companions[name].load_state_dict(each)

    @contextlib.contextmanager
    def _fitting(self) -> Iterator[None]:
        """What goes wrong inside says that the checkpoint is of another config."""
        try:
            yield
        except (KeyError, ValueError, RuntimeError) as error:
            raise CheckpointError(f"{self.checkpoint} does not fit the config: {error}") from error

    def _log(self, figures: dict[str, float], seconds: float) -> None:
        if not distributed.is_first():
            return
        row = {"step": self.step, "seconds": round(seconds, 1), **{k: round(v, 5) for k, v in figures.items()}}
        with open(self.folder / f"{self.stage}.jsonl", "a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        print(" ".join(f"{name} {value}" for name, value in row.items()), flush=True)


class StopOnSignal:
    """Turns SIGTERM and Ctrl+C into a wish to stop, so that a run ends after a whole step with a checkpoint."""

    NUMBERS = (signal.SIGTERM, signal.SIGINT)

    def __enter__(self) -> StopOnSignal:
        self.asked = False
        self.before = [signal.signal(number, self._ask) for number in self.NUMBERS]
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in zip(self.NUMBERS, self.before, strict=True):
            signal.signal(number, handler)

    def _ask(self, *_: object) -> None:
        self.asked = True


class Swapped:
    """Other weights in a module for the length of a `with`, in evaluation mode and without gradients."""

    def __init__(self, module: nn.Module, weights: dict[str, Tensor]) -> None:
        self.module, self.weights = module, weights

    def __enter__(self) -> None:
        self.kept = {name: p.detach().clone() for name, p in self.module.named_parameters()}
        self._put(self.weights)
        self.module.eval()
        self.gradients = torch.is_grad_enabled()
        torch.set_grad_enabled(False)

    def __exit__(self, *_: object) -> None:
        self._put(self.kept)
        self.module.train()
        torch.set_grad_enabled(self.gradients)

    @torch.no_grad()
    def _put(self, weights: dict[str, Tensor]) -> None:
        for name, p in self.module.named_parameters():
            p.copy_(weights[name])


def draw_curves(log: Path) -> None:
    """Every logged figure over the steps, as a PNG beside the log."""
    if not log.exists():
        return
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    rows = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    names = [name for name in rows[-1] if name not in ("step", "seconds")]
    figure, axes = pyplot.subplots(1, len(names), figsize=(4 * len(names), 3), squeeze=False)
    for name, axis in zip(names, axes[0], strict=True):
        axis.plot([row["step"] for row in rows if name in row], [row[name] for row in rows if name in row])
        axis.set_title(name)
    figure.tight_layout()
    figure.savefig(log.with_suffix(".png"))
    pyplot.close(figure)
