"""A place that is measured: a dropout, what it feeds, or an output."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from .measured import _common, _Measured

MODES = ("train", "eval", "unscaledTrain")
"""The three modes, in the order of a report's keys."""


@dataclass
class _Layer:
    """One place that is measured, with what it gave in each mode."""

    key: tuple
    role: str
    name: str
    label: str
    kind: str
    site: tuple | None = None
    """Of a sum: the key of the dropout that enters it."""
    p: float | None = None
    received: bool = False
    """Of a dropout: a module receives its output."""
    returned: bool = False
    """Of a dropout: its output is one of the model's."""
    enters: str | None = None
    """Of a dropout: the function of torch that takes its output first."""
    active_in_eval: bool = False
    units: Any = None
    shape: Any = None
    modes: dict = field(default_factory=lambda: {mode: _Measured() for mode in MODES})

    def merge(self, other: _Layer) -> None:
        self.received |= other.received
        self.returned |= other.returned
        self.enters = self.enters or other.enters
        self.active_in_eval |= other.active_in_eval
        if self.label != other.label:
            self.p, self.label = None, re.sub(r"\(p[^(\n]*\)", "(p varies)", self.label)
        self.see(other.units, other.shape)
        for mode in MODES:
            self.modes[mode].merge(other.modes[mode])

    def see(self, units: Any, shape: Any) -> None:
        """Takes the size of one pass; what varies is None."""
        if self.units is None:
            self.units, self.shape = units, shape
        elif units is not None:
            self.units = units if units == self.units else VARIES
            self.shape = _common(self.shape, shape)


VARIES = "varies"


def _passed(layer: _Layer, mode: str) -> int:
    """How many values a layer gave in a mode."""
    return layer.modes[mode].values.n + layer.modes[mode].tally.strange()


def _has_values(layer: _Layer) -> bool:
    return any(_passed(layer, mode) > 0 for mode in MODES)
