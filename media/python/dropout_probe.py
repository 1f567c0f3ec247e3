"""What dropout does to the activations of a PyTorch model: train, eval and unscaled train, measured in real forward passes.

    from dropout_probe import probe

    probe(model, batch)
    probe(model, loader, max_batches=20, passes=8, seed=0)

Needs torch (tested with 2.13) and nothing else. A forward pass in training runs under a
`TorchFunctionMode`, which replaces every dropout by one whose mask is known; a second one takes the same masks without the
factor 1/(1-p); a third one is evaluation. The activations go into counts and moments as they pass by: no sample is kept,
and memory does not grow with the number of batches. One pass keeps one byte for each value that a dropout drops or
keeps, and the weights of an attention with dropout are computed in full.

Read it from the top; a line of dashes begins each part:

    asking                              probe, its arguments, what a batch is, several ranks
    the report                          ProbeReport, Site, merging, a layer's figures
    running passes                      the three modes of each batch, and adding them up
    watching a pass                     where dropout happens, what replaces it, what it feeds
    statistics                          moments, trials, bins and distinct values, in one pass
    leaving no trace                    random generators, flags, buffers, gradients
    labels and the notes                what could not be seen, and what else depends on training
    the notebook's payload, the table   what a cell shows as text
    the picture                         what it shows as SVG

The terms and formulas are those of Dropout Explorer, an extension for VS Code that draws these reports. MIT licence.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
import itertools
import json
import math
import os
import random
import re
import sys
import textwrap
import types
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any, Callable, Iterator, NamedTuple, Optional

import torch
from torch import nn
from torch.nn import functional
from torch.nn.modules.batchnorm import _BatchNorm
from torch.nn.modules.dropout import _DropoutNd
from torch.overrides import TorchFunctionMode

__all__ = ["probe", "ProbeReport", "Site", "MergeError"]

MODES = ("train", "eval", "unscaledTrain")
"""The three modes, in the order of a report's keys."""


# ---------------------------------------------------------------------------------------------------------------- asking


def probe(
    model: nn.Module,
    data: Any,
    *,
    max_batches: int = 20,
    passes: int = 8,
    seed: int = 0,
    forward: Optional[Callable[[nn.Module, Any], Any]] = None,
    whole_model: bool = False,
    sharded: bool = False,
) -> ProbeReport:
    """Measures the activations at every dropout of a model, at what it feeds, and at the model's outputs.

    A *trial* is one forward pass of one batch. For each of the first `max_batches` batches, `passes` masks are drawn; each
    is used in train (kept values times 1/(1-p)) and in unscaled train (the same mask without that factor). Data and
    parameters are held fixed. The masks of a pass depend on (seed, number of the batch, number of the pass) alone.

    Train is `model.train()` with every BatchNorm kept in evaluation, so that dropout alone is seen; `whole_model=True` puts
    them into training too. Other branches on `self.training` are named in the notes. Alpha dropout without its scale is
    x where it keeps and -1.758 where it drops, without the affine map that restores mean and variance.

    The model is left as it was, also where its forward raises or is interrupted: training flags, parameters, buffers,
    gradients, hooks, and the states of the random generators of Python, NumPy, torch and every CUDA device.

    Args:
        model: any `nn.Module`; compiled ones run eagerly, DataParallel and DistributedDataParallel are unwrapped.
        data: a batch or an iterable of batches. A batch is a tensor; a mapping, whose items become keyword arguments; or
            a tuple or list whose first element is the input (a tensor, a tuple of positional arguments, or a mapping) and
            whose other elements (labels) are not used. A list of tensors is one batch; a list of tuples, lists or mappings
            is a list of batches. Tensors are moved to the model's device.
        max_batches: the most batches that are taken, counted over all ranks.
        passes: masks for each batch, at least 1. Standard errors need 2 trials.
        seed: an integer in [0, 2^32).
        forward: `forward(model, batch)` for anything else, for instance `lambda model, b: model(b["image"], b["text"])`.
        whole_model: BatchNorm in training too; its running statistics are put back after each pass.
        sharded: the loader is this rank's own (DistributedSampler): its batch i is batch i * world + rank of all.

    Under an initialised `torch.distributed` process group every rank has to call it: rank r of w takes batches r, r + w, …
    of a shared loader (which must give every rank the same order), and every rank gets the report of all. A model whose
    forward talks to other ranks needs as many batches on each of them.

    Raises:
        TypeError: the model is no `nn.Module`, or a batch is of a kind that is not listed above.
        ValueError: no batch, passes < 1, max_batches < 1, a seed out of range, or parameters that are not initialised.
    """
    model = _checked(model, max_batches, passes, seed)
    rank, world = _place()
    study = _Study(model, forward or _call, seed, passes, whole_model)

    def measure() -> ProbeReport:
        taken = 0
        with _no_trace(model) as saved, study.attached(saved):
            for index, batch in _numbered(data, rank, world, sharded, max_batches, forward is not None):
                study.add(_moved(batch, saved.device), index)
                taken += 1
        run = {"seed": seed, "firstBatch": rank, "stride": world, "batches": taken, "passes": passes}
        return study.report([run] if taken else [])

    return _of_all_ranks(measure, world)


def _checked(model: Any, max_batches: int, passes: int, seed: int) -> nn.Module:
    if not isinstance(model, nn.Module):
        raise TypeError(f"probe needs a torch.nn.Module as its first argument, not {_kind(model)}")
    for name, value, least in (("max_batches", max_batches, 1), ("passes", passes, 1), ("seed", seed, 0)):
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise ValueError(f"{name} must be an integer of at least {least}, not {value!r}")
    if seed >= 2**32:
        raise ValueError(f"seed must be below 2**32, not {seed}")
    while isinstance(model, (nn.DataParallel, nn.parallel.DistributedDataParallel)) or hasattr(model, "_orig_mod"):
        model = model._orig_mod if hasattr(model, "_orig_mod") else model.module
    for name, parameter in model.named_parameters():
        if isinstance(parameter, nn.parameter.UninitializedParameter):
            raise ValueError(f"{name} is not initialised: run the model once, for its lazy modules, then probe it")
    return model


def _kind(value: Any) -> str:
    return f"a {type(value).__name__}"


def _is_batch(data: Any) -> bool:
    if isinstance(data, (torch.Tensor, Mapping)):
        return True
    if not isinstance(data, (tuple, list)) or not data:
        return False
    return isinstance(data, tuple) or not all(isinstance(item, (tuple, list, Mapping)) for item in data)


def _numbered(data: Any, rank: int, world: int, sharded: bool, most: int, anything: bool) -> Iterator[tuple[int, Any]]:
    """The batches of this rank with their numbers among all."""
    if _is_batch(data) or (anything and not isinstance(data, Iterable)):
        data = [data]
    elif not isinstance(data, Iterable) or isinstance(data, (str, bytes)):
        raise TypeError(
            f"probe needs a batch (a tensor, a tuple or list whose first element is the input, a mapping) or an iterable of "
            f"batches as its second argument, not {_kind(data)}; forward=lambda model, batch: … takes any other batch"
        )
    for position, batch in enumerate(data):
        index = position * world + rank if sharded else position
        if index >= most:
            return
        if sharded or index % world == rank:
            yield index, batch
        if not sharded and index == most - 1:
            return


def _call(model: nn.Module, batch: Any) -> Any:
    """The forward pass of a batch: see `data` of `probe`."""
    inputs = batch[0] if isinstance(batch, (tuple, list)) and batch else batch
    if isinstance(inputs, torch.Tensor):
        return model(inputs)
    if isinstance(inputs, Mapping):
        return model(**inputs)
    if isinstance(inputs, (tuple, list)) and inputs:
        return model(*inputs)
    raise TypeError(
        f"A batch must be a tensor, a mapping of keyword arguments, or a tuple or list whose first element is the input, not "
        f"{_kind(batch)}; say how to run it by forward=lambda model, batch: …"
    )


def _moved(batch: Any, device: Optional[torch.device]) -> Any:
    """A batch with its tensors on the model's device, where that is one."""
    if device is None:
        return batch
    if hasattr(batch, "to"):
        return batch.to(device)
    if isinstance(batch, Mapping):
        return {key: _moved(value, device) for key, value in batch.items()}
    if isinstance(batch, tuple) and hasattr(batch, "_fields"):
        return type(batch)(*(_moved(value, device) for value in batch))
    if isinstance(batch, (tuple, list)):
        return type(batch)(_moved(value, device) for value in batch)
    return batch


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


def _not_empty(report: "ProbeReport") -> ProbeReport:
    if not report.runs:
        raise ValueError("There was no batch to probe: the loader is empty")
    return report


# ------------------------------------------------------------------------------------------------------------ the report


class MergeError(ValueError):
    """Two reports cannot be one: different models, or the same passes twice."""


class Site(NamedTuple):
    """A place where dropout happens."""

    name: str
    """Path of the module, "#2" behind it for the second place in one module."""
    label: str
    """PyTorch notation: `Dropout(p=0.5)`, `F.dropout(p=0.1)`."""
    p: Optional[float]
    """The probability to drop; None where it changes from call to call."""
    active_in_eval: bool
    """It drops in evaluation too (`training=True`, or a `dropout_p` that does not look at `self.training`)."""


@dataclass
class _Layer:
    """One place that is measured, with what it gave in each mode."""

    key: tuple
    role: str
    name: str
    label: str
    kind: str
    site: Optional[tuple] = None
    """Of a sum: the key of the dropout that enters it."""
    p: Optional[float] = None
    received: bool = False
    """Of a dropout: a module receives its output."""
    returned: bool = False
    """Of a dropout: its output is one of the model's."""
    enters: Optional[str] = None
    """Of a dropout: the function of torch that takes its output first."""
    active_in_eval: bool = False
    units: Any = None
    shape: Any = None
    modes: dict = field(default_factory=lambda: {mode: _Measured() for mode in MODES})

    def merge(self, other: _Layer) -> None:
        self.received |= other.received
        self.returned |= other.returned
        self.enters = self.enters or other.enters
        self.active_in_eval |= other.active_in_eval
        if self.label != other.label:
            self.p, self.label = None, re.sub(r"\(p[^(\n]*\)", "(p varies)", self.label)
        self.see(other.units, other.shape)
        for mode in MODES:
            self.modes[mode].merge(other.modes[mode])

    def see(self, units: Any, shape: Any) -> None:
        """Takes the size of one pass; what varies is None."""
        if self.units is None:
            self.units, self.shape = units, shape
        elif units is not None:
            self.units = units if units == self.units else VARIES
            self.shape = _common(self.shape, shape)


