"""The values of tensors."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

import torch

from .free_memory import _Budget
from .regions import _Region, _regions


class _Memory:
    """The values of tensors, each byte once however many share it: copies as far as there is room, checksums beyond."""

    def __init__(self, budget: _Budget) -> None:
        self.budget = budget
        self.storages: dict[int, tuple[torch.UntypedStorage, int, list]] = {}
        """By identity: the memory, its size, and where tensors lie in it: (first byte, byte after the last, name)."""
        self.copies: list[_Region] = []
        self.sums: list[_Region] = []
        self.others: list[tuple] = []
        """Arrays whose memory torch can't read: (name, array, copy)."""

    def add(self, name: str, part: torch.Tensor) -> None:
        storage = part.untyped_storage()
        if storage.device.type == "meta":
            return
        spans = self.storages.setdefault(storage._cdata, (storage, storage.nbytes(), []))[2]
        first, size = 0, storage.nbytes()
        if not part.is_nested:
            first = part.storage_offset() * part.itemsize
            reach = sum((n - 1) * step for n, step in zip(part.shape, part.stride())) + 1
            size = reach * part.itemsize if part.numel() > 0 else 0
        # A storage that is freed for a while is shorter than what lies in it.
        last = min(first + size, storage.nbytes())
        if first >= last:
            return
        if last - first > 4 * part.numel() * part.itemsize + 4096:
            spans.append((first, last, name, part))
        else:
            spans.append((first, last, name, None))

    def add_array(self, name: str, array: Any) -> None:
        """A NumPy array, which is memory as a tensor's is, where it lies in one piece."""
        if not array.flags.writeable or array.size == 0:
            return
        if array.flags.c_contiguous and not array.dtype.hasobject:
            self.add(name, torch.from_numpy(array.reshape(-1).view("uint8")))
        elif self.budget.take(torch.device("cpu"), array.nbytes):
            self.others.append((name, array, array.copy()))

    def copy(self) -> None:
        """Copies what tensors lie in, the smallest first, so that as many as possible can be put back."""
        regions = [region for entry in self.storages.values() for region in _regions(*entry)]
        for region in sorted(regions, key=lambda region: region.size):
            (self.copies if region.copy_within(self.budget) else self.sums).append(region)

    def restore(self, attempt: Callable) -> bool:
        """Writes back what differs; whether anything did."""
        for storage, size, spans in self.storages.values():
            if storage.nbytes() != size:
                attempt(spans[0][2] if spans else "a tensor", functools.partial(storage.resize_, size))
        written = [attempt(region.names[0], region.restore) for region in self.copies]
        for name, values, copy in self.others:
            if values.tobytes() != copy.tobytes():
                attempt(name, functools.partial(values.__setitem__, ..., copy))
        return any(written)

    def changed(self) -> Iterator[str]:
        """Names of what has no copy and another checksum than before."""
        for region in self.sums:
            if region.differs():
                yield from region.names

    def release(self) -> None:
        for region in self.copies:
            self.budget.give(region.copy.device, region.copy.nbytes)
        for _, values, _ in self.others:
            self.budget.give(torch.device("cpu"), values.nbytes)
