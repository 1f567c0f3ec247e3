"""The values of a tensor in pieces of bounded size."""

from __future__ import annotations

from collections.abc import Iterator

import torch

CHUNK = {"cpu": 2**16, "other": 2**24}
"""Values that are looked at together: on a CPU what stays in its cache, elsewhere what bounds memory."""


def _chunks(tensor: torch.Tensor) -> Iterator[torch.Tensor]:
    """The values of a tensor as float32 or float64 in pieces of bounded size, where float64 can be computed."""
    flat = tensor.detach().reshape(-1)
    if flat.numel() == 0:
        return
    for piece in flat.split(CHUNK["cpu" if flat.device.type == "cpu" else "other"]):
        if piece.device.type == "mps":
            piece = piece.cpu()
        yield piece if piece.dtype in (torch.float32, torch.float64) else piece.float()
