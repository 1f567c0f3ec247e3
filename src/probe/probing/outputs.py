"""The outputs of a model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import torch

from ..notes.collected import _Notes
from ..notes.kinds import _Note
from ..notes.subjects import _Values
from ..watching.forward_pass import _ForwardPass


def _observe_outputs(forward: _ForwardPass, output: Any) -> None:
    """Measures every tensor that a model returned."""
    record = forward.record
    for name, tensor in _tensors(output, "output", record.notes):
        values = forward.values_of(tensor, name)
        if values is not None:
            layer = record.layer(("output", name), "output", name, f"{record.label()}()", "output")
            forward.observe(layer, values)
        site = forward.tags.site_of(tensor)
        if site is not None:
            record.layers[site].returned = True


def _tensors(value: Any, name: str, notes: _Notes, around: tuple = ()) -> Iterator[tuple[str, torch.Tensor]]:
    """The floating-point tensors of a model's output, with their names."""
    if isinstance(value, torch.Tensor):
        if value.is_floating_point():
            yield name, value
        elif value.is_complex():
            notes.add(_Note.COMPLEX, _Values(name))
        return
    for key, item in _parts_of_output(value, name, notes) if id(value) not in around else ():
        yield from _tensors(item, key, notes, (*around, id(value)))


def _parts_of_output(value: Any, name: str, notes: _Notes) -> Iterator[tuple[str, Any]]:
    kind = type(value)
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield f"{name}[{key!r}]", item
    elif isinstance(value, (tuple, list)):
        # Of the class: an object may have an answer for any name.
        for key, item in zip(getattr(kind, "_fields", range(len(value))), value):
            yield f"{name}.{key}" if isinstance(key, str) else f"{name}[{key}]", item
    elif hasattr(kind, "__dataclass_fields__"):
        for key in kind.__dataclass_fields__:
            yield f"{name}.{key}", getattr(value, key, None)
    elif value is not None and not isinstance(value, (bool, int, float, str)):
        notes.add(_Note.UNKNOWN_OUTPUT, _Values(name, kind.__name__))