VARIES = "varies"


def _common(a: Any, b: Any) -> Any:
    """The shape that two have in common: None where they differ, None at all for different ranks."""
    if a is None or b is None or len(a) != len(b):
        return None
    return [x if x == y else None for x, y in zip(a, b)]


class ProbeReport:
    """What `probe` measured; displays itself in a notebook, as a table where nothing else can be shown."""

    def __init__(self, model: str, runs: list[dict], layers: list[_Layer], notes: dict, whole_model: bool) -> None:
        self.model = model
        self.runs = runs
        """`{seed, firstBatch, stride, batches, passes}` of each run: batches firstBatch, firstBatch + stride, …"""
        self._layers = layers
        self._notes = notes
        self._whole_model = whole_model

    @property
    def sites(self) -> list[Site]:
        """Every place where dropout happened, in the order of the forward pass."""
        own = [layer for layer in self._layers if layer.role == "dropout"]
        return [Site(layer.name, layer.label, layer.p, layer.active_in_eval) for layer in own]

    @property
    def notes(self) -> list[str]:
        """What a person must know beside the figures, above all what could not be seen."""
        notes = {text: dict(names) for text, names in self._notes.items()}
        _notes_of_layers(self._layers, lambda text, name="": notes.setdefault(text, {}).update({name: None}))
        return [text.replace("{}", _listed([*names])) for text, names in notes.items()]

    def merge(self, other: ProbeReport) -> ProbeReport:
        """Adds another report of the same model: counts exactly, means and variances within rounding (1e-12 of the RMS).

        Raises:
            MergeError: the models differ, or whole_model does, or both hold passes of the same seed and batch.
        """
        if not isinstance(other, ProbeReport):
            raise TypeError(f"A ProbeReport can be merged with a ProbeReport, not with {_kind(other)}")
        if self.model != other.model:
            raise MergeError(f"These reports are of different models, {self.model} and {other.model}")
        if self._whole_model != other._whole_model:
            raise MergeError("One of these reports was made with whole_model=True, the other without")
        _refuse_overlap(self.runs, other.runs)
        layers: dict[tuple, _Layer] = {}
        for layer in (*self._layers, *other._layers):
            mine = layers.get(layer.key)
            if mine is None:
                mine = layers[layer.key] = _Layer(
                    layer.key, layer.role, layer.name, layer.label, layer.kind, layer.site, layer.p
                )
            mine.merge(layer)
        runs = sorted([*self.runs, *other.runs], key=lambda run: (run["seed"], run["firstBatch"], run["stride"]))
        notes = {
            text: {**self._notes.get(text, {}), **other._notes.get(text, {})} for text in (*self._notes, *other._notes)
        }
        return ProbeReport(self.model, runs, list(layers.values()), notes, self._whole_model)

    def to_dict(self) -> dict:
        """The report as plain numbers, lists and dicts, in the format of Dropout Explorer."""
        shown = _shown(self._layers)
        return {
            "version": 1,
            "kind": "probe",
            "model": self.model,
            "runs": [dict(run) for run in self.runs],
            "layers": [_layer_report(layer) for layer in shown],
            "notes": self.notes,
        }

    def to_json(self) -> str:
        """The report as JSON, strictly: no NaN and no Infinity."""
        return json.dumps(self.to_dict(), allow_nan=False, separators=(",", ":"))

    def save(self, path: Any) -> None:
        """Writes `to_json()` to a file, which "Open Report…" of Dropout Explorer shows."""
        Path(path).write_text(self.to_json() + "\n", encoding="utf-8")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict:
        report = self.to_dict()
        return {
            "application/vnd.dropout-explorer.v1+json": _for_notebook(report),
            "text/plain": _text(report),
            "image/svg+xml": _svg(report),
        }

    def __repr__(self) -> str:
        return _text(self.to_dict())


def _refuse_overlap(a: list[dict], b: list[dict]) -> None:
    batches = lambda run: range(run["firstBatch"], run["firstBatch"] + run["batches"] * run["stride"], run["stride"])
    for one in a:
        for other in b:
            shared = next((i for i in batches(one) if i in batches(other)), None)
            if shared is not None and one["seed"] == other["seed"]:
                raise MergeError(
                    f"Both reports hold batch {shared} of seed {one['seed']}: probe one of them with another seed"
                )


def _shown(layers: list[_Layer]) -> list[_Layer]:
    """The layers of a report: a sum only where no module receives what enters it, outputs behind all others."""
    received = {layer.key for layer in layers if layer.received}
    shown = [layer for layer in layers if layer.kind != "add" or layer.site not in received]
    return sorted(shown, key=lambda layer: layer.role == "output")


def _layer_report(layer: _Layer) -> dict:
    exponent = max(measured.tally.exponent_of_all() for measured in layer.modes.values())
    return {
        "name": layer.name,
        "label": layer.label,
        "kind": layer.kind,
        "units": None if layer.units == VARIES else layer.units,
        "modes": {mode: _summary(layer, mode, exponent) for mode in MODES},
        "role": layer.role,
        "shape": layer.shape,
        **({"activeInEval": True} if layer.active_in_eval else {}),
    }


def _summary(layer: _Layer, mode: str, exponent: int) -> dict:
    """One mode's figures; population variance, standard errors over trials, keys in the order of the format."""
    measured, reference = layer.modes[mode], layer.modes["eval"]
    tally, values = measured.tally, measured.values
    some, strange = values.n > 0, tally.strange() > 0
    variance = values.m2 / values.n if some else None
    summary = {
        "count": values.n + tally.strange(),
        "zeros": tally.zeros,
        "mean": _plain(values.mean) if some else None,
        "meanStandardError": None if strange else _plain(measured.trials.standard_error()),
        "variance": _plain(variance),
        "rootMeanSquare": math.sqrt(values.mean**2 + variance) if some else None,
        "min": _plain(tally.low) if some else None,
        "max": _plain(tally.high) if some else None,
    }
    if mode != "eval" and not strange and reference.tally.strange() == 0 and measured.differences.n > 0:
        differences = measured.differences
        summary["differenceFromEval"] = {
            "mean": _plain(differences.mean()),
            "standardError": _plain(differences.standard_error()),
        }
    summary["histogram"] = tally.histogram(exponent)
    if tally.atoms is not None:
        ordered = sorted(tally.atoms.items())
        summary["atoms"] = {"values": [value for value, _ in ordered], "counts": [count for _, count in ordered]}
    if strange:
        summary["nonFinite"] = {"nan": tally.nan, "posInf": tally.pos_inf, "negInf": tally.neg_inf}
    predicted = None if mode == "eval" or strange else _predicted(layer, mode)
    if predicted is not None and abs(predicted[0]) <= LARGEST and predicted[1] <= LARGEST**2:
        summary["predicted"] = {"mean": _plain(predicted[0]), "variance": _plain(predicted[1]), "basis": "measured"}
    return summary


def _plain(x: Optional[float]) -> Optional[float]:
    """-0 is written 0."""
    return x if x is None else x + 0.0


def _predicted(layer: _Layer, mode: str) -> Optional[tuple[float, float]]:
    """Mean and variance that a dropout gives, from the measured mean m and variance v of what enters it in this mode.

    With q = 1 - p: train m and (v + m^2)/q - m^2; unscaled q m and q (v + m^2) - q^2 m^2; 0 and 0 for p = 1. Alpha dropout,
    with alpha' = -1.758: q m + p alpha' and q (v + m^2) + p alpha'^2 - (q m + p alpha')^2 unscaled; in train that
    goes through a x + b.
    """
    if layer.role != "dropout" or layer.p is None:
        return None
    p, entering = layer.p, layer.modes[mode].entering
    q = 1 - p
    if p == 1:
        return 0.0, 0.0
    if entering.n == 0 or entering.n != layer.modes[mode].values.n:
        return None
    m, v = entering.mean, entering.m2 / entering.n
    if "alpha" in layer.kind:
        mean = q * m + p * ALPHA
        variance = q * v + p * q * (m - ALPHA) ** 2
        a, b = _affine(p)
        return (mean, variance) if mode == "unscaledTrain" else (a * mean + b, a * a * variance)
    if mode == "train":
        return m, v / q + m * m * p / q
    return q * m, q * v + q * p * m * m


# ------------------------------------------------------------------------------------------------------- running passes


