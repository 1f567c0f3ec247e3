"""The picture: how scale changes from layer to layer, and the layer that drifts most."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from html import escape

from ..verdicts.judging import _drift, _mean_ratio, _rms_ratio
from ..wording.numbers import _number, _short
from .outline import _outline, _visible
from .payload import FEWER_BINS
from .plot import _Plot, _words
from .table import NAMES, ORDER


def _svg(report: dict) -> str:
    """The depth overview, and below it the layer that drifts most; where none does, the model's output, else the
    last."""
    drift = _drift(report)
    outputs = [index for index, layer in enumerate(report["layers"]) if layer["role"] == "output"]
    shown = drift if drift is not None else outputs[0] if outputs else len(report["layers"]) - 1
    parts = _depth(report, "mean relative to eval", _mean_ratio, 50) + _depth(
        report, "RMS relative to eval", _rms_ratio, 375
    )
    if report["layers"]:
        parts += _histogram(report["layers"][shown], drift is not None)
    parts += _legend()
    title = escape(f"What dropout does in {report['model']}")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 430" width="680" height="430" role="img" '
        f'style="background:Canvas;color:CanvasText;color-scheme:light dark" aria-label="{title}">'
        f"<title>{title}</title>"
        '<g font-family="sans-serif" font-size="11" stroke-width="1.5"><g style="fill:CanvasText" stroke="none">'
        + "".join(part for part in parts if part.startswith("<text"))
        + "</g>"
        + "".join(part for part in parts if not part.startswith("<text"))
        + "</g></svg>"
    )


def _legend() -> list[str]:
    parts = []
    for place, mode in enumerate(ORDER):
        box = _Plot(430 + 85 * place, 8, 24, 8, (0, 1), (0, 1))
        parts += [box.line([(0, 0.5), (1, 0.5)], mode), _words(box.left + 28, 16, NAMES[mode])]
    return parts


def _depth(report: dict, title: str, ratio: Callable, left: float) -> list[str]:
    """One measure relative to eval, layer by layer; a gap where a ratio is missing."""
    layers = report["layers"]
    series = {mode: [ratio(report, layer, mode) for layer in layers] for mode in ORDER}
    values = [value for own in series.values() for value in own if value is not None]
    plot = _Plot(left, 45, 280, 120, (0, max(1, len(layers) - 1)), (min([0.9, *values]), max([1.1, *values])))
    parts = plot.frame(title)
    for mode, own in series.items():
        for gap, run in itertools.groupby(enumerate(own), key=lambda entry: entry[1] is None):
            points = list(run)
            if not gap:
                parts.append(
                    plot.line(
                        (
                            points
                            if len(points) > 1
                            else [(points[0][0] - 0.1, points[0][1]), (points[0][0] + 0.1, points[0][1])]
                        ),
                        mode,
                    )
                )
    parts.append(_words(left, 180, f"{layers[0]['name']} \u2026 {layers[-1]['name']}" if layers else "no layer"))
    return parts


def _histogram(layer: dict, drifts: bool) -> list[str]:
    """The values that are not zero, as the share in each bin; one value is a line, and the zeros are in words."""
    modes = {mode: summary for mode, summary in layer["modes"].items() if summary["min"] is not None}
    if not modes:
        return [_words(50, 230, f"{layer['name']}, {layer['label']}: no finite value")]
    ranges = [_visible(summary) for summary in modes.values()]
    low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
    exponent = layer["modes"]["eval"]["histogram"]["exponent"]
    while (high - low) * 2.0**-exponent > FEWER_BINS:
        exponent += 1
    outlines = {mode: _outline(summary, exponent) for mode, summary in modes.items()}
    spread = [y for mode in modes if modes[mode]["min"] != modes[mode]["max"] for _, y in outlines[mode]]
    plot = _Plot(50, 230, 605, 160, (low, high), (0, max(spread, default=1) or 1))
    parts = plot.frame(
        f"{layer['name']}, {layer['label']}: {'drifts most; ' if drifts else ''}share of values in each bin"
    )
    parts += [plot.line(outline, mode) for mode, outline in outlines.items()]
    parts += [_words(50, 404, _short(low)), _words(655, 404, _short(high), "end")]
    zeros = ", ".join(
        f"{NAMES[mode]} {_number(100 * modes[mode]['zeros'] / modes[mode]['count'])} %"
        for mode in ORDER
        if mode in modes
    )
    return [*parts, _words(50, 422, f"exactly zero: {zeros}")]
