"""The arguments of a probe."""

from __future__ import annotations

from typing import Any

from torch import nn

from ..model.labels import _scripted
from ..wording.names import _kind


def _checked(model: Any, max_batches: int, passes: int, seed: int) -> nn.Module:
    if not isinstance(model, nn.Module):
        raise TypeError(f"probe needs a torch.nn.Module as its first argument, not {_kind(model)}")
    for name, value, least in (("max_batches", max_batches, 1), ("passes", passes, 1), ("seed", seed, 0)):
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise ValueError(f"{name} must be an integer of at least {least}, not {value!r}")
    if seed >= 2**32:
        raise ValueError(f"seed must be below 2**32, not {seed}")
    model = _unwrapped(model)
    for name, parameter in model.named_parameters():
        if isinstance(parameter, nn.parameter.UninitializedParameter):
            raise ValueError(f"{name} isn't initialized: run the model once, for its lazy modules, then probe it")
    return model


def _unwrapped(model: nn.Module) -> nn.Module:
    """The model in what torch.compile, DataParallel and DistributedDataParallel make of it."""
    while True:
        # What is registered there, since a model's own __getattr__ may answer for any name.
        inner = vars(model).get("_modules") if not _scripted(model) else None
        if inner and "_orig_mod" in inner:
            model = inner["_orig_mod"]
        elif isinstance(model, (nn.DataParallel, nn.parallel.DistributedDataParallel)):
            model = model.module
        else:
            return model