class _Study:
    """Runs the three modes of each batch and adds up what is seen."""

    def __init__(self, model: nn.Module, forward: Callable, seed: int, passes: int, whole_model: bool) -> None:
        self.model = model
        self.forward = forward
        self.seed = seed
        self.passes = passes
        self.whole_model = whole_model
        self.names = {module: name for name, module in model.named_modules()}
        self.layers: dict[tuple, _Layer] = {}
        self.notes: dict[str, dict] = {}
        """Texts with the names that stand for {} in them, in the order in which they came up."""
        self.called: set = set()
        """Dropout modules that were called."""
        self.consuming: set[tuple] = set()
        """Calls of modules that received a dropout's output in training: (module, how many calls of it came before)."""
        self.watch: Optional[_Watch] = None
        self.locating = True
        """Whether it is looked for which modules draw random numbers, once."""

    @contextlib.contextmanager
    def attached(self, saved: _Saved) -> Iterator[None]:
        """With hooks that tell the watch of the pass which modules are called; removed afterwards."""
        self.saved = saved

        def entered(module: nn.Module, args: tuple, kwargs: dict) -> None:
            if self.watch is not None:
                self.watch.enter(module, (args, kwargs))

        def left(module: nn.Module, args: tuple, kwargs: dict, output: Any) -> None:
            if self.watch is not None:
                self.watch.leave(module, output)

        handles = []
        try:
            for module in self.names:
                if not isinstance(module, torch.jit.ScriptModule):
                    handles.append(module.register_forward_pre_hook(entered, with_kwargs=True))
                    handles.append(module.register_forward_hook(left, with_kwargs=True, always_call=True))
            yield
        finally:
            for handle in handles:
                handle.remove()

    def add(self, batch: Any, index: int) -> None:
        """All passes of one batch. Evaluation is run once and counted for each pass, where it draws nothing at random and
        training reached no place that it did not reach before."""
        outside = _Random.now()
        # A model may write into its input, by nn.ReLU(inplace=True) for instance.
        self.given = _Values(_flat(batch))
        evaluation, known = None, (0, 0)
        for turn in range(self.passes):
            key = _mixed(self.seed, index, turn)
            masks = _Masks(key)
            seen = {mode: self.run(mode, batch, masks, key) for mode in ("train", "unscaledTrain")}
            if evaluation is None or evaluation.random or known != (len(self.layers), len(self.consuming)):
                evaluation = self.run("eval", batch, masks, key)
                known = (len(self.layers), len(self.consuming))
            self.fold({**seen, "eval": evaluation})
        # A loader that augments with the global generators gets the numbers that it would get without the probe.
        outside.restore()

    def run(self, mode: str, batch: Any, masks: _Masks, key: int) -> _Watch:
        """One forward pass in one mode."""
        self.saved.set_mode(mode != "eval", self.whole_model)
        _Random.seed(key)
        before = _Random.now()
        watch = _Watch(self, mode, masks)
        self.watch = watch
        try:
            with torch.no_grad(), watch:
                output = self.forward(self.model, batch)
            for name, tensor in _tensors(output, "output", self.note):
                watch.observe(watch.layer(("output", name), "output", name, f"{self.label()}()", "output"), tensor)
                site = watch.site_of(tensor)
                if site is not None:
                    self.layers[site].returned = True
        finally:
            self.watch = None
            self.given.restore()
            self.saved.restore_buffers()
        if _Random.now() != before:
            watch.random = True
            if mode == "train" and self.locating and not watch.located:
                self.note(RANDOMNESS, "the forward pass, outside of any module")
        if mode == "train":
            self.locating = False
        return watch

    def label(self) -> str:
        return type(self.model).__name__

    def note(self, text: str, name: str = "") -> None:
        self.notes.setdefault(text, {})[name] = None

    def fold(self, watches: dict[str, _Watch]) -> None:
        """Adds one pass of each mode: its counts, its trial, and its difference from evaluation."""
        reference = watches["eval"].seen
        for mode, watch in watches.items():
            for key, seen in watch.seen.items():
                layer = self.layers[key]
                measured = layer.modes[mode]
                measured.add(seen)
                if mode == "train":
                    layer.see(seen.units, seen.shape)
                base = reference.get(key)
                if mode != "eval" and base is not None and seen.values.n > 0 and base.values.n > 0:
                    measured.differences.add(seen.values.n, seen.values.mean - base.values.mean)

    def report(self, runs: list[dict]) -> ProbeReport:
        _notes_of_model(self.names, self.whole_model, self.note)
        for module, name in self.names.items():
            drops = isinstance(module, _DropoutNd) and module.p > 0 and not _scripted(module)
            if runs and drops and module not in self.called:
                self.note(NOT_CALLED, f"{_named(name)} ({_label(module)})")
        return ProbeReport(self.label(), runs, list(self.layers.values()), self.notes, self.whole_model)


def _mixed(*numbers: int) -> int:
    """One number in [0, 2^63) from several, by the finaliser of splitmix64."""
    word = 0
    for number in numbers:
        word = (word + number + 0x9E3779B97F4A7C15) % 2**64
        word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        word = (word ^ word >> 27) * 0x94D049BB133111EB % 2**64
        word ^= word >> 31
    return word >> 1


def _tensors(value: Any, name: str, note: Callable) -> Iterator[tuple[str, torch.Tensor]]:
    """The floating-point tensors of a model's output, with their names."""
    if isinstance(value, torch.Tensor):
        if value.is_floating_point():
            yield name, value
        elif value.is_complex():
            note(COMPLEX, name)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _tensors(item, f"{name}[{key!r}]", note)
    elif isinstance(value, (tuple, list)):
        fields = getattr(value, "_fields", range(len(value)))
        for key, item in zip(fields, value):
            yield from _tensors(item, f"{name}.{key}" if isinstance(key, str) else f"{name}[{key}]", note)
    elif hasattr(value, "__dataclass_fields__"):
        for key in value.__dataclass_fields__:
            yield from _tensors(getattr(value, key), f"{name}.{key}", note)
    elif value is not None and not isinstance(value, (bool, int, float, str)):
        note(UNKNOWN_OUTPUT, f"{name} ({type(value).__name__})")


# ------------------------------------------------------------------------------------------------------ watching a pass

DROPOUTS = {"dropout", "alpha_dropout", "feature_dropout", "feature_alpha_dropout", "native_dropout"}
"""torch's own dropouts, to which all others come."""
SUMS = {"add", "add_", "__add__", "__radd__", "__iadd__"}
PASSES_ON = {
    "flatten",
    "view",
    "reshape",
    "squeeze",
    "unsqueeze",
    "unflatten",
    "transpose",
    "permute",
    "movedim",
    "contiguous",
    "view_as",
    "clone",
    "to",
    "float",
    "type_as",
}
"""What passes the same values on, in another shape or precision."""

ALPHA = -1.7580993408473766
"""What alpha dropout puts in the place of a dropped value before its affine map: -lambda alpha of SELU."""


def _affine(p: float) -> tuple[float, float]:
    """a and b with which alpha dropout's a x + b has mean 0 and variance 1 where its input has."""
    a = ((1 - p) * (1 + p * ALPHA**2)) ** -0.5
    return a, -a * p * ALPHA


def _bodies() -> dict:
    """Functions of torch.nn.functional whose dropout is inside: the same code, without its first lines, which hand the call
    to the mode and would hand it over forever."""
    never = lambda *_: False
    seen = {name: never for name in ("has_torch_function", "has_torch_function_unary", "has_torch_function_variadic")}
    scope = {**vars(functional), **seen}
    bodies = {}
    for name in (
        "dropout",
        "dropout1d",
        "dropout2d",
        "dropout3d",
        "alpha_dropout",
        "feature_alpha_dropout",
        "multi_head_attention_forward",
    ):
        own = getattr(functional, name)
        body = types.FunctionType(own.__code__, scope, name, own.__defaults__, own.__closure__)
        body.__kwdefaults__ = own.__kwdefaults__
        bodies[name] = body
    return bodies


BODIES = _bodies()


@dataclass
class _ModuleCall:
    module: nn.Module
    turn: int
    """How many calls of this module came before in the pass."""
    received: set
    """Dropouts whose output this module receives and none of the modules within it."""
    before: Any = None
    located: bool = False


