"""How often which values occurred."""

from __future__ import annotations

import math
from collections.abc import Iterable

import torch

from .bins import BINS, FINEST, LARGEST, _exponent, _rebinned

ATOMS = 512
"""The most distinct values that are kept one by one."""


class _Tally:
    """How often which values occurred: bins of width 2^exponent, zeros, extremes, what is not finite, and the distinct
    values while there are at most 512. All are counts or extremes, so any two tallies add up exactly, in any order."""

    def __init__(self, like: _Tally | None = None) -> None:
        """`like`: makes room from the start for its range, so that adding this one to it merges no bins."""
        self.zeros = self.nan = self.pos_inf = self.neg_inf = 0
        self.low, self.high = math.inf, -math.inf
        self.reach = (like.low, like.high) if like else (math.inf, -math.inf)
        """What the bins have room for."""
        self.exponent, self.first = FINEST, 0
        self.counts = torch.zeros(BINS, dtype=torch.int64, device="cpu")
        self.atoms: dict[float, int] | None = {} if like is None or like.atoms is not None else None

    def add(self, piece: torch.Tensor) -> torch.Tensor | None:
        """Counts values; gives those that are finite, None where there are none."""
        low, high = (float(x) for x in torch.aminmax(piece))
        if not (low >= -LARGEST and high <= LARGEST):
            piece = self.take_strange(piece)
            if piece.numel() == 0:
                return None
            low, high = (float(x) for x in torch.aminmax(piece))
        if low <= 0 <= high:
            # As 1.0 and 0.0 in place, more than twice as fast as count_nonzero; whole numbers up to 2^24 are exact in
            # float32.
            self.zeros += sum(int(part.clone().eq_(0).sum()) for part in piece.split(2**24))
        self.low, self.high = min(self.low, low), max(self.high, high)
        self.cover(low, high)
        self.counts += torch.bincount(self.bins_of(piece), minlength=BINS).cpu()
        if self.atoms is not None:
            self.add_atoms(self.atoms, piece)
        return piece

    def take_strange(self, piece: torch.Tensor) -> torch.Tensor:
        """Counts what is not finite and gives the rest."""
        self.nan += int(torch.isnan(piece).sum())
        self.pos_inf += int((piece > LARGEST).sum())
        self.neg_inf += int((piece < -LARGEST).sum())
        return piece[piece.abs() <= LARGEST]

    def bins_of(self, piece: torch.Tensor) -> torch.Tensor:
        """floor(x / 2^exponent) - first. Exact in float32 where 2^-exponent neither overflows nor makes a value
        underflow."""
        exact = -126 <= self.exponent <= 0
        scaled = (piece if exact else piece.double()) * 2.0**-self.exponent
        return scaled.floor_().sub_(self.first).to(torch.int32)

    def add_atoms(self, atoms: dict[float, int], piece: torch.Tensor) -> None:
        # Of most layers a few thousand values say already that there are too many.
        few = piece[: 16 * ATOMS]
        if torch.unique(few[few != 0][: 2 * ATOMS]).numel() > ATOMS:
            self.atoms = None
            return
        values, counts = torch.unique(piece, return_counts=True)
        if values.numel() > ATOMS:
            self.atoms = None
            return
        self.merge_atoms(atoms, zip(values.tolist(), counts.tolist()))

    def merge_atoms(self, atoms: dict[float, int], pairs: Iterable[tuple[float, int]]) -> None:
        for value, count in pairs:
            # -0 is 0.
            value += 0.0
            atoms[value] = atoms.get(value, 0) + count
        if len(atoms) > ATOMS:
            self.atoms = None

    def cover(self, low: float, high: float) -> None:
        """Makes room for numbers from low to high, by merging pairs of bins."""
        reach = (min(self.reach[0], low), max(self.reach[1], high))
        if reach[0] > reach[1]:
            return
        exponent = _exponent(*reach)
        first = math.floor(math.ldexp(reach[0], -exponent))
        if (exponent, first) != (self.exponent, self.first):
            self.counts = _rebinned(self.counts, self.first, exponent - self.exponent, first)
        self.reach, self.exponent, self.first = reach, exponent, first

    def merge(self, other: _Tally) -> None:
        self.zeros += other.zeros
        self.nan += other.nan
        self.pos_inf += other.pos_inf
        self.neg_inf += other.neg_inf
        self.low, self.high = min(self.low, other.low), max(self.high, other.high)
        self.cover(*other.reach)
        self.counts = self.counts + _rebinned(other.counts, other.first, self.exponent - other.exponent, self.first)
        if self.atoms is not None and other.atoms is not None:
            self.merge_atoms(self.atoms, other.atoms.items())
        else:
            self.atoms = None

    def strange(self) -> int:
        """How many values are NaN or infinite."""
        return self.nan + self.pos_inf + self.neg_inf

    def exponent_of_all(self) -> int:
        return _exponent(self.low, self.high)

    def histogram(self, exponent: int) -> dict:
        """The counts at an exponent that is at least the tally's own; they begin and end with a nonzero one."""
        if self.low > self.high:
            return {"exponent": exponent, "firstBin": 0, "counts": []}
        first = math.floor(math.ldexp(self.low, -exponent))
        counts = _rebinned(self.counts, self.first, exponent - self.exponent, first).tolist()
        while counts[-1] == 0:
            counts.pop()
        return {"exponent": exponent, "firstBin": first, "counts": counts}
