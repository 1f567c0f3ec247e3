"""The calls of modules in a pass: what receives the output of a dropout, and what draws random numbers."""

from __future__ import annotations

import inspect
from typing import Any

import torch
from torch import nn

from ..model.labels import _label
from ..notes.kinds import _Note
from ..notes.subjects import _InModule, _Recurrent
from ..restoring.random_state import _Random
from .forward_pass import _ForwardPass, _ModuleCall
from .values import _flat


class _ModuleCalls:
    """Follows which modules are called, and measures those that receive the output of a dropout."""

    def __init__(self, forward: _ForwardPass) -> None:
        self.forward = forward
        self.record = forward.record
        self.calls = forward.calls

    def enter(self, module: nn.Module, given: Any) -> None:
        """A module is called. What it receives, none of the modules around it counts as receiving."""
        tags = self.forward.tags
        received = tags.sites_of(_flat(given)) if tags else set()
        for call in self.calls:
            call.received -= received
        locating = self.record.locating and self.forward.mode == "train"
        turn = self.forward.turn(module)
        self.calls.append(_ModuleCall(module, turn, received, _Random.now() if locating else None))

    def leave(self, module: nn.Module, output: Any) -> None:
        """A module has returned: the innermost that received a dropout's output is its consumer."""
        while self.calls and self.calls[-1].module is not module:
            self.calls.pop()
        if not self.calls:
            return
        call = self.calls[-1]
        self.locate(call)
        result = next(_flat(output), None)
        if result is not None and result.is_floating_point() and self.consumes(call, result):
            self.measure(module, result)
        self.calls.pop()

    def measure(self, module: nn.Module, result: torch.Tensor) -> None:
        path = self.record.names[module]
        name = path or self.record.label()
        values = self.forward.values_of(result, name)
        if values is not None:
            kind = type(module).__name__.lower()
            layer = self.record.layer(("consumer", path), "consumer", name, _label(module), kind)
            self.forward.observe(layer, values)

    def consumes(self, call: _ModuleCall, result: torch.Tensor) -> bool:
        """Whether a call is to be measured as a consumer. Training decides, by what is received there: evaluation may
        skip the dropout, or pass by a module that returns what it is given, and the same call is what it compares
        with."""
        known = (call.module, call.turn)
        if self.forward.mode == "eval":
            return known in self.record.consuming
        own = self.forward.tags.site_of(result)
        # What gives the dropout's own output back, as Identity does, passes it on. (Of what is written into a tensor of
        # inference mode that is the only sign.)
        in_place = inspect.getattr_static(call.module, "inplace", False) is True
        if not call.received or (own in call.received and not in_place):
            return False
        for site in call.received:
            self.record.layers[site].received = True
        # The output of another dropout is measured there.
        measured = own is None or own in call.received
        if measured:
            self.record.consuming.add(known)
            self.forward.tags.remove(result)
        return measured

    def locate(self, call: _ModuleCall) -> None:
        """Notes the innermost modules that draw random numbers that aren't for a mask seen here."""
        if call.before is None:
            return
        if not call.located and _Random.now() != call.before:
            self.note_randomness(call.module)
            call.located = True
        if call.located:
            self.forward.located = True
            if len(self.calls) > 1:
                self.calls[-2].located = True

    def note_randomness(self, module: nn.Module) -> None:
        path, kind = self.record.names[module], type(module).__name__
        if isinstance(module, nn.RNNBase) and module.dropout > 0:
            self.record.notes.add(_Note.RECURRENT, _Recurrent(path, kind, module.dropout))
        else:
            self.record.notes.add(_Note.RANDOMNESS, _InModule(path, kind))
