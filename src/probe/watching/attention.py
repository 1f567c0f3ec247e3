"""scaled_dot_product_attention, computed so that its weights can be seen and dropped."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from ..model.labels import _is_probability
from ..notes.kinds import _Note
from .dropping import _Dropping
from .values import _bound


def _attend(dropping: _Dropping, func: Callable, args: tuple, kwargs: dict) -> Any:
    """softmax(Q K^T scale + mask), dropout, times V."""
    forward, layers = dropping.forward, dropping.record.layers
    bound = _bound(_attention_arguments, args, kwargs)
    if bound is None or not _is_probability(bound.arguments["dropout_p"]):
        return func(*args, **kwargs)
    query, key, value, attn_mask, dropout_p, is_causal, scale = bound.args
    where, more = forward.place(), bound.kwargs
    active = dropout_p > 0 and not forward.muted

    def as_it_is() -> Any:
        p = 0.0 if forward.muted else dropout_p
        return func(query, key, value, attn_mask, p, is_causal, scale=scale, **more)

    idle = not active and (forward.mode != "eval" or where not in layers)
    tensors = all(isinstance(x, torch.Tensor) for x in (query, key, value))
    if idle or (is_causal and attn_mask is not None) or not tensors:
        return as_it_is()
    if type(attn_mask) not in (type(None), torch.Tensor, nn.Parameter) or query.is_nested:
        dropping.record.notes.add(_Note.UNSEEN_ATTENTION, forward.where())
        return as_it_is()
    if not dropping.is_maskable(query, key, value):
        return as_it_is()
    try:
        with torch._C.DisableTorchFunction():
            if more.get("enable_gqa"):
                groups = query.size(-3) // key.size(-3)
                key, value = key.repeat_interleave(groups, -3), value.repeat_interleave(groups, -3)
            weights = _attention_weights(query, key, attn_mask, is_causal, scale).to(value.dtype)
    except (RuntimeError, TypeError):
        # The error is torch's to raise.
        return func(*args, **kwargs)
    if weights.numel() > 0:
        how = forward.how("scaled_dot_product_attention")
        weights = dropping.drop(where, weights, float(dropout_p), "dropout", active, how)
    if weights is None:
        return func(*args, **kwargs)
    with torch._C.DisableTorchFunction():
        return weights @ value


def _attention_arguments(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, **more):
    """The parameters of scaled_dot_product_attention, which is not Python."""


def _attention_weights(
    query: torch.Tensor, key: torch.Tensor, mask: torch.Tensor | None, is_causal: bool, scale: float | None
) -> torch.Tensor:
    """softmax(Q K^T scale + mask) in float32 or wider, 0 in rows where everything is masked."""
    wide = torch.promote_types(query.dtype, torch.float32)
    factor = query.size(-1) ** -0.5 if scale is None else scale
    scores = (query.to(wide) * factor) @ key.to(wide).transpose(-2, -1)
    if is_causal:
        mask = torch.ones(query.size(-2), key.size(-2), dtype=torch.bool, device=query.device).tril()
    if mask is None:
        return torch.softmax(scores, -1)
    scores = scores.masked_fill(~mask, -math.inf) if mask.dtype == torch.bool else scores + mask
    empty = (scores == -math.inf).all(-1, keepdim=True)
    return torch.softmax(scores, -1).masked_fill(empty, 0)
