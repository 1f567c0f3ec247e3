"""A layer's mean and scale against eval's."""

from __future__ import annotations

import math

from .certainty import _errors, _ratio_allowed, _too_few, _trials_of
from .comparison import _Comparison, _Unit, _Verdict


def _compare(report: dict, index: int, mode: str) -> _Comparison:
    """A mean against eval's: equal within four standard errors, else the difference as a share of eval's mean, in
    eval's standard deviations, or as it is."""
    layer = report["layers"][index]
    own, reference = layer["modes"][mode], layer["modes"]["eval"]
    difference = own.get("differenceFromEval")
    if difference is None:
        return _Comparison(_Verdict.UNKNOWN)
    if _too_few(report, index):
        return _Comparison(_Verdict.TOO_FEW)
    different = _difference(report, layer, difference["mean"])
    if difference["standardError"] is None:
        return different
    distance = abs(difference["mean"]) - 1e-5 * max(own["rootMeanSquare"], reference["rootMeanSquare"])
    if distance <= 4 * difference["standardError"]:
        return _Comparison(_Verdict.EQUAL)
    surely = _errors(distance, difference["standardError"], _trials_of(report, layer)) > 4
    return different if surely else _Comparison(_Verdict.TOO_FEW)


def _difference(report: dict, layer: dict, difference: float) -> _Comparison:
    """A difference in the unit that says most of this layer."""
    reference = layer["modes"]["eval"]
    if _ratio_allowed(report, layer):
        return _Comparison(_Verdict.DIFFERENT, difference / reference["mean"], _Unit.OF_MEAN)
    deviation = math.sqrt(reference["variance"])
    if deviation > 0:
        return _Comparison(_Verdict.DIFFERENT, difference / deviation, _Unit.DEVIATIONS)
    return _Comparison(_Verdict.DIFFERENT, difference)


def _mean_ratio(report: dict, layer: dict, mode: str) -> float | None:
    own = layer["modes"][mode]
    if own["mean"] is None or "nonFinite" in own or not _ratio_allowed(report, layer):
        return None
    return own["mean"] / layer["modes"]["eval"]["mean"]


def _rms_ratio(report: dict, layer: dict, mode: str) -> float | None:
    own, reference = layer["modes"][mode], layer["modes"]["eval"]
    if not own["rootMeanSquare"] or not reference["rootMeanSquare"] or "nonFinite" in own or "nonFinite" in reference:
        return None
    return own["rootMeanSquare"] / reference["rootMeanSquare"]


def _sd(summary: dict) -> float | None:
    return None if summary["variance"] is None else math.sqrt(max(0.0, summary["variance"]))


def _drift(report: dict) -> int | None:
    """The layer whose scale in train lies furthest from eval's, by its mean where that makes the scale, else by its
    root mean square; None where all are within 1 %, or of one trial."""
    worst, furthest = None, 0.01
    for index, layer in enumerate(report["layers"]):
        if layer["modes"]["train"].get("differenceFromEval", {"standardError": 0})["standardError"] is None:
            continue
        by_mean = _ratio_allowed(report, layer)
        different = not by_mean or _compare(report, index, "train").verdict is _Verdict.DIFFERENT
        if _too_few(report, index) or not different:
            continue
        ratio = (_mean_ratio if by_mean else _rms_ratio)(report, layer, "train")
        distance = 0.0 if ratio is None else abs(math.log(ratio)) if ratio > 0 else math.inf
        if distance > furthest:
            worst, furthest = index, distance
    return worst
