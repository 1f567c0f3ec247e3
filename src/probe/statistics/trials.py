"""Means over trials and their standard errors."""

from __future__ import annotations

import math


class _Trials:
    """Means of trials, weighted by their number of values w: mean = sum(w x)/sum(w) and its standard error,
    sqrt(n/(n-1) sum(w^2 (x - mean)^2)) / sum(w). For equal w that is the standard deviation by Bessel's correction /
    sqrt(n). A last batch that is smaller thus counts for what it is. Sums are about the first mean, `origin`."""

    def __init__(self) -> None:
        self.n, self.origin = 0, 0.0
        self.w, self.wx, self.ww, self.wwx, self.wwxx = 0.0, 0.0, 0.0, 0.0, 0.0

    def add(self, weight: int, x: float) -> None:
        if self.n == 0:
            self.origin = x
        d = x - self.origin
        self.n += 1
        self.w += weight
        self.wx += weight * d
        self.ww += weight**2
        self.wwx += weight**2 * d
        self.wwxx += weight**2 * d * d

    def merge(self, other: _Trials) -> None:
        if self.n == 0:
            self.origin = other.origin
        by = other.origin - self.origin
        self.n += other.n
        self.w += other.w
        self.wx += other.wx + by * other.w
        self.ww += other.ww
        self.wwx += other.wwx + by * other.ww
        self.wwxx += other.wwxx + 2 * by * other.wwx + by * by * other.ww

    def mean(self) -> float:
        return self.origin + self.wx / self.w

    def standard_error(self) -> float | None:
        """None for fewer than two trials."""
        if self.n < 2:
            return None
        d = self.wx / self.w
        squares = max(0.0, self.wwxx - 2 * d * self.wwx + d * d * self.ww)
        return math.sqrt(squares * self.n / (self.n - 1)) / self.w
