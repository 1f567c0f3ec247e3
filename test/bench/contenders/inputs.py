"""What every contender computes with (see inputs.mjs), as buffers of float32 made by the standard library alone.

Torch's own environment has no NumPy, so each of the two passes its own array functions.
"""

import os

P = 0.4
WHOLE_P = 0.5
WIDTHS = [784, 1024, 1024, 10]
BINS = 512
SIDE = 1024


def mixed(i):
    """32 well mixed bits of an array of 64-bit integers."""
    low = 0xFFFFFFFF
    h = (i * 0x9E3779B1) & low
    h = ((h ^ (h >> 15)) * 0x85EBCA77) & low
    return h ^ (h >> 13)


def activations(arange, size):
    return 1 + (arange(size) % 256) / 256


def triangular(arange, size, seed):
    h = mixed((arange(size) + seed) & 0xFFFFFFFF)
    return ((h & 0xFFFF) + (h >> 16)) / 65536 - 1


def matrix(arange, size, seed, which):
    i = (arange(size) + (seed + which * 0x40000000)) & 0xFFFFFFFF
    return (mixed(i) >> 8) / 16777216 - 0.5


def read_parameters(read):
    """[weight [units][fan_in], bias] of each linear layer; `read(file, count)` gives the next float32."""
    with open(os.environ["BENCH_PARAMETERS"], "rb") as file:
        sizes = zip(WIDTHS, WIDTHS[1:])
        return [(read(file, units * fan_in).reshape(units, fan_in), read(file, units)) for fan_in, units in sizes]


def summary(count, total, squares, low, width, counts):
    """What is compared of some values: their moments from sums in float64, and their histogram."""
    mean = total / count
    histogram = {"low": float(low), "width": float(width), "counts": [float(n) for n in counts]}
    return {"count": count, "mean": mean, "variance": squares / count - mean * mean, "histogram": histogram}