class _Watch(TorchFunctionMode):
    """One forward pass in one mode: takes the place of every dropout, and measures what comes by."""

    def __init__(self, study: _Study, mode: str, masks: _Masks) -> None:
        super().__init__()
        self.study = study
        self.mode = mode
        self.masks = masks
        self.seen: dict[tuple, _Seen] = {}
        self.random = False
        """Whether anything was drawn at random, masks in evaluation included."""
        self.located = False
        self.calls: list[_ModuleCall] = []
        self.turns: dict[Any, int] = {}
        """How often each dropout and each module was met in this pass."""
        self.tags: dict[int, tuple] = {}
        """Outputs of dropouts that are alive and that nothing was written into, by identity."""
        self.via: list[str] = []
        """Functions of torch.nn.functional that are being run."""
        self.muted = False
        """Within an attention that is in evaluation."""

    # Calls of torch's functions.

    def __torch_function__(self, func: Any, kinds: Any, args: tuple = (), kwargs: Optional[dict] = None) -> Any:
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "").split(".")[0]
        # By name, since somebody may have put a function of their own in its place, which calls it.
        if isinstance(func, types.FunctionType) and name in BODIES:
            return self.run_body(name, args, kwargs)
        if name.rstrip("_") in DROPOUTS:
            return self.dropout(func, name, args, kwargs)
        if name == "scaled_dot_product_attention":
            return self.attention(func, *args, **kwargs)
        if not self.tags or (name not in SUMS and name not in PASSES_ON):
            result = func(*args, **kwargs)
            if self.tags and isinstance(result, torch.Tensor) and name != "__get__":
                self.enter_function(name.strip("_"), args)
            return result
        # Before the call, which may write into its operand.
        operands = [operand for operand in (*args, *kwargs.values()) if isinstance(operand, torch.Tensor)][:2]
        sites = {site for site in map(self.site_of, operands) if site is not None}
        result = func(*args, **kwargs)
        if name in SUMS and len(operands) == 2 and isinstance(result, torch.Tensor):
            self.sum(sites, result)
        elif name in PASSES_ON and isinstance(result, torch.Tensor) and operands:
            site = self.site_of(operands[0])
            if site is not None:
                self.tag(result, site)
        return result

    def run_body(self, name: str, args: tuple, kwargs: dict) -> Any:
        """A function of torch.nn.functional, so that the dropout in it is seen. An attention in evaluation is run as in
        training, so that it passes the place where its dropout would be, and nothing is dropped there."""
        body, muted = BODIES[name], self.muted
        if name == "multi_head_attention_forward":
            bound = inspect.signature(body).bind(*args, **kwargs)
            bound.apply_defaults()
            if self.mode == "eval" and not bound.arguments["training"]:
                self.muted = bound.arguments["training"] = True
            args, kwargs = bound.args, bound.kwargs
        self.via.append(name)
        try:
            with self:
                return body(*args, **kwargs)
        finally:
            self.via.pop()
            self.muted = muted

    def dropout(self, func: Any, name: str, args: tuple, kwargs: dict) -> Any:
        """One of torch's own dropouts: (input, p, train)."""
        given = dict(zip(("input", "p", "train"), args), **kwargs)
        x, p, active = given.get("input"), given.get("p", 0.5), given.get("train", True)
        inplace, kind = name.endswith("_"), name.rstrip("_").replace("native_", "")
        active = active is not False and not self.muted and p != 0
        if not self.is_site(x, p, active):
            return func(*args, **kwargs) if not self.muted else x
        where = self.place()
        out = self.drop(where, x, float(p), kind, active, self.how(name))
        if name == "native_dropout":
            return out, out != 0
        if inplace:
            out = x.copy_(out)
        self.tag(out, where)
        return out

    def is_site(self, x: Any, p: float, active: bool) -> bool:
        """Whether this call is to be measured; if it does nothing where something could be expected, a note says so."""
        self.study.called.add(self.module())
        if not (isinstance(x, torch.Tensor) and x.is_floating_point() and x.numel() > 0 and 0 <= p <= 1):
            return False
        if active:
            return True
        # Evaluation passes by where train drops, with training=False or with p = 0.
        if self.mode == "eval":
            return self.place() in self.study.layers
        if p == 0:
            self.study.note(ZERO, self.where())
        else:
            self.study.note(IDLE, self.where())
        return False

    def attention(
        self,
        func: Any,
        query: torch.Tensor,
        key: torch.Tensor,
        value: torch.Tensor,
        attn_mask: Optional[torch.Tensor] = None,
        dropout_p: float = 0.0,
        is_causal: bool = False,
        scale: Optional[float] = None,
        **more: Any,
    ) -> Any:
        """scaled_dot_product_attention: softmax(Q K^T scale + mask), dropout, times V, so that its weights can be seen."""
        where = self.place()
        active = dropout_p > 0 and not self.muted
        idle = not active and (self.mode != "eval" or where not in self.study.layers)
        plain = not query.is_nested and type(attn_mask) in (type(None), torch.Tensor, nn.Parameter)
        if active and not plain:
            self.study.note(UNSEEN, self.where())
        if idle or not plain or (is_causal and attn_mask is not None):
            return func(query, key, value, attn_mask, 0.0 if self.muted else dropout_p, is_causal, scale=scale, **more)
        with torch._C.DisableTorchFunction():
            if more.get("enable_gqa"):
                groups = query.size(-3) // key.size(-3)
                key, value = key.repeat_interleave(groups, -3), value.repeat_interleave(groups, -3)
            weights = _attention_weights(query, key, attn_mask, is_causal, scale).to(value.dtype)
        weights = self.drop(
            where, weights, float(dropout_p), "dropout", active, self.how("scaled_dot_product_attention")
        )
        with torch._C.DisableTorchFunction():
            return weights @ value

    def drop(self, where: tuple, x: torch.Tensor, p: float, kind: str, active: bool, how: str) -> torch.Tensor:
        """What the dropout gives in this mode, measured; never x itself, so that it is known where it goes."""
        layer = self.study.layers.get(where)
        if layer is None:
            layer = self.layer(
                where, "dropout", self.unused_name(), f"{how}(p={p})", "alpha_dropout" if "alpha" in kind else "dropout"
            )
            layer.p = p
        elif layer.p != p and active:
            layer.p, layer.label = None, f"{how}(p varies)"
        with torch._C.DisableTorchFunction():
            if not active:
                out = x.view_as(x)
            else:
                if self.mode == "eval":
                    layer.active_in_eval = self.random = True
                turn = self.turn(where)
                shape = [*x.shape[:2], *(1 for _ in x.shape[2:])] if "feature" in kind else list(x.shape)
                mask = self.masks.get((where, turn), shape, p, x.device, fresh=self.mode == "train")
                out = _apply(x, mask, p, kind, scaled=self.mode != "unscaledTrain")
            self.observe(layer, out)
            if self.mode != "eval":
                self.seen[where].entering.add_all(x)
        return out

    def sum(self, sites: set, result: torch.Tensor) -> None:
        """Measures the sum of the output of each of these dropouts and another tensor."""
        for site in sites:
            key = ("add", site)
            if self.mode == "eval" and key not in self.study.layers:
                continue
            layer = self.layer(key, "consumer", f"{self.study.layers[site].name} + …", "add", "add")
            layer.site = site
            self.observe(layer, result)

    def enter_function(self, name: str, given: Any) -> None:
        """Remembers where the output of a dropout went, for those that no module or sum receives."""
        for tensor in _flat(given):
            site = self.site_of(tensor)
            if site is not None:
                layer = self.study.layers[site]
                layer.enters = layer.enters or name

    # Calls of modules.

    def enter(self, module: nn.Module, given: Any) -> None:
        """A module is called. What it receives, none of the modules around it counts as receiving."""
        received = {site for site in map(self.site_of, _flat(given)) if site is not None} if self.tags else set()
        for call in self.calls:
            call.received -= received
        locating = self.study.locating and self.mode == "train"
        self.calls.append(_ModuleCall(module, self.turn(module), received, _Random.now() if locating else None))

    def leave(self, module: nn.Module, output: Any) -> None:
        """A module has returned: the innermost that received a dropout's output is its consumer."""
        while self.calls and self.calls[-1].module is not module:
            self.calls.pop()
        if not self.calls:
            return
        call = self.calls[-1]
        self.locate(call)
        result = next(_flat(output), None)
        if result is not None and result.is_floating_point() and self.consumes(call, result):
            name = self.study.names[module]
            kind = type(module).__name__.lower()
            layer = self.layer(("consumer", name), "consumer", name or self.study.label(), _label(module), kind)
            self.observe(layer, result)
        self.calls.pop()

    def consumes(self, call: _ModuleCall, result: torch.Tensor) -> bool:
        """Whether a call is to be measured as a consumer. Training tells, by what is received there: evaluation may skip the
        dropout, or pass by a module that returns what it is given, and the same call is what it compares with."""
        known = (call.module, call.turn)
        if self.mode == "eval":
            return known in self.study.consuming
        own = self.site_of(result)
        # What gives the dropout's own output back, as Identity does, passes it on. (Of what is written into a tensor of inference
        # mode there is no other sign.)
        if not call.received or (own in call.received and not getattr(call.module, "inplace", False)):
            return False
        for site in call.received:
            self.study.layers[site].received = True
        # The output of another dropout is measured there.
        measured = own is None or own in call.received
        if measured:
            self.study.consuming.add(known)
            self.tags.pop(id(result), None)
        return measured

    def locate(self, call: _ModuleCall) -> None:
        """Notes the innermost modules that draw random numbers which are no mask seen here."""
        if call.before is None:
            return
        if not call.located and _Random.now() != call.before:
            module, name = call.module, f"{_named(self.study.names[call.module])} ({type(call.module).__name__})"
            recurrent = isinstance(module, nn.RNNBase) and module.dropout > 0
            self.study.note(*((RECURRENT, f"{name}, p = {module.dropout:g}") if recurrent else (RANDOMNESS, name)))
            call.located = True
        if call.located:
            self.located = True
            if len(self.calls) > 1:
                self.calls[-2].located = True

    # What is measured, and where.

    def observe(self, layer: _Layer, tensor: torch.Tensor) -> None:
        """Counts the values of a tensor for a layer in this pass."""
        seen = self.seen.get(layer.key)
        if seen is None:
            seen = self.seen[layer.key] = _Seen(layer.modes[self.mode].tally)
        with torch._C.DisableTorchFunction():
            seen.add(tensor)

    def layer(self, key: tuple, role: str, name: str, label: str, kind: str) -> _Layer:
        layers = self.study.layers
        if key not in layers:
            layers[key] = _Layer(key, role, name, label, kind)
        return layers[key]

    def turn(self, what: Any) -> int:
        """How often this pass has come by, this time included."""
        self.turns[what] = self.turns.get(what, 0) + 1
        return self.turns[what]

    def tag(self, tensor: torch.Tensor, site: tuple) -> None:
        self.tags[id(tensor)] = (weakref.ref(tensor), site, _version(tensor))

    def site_of(self, value: Any) -> Optional[tuple]:
        """The dropout whose output a value is."""
        entry = self.tags.get(id(value))
        if entry is None:
            return None
        tensor, site, version = entry
        return site if tensor() is value and _version(value) == version else None

    def module(self) -> nn.Module:
        return self.calls[-1].module if self.calls else self.study.model

    def path(self) -> str:
        return self.study.names.get(self.module(), "")

    def place(self) -> tuple:
        """Identity of a dropout: the module, and the lines of the model's own code within it that lead to the call."""
        lines = []
        frame = sys._getframe(1)
        while frame is not None and frame.f_code.co_name != "_call_impl":
            file = frame.f_code.co_filename
            if file != HERE and not file.startswith(TORCH):
                lines.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
            frame = frame.f_back
        return ("dropout", self.path(), *(lines if self.calls else ()))

    def how(self, name: str) -> str:
        """How the code calls this dropout, in PyTorch notation."""
        module = self.module()
        if isinstance(module, _DropoutNd):
            return type(module).__name__
        if self.via and self.via[0] == "multi_head_attention_forward":
            return type(module).__name__
        return f"F.{self.via[0] if self.via else name}" if self.via or "scaled" in name else f"torch.{name}"

    def where(self) -> str:
        module = self.module()
        via = f"F.{self.via[0]} in " if self.via and not isinstance(module, (_DropoutNd, nn.MultiheadAttention)) else ""
        return f"{via}{_named(self.path())} ({type(module).__name__})"

    def unused_name(self) -> str:
        """The module's path; "#2" and so on where it has several dropouts of its own."""
        path = self.path() or self.study.label()
        taken = sum(layer.role == "dropout" and layer.key[1] == self.path() for layer in self.study.layers.values())
        return path if taken == 0 else f"{path}#{taken + 1}"


HERE = probe.__code__.co_filename
TORCH = str(Path(torch.__file__).parent) + os.sep


