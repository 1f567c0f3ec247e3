"""Where a tensor lies, and what else belongs to it."""

from __future__ import annotations

import contextlib

import torch

from .layout import _form, _is_wrapper, _parts, _version
from .memory import _Memory


class _CutFromGraph(Exception):
    """A tensor was detached from the graph that computed it, which can't be undone."""


class _HeldTensor:
    """Where a tensor's values lie and what else belongs to it; the values themselves are in a `_Memory`."""

    def __init__(self, name: str, tensor: torch.Tensor, memory: _Memory) -> None:
        self.name = name
        self.tensor = tensor
        self.version = _version(tensor)
        self.node, self.requires_grad = tensor.grad_fn, tensor.requires_grad
        self.collects = tensor.is_leaf or tensor.retains_grad
        self.grad = tensor.grad if self.collects else None
        self.hooks = tensor._backward_hooks
        self.alias: torch.Tensor | None = None
        self.form: tuple | None = None
        if not _is_wrapper(tensor):
            # What shows no memory, such as a tensor of MKL-DNN, cannot be written into either.
            with contextlib.suppress(NotImplementedError, RuntimeError):
                self.form = _form(tensor)
                self.alias = tensor.detach()
                for part in _parts(self.alias):
                    memory.add(name, part)

    def restore(self) -> bool:
        """Puts the tensor back to its memory; whether it had left it."""
        moved = False
        if self.alias is not None and _form(self.tensor) != self.form:
            self.tensor.data, moved = self.alias, True
        if self.tensor.grad_fn is not self.node:
            if self.node is not None:
                raise _CutFromGraph
            self.tensor.detach_()
        return moved

    def settle(self) -> None:
        """What depends on the values being back."""
        tensor = self.tensor
        if tensor.requires_grad != self.requires_grad:
            tensor.requires_grad_(self.requires_grad)
        if self.collects and tensor.grad is not self.grad:
            tensor.grad = self.grad
        if tensor._backward_hooks is not self.hooks:
            tensor._backward_hooks = self.hooks
        if self.version is not None and tensor._version != self.version:
            # Its values are those that a graph of the program's may have saved.
            autograd = torch._C._autograd  # pyright: ignore[reportAttributeAccessIssue]
            autograd._unsafe_set_version_counter((tensor,), (self.version,))
