"""Watches the calls of torch's functions in a pass."""

from __future__ import annotations

import types
from typing import Any

import torch
from torch.overrides import TorchFunctionMode

from ..model.labels import _is_probability
from ..notes.kinds import _Note
from .attention import _attend
from .dropouts import BODIES, DROPOUTS, PASSES_ON, SUMS
from .dropping import _Dropping
from .forward_pass import _ForwardPass
from .masks import _Masks
from .module_calls import _ModuleCalls
from .record import _Record
from .values import _bound, _flat


class _Watch(TorchFunctionMode):
    """One forward pass in one mode: takes the place of every dropout, and measures what it feeds."""

    def __init__(self, record: _Record, mode: str, masks: _Masks) -> None:
        super().__init__()
        self.forward = _ForwardPass(record, mode)
        self.modules = _ModuleCalls(self.forward)
        self.dropping = _Dropping(self.forward, masks)
        self.record, self.tags = record, self.forward.tags

    def __torch_function__(self, func: Any, kinds: Any, args: tuple = (), kwargs: dict | None = None) -> Any:
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "").split(".")[0]
        # By name, since somebody may have put a function of their own in its place, which calls it.
        if isinstance(func, types.FunctionType) and name in BODIES:
            return self.run_body(func, name, args, kwargs)
        if name.rstrip("_") in DROPOUTS:
            return self.dropout(func, name, args, kwargs)
        if name == "scaled_dot_product_attention":
            return _attend(self.dropping, func, args, kwargs)
        if not self.tags or (name not in SUMS and name not in PASSES_ON):
            result = func(*args, **kwargs)
            if self.tags and isinstance(result, torch.Tensor) and name != "__get__":
                self.enter_function(name.strip("_"), args)
            return result
        return self.follow(func, name, args, kwargs)

    def follow(self, func: Any, name: str, args: tuple, kwargs: dict) -> Any:
        """A function that passes the output of a dropout on, or adds something to it."""
        # Before the call, which may write into its operand.
        operands = [operand for operand in (*args, *kwargs.values()) if isinstance(operand, torch.Tensor)][:2]
        sites = self.tags.sites_of(operands)
        result = func(*args, **kwargs)
        if name in SUMS and len(operands) == 2 and isinstance(result, torch.Tensor):
            self.sum(sites, result)
        elif name in PASSES_ON and isinstance(result, torch.Tensor) and operands:
            site = self.tags.site_of(operands[0])
            if site is not None:
                self.tags.put(result, site)
        return result

    def run_body(self, func: Any, name: str, args: tuple, kwargs: dict) -> Any:
        """A function of torch.nn.functional, so that the dropout in it is seen. An attention in evaluation is run as in
        training, so that it passes the place where its dropout would be, and nothing is dropped there."""
        forward, body = self.forward, BODIES[name]
        muted = forward.muted
        if name == "multi_head_attention_forward":
            bound = _bound(body, args, kwargs)
            if bound is None:
                return func(*args, **kwargs)
            if forward.mode == "eval" and not bound.arguments["training"]:
                forward.muted = bound.arguments["training"] = True
            args, kwargs = bound.args, bound.kwargs
        forward.via.append(name)
        try:
            with self:
                return body(*args, **kwargs)
        finally:
            forward.via.pop()
            forward.muted = muted

    def dropout(self, func: Any, name: str, args: tuple, kwargs: dict) -> Any:
        """One of torch's own dropouts: (input, p, train)."""
        forward = self.forward
        given = dict(zip(("input", "p", "train"), args), **kwargs)
        x: Any = given.get("input")
        p, active = given.get("p", 0.5), given.get("train", True)
        inplace, kind = name.endswith("_"), name.rstrip("_").replace("native_", "")
        active = active is not False and not forward.muted
        if not self.is_site(x, p, kind, active):
            return func(*args, **kwargs) if not forward.muted else x
        where = forward.place()
        out = self.dropping.drop(where, x, float(p), kind, active and p != 0, forward.how(name))
        if out is None:
            return func(*args, **kwargs)
        if name == "native_dropout":
            return out, out != 0
        if inplace:
            out = x.copy_(out)
        self.tags.put(out, where)
        return out

    def is_site(self, x: Any, p: Any, kind: str, active: bool) -> bool:
        """Whether this call is to be measured; if it does nothing where something could be expected, a note says so.
        What torch refuses is left to torch."""
        forward = self.forward
        self.record.called.add(forward.module())
        if not (isinstance(x, torch.Tensor) and _is_probability(p) and x.numel() > 0 and not x.is_meta):
            return False
        if "feature" in kind and x.dim() < 2:
            return False
        if active and p != 0:
            return self.dropping.is_maskable(x)
        # Evaluation passes by where train drops, with training=False or with p = 0.
        if forward.mode == "eval":
            return forward.place() in self.record.layers
        self.record.notes.add(_Note.ZERO_RATE if p == 0 else _Note.IDLE, forward.where())
        return False

    def sum(self, sites: set, result: torch.Tensor) -> None:
        """Measures the sum of the output of each of these dropouts and another tensor."""
        for site in sites:
            key = ("add", site)
            if self.forward.mode == "eval" and key not in self.record.layers:
                continue
            name = f"{self.record.layers[site].name} + …"
            values = self.forward.values_of(result, name)
            if values is not None:
                layer = self.record.layer(key, "consumer", name, "add", "add")
                layer.site = site
                self.forward.observe(layer, values)

    def enter_function(self, name: str, given: Any) -> None:
        """Remembers where the output of a dropout went, for those that no module or sum receives."""
        for tensor in _flat(given):
            site = self.tags.site_of(tensor)
            if site is not None:
                layer = self.record.layers[site]
                layer.enters = layer.enters or name
