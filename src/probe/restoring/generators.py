"""A model's own random generators, and iterators."""

from __future__ import annotations

import itertools
import operator
import random
import types
from typing import Any

import torch

from .held import _Held


class _HeldGenerator(_Held):
    """A random generator of the model's own: torch's, Python's or NumPy's."""

    def __init__(self, name: str, held: Any) -> None:
        super().__init__(name, held)
        self.saved = self.read()

    def read(self) -> Any:
        if isinstance(self.held, torch.Generator):
            return self.held.get_state()
        if isinstance(self.held, random.Random):
            return random.Random.getstate(self.held)
        # NumPy's newer ones, and RandomState.
        return self.held.bit_generator.state if hasattr(type(self.held), "bit_generator") else self.held.get_state()

    def state(self) -> Any:
        """The state as something that compares."""
        state = self.read()
        return state.tolist() if isinstance(state, torch.Tensor) else repr(state)

    def restore(self) -> None:
        if isinstance(self.held, torch.Generator):
            self.held.set_state(self.saved)
        elif isinstance(self.held, random.Random):
            random.Random.setstate(self.held, self.saved)
        elif hasattr(type(self.held), "bit_generator"):
            self.held.bit_generator.state = self.saved
        else:
            self.held.set_state(self.saved)

    def seed(self, key: int) -> None:
        if isinstance(self.held, torch.Generator):
            self.held.manual_seed(key)
        elif isinstance(self.held, random.Random):
            random.Random.seed(self.held, key)
        elif hasattr(type(self.held), "bit_generator"):
            self.held.bit_generator.state = type(self.held.bit_generator)(key).state
        else:
            self.held.seed(key % 2**32)


class _HeldIterator(_Held):
    """An iterator, which can't be put back: whether it moved, as far as that is known."""

    KINDS = (
        types.GeneratorType,
        itertools.count,
        *map(type, (iter([]), iter(()), iter(range(0)), iter(""), iter({}), reversed([]))),
    )

    def __init__(self, name: str, held: Any) -> None:
        super().__init__(name, held)
        self.before = self.position()

    def position(self) -> Any:
        if isinstance(self.held, types.GeneratorType):
            frame = self.held.gi_frame
            return frame and (frame.f_lasti, {name: id(value) for name, value in frame.f_locals.items()})
        return repr(self.held) if isinstance(self.held, itertools.count) else operator.length_hint(self.held)

    def moved(self) -> bool:
        return self.position() != self.before
