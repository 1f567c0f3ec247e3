"""What a note is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from .kinds import _Loss, _Obstacle


@dataclass(frozen=True)
class _Hindrance:
    """An obstacle, with what it is in this tensor: its layout, its type of number."""

    obstacle: _Obstacle
    detail: str = ""


@dataclass(frozen=True)
class _InModule:
    """A module, or a function of torch that runs in it."""

    path: str
    label: str
    function: str = ""
    hindrance: _Hindrance | None = None


@dataclass(frozen=True)
class _OutsideOfModules:
    """The model's forward pass, where no module runs."""


@dataclass(frozen=True)
class _Recurrent:
    """A recurrent network with dropout between its layers."""

    path: str
    label: str
    p: float


@dataclass(frozen=True)
class _Scripted:
    """A scripted or traced module, with how many calls in its graph can drop; None where the graph can't be read."""

    path: str
    calls: int | None


@dataclass(frozen=True)
class _Branch:
    """A line of a class that reads the flag `training`, and the modules of that class."""

    paths: tuple[str, ...]
    label: str
    line: str


@dataclass(frozen=True)
class _InLayer:
    """A layer of the report; of a dropout, the function of torch that takes its output."""

    name: str
    label: str
    enters: str | None = None


@dataclass(frozen=True)
class _Values:
    """Values that the report would show: of an output or a layer."""

    name: str
    label: str = ""
    hindrance: _Hindrance | None = None


@dataclass(frozen=True)
class _Count:
    """How many modules a note is about."""

    count: int


@dataclass(frozen=True)
class _LostPart:
    """A part of the model or the batch that changed; the reason is the error's own text where one was raised."""

    path: str
    reason: _Loss | str


_Subject = Union[_InModule, _OutsideOfModules, _Recurrent, _Scripted, _Branch, _InLayer, _Values, _Count, _LostPart]
