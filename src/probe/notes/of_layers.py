"""The notes that follow from what was measured."""

from __future__ import annotations

from ..statistics.layer import _has_values, _Layer, _passed
from .collected import _Notes
from .kinds import _Note
from .subjects import _InLayer


def _notes_of_layers(layers: list[_Layer], notes: _Notes) -> None:
    """What the figures show."""
    sites = [layer for layer in layers if layer.role == "dropout"]
    added = {layer.site for layer in layers if layer.kind == "add"}
    if not sites:
        notes.add(_Note.NO_DROPOUT)
    for site in sites:
        _notes_of_site(site, site.key in added, notes)
    for layer in layers:
        subject = _InLayer(layer.name, layer.label)
        if not _has_values(layer):
            if layer.units == 0:
                notes.add(_Note.EMPTY, subject)
        elif _passed(layer, "eval") == 0:
            notes.add(_Note.TRAIN_ONLY, subject)


def _notes_of_site(site: _Layer, added: bool, notes: _Notes) -> None:
    """The notes of one place where dropout happens; `added`: its output enters a sum."""
    subject = _InLayer(site.name, site.label)
    if _passed(site, "train") == 0:
        notes.add(_Note.EVAL_ONLY, subject)
        return
    if site.active_in_eval:
        notes.add(_Note.EVAL_TOO, subject)
    if not site.received and not site.returned and not added:
        attention = site.label.startswith(("F.scaled_dot_product_attention", "MultiheadAttention"))
        note = _Note.ATTENTION_WEIGHTS if attention else _Note.NO_CONSUMER
        notes.add(note, _InLayer(site.name, site.label, site.enters))
    if "alpha" in site.kind:
        notes.add(_Note.ALPHA_UNSCALED, subject)
