"""Parts of a storage with their copies or checksums."""

from __future__ import annotations

from collections.abc import Iterator

import torch

from .comparing import _checksum, _equal, _in_words
from .free_memory import _Budget


def _regions(storage: torch.UntypedStorage, size: int, spans: list) -> Iterator[_Region]:
    """The parts of a storage that tensors lie in: those that overlap or touch are one. Of a few rows or columns of
    something large, only those are copied."""
    first, last, names = 0, -1, []
    for begin, end, name, part in sorted(spans, key=lambda span: span[:2]):
        if part is not None:
            yield _Sparse(storage, begin, end, [name], part)
        elif begin <= last:
            last, names = max(last, end), [*names, name]
        else:
            if names:
                yield _Region(storage, first, last, names)
            first, last, names = begin // 8 * 8, end, [name]
    if names:
        yield _Region(storage, first, last, names)


class _Region:
    """A part of a storage with its copy or its checksum."""

    def __init__(self, storage: torch.UntypedStorage, first: int, last: int, names: list[str]) -> None:
        self.storage = storage
        self.names = [*dict.fromkeys(names)]
        self.bytes = torch.empty(0, dtype=torch.uint8, device=storage.device)
        self.bytes.set_(storage, first, (last - first,), (1,))
        self.size = last - first
        self.sum = 0

    def copy_within(self, budget: _Budget) -> bool:
        """Makes a copy where there is room, on its own device or else on the host; else a checksum."""
        for device in dict.fromkeys((self.bytes.device, torch.device("cpu"))):
            if budget.take(device, self.size):
                try:
                    self.copy = self.copied(device)
                    self.pairs = [*zip(_in_words(self.source()), _in_words(self.copy))]
                    return True
                except (MemoryError, RuntimeError):
                    budget.give(device, self.size)
        self.sum = _checksum(self.bytes)
        return False

    def source(self) -> torch.Tensor:
        return self.bytes

    def copied(self, device: torch.device) -> torch.Tensor:
        return self.bytes.to(device, copy=True)

    def restore(self) -> bool:
        """Writes the copy back where it differs; whether it did."""
        if all(_equal(now, before) for now, before in self.pairs):
            return False
        for now, before in self.pairs:
            now.copy_(before)
        return True

    def differs(self) -> bool:
        return _checksum(self.bytes) != self.sum


class _Sparse(_Region):
    """Values that lie far apart in a storage."""

    def __init__(
        self, storage: torch.UntypedStorage, first: int, last: int, names: list[str], part: torch.Tensor
    ) -> None:
        super().__init__(storage, first, last, names)
        # Where an axis has stride 0, all of it is one value.
        shape = [1 if step == 0 else n for n, step in zip(part.shape, part.stride())]
        self.part = torch.empty(0, dtype=part.dtype, device=storage.device)
        self.part.set_(storage, part.storage_offset(), shape, part.stride())
        self.size = self.part.numel() * part.itemsize

    def source(self) -> torch.Tensor:
        return self.part

    def copied(self, device: torch.device) -> torch.Tensor:
        return self.part.to(device, copy=True)
