"""How much memory copies may take."""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import re
from pathlib import Path

import torch


class _Budget:
    """How much memory copies may take: half of what is free on each device when the first is made."""

    def __init__(self) -> None:
        self.left: dict[torch.device, int] = {}

    def take(self, device: torch.device, size: int) -> bool:
        if device not in self.left:
            self.left[device] = _free_memory(device) // 2
        if size > self.left[device]:
            return False
        self.left[device] -= size
        return True

    def give(self, device: torch.device, size: int) -> None:
        self.left[device] += size


def _free_memory(device: torch.device) -> int:
    """Bytes that are free on a device; 0 where that is unknown."""
    if device.type == "cpu":
        return min(_free_on_host())
    with contextlib.suppress(Exception):
        if device.type == "cuda":
            kept = torch.cuda.memory_reserved(device) - torch.cuda.memory_allocated(device)
            return torch.cuda.mem_get_info(device)[0] + kept
        if device.type == "mps":
            return torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory()
    return 0


def _free_on_host() -> list[int]:
    """What this machine has free, and what a container may still take, as far as they say."""
    free = []
    with contextlib.suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/meminfo").read_text().splitlines()
        free.append(next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")))
    groups = (("memory.max", "memory.current"), ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes"))
    for limit, used in groups:
        with contextlib.suppress(OSError, ValueError):
            most, taken = (int(Path("/sys/fs/cgroup", name).read_text()) for name in (limit, used))
            stat = Path("/sys/fs/cgroup", used).with_name("memory.stat").read_text()
            cached = re.search(r"^(?:total_)?inactive_file (\d+)", stat, re.M)
            free.append(max(0, most - taken + (int(cached[1]) if cached else 0)))
    return free or [_free_elsewhere()]


def _free_elsewhere() -> int:
    """Free memory without /proc: by psutil if it is installed, else by the system."""
    with contextlib.suppress(Exception):
        return importlib.import_module("psutil").virtual_memory().available
    with contextlib.suppress(Exception):
        status = (ctypes.c_uint64 * 8)(64)
        windows = ctypes.windll  # pyright: ignore[reportAttributeAccessIssue]
        windows.kernel32.GlobalMemoryStatusEx(status)
        return int(status[2])
    with contextlib.suppress(Exception):
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    return 2**30
