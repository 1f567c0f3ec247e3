"""A model's own random generators, and iterators."""

from __future__ import annotations

import collections
import contextlib
import gc
import itertools
import operator
import random
import types
import warnings
from collections.abc import Iterable
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
        torch.utils.data.dataloader._BaseDataLoaderIter,
        *(enumerate, filter, map, zip),
        *(each for each in vars(itertools).values() if isinstance(each, type)),
        *map(type, itertools.tee(())),
        *map(type, (iter([]), iter(()), iter(range(0)), iter(range(2**64)), iter(""), iter("é"), iter(b""))),
        *map(type, (iter(bytearray()), iter(set()), iter(collections.deque()), reversed([]))),
        *map(type, (iter({}), iter({}.values()), iter({}.items()))),
    )

    def __init__(self, name: str, held: Any) -> None:
        super().__init__(name, held)
        self.before = _position(held)

    def moved(self) -> bool:
        return _position(self.held) != self.before


def _position(value: Any) -> Any:
    """Where an iterator is, as something that compares; of what isn't one, what tells of an iterator that holds it."""
    if isinstance(value, types.GeneratorType):
        frame = value.gi_frame
        return frame and (frame.f_lasti, {name: id(each) for name, each in frame.f_locals.items()})
    if isinstance(value, torch.utils.data.dataloader._BaseDataLoaderIter):
        return value._num_yielded
    if isinstance(value, (int, type(None))):
        return value
    if isinstance(value, list):
        return list.__len__(value)
    if isinstance(value, tuple):
        return tuple(map(_position, tuple.__iter__(value)))
    if not isinstance(value, _HeldIterator.KINDS):
        return None
    if isinstance(value, itertools.count):
        return repr(value)
    if hasattr(type(value), "__length_hint__"):
        with contextlib.suppress(OverflowError):
            return operator.length_hint(value)
    return _position(tuple(_inside(value)))


def _inside(iterator: Any) -> Iterable:
    """What an iterator goes through, and how far it is, as it would be copied; where it can't be, what it refers to."""
    with warnings.catch_warnings():
        # Python 3.12 warns that itertools won't be copied from 3.14 on.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            return iterator.__reduce__()
        except TypeError:
            return gc.get_referents(iterator)
