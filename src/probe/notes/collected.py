"""The notes that come up while a model is probed."""

from __future__ import annotations

from collections.abc import Iterator

from .kinds import _Note
from .subjects import _Subject


class _Notes:
    """Each note once, in the order in which they came up, with what it is about."""

    def __init__(self) -> None:
        self.subjects: dict[_Note, dict[_Subject, None]] = {}

    def add(self, note: _Note, subject: _Subject | None = None) -> None:
        about = self.subjects.setdefault(note, {})
        if subject is not None:
            about[subject] = None

    def merged(self, other: _Notes) -> _Notes:
        both = _Notes()
        for note, subject in (*self.each(), *other.each()):
            both.add(note, subject)
        return both

    def each(self) -> Iterator[tuple[_Note, _Subject | None]]:
        for note, subjects in self.subjects.items():
            yield from ((note, subject) for subject in subjects or (None,))
