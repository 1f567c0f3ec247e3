"""The notes that follow from the modules of a model, without running it."""

from __future__ import annotations

import re
import types

from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm
from torch.nn.modules.dropout import _DropoutNd
from torch.nn.modules.instancenorm import _InstanceNorm

from ..model.branches import NAMED_ELSEWHERE, _branches
from ..model.labels import _is_probability, _label, _scripted
from .collected import _Notes
from .kinds import _Note
from .subjects import _Branch, _Count, _InModule, _Scripted

GRAPH_SITES = ("scaled_dot_product_attention", "lstm", "gru")
"""Functions of PyTorch with an argument that drops, as a graph names them, besides those that begin with "rnn_"."""


def _notes_of_model(names: dict, whole_model: bool, notes: _Notes) -> None:
    """What the modules show: what can't be seen, what stays in evaluation, what else depends on training."""
    scripted = [name for module, name in names.items() if _scripted(module)]
    for module, name in names.items():
        within = name and any(other == "" or name.startswith(other + ".") for other in scripted if other != name)
        if _scripted(module) and not within:
            notes.add(_Note.SCRIPTED, _Scripted(name, _calls_that_drop(module)))
        if isinstance(module, _InstanceNorm) and module.track_running_stats:
            notes.add(_Note.RUNNING_STATISTICS, _InModule(name, type(module).__name__))
    norms = sum(isinstance(module, _BatchNorm) for module in names)
    if norms and whole_model:
        notes.add(_Note.BATCH_NORM_TRAINS)
    elif norms:
        notes.add(_Note.BATCH_NORM_STAYS, _Count(norms))
    _branch_notes(names, notes)


def _notes_of_uncalled(names: dict, called: set, notes: _Notes) -> None:
    """Names each dropout that was not called in the forward passes."""
    for module, name in names.items():
        drops = isinstance(module, _DropoutNd) and not _scripted(module) and _is_probability(module.p) and module.p > 0
        if drops and module not in called:
            notes.add(_Note.NOT_CALLED, _InModule(name, _label(module)))


def _calls_that_drop(module: nn.Module) -> int | None:
    """How many calls in the graph of a scripted or traced module can drop; None where it can't be read."""
    try:
        called = re.findall(r"aten::(\w+)\(", str(module.inlined_graph))
    except Exception:
        return None
    return sum("dropout" in name or name in GRAPH_SITES or name.startswith("rnn_") for name in called)


def _branch_notes(names: dict, notes: _Notes) -> None:
    """Names each class that looks at self.training for anything but dropout."""
    kinds: dict[type, list[str]] = {}
    for module, name in names.items():
        # spectral_norm without parametrization is an object that is called before the module.
        for each in (module, *module._forward_pre_hooks.values()):
            if not isinstance(each, (*NAMED_ELSEWHERE, types.FunctionType, types.MethodType)):
                kinds.setdefault(type(each), []).append(name)
    for kind, paths in kinds.items():
        for line in _branches(kind):
            notes.add(_Note.BRANCHES, _Branch(tuple(paths), kind.__name__, line))
