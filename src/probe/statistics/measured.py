"""What one layer gave, in a pass and in all of them."""

from __future__ import annotations

from typing import Any

import torch

from .chunks import _chunks
from .moments import _Moments
from .tally import _Tally
from .trials import _Trials


def _common(a: Any, b: Any) -> Any:
    """The shape that two have in common: None where they differ, None at all for different ranks."""
    if a is None or b is None or len(a) != len(b):
        return None
    return [x if x == y else None for x, y in zip(a, b)]


class _Seen:
    """What one layer gave in one pass."""

    def __init__(self, like: _Tally | None = None) -> None:
        self.tally = _Tally(like)
        self.values = _Moments()
        self.entering = _Moments()
        """Of a dropout: the moments of what enters it."""
        self.units = 0
        self.shape: Any = None

    def add(self, tensor: torch.Tensor) -> None:
        self.shape = list(tensor.shape) if self.units == 0 else _common(self.shape, list(tensor.shape))
        self.units += tensor.numel()
        for piece in _chunks(tensor):
            finite = self.tally.add(piece)
            if finite is not None:
                self.values.add(finite)


class _Measured(_Seen):
    """What one layer gave in one mode in all passes."""

    def __init__(self) -> None:
        super().__init__()
        self.trials = _Trials()
        self.differences = _Trials()

    def fold(self, seen: _Seen) -> None:
        """Adds one pass."""
        self.take(seen)
        if seen.values.n > 0:
            self.trials.add(seen.values.n, seen.values.mean)

    def merge(self, other: _Measured) -> None:
        self.take(other)
        self.trials.merge(other.trials)
        self.differences.merge(other.differences)

    def take(self, other: _Seen) -> None:
        self.tally.merge(other.tally)
        for mine, theirs in ((self.values, other.values), (self.entering, other.entering)):
            mine.merge(theirs.n, theirs.mean, theirs.m2)
