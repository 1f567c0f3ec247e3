"""The outline of a histogram."""

from __future__ import annotations

import itertools
import math

from .payload import _coarser


def _visible(summary: dict) -> tuple[float, float]:
    """Where all but the outermost 0.1 % of a mode's values lie on each side."""
    histogram = summary["histogram"]
    counts, size, first = histogram["counts"], 2.0 ** histogram["exponent"], histogram["firstBin"]
    sums = list(itertools.accumulate(counts))
    least = sums[-1] / 1000
    low = next(i for i, total in enumerate(sums) if total > least)
    high = next(i for i, total in enumerate(sums) if total >= sums[-1] - least)
    if summary["min"] == summary["max"]:
        return summary["min"], summary["max"]
    return (first + low) * size, (first + high + 1) * size


def _outline(summary: dict, exponent: int) -> list:
    """The steps of a histogram in bins of width 2^exponent, without the exact zeros; one value is a spike."""
    if summary["min"] == summary["max"]:
        return [(summary["min"], 0), (summary["min"], math.inf)]
    histogram = _coarser(summary["histogram"], exponent)
    size, first = 2.0**exponent, histogram["firstBin"]
    points = [(first * size, 0.0)]
    for i, own in enumerate(histogram["counts"]):
        share = (own - (summary["zeros"] if first + i == 0 else 0)) / summary["count"]
        points += [((first + i) * size, share), ((first + i + 1) * size, share)]
    return [*points, (points[-1][0], 0.0)]
