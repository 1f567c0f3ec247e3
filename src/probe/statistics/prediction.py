"""The mean and variance that a dropout gives, by closed forms."""

from __future__ import annotations

from .layer import _Layer


def _predicted(layer: _Layer, mode: str) -> tuple[float, float] | None:
    """Mean and variance that a dropout gives, from the measured mean m and variance v of what enters it in this mode.

    With q = 1 - p: train m and (v + m^2)/q - m^2; unscaled q m and q (v + m^2) - q^2 m^2; 0 and 0 for p = 1. Alpha
    dropout, with alpha' = -1.758: q m + p alpha' and q (v + m^2) + p alpha'^2 - (q m + p alpha')^2 unscaled; in train
    that goes through a x + b."""
    if layer.role != "dropout" or layer.p is None:
        return None
    p, entering = layer.p, layer.modes[mode].entering
    q = 1 - p
    if p == 1:
        return 0.0, 0.0
    if entering.n == 0 or entering.n != layer.modes[mode].values.n:
        return None
    m, v = entering.mean, entering.m2 / entering.n
    if "alpha" in layer.kind:
        mean = q * m + p * ALPHA
        variance = q * v + p * q * (m - ALPHA) ** 2
        a, b = _affine(p)
        return (mean, variance) if mode == "unscaledTrain" else (a * mean + b, a * a * variance)
    if mode == "train":
        return m, v / q + m * m * p / q
    return q * m, q * v + q * p * m * m


ALPHA = -1.7580993408473766
"""What alpha dropout puts in the place of a dropped value before its affine map: -lambda alpha of SELU."""


def _affine(p: float) -> tuple[float, float]:
    """a and b with which alpha dropout's a x + b has mean 0 and variance 1 where its input has."""
    a = ((1 - p) * (1 + p * ALPHA**2)) ** -0.5
    return a, -a * p * ALPHA