def _flat(value: Any) -> Iterator[torch.Tensor]:
    """The tensors in nested tuples, lists and mappings."""
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _flat(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _flat(item)


class _Masks:
    """The masks of one pass: drawn in train, taken again in the other modes."""

    def __init__(self, key: int) -> None:
        self.key = key
        self.kept: dict[tuple, torch.Tensor] = {}
        self.generators: dict[torch.device, torch.Generator] = {}

    def get(self, place: tuple, shape: list[int], p: float, device: torch.device, fresh: bool) -> torch.Tensor:
        """The mask of a place: True where a value is kept. Where this mode goes another way than train, it is a new one."""
        mask = None if fresh else self.kept.get(place)
        if mask is None or list(mask.shape) != shape or mask.device != device:
            mask = self.kept[place] = _drawn(shape, p, device, self.generator(device))
        return mask

    def generator(self, device: torch.device) -> torch.Generator:
        own = device if device.type in ("cpu", "cuda") else torch.device("cpu")
        if own not in self.generators:
            self.generators[own] = torch.Generator(device=own).manual_seed(self.key)
        return self.generators[own]


def _drawn(shape: list[int], p: float, device: torch.device, generator: torch.Generator) -> torch.Tensor:
    """Independent Booleans, False with probability round(p 2^32) / 2^32: 32 random bits each, five times as fast on a CPU as
    `bernoulli_`."""
    threshold = round(p * 2**32)
    count = math.prod(shape)
    if threshold == 2**32:
        return torch.zeros(shape, dtype=torch.bool, device=device)
    words = torch.empty((count + 1) // 2, dtype=torch.int64, device=generator.device)
    words.random_(-(2**63), None, generator=generator)
    return (words.view(torch.int32)[:count] >= threshold - 2**31).view(shape).to(device)


def _apply(x: torch.Tensor, mask: torch.Tensor, p: float, kind: str, scaled: bool) -> torch.Tensor:
    """Dropout with a given mask m. Inverted: x m / (1-p), unscaled x m. Alpha: a y + b, unscaled y, where y is x if kept and
    alpha' if dropped. All zeros for p = 1; as in torch, a dropped infinity or NaN is NaN."""
    kept = mask.to(x.dtype)
    out = kept.mul_(x) if kept.shape == x.shape else x * kept
    if p == 1 or ("alpha" not in kind and not scaled):
        return out
    if "alpha" not in kind:
        return out.mul_(1 / (1 - p))
    out = out.add_((~mask).to(x.dtype), alpha=ALPHA)
    a, b = _affine(p)
    return out.mul_(a).add_(b) if scaled else out


def _attention_weights(
    query: torch.Tensor, key: torch.Tensor, mask: Optional[torch.Tensor], is_causal: bool, scale: Optional[float]
) -> torch.Tensor:
    """softmax(Q K^T scale + mask) in float32 or wider, 0 in rows where everything is masked."""
    wide = torch.promote_types(query.dtype, torch.float32)
    factor = query.size(-1) ** -0.5 if scale is None else scale
    scores = (query.to(wide) * factor) @ key.to(wide).transpose(-2, -1)
    if is_causal:
        mask = torch.ones(query.size(-2), key.size(-2), dtype=torch.bool, device=query.device).tril()
    if mask is None:
        return torch.softmax(scores, -1)
    scores = scores.masked_fill(~mask, -math.inf) if mask.dtype == torch.bool else scores + mask
    empty = (scores == -math.inf).all(-1, keepdim=True)
    return torch.softmax(scores, -1).masked_fill(empty, 0)


# ------------------------------------------------------------------------------------------------------------ statistics

BINS = 512
"""The most bins that a mode has."""
FINEST = -149
"""2^-149 is the smallest float32: finer bins cannot hold anything."""
ATOMS = 512
"""The most distinct values that are kept one by one."""
LARGEST = torch.finfo(torch.float32).max
"""Beyond it a float64 counts as infinite, as it would be in float32."""
CHUNK = {"cpu": 2**16, "other": 2**24}
"""Values that are looked at together: on a CPU what stays in its cache, elsewhere what bounds memory."""


def _exponent(low: float, high: float) -> int:
    """The bin exponent of numbers from low to high: the smallest integer e >= max(-149, floor(log2 max|x|) - 23) for which
    floor(high/2^e) - floor(low/2^e) + 1 <= 512. By minimum and maximum alone, so that any order of merging finds it."""
    largest = max(abs(low), abs(high))
    if largest == 0 or low > high:
        return FINEST
    # The span at e is at least (high - low) / 2^e: it begins near the answer.
    e = max(FINEST, math.frexp(largest)[1] - 24, math.frexp(high - low)[1] - 11 if high > low else FINEST)
    while math.floor(math.ldexp(high, -e)) - math.floor(math.ldexp(low, -e)) + 1 > BINS:
        e += 1
    return e


def _chunks(tensor: torch.Tensor) -> Iterator[torch.Tensor]:
    """The values of a tensor as float32 or float64 in pieces of bounded size, where float64 can be computed."""
    flat = tensor.detach().reshape(-1)
    for piece in flat.split(CHUNK["cpu" if flat.device.type == "cpu" else "other"]):
        if piece.device.type == "mps":
            piece = piece.cpu()
        yield piece if piece.dtype in (torch.float32, torch.float64) else piece.float()


class _Moments:
    """Count, mean and sum of squared deviations, in float64; merged by Chan, Golub and LeVeque's formula, which is exact for
    equal means, so that a constant has variance 0 and not 1e-16."""

    def __init__(self) -> None:
        self.n, self.mean, self.m2 = 0, 0.0, 0.0

    def add_all(self, tensor: torch.Tensor) -> None:
        for piece in _chunks(tensor):
            self.add(piece)

    def add(self, piece: torch.Tensor) -> None:
        """Adds values by sums about the first of them: plain sums of squares would lose the variance of values that lie close
        together far from 0."""
        deviations = piece.to(torch.float64, copy=True)
        first = float(deviations[0])
        deviations -= first
        total, squares = float(deviations.sum()), float(deviations.dot(deviations))
        n = piece.numel()
        self.merge(n, first + total / n, max(0.0, squares - total / n * total))

    def merge(self, n: int, mean: float, m2: float) -> None:
        if n == 0:
            return
        delta, together = mean - self.mean, self.n + n
        self.m2 += m2 + delta * delta * self.n / together * n
        self.mean = mean if self.n == 0 else self.mean + delta * n / together
        self.n = together


class _Trials:
    """Means of trials, weighted by their number of values w: mean = sum(w x)/sum(w) and its standard error,
    sqrt(n/(n-1) sum(w^2 (x - mean)^2)) / sum(w). For equal w that is the standard deviation by Bessel's correction / sqrt(n).
    A last batch that is smaller thus counts for what it is. Sums are about the first mean, `origin`."""

    def __init__(self) -> None:
        self.n, self.origin = 0, 0.0
        self.w, self.wx, self.ww, self.wwx, self.wwxx = 0.0, 0.0, 0.0, 0.0, 0.0

    def add(self, weight: int, x: float) -> None:
        if self.n == 0:
            self.origin = x
        d = x - self.origin
        self.n += 1
        self.w += weight
        self.wx += weight * d
        self.ww += weight**2
        self.wwx += weight**2 * d
        self.wwxx += weight**2 * d * d

    def merge(self, other: _Trials) -> None:
        if self.n == 0:
            self.origin = other.origin
        by = other.origin - self.origin
        self.n += other.n
        self.w += other.w
        self.wx += other.wx + by * other.w
        self.ww += other.ww
        self.wwx += other.wwx + by * other.ww
        self.wwxx += other.wwxx + 2 * by * other.wwx + by * by * other.ww

    def mean(self) -> float:
        return self.origin + self.wx / self.w

    def standard_error(self) -> Optional[float]:
        """None for fewer than two trials."""
        if self.n < 2:
            return None
        d = self.wx / self.w
        squares = max(0.0, self.wwxx - 2 * d * self.wwx + d * d * self.ww)
        return math.sqrt(squares * self.n / (self.n - 1)) / self.w


class _Tally:
    """How often which values occurred: bins of width 2^exponent, zeros, extremes, what is not finite, and the distinct values
    while there are at most 512. All are counts or extremes, so any two tallies add up exactly, in any order."""

    def __init__(self, like: Optional[_Tally] = None) -> None:
        """`like`: makes room from the start for its range, so that adding this one to it merges no bins."""
        self.zeros = self.nan = self.pos_inf = self.neg_inf = 0
        self.low, self.high = math.inf, -math.inf
        self.reach = (like.low, like.high) if like else (math.inf, -math.inf)
        """What the bins have room for."""
        self.exponent, self.first = FINEST, 0
        self.counts = torch.zeros(BINS, dtype=torch.int64, device="cpu")
        self.atoms: Optional[dict[float, int]] = {} if like is None or like.atoms is not None else None

    def add(self, piece: torch.Tensor) -> Optional[torch.Tensor]:
        """Counts values; gives those that are finite, None where there are none."""
        low, high = (float(x) for x in torch.aminmax(piece))
        if not (-LARGEST <= low and high <= LARGEST):
            piece = self.take_strange(piece)
            if piece.numel() == 0:
                return None
            low, high = (float(x) for x in torch.aminmax(piece))
        if low <= 0 <= high:
            # As 1.0 and 0.0 in place, more than twice as fast as count_nonzero; whole numbers up to 2^24 are exact in float32.
            self.zeros += sum(int(part.clone().eq_(0).sum()) for part in piece.split(2**24))
        self.low, self.high = min(self.low, low), max(self.high, high)
        self.cover(low, high)
        self.counts += torch.bincount(self.bins_of(piece), minlength=BINS).cpu()
        if self.atoms is not None:
            self.add_atoms(piece)
        return piece

    def take_strange(self, piece: torch.Tensor) -> torch.Tensor:
        """Counts what is not finite and gives the rest."""
        self.nan += int(torch.isnan(piece).sum())
        self.pos_inf += int((piece > LARGEST).sum())
        self.neg_inf += int((piece < -LARGEST).sum())
        return piece[piece.abs() <= LARGEST]

    def bins_of(self, piece: torch.Tensor) -> torch.Tensor:
        """floor(x / 2^exponent) - first. Exact in float32 where 2^-exponent neither overflows nor makes a value underflow."""
        exact = -126 <= self.exponent <= 0
        scaled = (piece if exact else piece.double()) * 2.0**-self.exponent
        return scaled.floor_().sub_(self.first).to(torch.int32)

    def add_atoms(self, piece: torch.Tensor) -> None:
        # Of most layers a few thousand values say already that there are too many.
        few = piece[: 16 * ATOMS]
        if torch.unique(few[few != 0][: 2 * ATOMS]).numel() > ATOMS:
            self.atoms = None
            return
        values, counts = torch.unique(piece, return_counts=True)
        if values.numel() > ATOMS:
            self.atoms = None
            return
        self.merge_atoms(zip(values.tolist(), counts.tolist()))

    def merge_atoms(self, pairs: Iterable[tuple[float, int]]) -> None:
        for value, count in pairs:
            # -0 is 0.
            value += 0.0
            self.atoms[value] = self.atoms.get(value, 0) + count
        if len(self.atoms) > ATOMS:
            self.atoms = None

    def cover(self, low: float, high: float) -> None:
        """Makes room for numbers from low to high, by merging pairs of bins."""
        reach = (min(self.reach[0], low), max(self.reach[1], high))
        if reach[0] > reach[1]:
            return
        exponent = _exponent(*reach)
        first = math.floor(math.ldexp(reach[0], -exponent))
        if (exponent, first) != (self.exponent, self.first):
            self.counts = _rebinned(self.counts, self.first, exponent - self.exponent, first)
        self.reach, self.exponent, self.first = reach, exponent, first

    def merge(self, other: _Tally) -> None:
        self.zeros += other.zeros
        self.nan += other.nan
        self.pos_inf += other.pos_inf
        self.neg_inf += other.neg_inf
        self.low, self.high = min(self.low, other.low), max(self.high, other.high)
        self.cover(*other.reach)
        self.counts = self.counts + _rebinned(other.counts, other.first, self.exponent - other.exponent, self.first)
        if self.atoms is not None and other.atoms is not None:
            self.merge_atoms(other.atoms.items())
        else:
            self.atoms = None

    def strange(self) -> int:
        """How many values are NaN or infinite."""
        return self.nan + self.pos_inf + self.neg_inf

    def exponent_of_all(self) -> int:
        return _exponent(self.low, self.high)

    def histogram(self, exponent: int) -> dict:
        """The counts at an exponent that is at least the tally's own; they begin and end with a nonzero one."""
        if self.low > self.high:
            return {"exponent": exponent, "firstBin": 0, "counts": []}
        first = math.floor(math.ldexp(self.low, -exponent))
        counts = _rebinned(self.counts, self.first, exponent - self.exponent, first).tolist()
        while counts[-1] == 0:
            counts.pop()
        return {"exponent": exponent, "firstBin": first, "counts": counts}


def _rebinned(counts: torch.Tensor, first: int, steps: int, new_first: int) -> torch.Tensor:
    """Counts of bins that begin at `first`, after `steps` merges of pairs, as bins that begin at `new_first`."""
    if steps == 0 and first == new_first:
        return counts
    used = counts.nonzero().reshape(-1)
    bins = ((used + first) >> min(steps, 63)) - new_first
    return torch.zeros_like(counts).index_add_(0, bins, counts[used])


class _Seen:
    """What one layer gave in one pass."""

    def __init__(self, like: Optional[_Tally] = None) -> None:
        self.tally = _Tally(like)
        self.values = _Moments()
        self.entering = _Moments()
        """Of a dropout: the moments of what enters it."""
        self.units = 0
        self.shape: Any = None

    def add(self, tensor: torch.Tensor) -> None:
        self.shape = list(tensor.shape) if self.units == 0 else _common(self.shape, list(tensor.shape))
        self.units += tensor.numel()
        for piece in _chunks(tensor):
            finite = self.tally.add(piece)
            if finite is not None:
                self.values.add(finite)


class _Measured(_Seen):
    """What one layer gave in one mode in all passes."""

    def __init__(self) -> None:
        super().__init__()
        self.trials = _Trials()
        self.differences = _Trials()

    def add(self, seen: _Seen) -> None:
        """Adds one pass."""
        self.take(seen)
        if seen.values.n > 0:
            self.trials.add(seen.values.n, seen.values.mean)

    def merge(self, other: _Measured) -> None:
        self.take(other)
        self.trials.merge(other.trials)
        self.differences.merge(other.differences)

    def take(self, other: _Seen) -> None:
        self.tally.merge(other.tally)
        for mine, theirs in ((self.values, other.values), (self.entering, other.entering)):
            mine.merge(theirs.n, theirs.mean, theirs.m2)


# ---------------------------------------------------------------------------------------------------- leaving no trace


class _Random:
    """The states of the global random generators: Python's, NumPy's where it is imported, torch's on every device in use."""

    def __init__(self, states: list) -> None:
        self.states = states

    @staticmethod
    def generators() -> list[torch.Generator]:
        cuda = torch.cuda.default_generators if torch.cuda.is_available() and torch.cuda.is_initialized() else ()
        return [torch.default_generator, *cuda]

    @classmethod
    def now(cls) -> _Random:
        numpy = sys.modules.get("numpy")
        # As bytes, so that states compare.
        own = [state.get_state() for state in cls.generators()]
        others = [torch.mps.get_rng_state()] if torch.backends.mps.is_available() else []
        return cls([random.getstate(), numpy.random.get_state() if numpy else None, own, others])

    def restore(self) -> None:
        python, numpy, own, others = self.states
        random.setstate(python)
        if numpy is not None:
            sys.modules["numpy"].random.set_state(numpy)
        # A device that came into use meanwhile has no state of before.
        for generator, state in zip(self.generators(), own):
            generator.set_state(state)
        for state in others:
            torch.mps.set_rng_state(state)

    @classmethod
    def seed(cls, key: int) -> None:
        """Seeds all of them, so that other randomness of a model is the same in each mode of a pass."""
        random.seed(key)
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed(key % 2**32)
        for generator in cls.generators():
            generator.manual_seed(key)
        if torch.backends.mps.is_available():
            torch.mps.manual_seed(key)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Random):
            return NotImplemented
        (python, numpy, *mine), (their_python, their_numpy, *theirs) = self.states, other.states
        if python != their_python or _plain_state(numpy) != _plain_state(their_numpy):
            return False
        return all(map(torch.equal, itertools.chain(*mine), itertools.chain(*theirs)))

    __hash__ = None


def _plain_state(numpy: Any) -> Any:
    """A state of NumPy's generator, with the array in it as bytes, so that it compares."""
    parts = numpy if isinstance(numpy, tuple) else ()
    return [part.tobytes() if hasattr(part, "tobytes") else part for part in parts]


class _Saved:
    """What a model holds that a forward pass could change."""

    def __init__(self, model: nn.Module) -> None:
        self.model = model
        self.training = {module: module.training for module in model.modules()}
        self.gradients = {parameter: parameter.grad for parameter in model.parameters()}
        self.buffers = [_SavedTensors(module, "_buffers") for module in self.training if not _scripted(module)]
        # A module with a train() of its own may fold its weights there (LoRA).
        folding = [m for m in self.training if type(m).train is not nn.Module.train and not _scripted(m)]
        self.parameters = [_SavedTensors(module, "_parameters") for module in folding]
        devices = {tensor.device for tensor in (*model.parameters(), *model.buffers())}
        self.device = devices.pop() if len(devices) == 1 else None

    def set_mode(self, train: bool, whole_model: bool) -> None:
        self.model.train(train)
        for module in self.training:
            if isinstance(module, _BatchNorm) and not whole_model:
                module.training = False

    def restore_buffers(self) -> None:
        for saved in self.buffers:
            saved.restore()

    def restore(self) -> None:
        self.model.train(self.training[self.model])
        for module, training in self.training.items():
            module.training = training
        for saved in (*self.buffers, *self.parameters):
            saved.restore()
        for parameter, gradient in self.gradients.items():
            if parameter.grad is not gradient:
                parameter.grad = gradient


class _SavedTensors:
    """The buffers or parameters of one module: which tensors they are, and their values."""

    def __init__(self, module: nn.Module, where: str) -> None:
        self.held = getattr(module, where)
        self.tensors = dict(self.held)
        self.values = _Values([tensor for tensor in self.tensors.values() if tensor is not None])

    def restore(self) -> None:
        if list(self.held) != list(self.tensors) or any(self.held[name] is not t for name, t in self.tensors.items()):
            self.held.clear()
            self.held.update(self.tensors)
        self.values.restore()


class _Values:
    """Copies of tensors, which are written back where something was written into the tensors."""

    def __init__(self, tensors: Iterable[torch.Tensor]) -> None:
        self.copies = [(tensor, tensor.detach().clone()) for tensor in tensors]
        self.versions = [_version(tensor) for tensor, _ in self.copies]

    def restore(self) -> None:
        for i, (tensor, copy) in enumerate(self.copies):
            # Not every write counts as a version: batch_norm's into running statistics do not, nor those through `.data`.
            if _version(tensor) != self.versions[i] or (tensor.numel() <= 2**16 and not torch.equal(tensor, copy)):
                with torch.no_grad():
                    tensor.copy_(copy)
                self.versions[i] = _version(tensor)


def _version(tensor: torch.Tensor) -> Optional[int]:
    """How often something was written into a tensor; tensors of inference mode do not count that."""
    return None if tensor.is_inference() else tensor._version


@contextlib.contextmanager
def _no_trace(model: nn.Module) -> Iterator[_Saved]:
    """Puts back what a probe changes, however it ends."""
    states, saved = _Random.now(), _Saved(model)
    fused = torch.backends.mha.get_fastpath_enabled()
    try:
        # The fused path of an encoder layer in evaluation would hide its modules.
        torch.backends.mha.set_fastpath_enabled(False)
        with _eager():
            yield saved
    finally:
        torch.backends.mha.set_fastpath_enabled(fused)
        try:
            saved.restore()
        finally:
            states.restore()


def _eager() -> Any:
    """Compiled modules and functions run as they were written. Nothing is compiled where torch._dynamo is not loaded."""
    if "torch._dynamo" in sys.modules and hasattr(torch.compiler, "set_stance"):
        return torch.compiler.set_stance("force_eager")
    return contextlib.nullcontext()


# ------------------------------------------------------------------------------------------------- labels and the notes


def _label(module: nn.Module) -> str:
    """A module in PyTorch notation: `Linear(100, 1, bias=False)`, `Dropout(p=0.4)`, else what it prints."""
    if isinstance(module, _DropoutNd):
        return f"{type(module).__name__}(p={float(module.p)})"
    if type(module) is nn.Linear:
        bias = "" if module.bias is not None else ", bias=False"
        return f"Linear({module.in_features}, {module.out_features}{bias})"
    return f"{type(module).__name__}({' '.join(module.extra_repr().split())})"


def _named(path: str) -> str:
    return f"`{path}`" if path else "the model itself"


def _scripted(module: nn.Module) -> bool:
    return isinstance(module, torch.jit.ScriptModule)


# What a note says; {} stands for the places that it is about.
NO_DROPOUT = "No dropout was seen in these forward passes: train and eval differ only by what the other notes name"
NOT_CALLED = "Not called in these forward passes: {}"
ZERO = "p = 0 drops nothing: {}"
IDLE = "Does nothing in training, since it is called with training=False or its module stays in evaluation: {}"
EVAL_ONLY = "Drops in evaluation and not in training: {}"
EVAL_TOO = "Drops in evaluation too: {}"
TRAIN_ONLY = "Seen in training only, so that there is no eval to compare with: {}"
NO_CONSUMER = "No module or sum that could be seen receives the output, so that no consumer is shown: {}"
ATTENTION = "Attention weights enter the product with the values, which is no module, so that no consumer is shown: {}"
ALPHA_UNSCALED = (
    "Unscaled, alpha dropout gives x where it keeps and -1.758 where it drops, without the affine map a x + b: {}"
)
SCRIPTED = "Runs outside of Python, scripted or traced, and what happens in it is not seen: {}"
UNSEEN = "Attention of nested tensors, or with a mask of a class of its own, is not seen; in unscaled train it is scaled as in train: {}"
RECURRENT = (
    "Dropout between the layers of a recurrent network happens inside one native call and is not shown; in unscaled train it is "
    "scaled as in train: {}"
)
RANDOMNESS = "Random numbers that are no dropout seen here are drawn in training, and what they do is part of train and unscaled train, in {}"
BRANCHES = "Depends on self.training beside dropout, which is part of train: {}"
RUNNING = "Normalises by running statistics in evaluation only, which is part of train: {}"
BATCH_NORM_TRAINS = (
    "BatchNorm is in training in train and unscaled train (whole_model=True): differences from eval are not dropout's alone"
)
COMPLEX = "Complex, and not shown: {}"
UNKNOWN_OUTPUT = "What tensors this output holds is not known, and not shown: {}"


def _listed(names: list[str]) -> str:
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")


def _notes_of_model(names: dict, whole_model: bool, note: Callable) -> None:
    """What can be told from the modules: what cannot be seen, what stays in evaluation, what else depends on training."""
    scripted = [name for module, name in names.items() if _scripted(module)]
    for module, name in names.items():
        within = name and any(other == "" or name.startswith(other + ".") for other in scripted if other != name)
        if _scripted(module) and not within:
            note(SCRIPTED, f"{_named(name)} ({_graph(module)})")
        if isinstance(module, nn.modules.instancenorm._InstanceNorm) and module.track_running_stats:
            note(RUNNING, f"{_named(name)} ({type(module).__name__})")
    norms = sum(isinstance(module, _BatchNorm) for module in names)
    if norms and whole_model:
        note(BATCH_NORM_TRAINS)
    elif norms:
        note(
            f"BatchNorm stays in evaluation ({norms} in this model), so that dropout alone is seen; whole_model=True trains it too"
        )
    _branch_notes(names, note)


def _graph(module: nn.Module) -> str:
    """What the graph of a scripted or traced module says of dropout."""
    try:
        calls = re.findall(
            r"aten::\w*dropout_?\(|aten::(?:scaled_dot_product_attention|lstm|gru|rnn_\w+)\(", str(module.inlined_graph)
        )
    except Exception:
        return "its graph cannot be read"
    return f"calls in its graph that can drop: {len(calls)}"


NAMED_ELSEWHERE = (
    _DropoutNd,
    _BatchNorm,
    nn.modules.instancenorm._InstanceNorm,
    nn.RNNBase,
    nn.RReLU,
    nn.MultiheadAttention,
    nn.TransformerEncoder,
    nn.TransformerEncoderLayer,
)
"""Modules of torch whose looks at self.training are no news: it is dropout, other notes tell of it, or it picks a faster path."""


def _branch_notes(names: dict, note: Callable) -> None:
    """Names each class that looks at self.training for anything but dropout."""
    kinds: dict[type, list[str]] = {}
    for module, name in names.items():
        # spectral_norm without parametrization is an object that is called before the module.
        for each in (module, *module._forward_pre_hooks.values()):
            if not isinstance(each, (*NAMED_ELSEWHERE, types.FunctionType, types.MethodType)):
                kinds.setdefault(type(each), []).append(_named(name))
    for kind, places in kinds.items():
        for line in _branches(kind):
            note(BRANCHES, f"{_listed(places)} ({kind.__name__}): `{line}`")


def _branches(kind: type) -> Iterator[str]:
    """The lines where a class reads the flag `training`, those aside that give it to a dropout."""
    members = {}
    for base in reversed(kind.__mro__):
        if base not in (object, nn.Module, nn.Sequential, nn.ModuleList, nn.ModuleDict, *NAMED_ELSEWHERE):
            members.update(vars(base))
    # What sets the mode is no part of a forward pass.
    for name, member in members.items():
        if name in ("train", "eval") or not isinstance(member, types.FunctionType):
            continue
        try:
            source = textwrap.dedent(inspect.getsource(member))
            tree = ast.parse(source)
        except (OSError, TypeError, SyntaxError):
            continue
        lines = source.splitlines()
        yield from dict.fromkeys(lines[node.lineno - 1].strip() for node in _reads_of_training(tree))


def _reads_of_training(node: ast.AST) -> Iterator[ast.Attribute]:
    if _is_dropout(node) or (isinstance(node, ast.keyword) and "drop" in (node.arg or "")):
        return
    if isinstance(node, (ast.If, ast.IfExp)) and _only_drops(node):
        return
    if isinstance(node, ast.Attribute) and node.attr == "training" and isinstance(node.ctx, ast.Load):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _reads_of_training(child)


def _is_dropout(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return "drop" in (getattr(called, "attr", None) or getattr(called, "id", None) or "")


def _only_drops(choice: Any) -> bool:
    """Whether a choice is dropout or nothing: `if self.training: x = F.dropout(x, p)`, `F.dropout(x, p) if self.training else x`."""
    if isinstance(choice, ast.IfExp):
        return _drops(choice.body, choice.orelse) or _drops(choice.orelse, choice.body)
    statements = [*choice.body, *choice.orelse]
    return all(isinstance(each, ast.Assign) and _drops(each.value, each.targets[0]) for each in statements)


def _drops(value: ast.AST, what: ast.AST) -> bool:
    """Whether a value is a dropout of this and of nothing else."""
    return _is_dropout(value) and bool(value.args) and ast.unparse(value.args[0]) == ast.unparse(what)


def _passed(layer: _Layer, mode: str) -> int:
    """How many values a layer gave in a mode."""
    return layer.modes[mode].values.n + layer.modes[mode].tally.strange()


def _notes_of_layers(layers: list[_Layer], note: Callable) -> None:
    """What can be told from what was measured."""
    sites = [layer for layer in layers if layer.role == "dropout"]
    added = {layer.site for layer in layers if layer.kind == "add"}
    if not sites:
        note(NO_DROPOUT)
    for site in sites:
        name = f"`{site.name}` ({site.label})"
        if _passed(site, "train") == 0:
            note(EVAL_ONLY, name)
            continue
        if site.active_in_eval:
            note(EVAL_TOO, name)
        if not site.received and not site.returned and site.key not in added:
            attention = site.label.startswith(("F.scaled_dot_product_attention", "MultiheadAttention"))
            note(ATTENTION if attention else NO_CONSUMER, f"{name} enters {site.enters}" if site.enters else name)
        if "alpha" in site.kind:
            note(ALPHA_UNSCALED, name)
    for layer in layers:
        if _passed(layer, "eval") == 0:
            note(TRAIN_ONLY, f"`{layer.name}` ({layer.label})")


# ----------------------------------------------------------------------------------------- the notebook's payload, the table

FEWER_BINS = 128
MOST_ATOMS = 1024
MINUS = "\u2212"
ORDER = ("eval", "unscaledTrain", "train")
NAMES = {"eval": "eval", "unscaledTrain": "unscaled", "train": "train"}


def _for_notebook(report: dict) -> dict:
    """A report of bounded size: at most 128 bins a mode, by merging pairs, and 1,024 atoms in all, in the order of layers."""
    room = MOST_ATOMS
    layers = []
    for layer in report["layers"]:
        exponent = next(iter(layer["modes"].values()))["histogram"]["exponent"]
        while any(_width(summary["histogram"], exponent) > FEWER_BINS for summary in layer["modes"].values()):
            exponent += 1
        modes = {}
        for mode, summary in layer["modes"].items():
            modes[mode] = {**summary, "histogram": _coarser(summary["histogram"], exponent)}
            needed = len(summary.get("atoms", {"values": ()})["values"])
            if needed > room:
                del modes[mode]["atoms"]
            else:
                room -= needed
        layers.append({**layer, "modes": modes})
    return {**report, "layers": layers}


def _width(histogram: dict, exponent: int) -> int:
    """How many bins a histogram has at a coarser exponent."""
    steps, first = exponent - histogram["exponent"], histogram["firstBin"]
    return (first + len(histogram["counts"]) - 1 >> steps) - (first >> steps) + 1


def _coarser(histogram: dict, exponent: int) -> dict:
    steps, first = exponent - histogram["exponent"], histogram["firstBin"]
    counts = [0] * (_width(histogram, exponent) if histogram["counts"] else 0)
    for i, count in enumerate(histogram["counts"]):
        counts[(first + i >> steps) - (first >> steps)] += count
    return {"exponent": exponent, "firstBin": first >> steps, "counts": counts}


def _number(value: Optional[float]) -> str:
    """Four significant digits: 60.01, 100.0, 12350, 1.234e-5."""
    if value is None:
        return "\u2013"
    if value == 0:
        return "0"
    digits = f"{abs(value):.3e}"
    size = float(digits)
    if size < 1e-4 or size >= 1e7:
        text = re.sub(r"e([+-])0*", lambda sign: "e" + sign[1].replace("+", ""), digits)
    else:
        text = f"{size:.{max(0, 3 - int(digits.split('e')[1]))}f}"
    return ("-" if value < 0 else "") + text


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + _number(value)


def _errors(distance: float, standard_error: float, trials: float) -> float:
    """How many standard errors a distance is, of a normal distribution: of few trials they are Student's t, which counts as the
    multiple that is as rare, sqrt(n ln(1 + t^2/n)) (8n + 1)/(8n + 3) with n = trials - 1 (Wallace 1959)."""
    if distance <= 0 or standard_error == 0:
        return 0.0 if distance <= 0 else math.inf
    t, n = distance / standard_error, trials - 1
    return t if n >= 1000 else math.sqrt(n * math.log1p(t * t / n)) * (8 * n + 1) / (8 * n + 3)


def _trials_of(report: dict, layer: dict) -> float:
    """Trials that a layer's standard errors come from; where its units vary, all of the report."""
    if layer["units"]:
        return max(layer["modes"][mode]["count"] for mode in ("eval", "train")) / layer["units"]
    return sum(run["batches"] * run["passes"] for run in report["runs"])


def _ratio_allowed(report: dict, layer: dict) -> bool:
    """A ratio to eval's mean is given where |mean| > 4 standard errors and > 1 % of eval's standard deviation."""
    own = layer["modes"]["eval"]
    if own["mean"] is None or own["meanStandardError"] is None:
        return False
    size = abs(own["mean"])
    return _errors(size, own["meanStandardError"], _trials_of(report, layer)) > 4 and size > 0.01 * math.sqrt(own["variance"])


def _too_few(report: dict, index: int) -> bool:
    """Whether a dropout up to a layer kept or dropped fewer than 25 values: then there is no verdict."""
    for layer in report["layers"][: index + 1]:
        if layer["role"] != "dropout" or layer["kind"] != "dropout" or "p=1.0" in layer["label"]:
            continue
        # Where evaluation drops too, it does not tell what enters.
        train, entered = layer["modes"]["train"], 0 if "activeInEval" in layer else layer["modes"]["eval"]["zeros"]
        # Where nothing but zeros enters, nothing is there to keep or to drop.
        if entered < train["count"] and min(train["count"] - train["zeros"], train["zeros"] - entered) < 25:
            return True
    return False


def _versus(report: dict, index: int, mode: str) -> str:
    """A mean against eval's: `equal` within four standard errors, else the difference as a share, in eval's standard deviations, or
    as it is."""
    layer = report["layers"][index]
    own, reference = layer["modes"][mode], layer["modes"]["eval"]
    difference = own.get("differenceFromEval")
    if difference is None:
        return "\u2013"
    sd = math.sqrt(reference["variance"])
    text = f"{_signed(difference['mean'] / sd)} sd" if sd > 0 else _signed(difference["mean"])
    if _ratio_allowed(report, layer):
        text = f"{_signed(100 * difference['mean'] / reference['mean'])} %"
    if _too_few(report, index):
        return "too few to tell"
    if difference["standardError"] is None:
        return text
    distance = abs(difference["mean"]) - 1e-5 * max(own["rootMeanSquare"], reference["rootMeanSquare"])
    if distance <= 4 * difference["standardError"]:
        return "equal"
    return text if _errors(distance, difference["standardError"], _trials_of(report, layer)) > 4 else "too few to tell"


def _sd(summary: dict) -> Optional[float]:
    return None if summary["variance"] is None else math.sqrt(max(0.0, summary["variance"]))


def _text(report: dict) -> str:
    """The report as an aligned table, a row for each layer, with the notes below."""
    head = ["", "layer", "role"]
    head += [f"mean {NAMES[mode]}" for mode in ORDER] + ["unscaled vs eval", "train vs eval"]
    head += [f"sd {NAMES[mode]}" for mode in ORDER] + ["zeros in train"]
    rows = [head]
    for index, layer in enumerate(report["layers"]):
        modes = layer["modes"]
        label = layer["label"] if len(layer["label"]) <= 40 else layer["label"][:39] + "\u2026"
        row = [layer["name"], label, layer["role"], *(_number(modes[mode]["mean"]) for mode in ORDER)]
        row += [_versus(report, index, "unscaledTrain"), _versus(report, index, "train")]
        row += [_number(_sd(modes[mode])) for mode in ORDER]
        train = modes["train"]
        row.append(f"{_number(100 * train['zeros'] / train['count'])} %" if train["count"] else "\u2013")
        rows.append(row)
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = [
        "  ".join(c.ljust(w) if i < 3 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))).rstrip()
        for row in rows
    ]
    trials = sum(run["batches"] * run["passes"] for run in report["runs"])
    title = f"{report['model']}: {trials} forward passes in each of eval, unscaled train and train"
    return "\n".join([title, "", *lines, "", *(f"- {note}" for note in report["notes"])])


