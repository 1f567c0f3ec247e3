"""The state of some objects, which is put back where it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch

from ..notes.kinds import _Loss
from .containers import _HeldDict
from .free_memory import _Budget
from .generators import _HeldGenerator, _HeldIterator
from .held_tensor import _CutFromGraph, _HeldTensor
from .memory import _Memory
from .walk import _Walk


class _State:
    """What some objects hold, and what can be reached from there by attributes, keys and items: which tensors,
    containers and attributes, and the values of the tensors as far as memory goes. Of `hooks`, only which they are.
    `leave` are identities of what changes by itself."""

    def __init__(self, roots: Iterable, budget: _Budget, hooks: Iterable = (), leave: Iterable[int] = ()) -> None:
        walk = _Walk(leave)
        for name, root in roots:
            walk.enter(name, root)
        for name, registered in hooks:
            walk.closed.add(id(registered))
            walk.enter(name, registered)
        self.held = walk.held
        self.during: dict[int, Any] = {}
        """Of containers in which the probe puts something of its own: what they hold when a pass begins."""
        self.generators = [each for each in walk.held if isinstance(each, _HeldGenerator)]
        self.outside = walk.outside
        self.lost: dict[str, _Loss | str] = {}
        """What changed and could not be put back, with the reason."""
        if walk.is_full():
            self.lost["and so on"] = _Loss.TOO_MANY_ITEMS
        self.memory = _Memory(budget)
        with torch._C.DisableTorchFunction():
            self.tensors = [_HeldTensor(name, tensor, self.memory) for name, tensor in walk.tensors]
            for name, array in walk.arrays:
                self.memory.add_array(name, array)
            self.memory.copy()

    def allow(self, *containers: Any) -> None:
        """Takes what containers hold now for what a pass begins from."""
        for container in containers:
            self.during[id(container)] = _HeldDict("", container)

    def restore(self) -> None:
        """Puts back whatever is not as it was. If one part cannot be put back, the others are."""
        with torch._C.DisableTorchFunction():
            for each in self.held:
                self.attempt(each.name, self.during.get(id(each.held), each).restore)
            changed = [tensor for tensor in self.tensors if self.attempt(tensor.name, tensor.restore)]
            rewritten = self.memory.restore(self.attempt)
            for tensor in self.tensors:
                self.attempt(tensor.name, tensor.settle)
        if changed or rewritten:
            # Of weights that autocast has cast while they were changed.
            torch.clear_autocast_cache()

    def attempt(self, name: str, act: Callable) -> Any:
        try:
            return act()
        except _CutFromGraph:
            self.lost.setdefault(name, _Loss.CUT_FROM_GRAPH)
        except Exception as error:
            self.lost.setdefault(name, f"{type(error).__name__}: {error}".splitlines()[0])

    def end(self) -> None:
        """Puts back everything as it was at first, and finds what changed of that which cannot be put back."""
        self.during.clear()
        self.restore()
        with torch._C.DisableTorchFunction():
            for name in self.memory.changed():
                self.lost.setdefault(name, _Loss.NO_MEMORY)
        for each in self.held:
            if isinstance(each, _HeldIterator) and each.moved():
                self.lost.setdefault(each.name, _Loss.ITERATOR)
        for variable in self.outside:
            if variable.changed():
                self.lost.setdefault(variable.name, _Loss.OUTSIDE)

    def states_of_generators(self) -> list:
        return [each.state() for each in self.generators]

    def seed(self, key: int) -> None:
        """Seeds the model's own random generators, as the global ones."""
        for each in self.generators:
            each.seed(key)
