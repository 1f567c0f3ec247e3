"""How torch is set."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator

import torch

from .torch_state import _default_device, _function_modes, _set_default_device, _set_function_modes


class _Settings:
    """How torch is set for the whole process or thread, where a forward pass could set it otherwise."""

    def __init__(self) -> None:
        self.values = []
        for read, write in _settings():
            # Some cannot be read after others were set.
            with contextlib.suppress(Exception):
                self.values.append((read, write, read()))

    def restore(self) -> None:
        for read, write, value in self.values:
            with contextlib.suppress(Exception):
                if read() != value:
                    write(value)


def _settings() -> Iterator[tuple[Callable, Callable]]:
    """Each setting that this torch has, as what reads it and what writes it."""
    backends, c = torch.backends, torch._C
    if hasattr(c, "_set_torch_function_state"):
        # An interrupt can come between the end of a block that disables it and what enables it again.
        yield c._get_torch_function_state, c._set_torch_function_state
    yield from (
        (_function_modes, _set_function_modes),
        (_default_device, _set_default_device),
        (torch.is_grad_enabled, c._set_grad_enabled),
        (torch.get_default_dtype, torch.set_default_dtype),
        (torch.get_num_threads, torch.set_num_threads),
        (torch.get_float32_matmul_precision, torch.set_float32_matmul_precision),
        (torch.is_autocast_cache_enabled, torch.set_autocast_cache_enabled),
        (torch.is_warn_always_enabled, torch.set_warn_always),
        (backends.mha.get_fastpath_enabled, backends.mha.set_fastpath_enabled),
        (
            lambda: (
                torch.are_deterministic_algorithms_enabled(),
                torch.is_deterministic_algorithms_warn_only_enabled(),
            ),
            lambda given: torch.use_deterministic_algorithms(given[0], warn_only=given[1]),
        ),
        (
            lambda: (torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled()),
            lambda given: torch.set_anomaly_enabled(*given),
        ),
    )
    for device in ("cpu", "cuda", "mps"):
        yield (
            functools.partial(torch.is_autocast_enabled, device),
            functools.partial(torch.set_autocast_enabled, device),
        )
        yield functools.partial(torch.get_autocast_dtype, device), functools.partial(torch.set_autocast_dtype, device)
    for name in ("cudnn_benchmark", "cudnn_enabled", "cudnn_deterministic", "cudnn_allow_tf32", "cublas_allow_tf32"):
        read, write = getattr(c, f"_get_{name}", None), getattr(c, f"_set_{name}", None)
        if read is not None and write is not None:
            yield read, write
    for kind in ("flash", "math", "mem_efficient", "cudnn"):
        yield getattr(backends.cuda, f"{kind}_sdp_enabled"), getattr(backends.cuda, f"enable_{kind}_sdp")
    if "numpy" in sys.modules:
        numpy = sys.modules["numpy"]
        yield numpy.geterr, lambda given: numpy.seterr(**given)
