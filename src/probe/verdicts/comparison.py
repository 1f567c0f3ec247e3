"""What a comparison of two means can say."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class _Verdict(enum.Enum):
    """Whether a mean differs from eval's."""

    UNKNOWN = enum.auto()
    """There is nothing to compare with."""
    TOO_FEW = enum.auto()
    """Too few values or trials to say."""
    EQUAL = enum.auto()
    """Within four standard errors."""
    DIFFERENT = enum.auto()


class _Unit(enum.Enum):
    """What a difference is given in."""

    OF_MEAN = enum.auto()
    """As a share of eval's mean."""
    DEVIATIONS = enum.auto()
    """In eval's standard deviations."""
    ABSOLUTE = enum.auto()


@dataclass(frozen=True)
class _Comparison:
    """A mode's mean against eval's."""

    verdict: _Verdict
    difference: float = 0.0
    unit: _Unit = _Unit.ABSOLUTE
