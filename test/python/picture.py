"""What a model, a batch and torch look like from outside, so that two looks can be compared. It shares no code
with the probe."""

import array
import collections
import itertools
import random
import types

import torch
from torch import nn

try:
    import numpy
except ImportError:
    numpy = None


def picture(**roots) -> dict:
    """Everything that can be reached from some objects, by its path."""
    seen: dict = {}
    found: dict = {}
    queue = collections.deque(roots.items())
    alive = []
    while queue:
        path, value = queue.popleft()
        if id(value) in seen and not isinstance(value, (int, float, str, bytes, type(None))):
            found[path] = ("same as", seen[id(value)])
            continue
        seen[id(value)] = path
        alive.append(value)
        with torch._C.DisableTorchFunction():
            look, inner = describe(value)
        found[path] = look
        queue.extend((f"{path}{key}", each) for key, each in inner)
    return {"found": found, "alive": alive, "settings": settings()}


def differences(before: dict, after: dict) -> list[str]:
    """Paths at which two pictures differ."""
    a, b = (
        {**each["found"], **{f"<{key}>": value for key, value in each["settings"].items()}} for each in (before, after)
    )
    return [path for path in {**a, **b} if path not in a or path not in b or a[path] != b[path]]


def describe(value) -> tuple:
    """How a thing looks, and what is in it."""
    kind = type(value)
    if isinstance(value, torch.Tensor):
        return tensor(value)
    if isinstance(value, torch.jit.ScriptModule):
        names = list(value._concrete_type.get_attributes())
        return ("script", id(value)), [(f".{name}", getattr(value, name)) for name in names]
    if isinstance(value, (torch.Generator, random.Random)) or (numpy and isinstance(value, numpy.random.RandomState)):
        state = value.get_state() if hasattr(value, "get_state") else value.getstate()
        return (kind, id(value), plain(state)), []
    if numpy and isinstance(value, numpy.random.Generator):
        return (kind, id(value), repr(value.bit_generator.state)), []
    if numpy and isinstance(value, numpy.ndarray):
        items = [(f"[{i}]", each) for i, each in enumerate(value.flat)] if value.dtype.hasobject else []
        return (kind, id(value), value.shape, value.strides, b"" if items else value.tobytes()), items
    if isinstance(value, dict):
        own = list(vars(value).items()) if hasattr(value, "__dict__") else []
        return (kind, id(value), list(map(str, value)), str(own)), [
            (f"[{key!s}]", each) for key, each in list(value.items())
        ]
    if isinstance(value, (list, tuple, collections.deque)):
        return (kind, id(value), len(value)), [(f"[{i}]", each) for i, each in enumerate(value)]
    if isinstance(value, set):
        return (kind, id(value), frozenset(map(id, value))), []
    if isinstance(value, (bytearray, array.array)):
        return (kind, id(value), value.tobytes() if isinstance(value, array.array) else bytes(value)), []
    if isinstance(value, (int, float, str, bytes, type(None))):
        return (kind, repr(value)), []
    if isinstance(value, itertools.count):
        return (kind, id(value), repr(value)), []
    if isinstance(value, (type, types.FunctionType, types.ModuleType, types.MethodType, types.BuiltinFunctionType)):
        return (kind, value.__name__ if isinstance(value, types.MethodType) else id(value)), []
    own = object.__getattribute__(value, "__dict__") if "__dict__" in dir(kind) else None
    slots = [(f".{name}", getattr(value, name, None)) for name in getattr(kind, "__slots__", ())]
    of_class = (
        [(f".({kind.__name__}).{name}", each) for name, each in class_values(kind)]
        if isinstance(value, nn.Module)
        else []
    )
    return (kind, id(value)), [*([(".", own)] if own else []), *slots, *of_class]


def class_values(kind: type) -> list:
    if kind.__module__.startswith("torch."):
        return []
    kinds = (int, list, dict, types.FunctionType, property)
    return [(n, v) for n, v in vars(kind).items() if not n.startswith("_") and isinstance(v, kinds)]


def tensor(value: torch.Tensor) -> tuple:
    parts = [value.detach()]
    if value.layout == torch.sparse_coo:
        parts = [value._indices(), value._values()]
    elif value.layout in (torch.sparse_csr, torch.sparse_csc):
        ends = "crow_indices", "col_indices"
        ends = ends if value.layout == torch.sparse_csr else ("ccol_indices", "row_indices")
        parts = [*(getattr(value, name)() for name in ends), value.values()]
    elif value.is_nested:
        parts = [part.detach() for part in value.unbind()]
    look = (
        *(type(value), id(value), value.dtype, value.layout, str(value.device), value.requires_grad, value.is_leaf),
        *(len(value._backward_hooks or ()), value._version, *map(bytes_of, parts)),
    )
    inner = [(".grad", value.grad)] if value.is_leaf else []
    own = {} if value.is_nested else vars(value)
    return look, [*inner, *((f".{key}", each) for key, each in own.items())]


def bytes_of(part: torch.Tensor) -> tuple:
    storage = part.untyped_storage()
    where = (tuple(part.size()), part.stride(), part.storage_offset(), storage.nbytes(), storage._cdata)
    if part.is_quantized:
        part = part.int_repr()
    # Of a column, the column: not all that is between.
    return (*where, part.clone().reshape(-1).view(torch.uint8).numpy().tobytes() if part.numel() else b"")


def plain(state):
    if isinstance(state, torch.Tensor):
        return state.tolist()
    return [part.tolist() if hasattr(part, "tolist") else part for part in state]


def settings() -> dict:
    hooks = {
        name: dict(each)
        for name, each in vars(nn.modules.module).items()
        if name.startswith("_global_") and isinstance(each, dict)
    }
    return {
        "python": random.getstate(),
        "numpy": plain(numpy.random.get_state()) if numpy else None,
        "torch": torch.get_rng_state().tolist(),
        "global hooks": hooks,
        "modes": torch.overrides._get_current_function_mode_stack(),
        "functions": torch._C._get_torch_function_state(),
        "grad": torch.is_grad_enabled(),
        "dtype": torch.get_default_dtype(),
        "device": torch.get_default_device(),
        "deterministic": (
            torch.are_deterministic_algorithms_enabled(),
            torch.is_deterministic_algorithms_warn_only_enabled(),
        ),
        "anomaly": torch.is_anomaly_enabled(),
        "threads": torch.get_num_threads(),
        "autocast": torch.is_autocast_enabled("cpu"),
        "fast path": torch.backends.mha.get_fastpath_enabled(),
        "precision": torch.get_float32_matmul_precision(),
        "benchmark": torch.backends.cudnn.benchmark,
        "flash": torch.backends.cuda.flash_sdp_enabled(),
    }
