"""Mean and variance in one pass."""

from __future__ import annotations

import torch

from .chunks import _chunks


class _Moments:
    """Count, mean and sum of squared deviations, in float64; merged by Chan, Golub and LeVeque's formula, which is
    exact for equal means, so that a constant has variance 0 and not 1e-16."""

    def __init__(self) -> None:
        self.n, self.mean, self.m2 = 0, 0.0, 0.0

    def add_all(self, tensor: torch.Tensor) -> None:
        for piece in _chunks(tensor):
            self.add(piece)

    def add(self, piece: torch.Tensor) -> None:
        """Adds values by sums about the first of them: plain sums of squares would lose the variance of values that lie
        close together far from 0."""
        deviations = piece.to(torch.float64, copy=True)
        first = float(deviations[0])
        deviations -= first
        total, squares = float(deviations.sum()), float(deviations.dot(deviations))
        n = piece.numel()
        self.merge(n, first + total / n, max(0.0, squares - total / n * total))

    def merge(self, n: int, mean: float, m2: float) -> None:
        if n == 0:
            return
        delta, together = mean - self.mean, self.n + n
        self.m2 += m2 + delta * delta * self.n / together * n
        self.mean = mean if self.n == 0 else self.mean + delta * n / together
        self.n = together
