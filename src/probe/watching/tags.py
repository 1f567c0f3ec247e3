"""Which tensors are the outputs of dropouts."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from typing import Any

import torch

from ..restoring.layout import _version


class _Tags:
    """Outputs of dropouts that are alive and that nothing was written into, by identity."""

    def __init__(self) -> None:
        self.entries: dict[int, tuple] = {}

    def __bool__(self) -> bool:
        return bool(self.entries)

    def put(self, tensor: torch.Tensor, site: tuple) -> None:
        self.entries[id(tensor)] = (weakref.ref(tensor), site, _version(tensor))

    def remove(self, tensor: torch.Tensor) -> None:
        self.entries.pop(id(tensor), None)

    def site_of(self, value: Any) -> tuple | None:
        """The dropout whose output a value is."""
        entry = self.entries.get(id(value))
        if entry is None:
            return None
        tensor, site, version = entry
        return site if tensor() is value and _version(value) == version else None

    def sites_of(self, values: Iterable) -> set[tuple]:
        return {site for site in map(self.site_of, values) if site is not None}
