"""Which quantity says how large a layer's values are."""

from __future__ import annotations

ONE_IN = 100
"""The most values of the other sign where the mean is the scale: one in so many."""


def _mean_is_scale(summary: dict) -> bool:
    """Whether the mean says scale: at most 1 in 100 of the finite values other than 0 has the other sign, counted from
    the histogram, of which 0 is always a bin's edge. A mean over values of both signs is one over unlike neurons, so
    the root mean square says scale there."""
    first, counts = summary["histogram"]["firstBin"], summary["histogram"]["counts"]
    negative = sum(count for i, count in enumerate(counts) if first + i < 0)
    nonzero = sum(counts) - summary["zeros"]
    return nonzero > 0 and ONE_IN * min(negative, nonzero - negative) <= nonzero
