"""Modules in PyTorch notation."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn.modules.dropout import _DropoutNd


def _label(module: nn.Module) -> str:
    """A module in PyTorch notation: `Linear(100, 1, bias=False)`, `Dropout(p=0.4)`, else what it prints."""
    try:
        if isinstance(module, _DropoutNd):
            return f"{type(module).__name__}(p={float(module.p)})"
        if type(module) is nn.Linear:
            bias = "" if module.bias is not None else ", bias=False"
            return f"Linear({module.in_features}, {module.out_features}{bias})"
        return f"{type(module).__name__}({' '.join(module.extra_repr().split())})"
    except Exception:
        # Printing a module may fail where running it does not.
        return f"{type(module).__name__}()"


def _scripted(module: nn.Module) -> bool:
    return isinstance(module, torch.jit.ScriptModule)


def _is_probability(p: Any) -> bool:
    try:
        return bool(0 <= p <= 1)
    except (TypeError, ValueError, RuntimeError):
        return False
