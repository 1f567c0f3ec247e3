"""Whether there are enough trials to tell."""

from __future__ import annotations

import math

from .scale import _mean_is_scale


def _errors(distance: float, standard_error: float, trials: float) -> float:
    """How many standard errors a distance is, of a normal distribution: of few trials they are Student's t, which
    counts as the multiple that is as rare, sqrt(n ln(1 + t^2/n)) (8n + 1)/(8n + 3) with n = trials - 1 (Wallace
    1959)."""
    if distance <= 0 or standard_error == 0:
        return 0.0 if distance <= 0 else math.inf
    t, n = distance / standard_error, trials - 1
    return t if n >= 1000 else math.sqrt(n * math.log1p(t * t / n)) * (8 * n + 1) / (8 * n + 3)


def _trials_of(report: dict, layer: dict) -> float:
    """Trials that a layer's standard errors come from; where its units vary, all of the report."""
    if layer["units"]:
        return max(layer["modes"][mode]["count"] for mode in ("eval", "train")) / layer["units"]
    return sum(run["batches"] * run["passes"] for run in report["runs"])


def _too_few(report: dict, index: int) -> bool:
    """Whether a dropout up to a layer kept or dropped fewer than 25 values: too few for a verdict."""
    for layer in report["layers"][: index + 1]:
        if layer["role"] != "dropout" or layer["kind"] != "dropout" or "p=1.0" in layer["label"]:
            continue
        # Where evaluation drops too, it does not say what enters.
        train, entered = layer["modes"]["train"], 0 if "activeInEval" in layer else layer["modes"]["eval"]["zeros"]
        # Where nothing but zeros enters, nothing is there to keep or to drop.
        if entered < train["count"] and min(train["count"] - train["zeros"], train["zeros"] - entered) < 25:
            return True
    return False


def _ratio_allowed(report: dict, layer: dict) -> bool:
    """Whether a ratio to eval's mean leads: the mean says scale, and lies further from 0 than four standard errors."""
    own = layer["modes"]["eval"]
    if own["mean"] is None or own["meanStandardError"] is None or not _mean_is_scale(own):
        return False
    return _errors(abs(own["mean"]), own["meanStandardError"], _trials_of(report, layer)) > 4
