"""The masks of a pass."""

from __future__ import annotations

import math

import torch

from ..statistics.prediction import ALPHA, _affine


class _Masks:
    """The masks of one pass: drawn in train, taken again in the other modes."""

    def __init__(self, key: int) -> None:
        self.key = key
        self.kept: dict[tuple, torch.Tensor] = {}
        self.generators: dict[torch.device, torch.Generator] = {}

    def get(self, place: tuple, shape: list[int], p: float, device: torch.device, fresh: bool) -> torch.Tensor:
        """The mask of a place: True where a value is kept. Where this mode goes another way than train, it is a new
        one."""
        mask = None if fresh else self.kept.get(place)
        if mask is None or list(mask.shape) != shape or mask.device != device:
            mask = self.kept[place] = _drawn(shape, p, device, self.generator(device))
        return mask

    def generator(self, device: torch.device) -> torch.Generator:
        own = device if device.type in ("cpu", "cuda") else torch.device("cpu")
        if own not in self.generators:
            self.generators[own] = torch.Generator(device=own).manual_seed(self.key)
        return self.generators[own]


def _drawn(shape: list[int], p: float, device: torch.device, generator: torch.Generator) -> torch.Tensor:
    """Independent Booleans, False with probability round(p 2^32) / 2^32: 32 random bits each, five times as fast on a
    CPU as `bernoulli_`."""
    threshold = round(p * 2**32)
    count = math.prod(shape)
    if threshold == 2**32:
        return torch.zeros(shape, dtype=torch.bool, device=device)
    words = torch.empty((count + 1) // 2, dtype=torch.int64, device=generator.device)
    words.random_(-(2**63), None, generator=generator)
    return (words.view(torch.int32)[:count] >= threshold - 2**31).view(shape).to(device)


def _apply(x: torch.Tensor, mask: torch.Tensor, p: float, kind: str, scaled: bool) -> torch.Tensor:
    """Dropout with a given mask m. Inverted: x m / (1-p), unscaled x m. Alpha: a y + b, unscaled y, where y is x if
    kept and alpha' if dropped. All zeros for p = 1; as in torch, a dropped infinity or NaN is NaN."""
    kept = mask.to(x.dtype)
    out = kept.mul_(x) if kept.shape == x.shape else x * kept
    if p == 1 or ("alpha" not in kind and not scaled):
        return out
    if "alpha" not in kind:
        return out.mul_(1 / (1 - p))
    out = out.add_((~mask).to(x.dtype), alpha=ALPHA)
    a, b = _affine(p)
    return out.mul_(a).add_(b) if scaled else out


def _mixed(*numbers: int) -> int:
    """One number in [0, 2^63) from several, by the finalizer of splitmix64."""
    word = 0
    for number in numbers:
        word = (word + number + 0x9E3779B97F4A7C15) % 2**64
        word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        word = (word ^ word >> 27) * 0x94D049BB133111EB % 2**64
        word ^= word >> 31
    return word >> 1
