"""Where the state of a model ends."""

from __future__ import annotations

import io
import threading
import types

import torch

ATOMIC = {
    *(int, float, complex, bool, str, bytes, type(None), type(Ellipsis), range, slice, frozenset, property),
    *(types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.ModuleType, types.CodeType, type),
    *(torch.dtype, torch.device, torch.Size, torch.layout, torch.memory_format),
}
"""Types of what holds nothing that could change, or nothing that belongs to the model."""
APART = {
    *("_io", "_thread", "abc", "ast", "asyncio", "concurrent", "contextvars", "ctypes", "importlib", "inspect", "io"),
    *("logging", "multiprocessing", "pathlib", "queue", "selectors", "socket", "ssl", "subprocess", "tempfile"),
    *("threading", "typing", "weakref"),
}
"""Modules of Python whose objects are not the state of a model."""
APART_IN_TORCH = (
    *("torch._dynamo", "torch._inductor", "torch.cuda", "torch.distributed", "torch.export", "torch.fx", "torch.jit"),
    *("torch.overrides", "torch.profiler", "torch.utils.data"),
)
LIVE = (
    io.IOBase,
    threading.Thread,
    type(threading.Lock()),
    type(threading.RLock()),
    threading.Event,
    threading.Condition,
)
"""An object that holds one of these works with something outside of the model, and putting it back could break that."""
MOST_ITEMS = 2_000_000
"""The most items of containers and attributes that are looked at."""
