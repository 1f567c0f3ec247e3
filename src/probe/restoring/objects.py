"""What objects, classes and scripted modules hold."""

from __future__ import annotations

from typing import Any

import torch

from .attributes import _join, _slots
from .held import _Held


class _HeldObject(_Held):
    """An object's class, and what its slots hold."""

    def __init__(self, name: str, held: Any) -> None:
        super().__init__(name, held)
        self.kind = type(held)
        self.slots = [] if issubclass(self.kind, torch.Tensor) else _slots(self.kind)
        self.values = [self.value(slot) for slot in self.slots]

    def value(self, slot: Any) -> Any:
        """What a slot holds; the slot itself where it is empty."""
        try:
            return slot.__get__(self.held)
        except AttributeError:
            return slot

    def items(self) -> list:
        return [
            (_join(self.name, slot.__name__), value)
            for slot, value in zip(self.slots, self.values)
            if value is not slot
        ]

    def restore(self) -> None:
        if type(self.held) is not self.kind:
            object.__setattr__(self.held, "__class__", self.kind)
        for slot, value in zip(self.slots, self.values):
            now = self.value(slot)
            if now is not value:
                slot.__delete__(self.held) if value is slot else slot.__set__(self.held, value)


class _HeldClass(_Held):
    """What a class holds but for what Python itself looks up there. Functions, and whatever else answers for an
    attribute, stay the same ones, and what they hold is theirs."""

    def __init__(self, name: str, held: type) -> None:
        super().__init__(name, held)
        self.values = self.now()

    def now(self) -> dict:
        return {key: value for key, value in vars(self.held).items() if not key.startswith(("__", "_abc_"))}

    def items(self) -> list:
        return [
            (_join(self.name, key), value)
            for key, value in self.values.items()
            if not isinstance(value, type) and not hasattr(type(value), "__get__")
        ]

    def restore(self) -> None:
        now = self.now()
        for key in now.keys() - self.values.keys():
            type.__delattr__(self.held, key)
        for key, value in self.values.items():
            if key not in now or now[key] is not value:
                type.__setattr__(self.held, key, value)


class _HeldScript(_Held):
    """The attributes of a scripted module, which are not Python's."""

    def __init__(self, name: str, held: Any) -> None:
        super().__init__(name, held)
        self.values = {key: held._c.getattr(key) for key in held._concrete_type.get_attributes()}

    def items(self) -> list:
        return [(_join(self.name, key), value) for key, value in self.values.items()]

    def restore(self) -> None:
        for key, value in self.values.items():
            if not _alike(self.held._c.getattr(key), value):
                self.held._c.setattr(key, value)


def _alike(a: Any, b: Any) -> bool:
    """Whether two values out of a scripted module are the same: containers are new each time that they are
    read."""
    if type(a) is not type(b) or isinstance(a, torch.Tensor):
        return a is b
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(_alike, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(map(_alike, a.values(), b.values()))
    return a is b or bool(a == b)
