"""The batches, and how one goes into the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import torch
from torch import nn

from ..wording.names import _kind


def _is_batch(data: Any) -> bool:
    if isinstance(data, (torch.Tensor, Mapping)):
        return True
    if not isinstance(data, (tuple, list)) or not data:
        return False
    return isinstance(data, tuple) or not all(isinstance(item, (tuple, list, Mapping)) for item in data)


def _numbered(data: Any, rank: int, world: int, sharded: bool, most: int, anything: bool) -> Iterator[tuple[int, Any]]:
    """The batches of this rank with their numbers among all."""
    if _is_batch(data) or (anything and not isinstance(data, Iterable)):
        data = [data]
    elif not isinstance(data, Iterable) or isinstance(data, (str, bytes)):
        raise TypeError(
            f"probe needs a batch (a tensor, a tuple or list whose first element is the input, a mapping) or an "
            f"iterable of batches as its second argument, not {_kind(data)}; forward=lambda model, batch: … takes any "
            "other batch"
        )
    for position, batch in enumerate(data):
        index = position * world + rank if sharded else position
        if index >= most:
            return
        if sharded or index % world == rank:
            yield index, batch
        if not sharded and index == most - 1:
            return


def _call(model: nn.Module, batch: Any) -> Any:
    """The forward pass of a batch: see `data` of `probe`."""
    inputs = batch[0] if isinstance(batch, (tuple, list)) and batch else batch
    if isinstance(inputs, torch.Tensor):
        return model(inputs)
    if isinstance(inputs, Mapping):
        return model(**inputs)
    if isinstance(inputs, (tuple, list)) and inputs:
        return model(*inputs)
    raise TypeError(
        f"A batch must be a tensor, a mapping of keyword arguments, or a tuple or list whose first element is the "
        f"input, not {_kind(batch)}; say how to run it by forward=lambda model, batch: …"
    )


def _moved(batch: Any, device: torch.device | None, around: tuple = ()) -> Any:
    """A batch with its tensors on the model's device, where that is one."""
    if device is None or id(batch) in around:
        return batch
    around = (*around, id(batch))
    # Of the class: an object may have an answer for any name.
    if callable(getattr(type(batch), "to", None)):
        return batch.to(device)
    if isinstance(batch, Mapping):
        return {key: _moved(value, device, around) for key, value in batch.items()}
    if isinstance(batch, tuple) and hasattr(type(batch), "_fields"):
        return type(batch)(*(_moved(value, device, around) for value in batch))
    if isinstance(batch, (tuple, list)):
        return type(batch)(_moved(value, device, around) for value in batch)
    return batch