def _mean_ratio(report: dict, layer: dict, mode: str) -> Optional[float]:
    own = layer["modes"][mode]
    if own["mean"] is None or "nonFinite" in own or not _ratio_allowed(report, layer):
        return None
    return own["mean"] / layer["modes"]["eval"]["mean"]


def _rms_ratio(report: dict, layer: dict, mode: str) -> Optional[float]:
    own, reference = layer["modes"][mode], layer["modes"]["eval"]
    if not own["rootMeanSquare"] or not reference["rootMeanSquare"] or "nonFinite" in own or "nonFinite" in reference:
        return None
    return own["rootMeanSquare"] / reference["rootMeanSquare"]


def _drift(report: dict) -> Optional[int]:
    """The layer whose scale in train lies furthest from eval's, by its mean where that makes the scale, else by its root mean
    square; None where all are within 1 %, or of one trial."""
    worst, furthest = None, 0.01
    for index, layer in enumerate(report["layers"]):
        reference = layer["modes"]["eval"]
        if layer["modes"]["train"].get("differenceFromEval", {"standardError": 0})["standardError"] is None:
            continue
        by_mean = _ratio_allowed(report, layer) and abs(reference["mean"]) >= 0.25 * _sd(reference)
        if _too_few(report, index) or (by_mean and _versus(report, index, "train") in ("equal", "too few to tell")):
            continue
        ratio = (_mean_ratio if by_mean else _rms_ratio)(report, layer, "train")
        distance = 0.0 if ratio is None else abs(math.log(ratio)) if ratio > 0 else math.inf
        if distance > furthest:
            worst, furthest = index, distance
    return worst


