"""The notebook's payload: a report of bounded size."""

from __future__ import annotations

FEWER_BINS = 128
MOST_ATOMS = 1024


def _for_notebook(report: dict) -> dict:
    """A report of bounded size: at most 128 bins a mode, by merging pairs, and 1,024 atoms in all, in the order of
    layers."""
    room = MOST_ATOMS
    layers = []
    for layer in report["layers"]:
        exponent = next(iter(layer["modes"].values()))["histogram"]["exponent"]
        while any(_width(summary["histogram"], exponent) > FEWER_BINS for summary in layer["modes"].values()):
            exponent += 1
        modes = {}
        for mode, summary in layer["modes"].items():
            modes[mode] = {**summary, "histogram": _coarser(summary["histogram"], exponent)}
            needed = len(summary.get("atoms", {"values": ()})["values"])
            if needed > room:
                del modes[mode]["atoms"]
            else:
                room -= needed
        layers.append({**layer, "modes": modes})
    return {**report, "layers": layers}


def _width(histogram: dict, exponent: int) -> int:
    """How many bins a histogram has at a coarser exponent."""
    steps, first = exponent - histogram["exponent"], histogram["firstBin"]
    return (first + len(histogram["counts"]) - 1 >> steps) - (first >> steps) + 1


def _coarser(histogram: dict, exponent: int) -> dict:
    steps, first = exponent - histogram["exponent"], histogram["firstBin"]
    counts = [0] * (_width(histogram, exponent) if histogram["counts"] else 0)
    for i, count in enumerate(histogram["counts"]):
        counts[(first + i >> steps) - (first >> steps)] += count
    return {"exponent": exponent, "firstBin": first >> steps, "counts": counts}
