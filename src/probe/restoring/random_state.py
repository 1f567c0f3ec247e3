"""The global random generators."""

from __future__ import annotations

import itertools
import random
import sys
from typing import Any

import torch


class _Random:
    """The states of the global random generators: Python's, NumPy's where it is imported, torch's on every device in
    use."""

    def __init__(self, states: list) -> None:
        self.states = states

    @staticmethod
    def generators() -> list[torch.Generator]:
        cuda = torch.cuda.default_generators if torch.cuda.is_available() and torch.cuda.is_initialized() else ()
        return [torch.default_generator, *cuda]

    @classmethod
    def now(cls) -> _Random:
        numpy = sys.modules.get("numpy")
        # As bytes, so that states compare.
        own = [state.get_state() for state in cls.generators()]
        others = [torch.mps.get_rng_state()] if torch.backends.mps.is_available() else []
        return cls([random.getstate(), numpy.random.get_state() if numpy else None, own, others])

    def restore(self) -> None:
        python, numpy, own, others = self.states
        random.setstate(python)
        if numpy is not None:
            sys.modules["numpy"].random.set_state(numpy)
        # A device that came into use since then has no earlier state.
        for generator, state in zip(self.generators(), own):
            generator.set_state(state)
        for state in others:
            torch.mps.set_rng_state(state)

    @classmethod
    def seed(cls, key: int) -> None:
        """Seeds all of them, so that other randomness of a model is the same in each mode of a pass."""
        random.seed(key)
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed(key % 2**32)
        for generator in cls.generators():
            generator.manual_seed(key)
        if torch.backends.mps.is_available():
            torch.mps.manual_seed(key)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Random):
            return NotImplemented
        (python, numpy, *mine), (their_python, their_numpy, *theirs) = self.states, other.states
        if python != their_python or _plain_state(numpy) != _plain_state(their_numpy):
            return False
        return all(map(torch.equal, itertools.chain(*mine), itertools.chain(*theirs)))

    # States that compare have no use as keys.
    __hash__ = None  # pyright: ignore[reportAssignmentType]


def _plain_state(numpy: Any) -> Any:
    """A state of NumPy's generator, with the array in it as bytes, so that it compares."""
    parts = numpy if isinstance(numpy, tuple) else ()
    return [part.tobytes() if hasattr(part, "tobytes") else part for part in parts]