# ----------------------------------------------------------------------------------------------------------- the picture

# Colours of the page that shows it (VS Code's for the modes where there are any), dashes that tell them apart alone.
STROKES = {
    "eval": ("var(--vscode-charts-foreground, CanvasText)", "2 2"),
    "unscaledTrain": ("var(--vscode-charts-red, CanvasText)", "7 3"),
    "train": ("var(--vscode-charts-blue, CanvasText)", "none"),
}


@dataclass
class _Plot:
    """A rectangle of the picture with linear axes."""

    left: float
    top: float
    width: float
    height: float
    x: tuple
    y: tuple

    def at(self, x: float, y: float) -> str:
        across = min(1.0, max(0.0, (x - self.x[0]) / ((self.x[1] - self.x[0]) or 1)))
        up = min(1.0, max(0.0, (y - self.y[0]) / ((self.y[1] - self.y[0]) or 1)))
        return f"{self.left + self.width * across:.1f},{self.top + self.height * (1 - up):.1f}"

    def line(self, points: list, mode: str) -> str:
        stroke, dash = STROKES[mode]
        path = " ".join(self.at(x, y) for x, y in points)
        return f'<polyline points="{path}" stroke-dasharray="{dash}" fill="none" stroke="currentColor" style="stroke:{stroke}"/>'

    def frame(self, title: str) -> list[str]:
        bottom = self.top + self.height
        axis = f"M{self.left},{self.top}V{bottom}H{self.left + self.width}"
        parts = [f'<path d="{axis}" fill="none" stroke="currentColor" opacity=".4" style="stroke:CanvasText"/>']
        parts.append(_words(self.left, self.top - 8, title))
        for value in self.y:
            parts.append(
                _words(self.left - 4, float(self.at(self.x[0], value).split(",")[1]) + 4, _short(value), "end")
            )
        return parts


