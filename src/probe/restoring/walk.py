"""What can be reached from an object."""

from __future__ import annotations

import array
import collections
import random
import sys
from collections.abc import Iterable
from typing import Any

import torch
from torch import nn

from ..model.labels import _scripted
from .attributes import _home, _join, _own
from .boundaries import APART, APART_IN_TORCH, ATOMIC, LIVE, MOST_ITEMS
from .containers import _HeldBuffer, _HeldDeque, _HeldDict, _HeldList, _HeldSet
from .generators import _HeldGenerator, _HeldIterator
from .layout import _is_wrapper
from .objects import _HeldClass, _HeldObject, _HeldScript
from .outside import _Outside, _outside


class _Walk:
    """Finds what can be reached from an object. Nothing that it meets is called: a `__getattr__` or an `__iter__` of a
    class's own neither runs nor misleads it. What refers to itself is entered once."""

    def __init__(self, leave: Iterable[int] = (), loader: bool = False) -> None:
        self.loader = loader
        """Enters what belongs to a loader, and no module."""
        self.seen: set[int] = set(leave)
        self.alive: list = []
        """Whatever was met, so that no identity comes up twice."""
        self.named: dict[int, str] = {}
        """Containers of a module whose items go by its name: parameters, buffers, modules."""
        self.closed: set[int] = set()
        """Containers whose items are not entered: hooks belong to those who registered them."""
        self.items = 0
        self.held: list = []
        self.tensors: list[tuple[str, torch.Tensor]] = []
        self.arrays: list[tuple[str, Any]] = []
        self.outside: list[_Outside] = []
        numpy = sys.modules.get("numpy")
        self.arrays_of = (numpy.ndarray,) if numpy else ()
        generators = (numpy.random.Generator, numpy.random.RandomState) if numpy else ()
        self.kinds = (
            (dict, _HeldDict),
            (list, _HeldList),
            (set, _HeldSet),
            (collections.deque, _HeldDeque),
            ((bytearray, array.array), _HeldBuffer),
            ((torch.Generator, random.Random, *generators), _HeldGenerator),
            (_HeldIterator.KINDS, _HeldIterator),
        )

    def is_full(self) -> bool:
        # What moves in a loader is near; far in it are the data.
        return self.items > (MOST_ITEMS // 100 if self.loader else MOST_ITEMS)

    def enter(self, name: str, root: Any) -> None:
        """Everything from a root on, the nearest first, so that each thing gets the shortest of its names."""
        queue = collections.deque([(name, root)])
        while queue and not self.is_full():
            name, value = queue.popleft()
            if id(value) not in self.seen:
                queue.extend(each for each in self.visit(name, value) if type(each[1]) not in ATOMIC)

    def visit(self, name: str, value: Any) -> list:
        """Saves what one thing holds, and gives that with its names."""
        self.seen.add(id(value))
        self.alive.append(value)
        kind = type(value)
        if issubclass(kind, torch.Tensor):
            return self.tensor(name, value)
        for kinds, held in self.kinds:
            if issubclass(kind, kinds):
                found = self.add(held(self.named.get(id(value), name), value))
                # A container of a class of its own has attributes too.
                return found if _own(value) is None else [*found, *self.attributes(name, value)]
        if issubclass(kind, tuple):
            return [(f"{name}[{i}]", item) for i, item in enumerate(tuple.__iter__(value))]
        if issubclass(kind, self.arrays_of):
            self.arrays.append((name, value))
            return [(f"{name}[…]", item) for item in value.flat] if value.dtype.hasobject else []
        if issubclass(kind, nn.Module):
            return [] if self.loader else self.module(name, value)
        return self.attributes(name, value) if self.is_entered(kind, value) else []

    def add(self, held: Any) -> list:
        self.held.append(held)
        if id(held.held) in self.closed or (self.loader and held.size() > 1000):
            return []
        if id(held.held) in self.named:
            found = [(_join(held.name, key), item) for key, item in dict.items(held.held) if type(item) not in ATOMIC]
        else:
            found = held.items()
        self.items += len(found)
        return found

    def tensor(self, name: str, tensor: torch.Tensor) -> list:
        self.tensors.append((name, tensor))
        with torch._C.DisableTorchFunction():
            found = [(f"{name}.grad", tensor.grad)] if tensor.is_leaf or tensor.retains_grad else []
            hooks = tensor._backward_hooks
            if _is_wrapper(tensor):
                flatten: Any = getattr(type(tensor), "__tensor_flatten__")  # noqa: B009
                found += [(name, getattr(tensor, inner, None)) for inner in flatten(tensor)[0]]
        if hooks is not None:
            self.closed.add(id(hooks))
        return [*found, (f"{name} hooks", hooks), *self.attributes(name, tensor)]

    def attributes(self, name: str, value: Any) -> list:
        found = self.add(_HeldObject(name, value))
        own = _own(value)
        if own is not None and id(own) not in self.seen:
            self.seen.add(id(own))
            self.named[id(own)] = name
            found += self.add(_HeldDict(name, own))
        return found

    def is_entered(self, kind: type, value: Any) -> bool:
        home, own = _home(kind), _own(value)
        if issubclass(kind, type) or home.partition(".")[0] in APART:
            return False
        if self.loader:
            return True
        live = own is not None and any(issubclass(type(each), LIVE) for each in dict.values(own))
        return not live and not f"{home}.".startswith(tuple(f"{apart}." for apart in APART_IN_TORCH))

    def module(self, name: str, module: nn.Module) -> list:
        own = vars(module)
        if _scripted(module):
            return [
                *self.add(_HeldScript(name, module)),
                *((_join(name, key), each) for key, each in module.named_children()),
            ]
        for key, each in dict.items(own):
            if key in ("_parameters", "_buffers", "_modules"):
                self.named[id(each)] = name
            elif key.startswith("_") and "_hooks" in key:
                self.closed.add(id(each))
        return [
            *self.attributes(name, module),
            *(each for kind in type(module).__mro__ for each in self.kind(name, kind)),
        ]

    def kind(self, name: str, kind: type) -> list:
        """What a class of a person's own holds for all of its objects."""
        if id(kind) in self.seen or _home(kind).partition(".")[0] in ("builtins", "torch", *APART):
            return []
        self.seen.add(id(kind))
        self.outside += _outside(kind)
        return self.add(_HeldClass(_join(name, f"({kind.__name__})") if name else kind.__name__, kind))
