"""One forward pass in one mode: where it is, and what was measured in it."""

from __future__ import annotations

import inspect
import os
import sys
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.nn.modules.dropout import _DropoutNd

from ..notes.kinds import _Note
from ..notes.subjects import _Hindrance, _InModule, _Values
from ..statistics.layer import _Layer
from ..statistics.measured import _Seen
from .record import _Record
from .tags import _Tags
from .values import _flat, _hindrance, _is_transformed, _refused

HERE = _flat.__code__.co_filename
"""The file of the probe, which all of its modules are joined to."""
TORCH = os.path.dirname(inspect.getfile(torch)) + os.sep


@dataclass
class _ModuleCall:
    module: nn.Module
    turn: int
    """How many calls of this module came before in the pass."""
    received: set
    """Dropouts whose output this module receives and none of the modules within it."""
    before: Any = None
    located: bool = False


class _ForwardPass:
    """What one pass gave, and the calls that it is in."""

    def __init__(self, record: _Record, mode: str) -> None:
        self.record = record
        self.mode = mode
        self.seen: dict[tuple, _Seen] = {}
        self.random = False
        """Whether anything was drawn at random, masks in evaluation included."""
        self.located = False
        self.calls: list[_ModuleCall] = []
        self.tags = _Tags()
        self.turns: dict[Any, int] = {}
        """How often each dropout and each module was met in this pass."""
        self.via: list[str] = []
        """Functions of torch.nn.functional that are being run."""
        self.muted = False
        """Within an attention that is in evaluation."""

    def turn(self, what: Any) -> int:
        """How often this pass met something, this time included."""
        self.turns[what] = self.turns.get(what, 0) + 1
        return self.turns[what]

    def module(self) -> nn.Module:
        return self.calls[-1].module if self.calls else self.record.model

    def path(self) -> str:
        return self.record.names.get(self.module(), "")

    def place(self) -> tuple:
        """Identity of a dropout: the module, and the lines of the model's own code within it that lead to the call."""
        lines = []
        frame = sys._getframe(1)
        while frame is not None and frame.f_code.co_name != "_call_impl":
            file = frame.f_code.co_filename
            if file != HERE and not file.startswith(TORCH):
                lines.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
            frame = frame.f_back
        return ("dropout", self.path(), *(lines if self.calls else ()))

    def how(self, name: str) -> str:
        """How the code calls this dropout, in PyTorch notation."""
        module = self.module()
        if isinstance(module, _DropoutNd):
            return type(module).__name__
        if self.via and self.via[0] == "multi_head_attention_forward":
            return type(module).__name__
        return f"F.{self.via[0] if self.via else name}" if self.via or "scaled" in name else f"torch.{name}"

    def where(self, hindrance: _Hindrance | None = None) -> _InModule:
        """The module that is running, for a note."""
        module = self.module()
        shown = self.via and not isinstance(module, (_DropoutNd, nn.MultiheadAttention))
        return _InModule(self.path(), type(module).__name__, self.via[0] if shown else "", hindrance)

    def unused_name(self) -> str:
        """The module's path; "#2" and so on where it has several dropouts of its own."""
        path = self.path() or self.record.label()
        layers = self.record.layers.values()
        taken = sum(layer.role == "dropout" and layer.key[1] == self.path() for layer in layers)
        return path if taken == 0 else f"{path}#{taken + 1}"

    def values_of(self, tensor: torch.Tensor, name: str) -> torch.Tensor | None:
        """A tensor whose values can be counted; None, with a note, where there is none."""
        if tensor.is_meta:
            raise ValueError(
                "This model is on the meta device and has no values, so nothing can be measured: load its weights first"
            )
        with torch._C.DisableTorchFunction():
            if tensor.is_nested and not _is_transformed(tensor):
                return torch.cat([torch.zeros(0), *(part.detach().reshape(-1) for part in tensor.unbind())])
            hindrance = _hindrance(tensor)
        if hindrance is not None:
            self.record.notes.add(_Note.UNCOUNTED, _Values(name, hindrance=hindrance))
        return tensor if hindrance is None else None

    def observe(self, layer: _Layer, tensor: torch.Tensor) -> None:
        """Counts the values of a tensor for a layer in this pass."""
        seen = self.seen.get(layer.key)
        if seen is None:
            seen = self.seen[layer.key] = _Seen(layer.modes[self.mode].tally)
        try:
            with torch._C.DisableTorchFunction():
                seen.add(tensor)
        except (NotImplementedError, TypeError) as error:
            del self.seen[layer.key]
            self.record.notes.add(_Note.UNCOUNTED, _Values(layer.name, hindrance=_refused(tensor, error)))
