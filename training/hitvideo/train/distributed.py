"""Several processes, one run (`torchrun`): each computes its rows of every batch.

All processes draw the same random numbers and choose the same clips, then each keeps its own rows; what depends on the
whole batch is averaged over processes. So a step is the same as one process would make it on the same batch. Without
torchrun every function here is the identity.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import sys
from collections.abc import Callable, Iterator

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.distributed.fsdp import fully_shard
from torch.distributed.nn.functional import all_reduce
from torch.distributed.tensor import DTensor, distribute_tensor
from torch.nn.parallel import DistributedDataParallel

from ..config import Config, ConfigError
from ..language_model.model import Block
from ..tokenizer.layers import TransformerBlock

UNITS = (Block, TransformerBlock)  # what FSDP gathers at a time


def count() -> int:
    """How many processes share the run."""
    return dist.get_world_size() if dist.is_initialized() else 1


def rank() -> int:
    return dist.get_rank() if dist.is_initialized() else 0


def is_first() -> bool:
    """Whether this process writes files and speaks."""
    return rank() == 0


@contextlib.contextmanager
def processes(config: Config) -> Iterator[None]:
    """Use this process's GPU where there is one, and join the group that torchrun names, for the length of a `with`.

    Only the first process prints.
    """
    if torch.cuda.is_available():
        torch.cuda.set_device(int(os.environ.get("LOCAL_RANK", "0")))
        torch.set_default_device("cuda")
    if int(os.environ.get("WORLD_SIZE", "1")) == 1:
        yield
        return
    if config.distributed.strategy == "none":
        raise ConfigError("distributed.strategy: is none, but torchrun started several processes: use ddp or fsdp")
    # A cache of tokens is filled by the first process while the others wait, which may take hours.
    dist.init_process_group("nccl" if torch.cuda.is_available() else "gloo", timeout=datetime.timedelta(days=2))
    try:
        with (
            open(os.devnull, "w", encoding="utf-8") as nowhere,
            contextlib.redirect_stdout(sys.stdout if is_first() else nowhere),
        ):
            yield
    finally:
        dist.destroy_process_group()


@contextlib.contextmanager
def first_alone() -> Iterator[None]:
    """The first process goes through the block before the others do."""
    if count() > 1 and not is_first():
        dist.barrier()
    yield
    if count() > 1 and is_first():
        dist.barrier()


def wait_for_all() -> None:
    """Return once every process has come here."""
    if count() > 1:
        dist.barrier()


def own_rows(batch: int) -> slice:
    """This process's rows of a batch. Raises ConfigError where it cannot be shared evenly."""
    if batch % count():
        raise ConfigError(f"train: a batch of {batch} cannot be shared by {count()} processes")
    size = batch // count()
    return slice(rank() * size, (rank() + 1) * size)


def mean(x: Tensor) -> Tensor:
    """Mean over processes, with its gradient."""
    return x if count() == 1 else all_reduce(x) / count()


def agreed(wish: bool) -> bool:
    """Whether any process wishes it."""
    if count() == 1:
        return wish
    flag = torch.tensor(float(wish))
    dist.all_reduce(flag)
    return float(flag) > 0


def mean_figures(figures: dict[str, float]) -> dict[str, float]:
    """Each figure's mean over processes."""
    if count() == 1:
        return figures
    values = mean(torch.tensor(list(figures.values())))
    return dict(zip(figures, values.tolist(), strict=True))


class Together(nn.Module):
    """Runs any work with a module's weights as one forward pass, which is where DDP and FSDP hook in."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, work: Callable[[], object]) -> object:
        return work()


def spread(module: nn.Module, strategy: str) -> nn.Module | None:
    """What runs the steps of a module in several processes; None in one. FSDP spreads the weights in place."""
    if count() == 1:
        return None
    together = Together(module)
    if strategy == "ddp":
        return DistributedDataParallel(together, find_unused_parameters=True, broadcast_buffers=False)
    for tensor in (*module.parameters(), *module.buffers()):
        tensor.data = tensor.data.contiguous()  # FSDP knows no channels-last weights
        dist.broadcast(tensor.data, 0)
    for part in module.modules():
        if isinstance(part, UNITS):
            fully_shard(part)
    return fully_shard(together, reshard_after_forward=True)


def whole(value: object) -> object:
    """Tensors that are spread over processes put together, in any nesting of dicts and lists."""
    if isinstance(value, DTensor):
        return value.full_tensor()
    if isinstance(value, dict):
        return {key: whole(each) for key, each in value.items()}
    if isinstance(value, list):
        return [whole(each) for each in value]
    return value


def like(value: Tensor, parameter: Tensor) -> Tensor:
    """A whole tensor where a parameter is, and spread as it is; single numbers are left as they are."""
    if value.shape != parameter.shape:
        return value
    if isinstance(parameter, DTensor):
        return distribute_tensor(value, parameter.device_mesh, parameter.placements)
    return value.to(parameter.device)
