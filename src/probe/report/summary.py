"""A layer's figures, in the format of Dropout Explorer."""

from __future__ import annotations

import math

from ..statistics.bins import LARGEST
from ..statistics.layer import MODES, VARIES, _has_values, _Layer
from ..statistics.prediction import _predicted


def _shown(layers: list[_Layer]) -> list[_Layer]:
    """The layers of a report: those with values, a sum only where no module receives what enters it, outputs after all
    others."""
    received = {layer.key for layer in layers if layer.received}
    shown = [layer for layer in layers if _has_values(layer) and (layer.kind != "add" or layer.site not in received)]
    return sorted(shown, key=lambda layer: layer.role == "output")


def _layer_report(layer: _Layer) -> dict:
    exponent = max(measured.tally.exponent_of_all() for measured in layer.modes.values())
    return {
        "name": layer.name,
        "label": layer.label,
        "kind": layer.kind,
        "units": None if layer.units == VARIES else layer.units,
        "modes": {mode: _summary(layer, mode, exponent) for mode in MODES},
        "role": layer.role,
        "shape": layer.shape,
        **({"activeInEval": True} if layer.active_in_eval else {}),
    }


def _summary(layer: _Layer, mode: str, exponent: int) -> dict:
    """One mode's figures; population variance, standard errors over trials, keys in the order of the format."""
    measured, reference = layer.modes[mode], layer.modes["eval"]
    tally, values = measured.tally, measured.values
    some, strange = values.n > 0, tally.strange() > 0
    variance = values.m2 / values.n if some else None
    summary = {
        "count": values.n + tally.strange(),
        "zeros": tally.zeros,
        "mean": _plain(values.mean) if some else None,
        "meanStandardError": None if strange else _plain(measured.trials.standard_error()),
        "variance": _plain(variance),
        "rootMeanSquare": math.sqrt(values.mean**2 + variance) if some else None,
        "min": _plain(tally.low) if some else None,
        "max": _plain(tally.high) if some else None,
    }
    if mode != "eval" and not strange and reference.tally.strange() == 0 and measured.differences.n > 0:
        differences = measured.differences
        summary["differenceFromEval"] = {
            "mean": _plain(differences.mean()),
            "standardError": _plain(differences.standard_error()),
        }
    summary["histogram"] = tally.histogram(exponent)
    if tally.atoms is not None:
        ordered = sorted(tally.atoms.items())
        summary["atoms"] = {"values": [value for value, _ in ordered], "counts": [count for _, count in ordered]}
    if strange:
        summary["nonFinite"] = {"nan": tally.nan, "posInf": tally.pos_inf, "negInf": tally.neg_inf}
    predicted = None if mode == "eval" or strange else _predicted(layer, mode)
    if predicted is not None and abs(predicted[0]) <= LARGEST and predicted[1] <= LARGEST**2:
        summary["predicted"] = {"mean": _plain(predicted[0]), "variance": _plain(predicted[1]), "basis": "measured"}
    return summary


def _plain(x: float | None) -> float | None:
    """-0 is written 0."""
    return x if x is None else x + 0.0
