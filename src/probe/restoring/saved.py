"""A model as it was handed in, and how a probe leaves it like that."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

import torch
from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm

from ..model.labels import _scripted
from .free_memory import _Budget
from .interrupts import _surely
from .random_state import _Random
from .settings import _Settings
from .state import _State
from .walk import _Walk


class _Saved:
    """A model as it was handed in, and how torch was set. Each pass begins from that, and so does what comes after the
    probe."""

    def __init__(self, model: nn.Module, loader: Any) -> None:
        """`loader`: what gives the batches; None where there is one batch only."""
        self.model = model
        self.modules = list(model.modules())
        devices = {tensor.device for tensor in (*model.parameters(), *model.buffers())}
        self.device = devices.pop() if len(devices) == 1 else None
        self.training = model.training
        self.budget = _Budget()
        self.state = _State(
            [("", model)], self.budget, _global_hooks(), leave=() if loader is None else _reached(loader)
        )
        self.settings = self.during = _Settings()

    def begin(self) -> None:
        """What is set now, with the probe's own hooks and settings, is what a pass begins from."""
        self.during = _Settings()
        for module in self.modules:
            if not _scripted(module):
                self.state.allow(module._forward_pre_hooks, module._forward_pre_hooks_with_kwargs)
                self.state.allow(module._forward_hooks, module._forward_hooks_with_kwargs)
                self.state.allow(module._forward_hooks_always_called)

    def set_mode(self, train: bool, whole_model: bool) -> None:
        self.model.train(train)
        for module in self.modules:
            if isinstance(module, _BatchNorm) and not whole_model:
                # Past a __setattr__ of the class's own.
                vars(module)["training"] = False

    def restore(self) -> None:
        """After a pass."""
        self.during.restore()
        self.unfold()
        self.state.restore()

    def restore_all(self) -> None:
        self.settings.restore()
        self.unfold()
        self.state.end()

    def unfold(self) -> None:
        """A train() of a class's own may fold weights into others (LoRA). Where they could not be copied, it has to
        unfold them."""
        if self.state.memory.sums:
            with contextlib.suppress(Exception):
                self.model.train(self.training)


def _reached(data: Any) -> set[int]:
    """Identities of what belongs to a loader: it moves on while the model is probed, also where the model can reach
    it."""
    walk = _Walk(loader=True)
    walk.enter("", data)
    return walk.seen


def _global_hooks() -> Iterator[tuple[str, dict]]:
    """The hooks of all modules."""
    for name, value in vars(torch.nn.modules.module).items():
        if name.startswith("_global_") and isinstance(value, dict):
            yield f"torch.nn.modules.module.{name}", value


@contextlib.contextmanager
def _no_trace(model: nn.Module, loader: Any) -> Iterator[_Saved]:
    """Puts back what a probe changes, however it ends."""
    states, saved = _Random.now(), _Saved(model, loader)
    try:
        # The fused path of an encoder layer in evaluation would hide its modules.
        torch.backends.mha.set_fastpath_enabled(False)
        with _eager():
            yield saved
    finally:
        try:
            _surely(saved.restore_all)
        finally:
            _surely(states.restore)


def _eager() -> Any:
    """Compiled modules and functions run as they were written. Nothing is compiled where torch._dynamo is not
    loaded."""
    if "torch._dynamo" in sys.modules and hasattr(torch.compiler, "set_stance"):
        return torch.compiler.set_stance("force_eager")
    return contextlib.nullcontext()
