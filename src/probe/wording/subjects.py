"""The text of what a note is about."""

from __future__ import annotations

from ..notes.kinds import _Loss, _Obstacle
from ..notes.subjects import (
    _Branch,
    _Count,
    _Hindrance,
    _InLayer,
    _InModule,
    _OutsideOfModules,
    _Recurrent,
    _Scripted,
    _Subject,
    _Values,
)
from ..restoring.boundaries import MOST_ITEMS
from .names import _listed, _named

LOSSES = {
    _Loss.NO_MEMORY: "there wasn't enough memory for a copy",
    _Loss.ITERATOR: "an iterator can't be put back",
    _Loss.OUTSIDE: "a variable outside of the model",
    _Loss.TOO_MANY_ITEMS: f"what comes after the first {MOST_ITEMS:,} items that the model holds wasn't compared",
    _Loss.CUT_FROM_GRAPH: "it was cut from its graph",
}
OBSTACLES = {
    _Obstacle.TRANSFORMED: "inside torch.vmap or another transform of torch.func",
    _Obstacle.NESTED: "a nested tensor",
    _Obstacle.LAYOUT: "a tensor of layout {}",
    _Obstacle.DTYPE: "a tensor of {}",
    _Obstacle.CLASS: "{}",
}


def _subject_text(subject: _Subject) -> str:
    if isinstance(subject, _InModule):
        within = f"F.{subject.function} in " if subject.function else ""
        return f"{within}{_named(subject.path)} ({subject.label}){_hindrance_text(subject.hindrance)}"
    if isinstance(subject, _OutsideOfModules):
        return "the forward pass, outside of any module"
    if isinstance(subject, _Recurrent):
        return f"{_named(subject.path)} ({subject.label}), p = {subject.p:g}"
    if isinstance(subject, _Scripted):
        return f"{_named(subject.path)} ({_graph_text(subject.calls)})"
    if isinstance(subject, _Branch):
        return f"{_listed([_named(path) for path in subject.paths])} ({subject.label}): `{subject.line}`"
    if isinstance(subject, _InLayer):
        return f"`{subject.name}` ({subject.label})" + (f" enters {subject.enters}" if subject.enters else "")
    if isinstance(subject, _Values):
        kind = f" ({subject.label})" if subject.label else ""
        return f"{subject.name}{kind}{_hindrance_text(subject.hindrance)}"
    if isinstance(subject, _Count):
        return str(subject.count)
    reason = LOSSES[subject.reason] if isinstance(subject.reason, _Loss) else subject.reason
    return f"{_named(subject.path)} ({reason})"


def _hindrance_text(hindrance: _Hindrance | None) -> str:
    return f", {OBSTACLES[hindrance.obstacle].format(hindrance.detail)}" if hindrance else ""


def _graph_text(calls: int | None) -> str:
    return "its graph can't be read" if calls is None else f"calls in its graph that can drop: {calls}"
