"""Settings of torch that it has no functions for."""

from __future__ import annotations

import sys

import torch


def _function_modes() -> list:
    """The modes that torch's functions are handed to, the outermost first."""
    return torch.overrides._get_current_function_mode_stack()


def _set_function_modes(modes: list) -> None:
    for _ in _function_modes():
        torch.overrides._pop_mode()
    for mode in modes:
        torch.overrides._push_mode(mode)


def _default_device() -> tuple:
    """What torch.set_default_device has set, in addition to its mode."""
    loaded = sys.modules.get("torch.utils._device")
    return getattr(torch._GLOBAL_DEVICE_CONTEXT, "device_context", None), getattr(loaded, "CURRENT_DEVICE", None)


def _set_default_device(given: tuple) -> None:
    torch._GLOBAL_DEVICE_CONTEXT.device_context = given[0]
    vars(sys.modules["torch.utils._device"])["CURRENT_DEVICE"] = given[1]
