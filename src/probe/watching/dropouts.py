"""The functions of torch that matter here."""

from __future__ import annotations

import types
from typing import Any

from torch.nn import functional

DROPOUTS = {"dropout", "alpha_dropout", "feature_dropout", "feature_alpha_dropout", "native_dropout"}
"""torch's own dropouts, to which all others come."""
SUMS = {"add", "add_", "__add__", "__radd__", "__iadd__"}
PASSES_ON = {
    "flatten",
    "view",
    "reshape",
    "squeeze",
    "unsqueeze",
    "unflatten",
    "transpose",
    "permute",
    "movedim",
    "contiguous",
    "view_as",
    "clone",
    "to",
    "float",
    "type_as",
}
"""What passes the same values on, in another shape or precision."""


def _bodies() -> dict:
    """Functions of torch.nn.functional whose dropout is inside: the same code, without its first lines, which hand the
    call to the mode and would hand it over forever."""

    def never(*_: Any) -> bool:
        return False

    seen = dict.fromkeys(("has_torch_function", "has_torch_function_unary", "has_torch_function_variadic"), never)
    scope = {**vars(functional), **seen}
    bodies = {}
    for name in (
        "dropout",
        "dropout1d",
        "dropout2d",
        "dropout3d",
        "alpha_dropout",
        "feature_alpha_dropout",
        "multi_head_attention_forward",
    ):
        own = getattr(functional, name)
        body = types.FunctionType(own.__code__, scope, name, own.__defaults__, own.__closure__)
        body.__kwdefaults__ = own.__kwdefaults__
        bodies[name] = body
    return bodies


BODIES = _bodies()
