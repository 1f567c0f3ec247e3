"""The bins of a histogram: their width is a power of two, so any two histograms add up."""

from __future__ import annotations

import math

import torch

BINS = 512
"""The most bins that a mode has."""
FINEST = -149
"""2^-149 is the smallest float32: finer bins cannot hold anything."""
LARGEST = torch.finfo(torch.float32).max
"""Beyond it a float64 counts as infinite, as it would be in float32."""


def _exponent(low: float, high: float) -> int:
    """The bin exponent of numbers from low to high: the smallest integer e >= max(-149, floor(log2 max|x|) - 23) for
    which floor(high/2^e) - floor(low/2^e) + 1 <= 512. By minimum and maximum alone, so that any order of merging finds
    it."""
    largest = max(abs(low), abs(high))
    if largest == 0 or low > high:
        return FINEST
    # The span at e is at least (high - low) / 2^e: it begins near the answer.
    e = max(FINEST, math.frexp(largest)[1] - 24, math.frexp(high - low)[1] - 11 if high > low else FINEST)
    while math.floor(math.ldexp(high, -e)) - math.floor(math.ldexp(low, -e)) + 1 > BINS:
        e += 1
    return e


def _rebinned(counts: torch.Tensor, first: int, steps: int, new_first: int) -> torch.Tensor:
    """Counts of bins that begin at `first`, after `steps` merges of pairs, as bins that begin at `new_first`."""
    if steps == 0 and first == new_first:
        return counts
    used = counts.nonzero().reshape(-1)
    bins = ((used + first) >> min(steps, 63)) - new_first
    return torch.zeros_like(counts).index_add_(0, bins, counts[used])
