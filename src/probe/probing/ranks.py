"""Several processes that probe together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from ..report.report import ProbeReport


def _place() -> tuple[int, int]:
    """This process's rank and the number of ranks."""
    distributed = torch.distributed
    if distributed.is_available() and distributed.is_initialized():
        return distributed.get_rank(), distributed.get_world_size()
    return 0, 1


def _of_all_ranks(measure: Callable[[], ProbeReport], world: int) -> ProbeReport:
    """The report of all ranks, merged in their order; an error on one of them is raised on all, so that none waits."""
    if world == 1:
        return _not_empty(measure())
    error = None
    try:
        own: Any = measure()
    except Exception as raised:
        error, own = raised, f"{type(raised).__name__}: {raised}"
    everyone: list[Any] = [None] * world
    torch.distributed.all_gather_object(everyone, own)
    if error is not None:
        raise error
    for rank, other in enumerate(everyone):
        if isinstance(other, str):
            raise RuntimeError(f"The probe failed on rank {rank}: {other}")
    report = everyone[0]
    for other in everyone[1:]:
        report = report.merge(other)
    return _not_empty(report)


def _not_empty(report: ProbeReport) -> ProbeReport:
    if not report.runs:
        raise ValueError("There was no batch to probe: the loader is empty")
    return report
