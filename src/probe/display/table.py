"""The report as a table."""

from __future__ import annotations

from ..verdicts.judging import _compare, _sd
from ..wording.numbers import NOTHING, _number
from ..wording.verdicts import _comparison_text

ORDER = ("eval", "unscaledTrain", "train")
NAMES = {"eval": "eval", "unscaledTrain": "unscaled", "train": "train"}


def _text(report: dict) -> str:
    """The report as an aligned table, a row for each layer, with the notes below."""
    head = ["", "layer", "role"]
    head += [f"mean {NAMES[mode]}" for mode in ORDER] + ["unscaled vs eval", "train vs eval"]
    head += [f"sd {NAMES[mode]}" for mode in ORDER] + ["zeros in train"]
    rows = [head]
    for index, layer in enumerate(report["layers"]):
        modes = layer["modes"]
        label = layer["label"] if len(layer["label"]) <= 40 else layer["label"][:39] + "\u2026"
        row = [layer["name"], label, layer["role"], *(_number(modes[mode]["mean"]) for mode in ORDER)]
        row += [
            _comparison_text(_compare(report, index, "unscaledTrain")),
            _comparison_text(_compare(report, index, "train")),
        ]
        row += [_number(_sd(modes[mode])) for mode in ORDER]
        train = modes["train"]
        row.append(f"{_number(100 * train['zeros'] / train['count'])} %" if train["count"] else NOTHING)
        rows.append(row)
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = [
        "  ".join(c.ljust(w) if i < 3 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))).rstrip()
        for row in rows
    ]
    trials = sum(run["batches"] * run["passes"] for run in report["runs"])
    title = f"{report['model']}: {trials} forward passes in each of eval, unscaled train and train"
    return "\n".join([title, "", *lines, "", *(f"- {note}" for note in report["notes"])])
