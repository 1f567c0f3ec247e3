"""What takes the place of a dropout: one whose mask is known, measured."""

from __future__ import annotations

import torch

from ..notes.kinds import _Note
from ..statistics.layer import _Layer
from .forward_pass import _ForwardPass
from .masks import _apply, _Masks
from .values import _hindrance, _refused


class _Dropping:
    """Drops with the masks of a pass, as its mode says."""

    def __init__(self, forward: _ForwardPass, masks: _Masks) -> None:
        self.forward = forward
        self.record = forward.record
        self.masks = masks

    def is_maskable(self, *tensors: torch.Tensor) -> bool:
        """Whether a mask of the probe can be put on tensors; if not, the dropout runs as it is, and a note says so."""
        hindrance = next(filter(None, map(_hindrance, tensors)), None)
        if hindrance is not None:
            self.record.notes.add(_Note.UNMASKED, self.forward.where(hindrance))
        return hindrance is None

    def drop(self, where: tuple, x: torch.Tensor, p: float, kind: str, active: bool, how: str) -> torch.Tensor | None:
        """What the dropout gives in this mode, measured; never x itself, so that it is known where it goes. None where
        the mask cannot be put on."""
        with torch._C.DisableTorchFunction():
            out = self.masked(where, x, p, kind) if active else x.view_as(x)
        if out is None:
            return None
        layer = self.layer(where, p, kind, active, how)
        if active and self.forward.mode == "eval":
            layer.active_in_eval = self.forward.random = True
        with torch._C.DisableTorchFunction():
            self.forward.observe(layer, out)
            if self.forward.mode != "eval" and where in self.forward.seen:
                self.forward.seen[where].entering.add_all(x)
        return out

    def layer(self, where: tuple, p: float, kind: str, active: bool, how: str) -> _Layer:
        layer = self.record.layers.get(where)
        if layer is None:
            alpha = "alpha_dropout" if "alpha" in kind else "dropout"
            layer = self.record.layer(where, "dropout", self.forward.unused_name(), f"{how}(p={p})", alpha)
            layer.p = p
        elif layer.p != p and active:
            layer.p, layer.label = None, f"{how}(p varies)"
        return layer

    def masked(self, where: tuple, x: torch.Tensor, p: float, kind: str) -> torch.Tensor | None:
        turn, mode = self.forward.turn(where), self.forward.mode
        shape = [*x.shape[:2], *(1 for _ in x.shape[2:])] if "feature" in kind else list(x.shape)
        try:
            mask = self.masks.get((where, turn), shape, p, x.device, fresh=mode == "train")
            return _apply(x, mask, p, kind, scaled=mode != "unscaledTrain")
        except (NotImplementedError, TypeError) as error:
            self.record.notes.add(_Note.UNMASKED, self.forward.where(_refused(x, error)))
            return None