def _words(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _short(value: float) -> str:
    return f"{value:.3g}".replace("-", MINUS)


def _svg(report: dict) -> str:
    """The depth overview, and below it the layer that drifts most; where none does, the model's output, else the last."""
    drift = _drift(report)
    outputs = [index for index, layer in enumerate(report["layers"]) if layer["role"] == "output"]
    shown = drift if drift is not None else outputs[0] if outputs else len(report["layers"]) - 1
    parts = _depth(report, "mean relative to eval", _mean_ratio, 50) + _depth(
        report, "RMS relative to eval", _rms_ratio, 375
    )
    if report["layers"]:
        parts += _histogram(report["layers"][shown], drift is not None)
    parts += _legend()
    title = escape(f"What dropout does in {report['model']}")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 430" width="680" height="430" role="img" '
        f'style="background:Canvas;color:CanvasText;color-scheme:light dark" aria-label="{title}"><title>{title}</title>'
        '<g font-family="sans-serif" font-size="11" stroke-width="1.5"><g style="fill:CanvasText" stroke="none">'
        + "".join(part for part in parts if part.startswith("<text"))
        + "</g>"
        + "".join(part for part in parts if not part.startswith("<text"))
        + "</g></svg>"
    )


def _legend() -> list[str]:
    parts = []
    for place, mode in enumerate(ORDER):
        box = _Plot(430 + 85 * place, 8, 24, 8, (0, 1), (0, 1))
        parts += [box.line([(0, 0.5), (1, 0.5)], mode), _words(box.left + 28, 16, NAMES[mode])]
    return parts


def _depth(report: dict, title: str, ratio: Callable, left: float) -> list[str]:
    """One measure relative to eval, layer by layer; a gap where there is no ratio."""
    layers = report["layers"]
    series = {mode: [ratio(report, layer, mode) for layer in layers] for mode in ORDER}
    values = [value for own in series.values() for value in own if value is not None]
    plot = _Plot(left, 45, 280, 120, (0, max(1, len(layers) - 1)), (min([0.9, *values]), max([1.1, *values])))
    parts = plot.frame(title)
    for mode, own in series.items():
        for gap, run in itertools.groupby(enumerate(own), key=lambda entry: entry[1] is None):
            points = list(run)
            if not gap:
                parts.append(
                    plot.line(
                        (
                            points
                            if len(points) > 1
                            else [(points[0][0] - 0.1, points[0][1]), (points[0][0] + 0.1, points[0][1])]
                        ),
                        mode,
                    )
                )
    parts.append(_words(left, 180, f"{layers[0]['name']} \u2026 {layers[-1]['name']}" if layers else "no layer"))
    return parts


def _histogram(layer: dict, drifts: bool) -> list[str]:
    """The values that are not zero, as the share in each bin; one value is a line, and the zeros are told in words."""
    modes = {mode: summary for mode, summary in layer["modes"].items() if summary["min"] is not None}
    if not modes:
        return [_words(50, 230, f"{layer['name']}, {layer['label']}: no finite value")]
    ranges = [_visible(summary) for summary in modes.values()]
    low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
    exponent = layer["modes"]["eval"]["histogram"]["exponent"]
    while (high - low) * 2.0**-exponent > FEWER_BINS:
        exponent += 1
    outlines = {mode: _outline(summary, exponent) for mode, summary in modes.items()}
    spread = [y for mode in modes if modes[mode]["min"] != modes[mode]["max"] for _, y in outlines[mode]]
    plot = _Plot(50, 230, 605, 160, (low, high), (0, max(spread, default=1) or 1))
    parts = plot.frame(
        f"{layer['name']}, {layer['label']}: {'drifts most; ' if drifts else ''}share of values in each bin"
    )
    parts += [plot.line(outline, mode) for mode, outline in outlines.items()]
    parts += [_words(50, 404, _short(low)), _words(655, 404, _short(high), "end")]
    zeros = ", ".join(
        f"{NAMES[mode]} {_number(100 * modes[mode]['zeros'] / modes[mode]['count'])} %"
        for mode in ORDER
        if mode in modes
    )
    return [*parts, _words(50, 422, f"exactly zero: {zeros}")]


def _visible(summary: dict) -> tuple[float, float]:
    """Where all but the outermost 0.1 % of a mode's values lie on each side."""
    histogram = summary["histogram"]
    counts, size, first = histogram["counts"], 2.0 ** histogram["exponent"], histogram["firstBin"]
    sums = list(itertools.accumulate(counts))
    least = sums[-1] / 1000
    low = next(i for i, total in enumerate(sums) if total > least)
    high = next(i for i, total in enumerate(sums) if total >= sums[-1] - least)
    if summary["min"] == summary["max"]:
        return summary["min"], summary["max"]
    return (first + low) * size, (first + high + 1) * size


def _outline(summary: dict, exponent: int) -> list:
    """The steps of a histogram in bins of width 2^exponent, without the exact zeros; one value is a spike."""
    if summary["min"] == summary["max"]:
        return [(summary["min"], 0), (summary["min"], math.inf)]
    histogram = _coarser(summary["histogram"], exponent)
    size, first = 2.0**exponent, histogram["firstBin"]
    points = [(first * size, 0.0)]
    for i, own in enumerate(histogram["counts"]):
        share = (own - (summary["zeros"] if first + i == 0 else 0)) / summary["count"]
        points += [((first + i) * size, share), ((first + i + 1) * size, share)]
    return [*points, (points[-1][0], 0.0)]
