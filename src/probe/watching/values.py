"""Tensors that a call is given, and whether their values can be masked and counted."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import torch

from ..notes.kinds import _Obstacle
from ..notes.subjects import _Hindrance


def _flat(value: Any, around: tuple = ()) -> Iterator[torch.Tensor]:
    """The tensors in nested tuples, lists and mappings."""
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, (tuple, list, Mapping)) and id(value) not in around:
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _flat(item, (*around, id(value)))


def _bound(function: Callable, args: tuple, kwargs: dict) -> inspect.BoundArguments | None:
    """A call's arguments by their names; None where they do not fit."""
    try:
        bound = inspect.signature(function).bind(*args, **kwargs)
    except TypeError:
        return None
    bound.apply_defaults()
    return bound


def _is_transformed(tensor: torch.Tensor) -> bool:
    """Whether a tensor stands for others, in torch.vmap, torch.func.grad and so on."""
    functorch = torch._C._functorch  # pyright: ignore[reportAttributeAccessIssue]
    return functorch.is_functorch_wrapped_tensor(tensor)


def _hindrance(tensor: torch.Tensor) -> _Hindrance | None:
    """Why neither a mask can be put on a tensor nor its values be counted."""
    if _is_transformed(tensor):
        return _Hindrance(_Obstacle.TRANSFORMED)
    if tensor.is_nested:
        return _Hindrance(_Obstacle.NESTED)
    if tensor.layout != torch.strided:
        return _Hindrance(_Obstacle.LAYOUT, str(tensor.layout).replace("torch.", ""))
    if not tensor.is_floating_point():
        return _Hindrance(_Obstacle.DTYPE, str(tensor.dtype).replace("torch.", ""))
    return None


def _refused(tensor: torch.Tensor, error: Exception) -> _Hindrance:
    """What a class or a type of number of its own is to a mask: it raised an error."""
    return _Hindrance(_Obstacle.CLASS, f"{type(tensor).__name__} of {tensor.dtype} ({type(error).__name__})")
