"""The report, and how two become one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from ..display.payload import _for_notebook
from ..display.picture import _svg
from ..display.table import _text
from ..notes.collected import _Notes
from ..notes.of_layers import _notes_of_layers
from ..statistics.layer import _Layer
from ..wording.names import _kind
from ..wording.notes import _note_texts
from .saving import _write_whole
from .summary import _layer_report, _shown


class MergeError(ValueError):
    """Two reports cannot be one: different models, or the same passes twice."""


class Site(NamedTuple):
    """A place where dropout happens."""

    name: str
    """Path of the module, followed by "#2" for the second place in one module."""
    label: str
    """PyTorch notation: `Dropout(p=0.5)`, `F.dropout(p=0.1)`."""
    p: float | None
    """The probability to drop; None where it changes from call to call."""
    active_in_eval: bool
    """It drops in evaluation too (`training=True`, or a `dropout_p` that does not look at `self.training`)."""


class ProbeReport:
    """What `probe` measured; displays itself in a notebook, as a table where nothing else can be shown."""

    def __init__(self, model: str, runs: list[dict], layers: list[_Layer], notes: _Notes, whole_model: bool) -> None:
        self.model = model
        self.runs = runs
        """`{seed, firstBatch, stride, batches, passes}` of each run: batches firstBatch, firstBatch + stride, …"""
        self._layers = layers
        self._notes = notes
        self._whole_model = whole_model

    @property
    def sites(self) -> list[Site]:
        """Every place where dropout happened, in the order of the forward pass."""
        own = [layer for layer in self._layers if layer.role == "dropout"]
        return [Site(layer.name, layer.label, layer.p, layer.active_in_eval) for layer in own]

    @property
    def notes(self) -> list[str]:
        """What a person must know besides the figures, above all what could not be seen."""
        notes = self._notes.merged(_Notes())
        _notes_of_layers(self._layers, notes)
        return _note_texts(notes)

    def merge(self, other: ProbeReport) -> ProbeReport:
        """Adds another report of the same model: counts exactly, means and variances within rounding (1e-12 of the
        RMS).

        Raises:
            MergeError: the models differ, or whole_model does, or both hold passes of the same seed and batch.
        """
        if not isinstance(other, ProbeReport):
            raise TypeError(f"A ProbeReport can be merged with a ProbeReport, not with {_kind(other)}")
        if self.model != other.model:
            raise MergeError(f"These reports are of different models, {self.model} and {other.model}")
        if self._whole_model != other._whole_model:
            raise MergeError("One of these reports was made with whole_model=True, the other without")
        _refuse_overlap(self.runs, other.runs)
        layers: dict[tuple, _Layer] = {}
        for layer in (*self._layers, *other._layers):
            mine = layers.get(layer.key)
            if mine is None:
                mine = layers[layer.key] = _Layer(
                    layer.key, layer.role, layer.name, layer.label, layer.kind, layer.site, layer.p
                )
            mine.merge(layer)
        runs = sorted([*self.runs, *other.runs], key=lambda run: (run["seed"], run["firstBatch"], run["stride"]))
        notes = self._notes.merged(other._notes)
        return ProbeReport(self.model, runs, list(layers.values()), notes, self._whole_model)

    def to_dict(self) -> dict:
        """The report as plain numbers, lists and dicts, in the format of Dropout Explorer."""
        shown = _shown(self._layers)
        return {
            "version": 1,
            "kind": "probe",
            "model": self.model,
            "runs": [dict(run) for run in self.runs],
            "layers": [_layer_report(layer) for layer in shown],
            "notes": self.notes,
        }

    def to_json(self) -> str:
        """The report as JSON, strictly: no NaN and no Infinity."""
        return json.dumps(self.to_dict(), allow_nan=False, separators=(",", ":"))

    def save(self, path: Any) -> None:
        """Writes `to_json()` to a file, which "Open Report…" of Dropout Explorer shows. A file that is there is
        replaced only when the new one is complete."""
        _write_whole(Path(path), self.to_json() + "\n")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict:
        report = self.to_dict()
        return {
            "application/vnd.dropout-explorer.v1+json": _for_notebook(report),
            "text/plain": _text(report),
            "image/svg+xml": _svg(report),
        }

    def __repr__(self) -> str:
        return _text(self.to_dict())


def _refuse_overlap(a: list[dict], b: list[dict]) -> None:
    for one in a:
        for other in b:
            shared = next((i for i in _batches(one) if i in _batches(other)), None)
            if shared is not None and one["seed"] == other["seed"]:
                raise MergeError(
                    f"Both reports hold batch {shared} of seed {one['seed']}: probe one of them with another seed"
                )


def _batches(run: dict) -> range:
    """The numbers of a run's batches."""
    return range(run["firstBatch"], run["firstBatch"] + run["batches"] * run["stride"], run["stride"])
