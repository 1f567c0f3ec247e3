"""The text of a verdict."""

from __future__ import annotations

from ..verdicts.comparison import _Comparison, _Unit, _Verdict
from .numbers import NOTHING, _signed


def _comparison_text(comparison: _Comparison) -> str:
    if comparison.verdict is _Verdict.UNKNOWN:
        return NOTHING
    if comparison.verdict is _Verdict.TOO_FEW:
        return "too few to tell"
    if comparison.verdict is _Verdict.EQUAL:
        return "equal"
    if comparison.unit is _Unit.OF_MEAN:
        return f"{_signed(100 * comparison.difference)} %"
    if comparison.unit is _Unit.DEVIATIONS:
        # Of a distance in standard deviations a fourth digit says nothing.
        return f"{_signed(comparison.difference, 3)} sd"
    return _signed(comparison.difference)
