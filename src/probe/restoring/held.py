"""What one thing holds: `held` is the thing, `items()` what can be reached there, `restore()` puts it back where it
differs."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from typing import Any


class _Held:
    def __init__(self, name: str, held: Any) -> None:
        self.name = name
        self.held = held

    def items(self) -> list:
        return []

    def size(self) -> int:
        return len(getattr(self, "values", ()))

    def restore(self) -> None:
        pass


def _identical(some: Iterable, others: Iterable) -> bool:
    return all(map(operator.is_, some, others))
