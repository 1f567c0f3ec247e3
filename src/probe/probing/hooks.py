"""Hooks that tell which modules are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from torch import nn

from ..model.labels import _scripted


class _Hook:
    """A hook of the probe. A copy of a module that it hangs on, which a forward pass may make, is none of the probe's
    business."""

    def __init__(self, call: Callable | None = None) -> None:
        self.call = call

    def __call__(self, *given: Any) -> None:
        if self.call is not None:
            self.call(*given)

    def __reduce__(self) -> tuple:
        return _Hook, ()


def _attach(modules: Iterable[nn.Module], entered: Callable, left: Callable, handles: list) -> None:
    """Hangs hooks on modules, and adds what removes each of them to `handles` at once."""
    for module in modules:
        if not _scripted(module):
            handles.append(module.register_forward_pre_hook(_Hook(entered), with_kwargs=True))
            handles.append(module.register_forward_hook(_Hook(left), with_kwargs=True, always_call=True))
