"""What containers hold."""

from __future__ import annotations

import collections
from typing import Any

from .attributes import _item
from .boundaries import ATOMIC
from .held import _Held, _identical


class _HeldDict(_Held):
    """A dict or an object's attributes: the same objects under the same keys, in the same order."""

    def __init__(self, name: str, held: dict) -> None:
        super().__init__(name, held)
        # Not what a class of its own makes of it; an OrderedDict keeps its order for itself.
        self.kind: Any = collections.OrderedDict if isinstance(held, collections.OrderedDict) else dict
        self.keys, self.values = tuple(self.kind.keys(held)), tuple(self.kind.values(held))

    def items(self) -> list:
        pairs = zip(self.keys, self.values)
        return [(_item(self.name, key), value) for key, value in pairs if type(value) not in ATOMIC]

    def restore(self) -> None:
        held, kind = self.held, self.kind
        if not self.keys and type(held) is kind and not held:
            # Most containers of hooks.
            return
        known = len(held) == len(self.keys) if type(held) is kind else kind.__len__(held) == len(self.keys)
        known = known and _identical(kind.keys(held), self.keys)
        if known and _identical(kind.values(held), self.values):
            return
        if not known:
            kind.clear(held)
        for key, value in zip(self.keys, self.values):
            kind.__setitem__(held, key, value)


class _HeldList(_Held):
    def __init__(self, name: str, held: list) -> None:
        super().__init__(name, held)
        self.values = tuple(list.__iter__(held))

    def items(self) -> list:
        return [(f"{self.name}[{i}]", value) for i, value in enumerate(self.values) if type(value) not in ATOMIC]

    def restore(self) -> None:
        if list.__len__(self.held) != len(self.values) or not _identical(list.__iter__(self.held), self.values):
            list.__setitem__(self.held, slice(None), self.values)


class _HeldDeque(_HeldList):
    def __init__(self, name: str, held: collections.deque) -> None:
        _Held.__init__(self, name, held)
        self.values = tuple(collections.deque.__iter__(held))

    def restore(self) -> None:
        kind = collections.deque
        if kind.__len__(self.held) != len(self.values) or not _identical(kind.__iter__(self.held), self.values):
            kind.clear(self.held)
            kind.extend(self.held, self.values)


class _HeldSet(_HeldList):
    def __init__(self, name: str, held: set) -> None:
        _Held.__init__(self, name, held)
        self.values = tuple(set.__iter__(held))

    def restore(self) -> None:
        if set(map(id, set.__iter__(self.held))) != set(map(id, self.values)):
            set.clear(self.held)
            set.update(self.held, self.values)


class _HeldBuffer(_Held):
    """A bytearray or an array of numbers."""

    def __init__(self, name: str, held: Any) -> None:
        super().__init__(name, held)
        self.copy = held[:]

    def restore(self) -> None:
        if memoryview(self.held) != memoryview(self.copy):
            self.held[:] = self.copy
