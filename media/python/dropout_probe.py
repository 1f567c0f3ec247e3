"""What dropout does to the activations of a PyTorch model: train, eval and unscaled train, measured in real forward
passes.

    from dropout_probe import probe

    probe(model, batch)
    probe(model, loader, max_batches=20, passes=8, seed=0)

Needs torch (tested with 2.13) and nothing else. A forward pass in training runs under a `TorchFunctionMode`, which
replaces every dropout by one whose mask is known; a second one takes the same masks without the factor 1/(1-p); a third
one is evaluation. The activations go into counts and moments as they pass by: no sample is kept, and memory does not
grow with the number of batches. One pass keeps one byte for each value that a dropout drops or keeps, and the weights
of an attention with dropout are computed in full.

The terms and formulas are those of Dropout Explorer, an extension for VS Code that draws these reports. MIT license.
"""

from __future__ import annotations

import array
import ast
import collections
import contextlib
import ctypes
import dis
import enum
import errno
import functools
import gc
import importlib
import inspect
import io
import itertools
import json
import math
import operator
import os
import random
import re
import signal
import stat
import sys
import textwrap
import threading
import types
import uuid
import warnings
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any, NamedTuple, Union

import torch
from torch import nn
from torch.nn import functional
from torch.nn.modules.batchnorm import _BatchNorm
from torch.nn.modules.dropout import _DropoutNd
from torch.nn.modules.instancenorm import _InstanceNorm
from torch.overrides import TorchFunctionMode

__all__ = ["MergeError", "ProbeReport", "Site", "probe"]

# Joined from src/probe. Each part builds on those before it; the last holds what a program calls:
#
#     verdicts     A layer's mean and scale against eval's, as values.
#     model        What the modules of a model say of themselves, without running it.
#     statistics   Moments, trials, bins and distinct values, in one pass.
#     notes        What could not be seen and what else depends on training, as values.
#     restoring    Leaving no trace: interrupts, random generators, what a model holds, the values of tensors, settings.
#     wording      All text that a report shows: notes, verdicts, numbers.
#     display      What a notebook shows: the payload, the table, the picture.
#     report       ProbeReport: sites, layers, merging, saving.
#     watching     One forward pass: where dropout happens, what replaces it, what it feeds.
#     probing      Running it: arguments, batches, the three modes of each batch, several ranks.


# ------------------------------------------------------------------------------------------------------------- verdicts
# A layer's mean and scale against eval's, as values.


# verdicts/scale.py
# Which quantity says how large a layer's values are.


ONE_IN = 100
"""The most values of the other sign where the mean is the scale: one in so many."""


def _mean_is_scale(summary: dict) -> bool:
    """Whether the mean says scale: at most 1 in 100 of the finite values other than 0 has the other sign, counted from
    the histogram, of which 0 is always a bin's edge. A mean over values of both signs is one over unlike neurons, so
    the root mean square says scale there."""
    first, counts = summary["histogram"]["firstBin"], summary["histogram"]["counts"]
    negative = sum(count for i, count in enumerate(counts) if first + i < 0)
    nonzero = sum(counts) - summary["zeros"]
    return nonzero > 0 and ONE_IN * min(negative, nonzero - negative) <= nonzero


# verdicts/certainty.py
# Whether there are enough trials to tell.


def _errors(distance: float, standard_error: float, trials: float) -> float:
    """How many standard errors a distance is, of a normal distribution: of few trials they are Student's t, which
    counts as the multiple that is as rare, sqrt(n ln(1 + t^2/n)) (8n + 1)/(8n + 3) with n = trials - 1 (Wallace
    1959)."""
    if distance <= 0 or standard_error == 0:
        return 0.0 if distance <= 0 else math.inf
    t, n = distance / standard_error, trials - 1
    return t if n >= 1000 else math.sqrt(n * math.log1p(t * t / n)) * (8 * n + 1) / (8 * n + 3)


def _trials_of(report: dict, layer: dict) -> float:
    """Trials that a layer's standard errors come from; where its units vary, all of the report."""
    if layer["units"]:
        return max(layer["modes"][mode]["count"] for mode in ("eval", "train")) / layer["units"]
    return sum(run["batches"] * run["passes"] for run in report["runs"])


def _too_few(report: dict, index: int) -> bool:
    """Whether a dropout up to a layer kept or dropped fewer than 25 values: too few for a verdict."""
    for layer in report["layers"][: index + 1]:
        if layer["role"] != "dropout" or layer["kind"] != "dropout" or "p=1.0" in layer["label"]:
            continue
        # Where evaluation drops too, it does not say what enters.
        train, entered = layer["modes"]["train"], 0 if "activeInEval" in layer else layer["modes"]["eval"]["zeros"]
        # Where nothing but zeros enters, nothing is there to keep or to drop.
        if entered < train["count"] and min(train["count"] - train["zeros"], train["zeros"] - entered) < 25:
            return True
    return False


def _ratio_allowed(report: dict, layer: dict) -> bool:
    """Whether a ratio to eval's mean leads: the mean says scale, and lies further from 0 than four standard errors."""
    own = layer["modes"]["eval"]
    if own["mean"] is None or own["meanStandardError"] is None or not _mean_is_scale(own):
        return False
    return _errors(abs(own["mean"]), own["meanStandardError"], _trials_of(report, layer)) > 4


# verdicts/comparison.py
# What a comparison of two means can say.


class _Verdict(enum.Enum):
    """Whether a mean differs from eval's."""

    UNKNOWN = enum.auto()
    """There is nothing to compare with."""
    TOO_FEW = enum.auto()
    """Too few values or trials to say."""
    EQUAL = enum.auto()
    """Within four standard errors."""
    DIFFERENT = enum.auto()


class _Unit(enum.Enum):
    """What a difference is given in."""

    OF_MEAN = enum.auto()
    """As a share of eval's mean."""
    DEVIATIONS = enum.auto()
    """In eval's standard deviations."""
    ABSOLUTE = enum.auto()


@dataclass(frozen=True)
class _Comparison:
    """A mode's mean against eval's."""

    verdict: _Verdict
    difference: float = 0.0
    unit: _Unit = _Unit.ABSOLUTE


# verdicts/judging.py
# A layer's mean and scale against eval's.


def _compare(report: dict, index: int, mode: str) -> _Comparison:
    """A mean against eval's: equal within four standard errors, else the difference as a share of eval's mean, in
    eval's standard deviations, or as it is."""
    layer = report["layers"][index]
    own, reference = layer["modes"][mode], layer["modes"]["eval"]
    difference = own.get("differenceFromEval")
    if difference is None:
        return _Comparison(_Verdict.UNKNOWN)
    if _too_few(report, index):
        return _Comparison(_Verdict.TOO_FEW)
    different = _difference(report, layer, difference["mean"])
    if difference["standardError"] is None:
        return different
    distance = abs(difference["mean"]) - 1e-5 * max(own["rootMeanSquare"], reference["rootMeanSquare"])
    if distance <= 4 * difference["standardError"]:
        return _Comparison(_Verdict.EQUAL)
    surely = _errors(distance, difference["standardError"], _trials_of(report, layer)) > 4
    return different if surely else _Comparison(_Verdict.TOO_FEW)


def _difference(report: dict, layer: dict, difference: float) -> _Comparison:
    """A difference in the unit that says most of this layer."""
    reference = layer["modes"]["eval"]
    if _ratio_allowed(report, layer):
        return _Comparison(_Verdict.DIFFERENT, difference / reference["mean"], _Unit.OF_MEAN)
    deviation = math.sqrt(reference["variance"])
    if deviation > 0:
        return _Comparison(_Verdict.DIFFERENT, difference / deviation, _Unit.DEVIATIONS)
    return _Comparison(_Verdict.DIFFERENT, difference)


def _mean_ratio(report: dict, layer: dict, mode: str) -> float | None:
    own = layer["modes"][mode]
    if own["mean"] is None or "nonFinite" in own or not _ratio_allowed(report, layer):
        return None
    return own["mean"] / layer["modes"]["eval"]["mean"]


def _rms_ratio(report: dict, layer: dict, mode: str) -> float | None:
    own, reference = layer["modes"][mode], layer["modes"]["eval"]
    if not own["rootMeanSquare"] or not reference["rootMeanSquare"] or "nonFinite" in own or "nonFinite" in reference:
        return None
    return own["rootMeanSquare"] / reference["rootMeanSquare"]


def _sd(summary: dict) -> float | None:
    return None if summary["variance"] is None else math.sqrt(max(0.0, summary["variance"]))


def _drift(report: dict) -> int | None:
    """The layer whose scale in train lies furthest from eval's, by its mean where that makes the scale, else by its
    root mean square; None where all are within 1 %, or of one trial."""
    worst, furthest = None, 0.01
    for index, layer in enumerate(report["layers"]):
        if layer["modes"]["train"].get("differenceFromEval", {"standardError": 0})["standardError"] is None:
            continue
        by_mean = _ratio_allowed(report, layer)
        different = not by_mean or _compare(report, index, "train").verdict is _Verdict.DIFFERENT
        if _too_few(report, index) or not different:
            continue
        ratio = (_mean_ratio if by_mean else _rms_ratio)(report, layer, "train")
        distance = 0.0 if ratio is None else abs(math.log(ratio)) if ratio > 0 else math.inf
        if distance > furthest:
            worst, furthest = index, distance
    return worst


# ---------------------------------------------------------------------------------------------------------------- model
# What the modules of a model say of themselves, without running it.


# model/labels.py
# Modules in PyTorch notation.


def _label(module: nn.Module) -> str:
    """A module in PyTorch notation: `Linear(100, 1, bias=False)`, `Dropout(p=0.4)`, else what it prints."""
    try:
        if isinstance(module, _DropoutNd):
            return f"{type(module).__name__}(p={float(module.p)})"
        if type(module) is nn.Linear:
            bias = "" if module.bias is not None else ", bias=False"
            return f"Linear({module.in_features}, {module.out_features}{bias})"
        return f"{type(module).__name__}({' '.join(module.extra_repr().split())})"
    except Exception:
        # Printing a module may fail where running it does not.
        return f"{type(module).__name__}()"


def _scripted(module: nn.Module) -> bool:
    return isinstance(module, torch.jit.ScriptModule)


def _is_probability(p: Any) -> bool:
    try:
        return bool(0 <= p <= 1)
    except (TypeError, ValueError, RuntimeError):
        return False


# model/branches.py
# Which lines of a class depend on the flag `training`.


NAMED_ELSEWHERE = (
    _DropoutNd,
    _BatchNorm,
    _InstanceNorm,
    nn.RNNBase,
    nn.RReLU,
    nn.MultiheadAttention,
    nn.TransformerEncoder,
    nn.TransformerEncoderLayer,
)
"""Modules of torch that may look at self.training: for dropout, for what other notes say, or to pick a faster path."""


def _branches(kind: type) -> Iterator[str]:
    """The lines where a class reads the flag `training`, except to give it to a dropout."""
    members = {}
    for base in reversed(kind.__mro__):
        if base not in (object, nn.Module, nn.Sequential, nn.ModuleList, nn.ModuleDict, *NAMED_ELSEWHERE):
            members.update(vars(base))
    # What sets the mode isn't part of a forward pass.
    for name, member in members.items():
        if name in ("train", "eval") or not isinstance(member, types.FunctionType):
            continue
        try:
            source = textwrap.dedent(inspect.getsource(member))
            tree = ast.parse(source)
        except Exception:
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
    """Whether a choice is dropout or nothing: `if self.training: x = F.dropout(x, p)`, `F.dropout(x, p) if
    self.training else x`."""
    if isinstance(choice, ast.IfExp):
        return _drops(choice.body, choice.orelse) or _drops(choice.orelse, choice.body)
    statements = [*choice.body, *choice.orelse]
    return all(isinstance(each, ast.Assign) and _drops(each.value, each.targets[0]) for each in statements)


def _drops(value: ast.AST, what: ast.AST) -> bool:
    """Whether a value is a dropout of this and of nothing else."""
    if not (isinstance(value, ast.Call) and _is_dropout(value)):
        return False
    return bool(value.args) and ast.unparse(value.args[0]) == ast.unparse(what)


# ----------------------------------------------------------------------------------------------------------- statistics
# Moments, trials, bins and distinct values, in one pass.


# statistics/chunks.py
# The values of a tensor in pieces of bounded size.


CHUNK = {"cpu": 2**16, "other": 2**24}
"""Values that are looked at together: on a CPU what stays in its cache, elsewhere what bounds memory."""


def _chunks(tensor: torch.Tensor) -> Iterator[torch.Tensor]:
    """The values of a tensor as float32 or float64 in pieces of bounded size, where float64 can be computed."""
    flat = tensor.detach().reshape(-1)
    if flat.numel() == 0:
        return
    for piece in flat.split(CHUNK["cpu" if flat.device.type == "cpu" else "other"]):
        if piece.device.type == "mps":
            piece = piece.cpu()
        yield piece if piece.dtype in (torch.float32, torch.float64) else piece.float()


# statistics/moments.py
# Mean and variance in one pass.


class _Moments:
    """Count, mean and sum of squared deviations, in float64; merged by Chan, Golub and LeVeque's formula, which is
    exact for equal means, so that a constant has variance 0 and not 1e-16."""

    def __init__(self) -> None:
        self.n, self.mean, self.m2 = 0, 0.0, 0.0

    def add_all(self, tensor: torch.Tensor) -> None:
        for piece in _chunks(tensor):
            self.add(piece)

    def add(self, piece: torch.Tensor) -> None:
        """Adds values by sums about the first of them: plain sums of squares would lose the variance of values that lie
        close together far from 0."""
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


# statistics/bins.py
# The bins of a histogram: their width is a power of two, so any two histograms add up.


BINS = 512
"""The most bins that a mode has."""
FINEST = -149
"""2^-149 is the smallest float32: finer bins cannot hold anything."""
LARGEST = torch.finfo(torch.float32).max
"""Beyond it a float64 counts as infinite, as it would be in float32."""


def _exponent(low: float, high: float) -> int:
    """The bin exponent of numbers from low to high: the smallest integer e >= max(-149, floor(log2 max|x|) - 23) for
    which floor(high/2^e) - floor(low/2^e) + 1 <= 512. By minimum and maximum alone, so that any order of merging finds
    it."""
    largest = max(abs(low), abs(high))
    if largest == 0 or low > high:
        return FINEST
    # The span at e is at least (high - low) / 2^e: it begins near the answer.
    e = max(FINEST, math.frexp(largest)[1] - 24, math.frexp(high - low)[1] - 11 if high > low else FINEST)
    while math.floor(math.ldexp(high, -e)) - math.floor(math.ldexp(low, -e)) + 1 > BINS:
        e += 1
    return e


def _rebinned(counts: torch.Tensor, first: int, steps: int, new_first: int) -> torch.Tensor:
    """Counts of bins that begin at `first`, after `steps` merges of pairs, as bins that begin at `new_first`."""
    if steps == 0 and first == new_first:
        return counts
    used = counts.nonzero().reshape(-1)
    bins = ((used + first) >> min(steps, 63)) - new_first
    return torch.zeros_like(counts).index_add_(0, bins, counts[used])


# statistics/tally.py
# How often which values occurred.


ATOMS = 512
"""The most distinct values that are kept one by one."""


class _Tally:
    """How often which values occurred: bins of width 2^exponent, zeros, extremes, what is not finite, and the distinct
    values while there are at most 512. All are counts or extremes, so any two tallies add up exactly, in any order."""

    def __init__(self, like: _Tally | None = None) -> None:
        """`like`: makes room from the start for its range, so that adding this one to it merges no bins."""
        self.zeros = self.nan = self.pos_inf = self.neg_inf = 0
        self.low, self.high = math.inf, -math.inf
        self.reach = (like.low, like.high) if like else (math.inf, -math.inf)
        """What the bins have room for."""
        self.exponent, self.first = FINEST, 0
        self.counts = torch.zeros(BINS, dtype=torch.int64, device="cpu")
        self.atoms: dict[float, int] | None = {} if like is None or like.atoms is not None else None

    def add(self, piece: torch.Tensor) -> torch.Tensor | None:
        """Counts values; gives those that are finite, None where there are none."""
        low, high = (float(x) for x in torch.aminmax(piece))
        if not (low >= -LARGEST and high <= LARGEST):
            piece = self.take_strange(piece)
            if piece.numel() == 0:
                return None
            low, high = (float(x) for x in torch.aminmax(piece))
        if low <= 0 <= high:
            # As 1.0 and 0.0 in place, more than twice as fast as count_nonzero; whole numbers up to 2^24 are exact in
            # float32.
            self.zeros += sum(int(part.clone().eq_(0).sum()) for part in piece.split(2**24))
        self.low, self.high = min(self.low, low), max(self.high, high)
        self.cover(low, high)
        self.counts += torch.bincount(self.bins_of(piece), minlength=BINS).cpu()
        if self.atoms is not None:
            self.add_atoms(self.atoms, piece)
        return piece

    def take_strange(self, piece: torch.Tensor) -> torch.Tensor:
        """Counts what is not finite and gives the rest."""
        self.nan += int(torch.isnan(piece).sum())
        self.pos_inf += int((piece > LARGEST).sum())
        self.neg_inf += int((piece < -LARGEST).sum())
        return piece[piece.abs() <= LARGEST]

    def bins_of(self, piece: torch.Tensor) -> torch.Tensor:
        """floor(x / 2^exponent) - first. Exact in float32 where 2^-exponent neither overflows nor makes a value
        underflow."""
        exact = -126 <= self.exponent <= 0
        scaled = (piece if exact else piece.double()) * 2.0**-self.exponent
        return scaled.floor_().sub_(self.first).to(torch.int32)

    def add_atoms(self, atoms: dict[float, int], piece: torch.Tensor) -> None:
        # Of most layers a few thousand values say already that there are too many.
        few = piece[: 16 * ATOMS]
        if torch.unique(few[few != 0][: 2 * ATOMS]).numel() > ATOMS:
            self.atoms = None
            return
        values, counts = torch.unique(piece, return_counts=True)
        if values.numel() > ATOMS:
            self.atoms = None
            return
        self.merge_atoms(atoms, zip(values.tolist(), counts.tolist()))

    def merge_atoms(self, atoms: dict[float, int], pairs: Iterable[tuple[float, int]]) -> None:
        for value, count in pairs:
            # -0 is 0.
            value += 0.0
            atoms[value] = atoms.get(value, 0) + count
        if len(atoms) > ATOMS:
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
            self.merge_atoms(self.atoms, other.atoms.items())
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


# statistics/trials.py
# Means over trials and their standard errors.


class _Trials:
    """Means of trials, weighted by their number of values w: mean = sum(w x)/sum(w) and its standard error,
    sqrt(n/(n-1) sum(w^2 (x - mean)^2)) / sum(w). For equal w that is the standard deviation by Bessel's correction /
    sqrt(n). A last batch that is smaller thus counts for what it is. Sums are about the first mean, `origin`."""

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

    def standard_error(self) -> float | None:
        """None for fewer than two trials."""
        if self.n < 2:
            return None
        d = self.wx / self.w
        squares = max(0.0, self.wwxx - 2 * d * self.wwx + d * d * self.ww)
        return math.sqrt(squares * self.n / (self.n - 1)) / self.w


# statistics/measured.py
# What one layer gave, in a pass and in all of them.


def _common(a: Any, b: Any) -> Any:
    """The shape that two have in common: None where they differ, None at all for different ranks."""
    if a is None or b is None or len(a) != len(b):
        return None
    return [x if x == y else None for x, y in zip(a, b)]


class _Seen:
    """What one layer gave in one pass."""

    def __init__(self, like: _Tally | None = None) -> None:
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

    def fold(self, seen: _Seen) -> None:
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


# statistics/layer.py
# A place that is measured: a dropout, what it feeds, or an output.


MODES = ("train", "eval", "unscaledTrain")
"""The three modes, in the order of a report's keys."""


@dataclass
class _Layer:
    """One place that is measured, with what it gave in each mode."""

    key: tuple
    role: str
    name: str
    label: str
    kind: str
    site: tuple | None = None
    """Of a sum: the key of the dropout that enters it."""
    p: float | None = None
    received: bool = False
    """Of a dropout: a module receives its output."""
    returned: bool = False
    """Of a dropout: its output is one of the model's."""
    enters: str | None = None
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


def _passed(layer: _Layer, mode: str) -> int:
    """How many values a layer gave in a mode."""
    return layer.modes[mode].values.n + layer.modes[mode].tally.strange()


def _has_values(layer: _Layer) -> bool:
    return any(_passed(layer, mode) > 0 for mode in MODES)


# statistics/prediction.py
# The mean and variance that a dropout gives, by closed forms.


def _predicted(layer: _Layer, mode: str) -> tuple[float, float] | None:
    """Mean and variance that a dropout gives, from the measured mean m and variance v of what enters it in this mode.

    With q = 1 - p: train m and (v + m^2)/q - m^2; unscaled q m and q (v + m^2) - q^2 m^2; 0 and 0 for p = 1. Alpha
    dropout, with alpha' = -1.758: q m + p alpha' and q (v + m^2) + p alpha'^2 - (q m + p alpha')^2 unscaled; in train
    that goes through a x + b."""
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


ALPHA = -1.7580993408473766
"""What alpha dropout puts in the place of a dropped value before its affine map: -lambda alpha of SELU."""


def _affine(p: float) -> tuple[float, float]:
    """a and b with which alpha dropout's a x + b has mean 0 and variance 1 where its input has."""
    a = ((1 - p) * (1 + p * ALPHA**2)) ** -0.5
    return a, -a * p * ALPHA


# ---------------------------------------------------------------------------------------------------------------- notes
# What could not be seen and what else depends on training, as values.


# notes/kinds.py
# What a note can say, as values: the text is made in wording.


class _Note(enum.Enum):
    """What a person must know besides the figures."""

    NO_DROPOUT = enum.auto()
    NOT_CALLED = enum.auto()
    ZERO_RATE = enum.auto()
    IDLE = enum.auto()
    EVAL_ONLY = enum.auto()
    EVAL_TOO = enum.auto()
    TRAIN_ONLY = enum.auto()
    NO_CONSUMER = enum.auto()
    ATTENTION_WEIGHTS = enum.auto()
    ALPHA_UNSCALED = enum.auto()
    SCRIPTED = enum.auto()
    UNMASKED = enum.auto()
    UNCOUNTED = enum.auto()
    EMPTY = enum.auto()
    UNSEEN_ATTENTION = enum.auto()
    RECURRENT = enum.auto()
    RANDOMNESS = enum.auto()
    BRANCHES = enum.auto()
    RUNNING_STATISTICS = enum.auto()
    BATCH_NORM_TRAINS = enum.auto()
    BATCH_NORM_STAYS = enum.auto()
    LOST = enum.auto()
    COMPLEX = enum.auto()
    UNKNOWN_OUTPUT = enum.auto()


class _Loss(enum.Enum):
    """Why something that a forward pass changed wasn't put back."""

    NO_MEMORY = enum.auto()
    ITERATOR = enum.auto()
    OUTSIDE = enum.auto()
    TOO_MANY_ITEMS = enum.auto()
    CUT_FROM_GRAPH = enum.auto()


class _Obstacle(enum.Enum):
    """Why neither a mask can be put on a tensor nor its values be counted."""

    TRANSFORMED = enum.auto()
    NESTED = enum.auto()
    LAYOUT = enum.auto()
    DTYPE = enum.auto()
    CLASS = enum.auto()


# notes/subjects.py
# What a note is about.


@dataclass(frozen=True)
class _Hindrance:
    """An obstacle, with what it is in this tensor: its layout, its type of number."""

    obstacle: _Obstacle
    detail: str = ""


@dataclass(frozen=True)
class _InModule:
    """A module, or a function of torch that runs in it."""

    path: str
    label: str
    function: str = ""
    hindrance: _Hindrance | None = None


@dataclass(frozen=True)
class _OutsideOfModules:
    """The model's forward pass, where no module runs."""


@dataclass(frozen=True)
class _Recurrent:
    """A recurrent network with dropout between its layers."""

    path: str
    label: str
    p: float


@dataclass(frozen=True)
class _Scripted:
    """A scripted or traced module, with how many calls in its graph can drop; None where the graph can't be read."""

    path: str
    calls: int | None


@dataclass(frozen=True)
class _Branch:
    """A line of a class that reads the flag `training`, and the modules of that class."""

    paths: tuple[str, ...]
    label: str
    line: str


@dataclass(frozen=True)
class _InLayer:
    """A layer of the report; of a dropout, the function of torch that takes its output."""

    name: str
    label: str
    enters: str | None = None


@dataclass(frozen=True)
class _Values:
    """Values that the report would show: of an output or a layer."""

    name: str
    label: str = ""
    hindrance: _Hindrance | None = None


@dataclass(frozen=True)
class _Count:
    """How many modules a note is about."""

    count: int


@dataclass(frozen=True)
class _LostPart:
    """A part of the model or the batch that changed; the reason is the error's own text where one was raised."""

    path: str
    reason: _Loss | str


_Subject = Union[_InModule, _OutsideOfModules, _Recurrent, _Scripted, _Branch, _InLayer, _Values, _Count, _LostPart]


# notes/collected.py
# The notes that come up while a model is probed.


class _Notes:
    """Each note once, in the order in which they came up, with what it is about."""

    def __init__(self) -> None:
        self.subjects: dict[_Note, dict[_Subject, None]] = {}

    def add(self, note: _Note, subject: _Subject | None = None) -> None:
        about = self.subjects.setdefault(note, {})
        if subject is not None:
            about[subject] = None

    def merged(self, other: _Notes) -> _Notes:
        both = _Notes()
        for note, subject in (*self.each(), *other.each()):
            both.add(note, subject)
        return both

    def each(self) -> Iterator[tuple[_Note, _Subject | None]]:
        for note, subjects in self.subjects.items():
            yield from ((note, subject) for subject in subjects or (None,))


# notes/of_layers.py
# The notes that follow from what was measured.


def _notes_of_layers(layers: list[_Layer], notes: _Notes) -> None:
    """What the figures show."""
    sites = [layer for layer in layers if layer.role == "dropout"]
    added = {layer.site for layer in layers if layer.kind == "add"}
    if not sites:
        notes.add(_Note.NO_DROPOUT)
    for site in sites:
        _notes_of_site(site, site.key in added, notes)
    for layer in layers:
        subject = _InLayer(layer.name, layer.label)
        if not _has_values(layer):
            if layer.units == 0:
                notes.add(_Note.EMPTY, subject)
        elif _passed(layer, "eval") == 0:
            notes.add(_Note.TRAIN_ONLY, subject)


def _notes_of_site(site: _Layer, added: bool, notes: _Notes) -> None:
    """The notes of one place where dropout happens; `added`: its output enters a sum."""
    subject = _InLayer(site.name, site.label)
    if _passed(site, "train") == 0:
        notes.add(_Note.EVAL_ONLY, subject)
        return
    if site.active_in_eval:
        notes.add(_Note.EVAL_TOO, subject)
    if not site.received and not site.returned and not added:
        attention = site.label.startswith(("F.scaled_dot_product_attention", "MultiheadAttention"))
        note = _Note.ATTENTION_WEIGHTS if attention else _Note.NO_CONSUMER
        notes.add(note, _InLayer(site.name, site.label, site.enters))
    if "alpha" in site.kind:
        notes.add(_Note.ALPHA_UNSCALED, subject)


# notes/of_model.py
# The notes that follow from the modules of a model, without running it.


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


# ------------------------------------------------------------------------------------------------------------ restoring
# Leaving no trace: interrupts, random generators, what a model holds, the values of tensors, settings.


# restoring/interrupts.py
# Ctrl+C at whatever moment.


class _Interrupts:
    """Ctrl+C while a probe runs. It ends the model's forward pass and the loader at once. While anything of the model
    is changed or put back it waits, and is obeyed after that. Signals reach the main thread alone, so other threads
    need nothing."""

    def __init__(self) -> None:
        self.before: Any = None
        """The handler that the program has."""
        self.allowed = False
        self.pending: tuple | None = None

    def __enter__(self) -> _Interrupts:
        if threading.current_thread() is threading.main_thread():
            before = signal.getsignal(signal.SIGINT)
            # A handler that was not set by Python could not be put back, and what is ignored needs none.
            if callable(before) or before == signal.SIG_DFL:
                self.before = before
                signal.signal(signal.SIGINT, self.take)
        return self

    def __exit__(self, *_: Any) -> None:
        # A handler that the model or the loader has set since then stays.
        if self.before is not None and signal.getsignal(signal.SIGINT) == self.take:
            signal.signal(signal.SIGINT, self.before)
        self.obey()

    def take(self, number: int, frame: Any) -> None:
        self.pending = (number, frame)
        if self.allowed:
            self.obey()

    def obey(self) -> None:
        """Hands a signal that waits to the program's own handler, which usually raises KeyboardInterrupt."""
        given, self.pending = self.pending, None
        if given is None:
            return
        allowed, self.allowed = self.allowed, False
        if callable(self.before):
            self.before(*given)
        else:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.raise_signal(signal.SIGINT)
        self.allowed = allowed

    def allow(self) -> None:
        self.allowed = True
        self.obey()

    def hold(self) -> None:
        self.allowed = False

    def each(self, items: Iterator) -> Iterator:
        """The items of an iterator, which can be interrupted while it makes one, and not while the item is used."""
        while True:
            try:
                self.allow()
                item = next(items, self)
            finally:
                self.hold()
            if item is self:
                return
            yield item


def _close_half_entered(error: BaseException) -> None:
    """An interrupt can come when a context manager has begun and its block has not: what it would do at its end, it
    would do when the traceback is thrown away, and torch's would then put the probe's mode in force again."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    manager = contextlib._GeneratorContextManager
    for frame in reversed(frames):
        if frame.f_code in (manager.__enter__.__code__, manager.__exit__.__code__):
            with contextlib.suppress(Exception):
                frame.f_locals["self"].gen.close()


def _surely(act: Callable) -> Any:
    """Does what may be done twice, a second time where something from outside ended it, such as an exception of a
    debugger."""
    try:
        return act()
    except Exception:
        raise
    except BaseException:
        act()
        raise


# restoring/boundaries.py
# Where the state of a model ends.


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


# restoring/layout.py
# How the values of a tensor lie in memory.


def _version(tensor: torch.Tensor) -> int | None:
    """How often something was written into a tensor; tensors of inference mode do not count that."""
    return None if tensor.is_inference() else tensor._version


def _is_wrapper(tensor: torch.Tensor) -> bool:
    """Whether other tensors hold the values of this one, which is of a class of its own (torch.nested's, DTensor,
    quantized)."""
    return type(tensor) not in (torch.Tensor, nn.Parameter) and hasattr(type(tensor), "__tensor_flatten__")


def _form(tensor: torch.Tensor) -> tuple:
    """Which memory a tensor's values are in, and how they lie there."""
    if tensor.layout != torch.strided:
        return (tensor.layout, tensor.size(), *map(_form, _parts(tensor)))
    where = (tensor.untyped_storage()._cdata, tensor.dtype, tensor.is_conj(), tensor.is_neg())
    if tensor.is_nested:
        return (*where, *tensor._nested_tensor_size().reshape(-1).tolist())
    # By its method: a lazy module's buffer refuses to give its shape.
    return (*where, tensor.storage_offset(), tensor.size(), tensor.stride())


def _parts(tensor: torch.Tensor) -> list[torch.Tensor]:
    """The tensors of memory that hold the values of one."""
    if tensor.layout == torch.strided:
        return [tensor]
    if tensor.layout == torch.sparse_coo:
        return [tensor._indices(), tensor._values()]
    if tensor.layout in (torch.sparse_csr, torch.sparse_bsr):
        return [tensor.crow_indices(), tensor.col_indices(), tensor.values()]
    if tensor.layout in (torch.sparse_csc, torch.sparse_bsc):
        return [tensor.ccol_indices(), tensor.row_indices(), tensor.values()]
    raise NotImplementedError(f"a tensor of layout {tensor.layout}")


# restoring/random_state.py
# The global random generators.


class _Random:
    """The states of the global random generators: Python's, NumPy's where it is imported, torch's on every device in
    use."""

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
        # A device that came into use since then has no earlier state.
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

    # States that compare have no use as keys.
    __hash__ = None  # pyright: ignore[reportAssignmentType]


def _plain_state(numpy: Any) -> Any:
    """A state of NumPy's generator, with the array in it as bytes, so that it compares."""
    parts = numpy if isinstance(numpy, tuple) else ()
    return [part.tobytes() if hasattr(part, "tobytes") else part for part in parts]


# restoring/free_memory.py
# How much memory copies may take.


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


# restoring/torch_state.py
# Settings of torch that it has no functions for.


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


# restoring/settings.py
# How torch is set.


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


# restoring/attributes.py
# The attributes of objects, and the names of what they hold.


def _own(value: Any) -> dict | None:
    """The attributes that an object itself has, whatever its class answers when asked for one."""
    try:
        own = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return None
    return own if isinstance(own, dict) else None


def _slots(kind: type) -> list:
    """The descriptors of a class's __slots__."""
    members = itertools.chain.from_iterable(vars(base).values() for base in kind.__mro__ if "__slots__" in vars(base))
    return [member for member in members if type(member) is types.MemberDescriptorType]


def _join(name: str, key: Any) -> str:
    return f"{name}.{key}" if name else str(key)


def _item(name: str, key: Any) -> str:
    return f"{name}[{key!r}]" if type(key) in (int, str, bool, float, type(None)) else f"{name}[…]"


def _home(kind: type) -> str:
    """The Python module of a class."""
    home = vars(kind).get("__module__")
    return home if isinstance(home, str) else ""


# restoring/held.py
# What one thing holds: `held` is the thing, `items()` what can be reached there, `restore()` puts it back where it
# differs.


class _Held:
    def __init__(self, name: str, held: Any) -> None:
        self.name = name
        self.held = held

    def items(self) -> list:
        return []

    def size(self) -> int:
        return len(getattr(self, "values", ()))

    def restore(self) -> None:
        pass


def _identical(some: Iterable, others: Iterable) -> bool:
    return all(map(operator.is_, some, others))


# restoring/containers.py
# What containers hold.


class _HeldDict(_Held):
    """A dict or an object's attributes: the same objects under the same keys, in the same order."""

    def __init__(self, name: str, held: dict) -> None:
        super().__init__(name, held)
        # Not what a class of its own makes of it; an OrderedDict keeps its order for itself.
        self.kind: Any = collections.OrderedDict if isinstance(held, collections.OrderedDict) else dict
        self.keys, self.values = tuple(self.kind.keys(held)), tuple(self.kind.values(held))

    def items(self) -> list:
        pairs = zip(self.keys, self.values)
        return [(_item(self.name, key), value) for key, value in pairs if type(value) not in ATOMIC]

    def restore(self) -> None:
        held, kind = self.held, self.kind
        if not self.keys and type(held) is kind and not held:
            # Most containers of hooks.
            return
        known = len(held) == len(self.keys) if type(held) is kind else kind.__len__(held) == len(self.keys)
        known = known and _identical(kind.keys(held), self.keys)
        if known and _identical(kind.values(held), self.values):
            return
        if not known:
            kind.clear(held)
        for key, value in zip(self.keys, self.values):
            kind.__setitem__(held, key, value)


class _HeldList(_Held):
    def __init__(self, name: str, held: list) -> None:
        super().__init__(name, held)
        self.values = tuple(list.__iter__(held))

    def items(self) -> list:
        return [(f"{self.name}[{i}]", value) for i, value in enumerate(self.values) if type(value) not in ATOMIC]

    def restore(self) -> None:
        if list.__len__(self.held) != len(self.values) or not _identical(list.__iter__(self.held), self.values):
            list.__setitem__(self.held, slice(None), self.values)


class _HeldDeque(_HeldList):
    def __init__(self, name: str, held: collections.deque) -> None:
        _Held.__init__(self, name, held)
        self.values = tuple(collections.deque.__iter__(held))

    def restore(self) -> None:
        kind = collections.deque
        if kind.__len__(self.held) != len(self.values) or not _identical(kind.__iter__(self.held), self.values):
            kind.clear(self.held)
            kind.extend(self.held, self.values)


class _HeldSet(_HeldList):
    def __init__(self, name: str, held: set) -> None:
        _Held.__init__(self, name, held)
        self.values = tuple(set.__iter__(held))

    def restore(self) -> None:
        if set(map(id, set.__iter__(self.held))) != set(map(id, self.values)):
            set.clear(self.held)
            set.update(self.held, self.values)


class _HeldBuffer(_Held):
    """A bytearray or an array of numbers."""

    def __init__(self, name: str, held: Any) -> None:
        super().__init__(name, held)
        self.copy = held[:]

    def restore(self) -> None:
        if memoryview(self.held) != memoryview(self.copy):
            self.held[:] = self.copy


# restoring/generators.py
# A model's own random generators, and iterators.


class _HeldGenerator(_Held):
    """A random generator of the model's own: torch's, Python's or NumPy's."""

    def __init__(self, name: str, held: Any) -> None:
        super().__init__(name, held)
        self.saved = self.read()

    def read(self) -> Any:
        if isinstance(self.held, torch.Generator):
            return self.held.get_state()
        if isinstance(self.held, random.Random):
            return random.Random.getstate(self.held)
        # NumPy's newer ones, and RandomState.
        return self.held.bit_generator.state if hasattr(type(self.held), "bit_generator") else self.held.get_state()

    def state(self) -> Any:
        """The state as something that compares."""
        state = self.read()
        return state.tolist() if isinstance(state, torch.Tensor) else repr(state)

    def restore(self) -> None:
        if isinstance(self.held, torch.Generator):
            self.held.set_state(self.saved)
        elif isinstance(self.held, random.Random):
            random.Random.setstate(self.held, self.saved)
        elif hasattr(type(self.held), "bit_generator"):
            self.held.bit_generator.state = self.saved
        else:
            self.held.set_state(self.saved)

    def seed(self, key: int) -> None:
        if isinstance(self.held, torch.Generator):
            self.held.manual_seed(key)
        elif isinstance(self.held, random.Random):
            random.Random.seed(self.held, key)
        elif hasattr(type(self.held), "bit_generator"):
            self.held.bit_generator.state = type(self.held.bit_generator)(key).state
        else:
            self.held.seed(key % 2**32)


class _HeldIterator(_Held):
    """An iterator, which can't be put back: whether it moved, as far as that is known."""

    KINDS = (
        types.GeneratorType,
        torch.utils.data.dataloader._BaseDataLoaderIter,
        *(enumerate, filter, map, zip),
        *(each for each in vars(itertools).values() if isinstance(each, type)),
        *map(type, itertools.tee(())),
        *map(type, (iter([]), iter(()), iter(range(0)), iter(range(2**64)), iter(""), iter("é"), iter(b""))),
        *map(type, (iter(bytearray()), iter(set()), iter(collections.deque()), reversed([]))),
        *map(type, (iter({}), iter({}.values()), iter({}.items()))),
    )

    def __init__(self, name: str, held: Any) -> None:
        super().__init__(name, held)
        self.before = _position(held)

    def moved(self) -> bool:
        return _position(self.held) != self.before


def _position(value: Any) -> Any:
    """Where an iterator is, as something that compares; of what isn't one, what tells of an iterator that holds it."""
    if isinstance(value, types.GeneratorType):
        frame = value.gi_frame
        return frame and (frame.f_lasti, {name: id(each) for name, each in frame.f_locals.items()})
    if isinstance(value, torch.utils.data.dataloader._BaseDataLoaderIter):
        return value._num_yielded
    if isinstance(value, (int, type(None))):
        return value
    if isinstance(value, list):
        return list.__len__(value)
    if isinstance(value, tuple):
        return tuple(map(_position, tuple.__iter__(value)))
    if not isinstance(value, _HeldIterator.KINDS):
        return None
    if isinstance(value, itertools.count):
        return repr(value)
    if hasattr(type(value), "__length_hint__"):
        with contextlib.suppress(OverflowError):
            return operator.length_hint(value)
    return _position(tuple(_inside(value)))


def _inside(iterator: Any) -> Iterable:
    """What an iterator goes through, and how far it is, as it would be copied; where it can't be, what it refers to."""
    with warnings.catch_warnings():
        # Python 3.12 warns that itertools won't be copied from 3.14 on.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            return iterator.__reduce__()
        except TypeError:
            return gc.get_referents(iterator)


# restoring/comparing.py
# Whether bytes are the same.


WORD = 8


def _compare_of_c() -> Callable | None:
    """memcmp, which reads memory as fast as it can be read, almost twice as fast as torch.equal; None where it is not
    found."""
    try:
        compare = ctypes.CDLL("msvcrt" if os.name == "nt" else None).memcmp
    except (AttributeError, OSError, TypeError):
        return None
    compare.argtypes, compare.restype = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t), ctypes.c_int
    return compare


COMPARE = _compare_of_c()


def _in_words(values: torch.Tensor) -> Iterator[torch.Tensor]:
    """Bytes as words of eight, which compare five times as fast, and those that are left over."""
    if values.dtype != torch.uint8 or values.dim() != 1 or values.data_ptr() % WORD:
        yield values
        return
    whole = values.numel() // WORD * WORD
    yield values[:whole].view(torch.int64)
    yield values[whole:]


def _equal(now: torch.Tensor, before: torch.Tensor) -> bool:
    if COMPARE is not None and now.device.type == "cpu" and now.is_contiguous() and before.is_contiguous():
        return COMPARE(now.data_ptr(), before.data_ptr(), now.nbytes) == 0
    if now.device == before.device:
        return torch.equal(now, before)
    return all(torch.equal(a, b.to(a.device)) for a, b in zip(now.split(2**22), before.split(2**22)))


def _checksum(values: torch.Tensor) -> int:
    """A number that differs for other bytes, but for one case in 2^32: sums of words of four bytes with random 64-bit
    weights, modulo 2^64."""
    piece = 2**18 if values.device.type == "cpu" else 2**22
    words = values[: values.numel() // 4 * 4]
    words = words.view(torch.int32) if values.data_ptr() % 4 == 0 else words
    generator = torch.Generator().manual_seed(0)
    weights = torch.empty(piece, dtype=torch.int64, device="cpu").random_(-(2**63), None, generator=generator)
    weights = weights.to(values.device)
    total = 0
    for part in (*words.split(piece), values[words.nbytes :]):
        own = int((part.to(torch.int64) * weights[: part.numel()]).sum())
        total = (total * 0x9E3779B97F4A7C15 + own) % 2**64
    return total


# restoring/regions.py
# Parts of a storage with their copies or checksums.


def _regions(storage: torch.UntypedStorage, size: int, spans: list) -> Iterator[_Region]:
    """The parts of a storage that tensors lie in: those that overlap or touch are one. Of a few rows or columns of
    something large, only those are copied."""
    first, last, names = 0, -1, []
    for begin, end, name, part in sorted(spans, key=lambda span: span[:2]):
        if part is not None:
            yield _Sparse(storage, begin, end, [name], part)
        elif begin <= last:
            last, names = max(last, end), [*names, name]
        else:
            if names:
                yield _Region(storage, first, last, names)
            first, last, names = begin // 8 * 8, end, [name]
    if names:
        yield _Region(storage, first, last, names)


class _Region:
    """A part of a storage with its copy or its checksum."""

    def __init__(self, storage: torch.UntypedStorage, first: int, last: int, names: list[str]) -> None:
        self.storage = storage
        self.names = [*dict.fromkeys(names)]
        self.bytes = torch.empty(0, dtype=torch.uint8, device=storage.device)
        self.bytes.set_(storage, first, (last - first,), (1,))
        self.size = last - first
        self.sum = 0

    def copy_within(self, budget: _Budget) -> bool:
        """Makes a copy where there is room, on its own device or else on the host; else a checksum."""
        for device in dict.fromkeys((self.bytes.device, torch.device("cpu"))):
            if budget.take(device, self.size):
                try:
                    self.copy = self.copied(device)
                    self.pairs = [*zip(_in_words(self.source()), _in_words(self.copy))]
                    return True
                except (MemoryError, RuntimeError):
                    budget.give(device, self.size)
        self.sum = _checksum(self.bytes)
        return False

    def source(self) -> torch.Tensor:
        return self.bytes

    def copied(self, device: torch.device) -> torch.Tensor:
        return self.bytes.to(device, copy=True)

    def restore(self) -> bool:
        """Writes the copy back where it differs; whether it did."""
        if all(_equal(now, before) for now, before in self.pairs):
            return False
        for now, before in self.pairs:
            now.copy_(before)
        return True

    def differs(self) -> bool:
        return _checksum(self.bytes) != self.sum


class _Sparse(_Region):
    """Values that lie far apart in a storage."""

    def __init__(
        self, storage: torch.UntypedStorage, first: int, last: int, names: list[str], part: torch.Tensor
    ) -> None:
        super().__init__(storage, first, last, names)
        # Where an axis has stride 0, all of it is one value.
        shape = [1 if step == 0 else n for n, step in zip(part.shape, part.stride())]
        self.part = torch.empty(0, dtype=part.dtype, device=storage.device)
        self.part.set_(storage, part.storage_offset(), shape, part.stride())
        self.size = self.part.numel() * part.itemsize

    def source(self) -> torch.Tensor:
        return self.part

    def copied(self, device: torch.device) -> torch.Tensor:
        return self.part.to(device, copy=True)


# restoring/memory.py
# The values of tensors.


class _Memory:
    """The values of tensors, each byte once however many share it: copies as far as there is room, checksums beyond."""

    def __init__(self, budget: _Budget) -> None:
        self.budget = budget
        self.storages: dict[int, tuple[torch.UntypedStorage, int, list]] = {}
        """By identity: the memory, its size, and where tensors lie in it: (first byte, byte after the last, name)."""
        self.copies: list[_Region] = []
        self.sums: list[_Region] = []
        self.others: list[tuple] = []
        """Arrays whose memory torch can't read: (name, array, copy)."""

    def add(self, name: str, part: torch.Tensor) -> None:
        storage = part.untyped_storage()
        if storage.device.type == "meta":
            return
        spans = self.storages.setdefault(storage._cdata, (storage, storage.nbytes(), []))[2]
        first, size = 0, storage.nbytes()
        if not part.is_nested:
            first = part.storage_offset() * part.itemsize
            reach = sum((n - 1) * step for n, step in zip(part.shape, part.stride())) + 1
            size = reach * part.itemsize if part.numel() > 0 else 0
        # A storage that is freed for a while is shorter than what lies in it.
        last = min(first + size, storage.nbytes())
        if first >= last:
            return
        if last - first > 4 * part.numel() * part.itemsize + 4096:
            spans.append((first, last, name, part))
        else:
            spans.append((first, last, name, None))

    def add_array(self, name: str, array: Any) -> None:
        """A NumPy array, which is memory as a tensor's is, where it lies in one piece."""
        if not array.flags.writeable or array.size == 0:
            return
        if array.flags.c_contiguous and not array.dtype.hasobject:
            self.add(name, torch.from_numpy(array.reshape(-1).view("uint8")))
        elif self.budget.take(torch.device("cpu"), array.nbytes):
            self.others.append((name, array, array.copy()))

    def copy(self) -> None:
        """Copies what tensors lie in, the smallest first, so that as many as possible can be put back."""
        regions = [region for entry in self.storages.values() for region in _regions(*entry)]
        for region in sorted(regions, key=lambda region: region.size):
            (self.copies if region.copy_within(self.budget) else self.sums).append(region)

    def restore(self, attempt: Callable) -> bool:
        """Writes back what differs; whether anything did."""
        for storage, size, spans in self.storages.values():
            if storage.nbytes() != size:
                attempt(spans[0][2] if spans else "a tensor", functools.partial(storage.resize_, size))
        written = [attempt(region.names[0], region.restore) for region in self.copies]
        for name, values, copy in self.others:
            if values.tobytes() != copy.tobytes():
                attempt(name, functools.partial(values.__setitem__, ..., copy))
        return any(written)

    def changed(self) -> Iterator[str]:
        """Names of what has no copy and another checksum than before."""
        for region in self.sums:
            if region.differs():
                yield from region.names

    def release(self) -> None:
        for region in self.copies:
            self.budget.give(region.copy.device, region.copy.nbytes)
        for _, values, _ in self.others:
            self.budget.give(torch.device("cpu"), values.nbytes)


# restoring/held_tensor.py
# Where a tensor lies, and what else belongs to it.


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


# restoring/objects.py
# What objects, classes and scripted modules hold.


class _HeldObject(_Held):
    """An object's class, and what its slots hold."""

    def __init__(self, name: str, held: Any) -> None:
        super().__init__(name, held)
        self.kind = type(held)
        self.slots = [] if issubclass(self.kind, torch.Tensor) else _slots(self.kind)
        self.values = [self.value(slot) for slot in self.slots]

    def value(self, slot: Any) -> Any:
        """What a slot holds; the slot itself where it is empty."""
        try:
            return slot.__get__(self.held)
        except AttributeError:
            return slot

    def items(self) -> list:
        return [
            (_join(self.name, slot.__name__), value)
            for slot, value in zip(self.slots, self.values)
            if value is not slot
        ]

    def restore(self) -> None:
        if type(self.held) is not self.kind:
            object.__setattr__(self.held, "__class__", self.kind)
        for slot, value in zip(self.slots, self.values):
            now = self.value(slot)
            if now is not value:
                slot.__delete__(self.held) if value is slot else slot.__set__(self.held, value)


class _HeldClass(_Held):
    """What a class holds but for what Python itself looks up there. Functions, and whatever else answers for an
    attribute, stay the same ones, and what they hold is theirs."""

    def __init__(self, name: str, held: type) -> None:
        super().__init__(name, held)
        self.values = self.now()

    def now(self) -> dict:
        return {key: value for key, value in vars(self.held).items() if not key.startswith(("__", "_abc_"))}

    def items(self) -> list:
        return [
            (_join(self.name, key), value)
            for key, value in self.values.items()
            if not isinstance(value, type) and not hasattr(type(value), "__get__")
        ]

    def restore(self) -> None:
        now = self.now()
        for key in now.keys() - self.values.keys():
            type.__delattr__(self.held, key)
        for key, value in self.values.items():
            if key not in now or now[key] is not value:
                type.__setattr__(self.held, key, value)


class _HeldScript(_Held):
    """The attributes of a scripted module, which are not Python's."""

    def __init__(self, name: str, held: Any) -> None:
        super().__init__(name, held)
        self.values = {key: held._c.getattr(key) for key in held._concrete_type.get_attributes()}

    def items(self) -> list:
        return [(_join(self.name, key), value) for key, value in self.values.items()]

    def restore(self) -> None:
        for key, value in self.values.items():
            if not _alike(self.held._c.getattr(key), value):
                self.held._c.setattr(key, value)


def _alike(a: Any, b: Any) -> bool:
    """Whether two values out of a scripted module are the same: containers are new each time that they are
    read."""
    if type(a) is not type(b) or isinstance(a, torch.Tensor):
        return a is b
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(_alike, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(map(_alike, a.values(), b.values()))
    return a is b or bool(a == b)


# restoring/outside.py
# Variables outside of the model that its methods set.


class _Outside:
    """A variable of a program, which code of the model sets: a global one, or one of a function around it."""

    def __init__(self, name: str, read: Callable[[], Any]) -> None:
        self.name = name
        self.read = read
        self.before = self.now()

    def now(self) -> Any:
        try:
            return self.read()
        except (KeyError, ValueError):
            return None

    def changed(self) -> bool:
        return self.now() is not self.before


def _outside(kind: type) -> Iterator[_Outside]:
    """The variables that methods of a class set. They are the program's: a note names them, nothing puts them back."""
    for method in vars(kind).values():
        if not isinstance(method, types.FunctionType):
            continue
        for name in _set_globally(method.__code__):
            yield _Outside(name, functools.partial(method.__globals__.__getitem__, name))
        for name, cell in zip(method.__code__.co_freevars, method.__closure__ or ()):
            if name != "__class__":
                yield _Outside(name, functools.partial(getattr, cell, "cell_contents"))


STORE_GLOBAL = dis.opmap["STORE_GLOBAL"]


def _set_globally(code: types.CodeType) -> Iterator[str]:
    # Most functions set none, which the bytes of their code show at once.
    if STORE_GLOBAL in code.co_code[::2]:
        yield from {each.argval for each in dis.get_instructions(code) if each.opcode == STORE_GLOBAL}
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _set_globally(inner)


# restoring/walk.py
# What can be reached from an object.


class _Walk:
    """Finds what can be reached from an object. Nothing that it meets is called: a `__getattr__` or an `__iter__` of a
    class's own neither runs nor misleads it. What refers to itself is entered once."""

    def __init__(self, leave: Iterable[int] = (), loader: bool = False) -> None:
        self.loader = loader
        """Enters what belongs to a loader, and no module."""
        self.seen: set[int] = set(leave)
        self.alive: list = []
        """Whatever was met, so that no identity comes up twice."""
        self.named: dict[int, str] = {}
        """Containers of a module whose items go by its name: parameters, buffers, modules."""
        self.closed: set[int] = set()
        """Containers whose items are not entered: hooks belong to those who registered them."""
        self.items = 0
        self.held: list = []
        self.tensors: list[tuple[str, torch.Tensor]] = []
        self.arrays: list[tuple[str, Any]] = []
        self.outside: list[_Outside] = []
        numpy = sys.modules.get("numpy")
        self.arrays_of = (numpy.ndarray,) if numpy else ()
        generators = (numpy.random.Generator, numpy.random.RandomState) if numpy else ()
        self.kinds = (
            (dict, _HeldDict),
            (list, _HeldList),
            (set, _HeldSet),
            (collections.deque, _HeldDeque),
            ((bytearray, array.array), _HeldBuffer),
            ((torch.Generator, random.Random, *generators), _HeldGenerator),
            (_HeldIterator.KINDS, _HeldIterator),
        )

    def is_full(self) -> bool:
        # What moves in a loader is near; far in it are the data.
        return self.items > (MOST_ITEMS // 100 if self.loader else MOST_ITEMS)

    def enter(self, name: str, root: Any) -> None:
        """Everything from a root on, the nearest first, so that each thing gets the shortest of its names."""
        queue = collections.deque([(name, root)])
        while queue and not self.is_full():
            name, value = queue.popleft()
            if id(value) not in self.seen:
                queue.extend(each for each in self.visit(name, value) if type(each[1]) not in ATOMIC)

    def visit(self, name: str, value: Any) -> list:
        """Saves what one thing holds, and gives that with its names."""
        self.seen.add(id(value))
        self.alive.append(value)
        kind = type(value)
        if issubclass(kind, torch.Tensor):
            return self.tensor(name, value)
        for kinds, held in self.kinds:
            if issubclass(kind, kinds):
                found = self.add(held(self.named.get(id(value), name), value))
                # A container of a class of its own has attributes too.
                return found if _own(value) is None else [*found, *self.attributes(name, value)]
        if issubclass(kind, tuple):
            return [(f"{name}[{i}]", item) for i, item in enumerate(tuple.__iter__(value))]
        if issubclass(kind, self.arrays_of):
            self.arrays.append((name, value))
            return [(f"{name}[…]", item) for item in value.flat] if value.dtype.hasobject else []
        if issubclass(kind, nn.Module):
            return [] if self.loader else self.module(name, value)
        return self.attributes(name, value) if self.is_entered(kind, value) else []

    def add(self, held: Any) -> list:
        self.held.append(held)
        if id(held.held) in self.closed or (self.loader and held.size() > 1000):
            return []
        if id(held.held) in self.named:
            found = [(_join(held.name, key), item) for key, item in dict.items(held.held) if type(item) not in ATOMIC]
        else:
            found = held.items()
        self.items += len(found)
        return found

    def tensor(self, name: str, tensor: torch.Tensor) -> list:
        self.tensors.append((name, tensor))
        with torch._C.DisableTorchFunction():
            found = [(f"{name}.grad", tensor.grad)] if tensor.is_leaf or tensor.retains_grad else []
            hooks = tensor._backward_hooks
            if _is_wrapper(tensor):
                flatten: Any = getattr(type(tensor), "__tensor_flatten__")  # noqa: B009
                found += [(name, getattr(tensor, inner, None)) for inner in flatten(tensor)[0]]
        if hooks is not None:
            self.closed.add(id(hooks))
        return [*found, (f"{name} hooks", hooks), *self.attributes(name, tensor)]

    def attributes(self, name: str, value: Any) -> list:
        found = self.add(_HeldObject(name, value))
        own = _own(value)
        if own is not None and id(own) not in self.seen:
            self.seen.add(id(own))
            self.named[id(own)] = name
            found += self.add(_HeldDict(name, own))
        return found

    def is_entered(self, kind: type, value: Any) -> bool:
        home, own = _home(kind), _own(value)
        if issubclass(kind, type) or home.partition(".")[0] in APART:
            return False
        if self.loader:
            return True
        live = own is not None and any(issubclass(type(each), LIVE) for each in dict.values(own))
        return not live and not f"{home}.".startswith(tuple(f"{apart}." for apart in APART_IN_TORCH))

    def module(self, name: str, module: nn.Module) -> list:
        own = vars(module)
        if _scripted(module):
            return [
                *self.add(_HeldScript(name, module)),
                *((_join(name, key), each) for key, each in module.named_children()),
            ]
        for key, each in dict.items(own):
            if key in ("_parameters", "_buffers", "_modules"):
                self.named[id(each)] = name
            elif key.startswith("_") and "_hooks" in key:
                self.closed.add(id(each))
        return [
            *self.attributes(name, module),
            *(each for kind in type(module).__mro__ for each in self.kind(name, kind)),
        ]

    def kind(self, name: str, kind: type) -> list:
        """What a class of a person's own holds for all of its objects."""
        if id(kind) in self.seen or _home(kind).partition(".")[0] in ("builtins", "torch", *APART):
            return []
        self.seen.add(id(kind))
        self.outside += _outside(kind)
        return self.add(_HeldClass(_join(name, f"({kind.__name__})") if name else kind.__name__, kind))


# restoring/state.py
# The state of some objects, which is put back where it changed.


class _State:
    """What some objects hold, and what can be reached from there by attributes, keys and items: which tensors,
    containers and attributes, and the values of the tensors as far as memory goes. Of `hooks`, only which they are.
    `leave` are identities of what changes by itself."""

    def __init__(self, roots: Iterable, budget: _Budget, hooks: Iterable = (), leave: Iterable[int] = ()) -> None:
        walk = _Walk(leave)
        for name, root in roots:
            walk.enter(name, root)
        for name, registered in hooks:
            walk.closed.add(id(registered))
            walk.enter(name, registered)
        self.held = walk.held
        self.during: dict[int, Any] = {}
        """Of containers in which the probe puts something of its own: what they hold when a pass begins."""
        self.generators = [each for each in walk.held if isinstance(each, _HeldGenerator)]
        self.outside = walk.outside
        self.lost: dict[str, _Loss | str] = {}
        """What changed and could not be put back, with the reason."""
        if walk.is_full():
            self.lost["and so on"] = _Loss.TOO_MANY_ITEMS
        self.memory = _Memory(budget)
        with torch._C.DisableTorchFunction():
            self.tensors = [_HeldTensor(name, tensor, self.memory) for name, tensor in walk.tensors]
            for name, array in walk.arrays:
                self.memory.add_array(name, array)
            self.memory.copy()

    def allow(self, *containers: Any) -> None:
        """Takes what containers hold now for what a pass begins from."""
        for container in containers:
            self.during[id(container)] = _HeldDict("", container)

    def restore(self) -> None:
        """Puts back whatever is not as it was. If one part cannot be put back, the others are."""
        with torch._C.DisableTorchFunction():
            for each in self.held:
                self.attempt(each.name, self.during.get(id(each.held), each).restore)
            changed = [tensor for tensor in self.tensors if self.attempt(tensor.name, tensor.restore)]
            rewritten = self.memory.restore(self.attempt)
            for tensor in self.tensors:
                self.attempt(tensor.name, tensor.settle)
        if changed or rewritten:
            # Of weights that autocast has cast while they were changed.
            torch.clear_autocast_cache()

    def attempt(self, name: str, act: Callable) -> Any:
        try:
            return act()
        except _CutFromGraph:
            self.lost.setdefault(name, _Loss.CUT_FROM_GRAPH)
        except Exception as error:
            self.lost.setdefault(name, f"{type(error).__name__}: {error}".splitlines()[0])

    def end(self) -> None:
        """Puts back everything as it was at first, and finds what changed of that which cannot be put back."""
        self.during.clear()
        self.restore()
        with torch._C.DisableTorchFunction():
            for name in self.memory.changed():
                self.lost.setdefault(name, _Loss.NO_MEMORY)
        for each in self.held:
            if isinstance(each, _HeldIterator) and each.moved():
                self.lost.setdefault(each.name, _Loss.ITERATOR)
        for variable in self.outside:
            if variable.changed():
                self.lost.setdefault(variable.name, _Loss.OUTSIDE)

    def states_of_generators(self) -> list:
        return [each.state() for each in self.generators]

    def seed(self, key: int) -> None:
        """Seeds the model's own random generators, as the global ones."""
        for each in self.generators:
            each.seed(key)


# restoring/saved.py
# A model as it was handed in, and how a probe leaves it like that.


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


# -------------------------------------------------------------------------------------------------------------- wording
# All text that a report shows: notes, verdicts, numbers.


# wording/names.py
# Names in sentences.


def _kind(value: Any) -> str:
    return f"a {type(value).__name__}"


def _named(path: str) -> str:
    return f"`{path}`" if path else "the model itself"


def _listed(names: list[str]) -> str:
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")


# wording/numbers.py
# Numbers as text.


MINUS = "\u2212"
NOTHING = "\u2013"
"""What a cell shows that has no value."""


def _number(value: float | None, significant: int = 4) -> str:
    """Significant digits: 60.01, 100.0, 12350, 1.234e-5."""
    if value is None:
        return NOTHING
    if value == 0:
        return "0"
    digits = f"{abs(value):.{significant - 1}e}"
    size = float(digits)
    if size < 1e-4 or size >= 1e7:
        text = re.sub(r"e([+-])0*", lambda sign: "e" + sign[1].replace("+", ""), digits)
    else:
        text = f"{size:.{max(0, significant - 1 - int(digits.split('e')[1]))}f}"
    return ("-" if value < 0 else "") + text


def _signed(value: float, significant: int = 4) -> str:
    return ("+" if value > 0 else "") + _number(value, significant)


def _short(value: float) -> str:
    return f"{value:.3g}".replace("-", MINUS)


# wording/verdicts.py
# The text of a verdict.


def _comparison_text(comparison: _Comparison) -> str:
    if comparison.verdict is _Verdict.UNKNOWN:
        return NOTHING
    if comparison.verdict is _Verdict.TOO_FEW:
        return "too few to tell"
    if comparison.verdict is _Verdict.EQUAL:
        return "equal"
    if comparison.unit is _Unit.OF_MEAN:
        return f"{_signed(100 * comparison.difference)} %"
    if comparison.unit is _Unit.DEVIATIONS:
        # Of a distance in standard deviations a fourth digit says nothing.
        return f"{_signed(comparison.difference, 3)} sd"
    return _signed(comparison.difference)


# wording/subjects.py
# The text of what a note is about.


LOSSES = {
    _Loss.NO_MEMORY: "there wasn't enough memory for a copy",
    _Loss.ITERATOR: "an iterator can't be put back",
    _Loss.OUTSIDE: "a variable outside of the model",
    _Loss.TOO_MANY_ITEMS: f"what comes after the first {MOST_ITEMS:,} items that the model holds wasn't compared",
    _Loss.CUT_FROM_GRAPH: "it was cut from its graph",
}
OBSTACLES = {
    _Obstacle.TRANSFORMED: "inside torch.vmap or another transform of torch.func",
    _Obstacle.NESTED: "a nested tensor",
    _Obstacle.LAYOUT: "a tensor of layout {}",
    _Obstacle.DTYPE: "a tensor of {}",
    _Obstacle.CLASS: "{}",
}


def _subject_text(subject: _Subject) -> str:
    if isinstance(subject, _InModule):
        within = f"F.{subject.function} in " if subject.function else ""
        return f"{within}{_named(subject.path)} ({subject.label}){_hindrance_text(subject.hindrance)}"
    if isinstance(subject, _OutsideOfModules):
        return "the forward pass, outside of any module"
    if isinstance(subject, _Recurrent):
        return f"{_named(subject.path)} ({subject.label}), p = {subject.p:g}"
    if isinstance(subject, _Scripted):
        return f"{_named(subject.path)} ({_graph_text(subject.calls)})"
    if isinstance(subject, _Branch):
        return f"{_listed([_named(path) for path in subject.paths])} ({subject.label}): `{subject.line}`"
    if isinstance(subject, _InLayer):
        return f"`{subject.name}` ({subject.label})" + (f" enters {subject.enters}" if subject.enters else "")
    if isinstance(subject, _Values):
        kind = f" ({subject.label})" if subject.label else ""
        return f"{subject.name}{kind}{_hindrance_text(subject.hindrance)}"
    if isinstance(subject, _Count):
        return str(subject.count)
    reason = LOSSES[subject.reason] if isinstance(subject.reason, _Loss) else subject.reason
    return f"{_named(subject.path)} ({reason})"


def _hindrance_text(hindrance: _Hindrance | None) -> str:
    return f", {OBSTACLES[hindrance.obstacle].format(hindrance.detail)}" if hindrance else ""


def _graph_text(calls: int | None) -> str:
    return "its graph can't be read" if calls is None else f"calls in its graph that can drop: {calls}"


# wording/notes.py
# The text of the notes.


NOTES = {
    _Note.NO_DROPOUT: (
        "No dropout was seen in these forward passes: train and eval differ only by what the other notes name"
    ),
    _Note.NOT_CALLED: "Not called in these forward passes: {}",
    _Note.ZERO_RATE: "p = 0 drops nothing: {}",
    _Note.IDLE: (
        "Does nothing in training, since it is called with training=False or its module stays in evaluation: {}"
    ),
    _Note.EVAL_ONLY: "Drops in evaluation and not in training: {}",
    _Note.EVAL_TOO: "Drops in evaluation too: {}",
    _Note.TRAIN_ONLY: "Seen in training only, so there is no eval to compare with: {}",
    _Note.NO_CONSUMER: "No module or sum that could be seen receives the output, so no consumer is shown: {}",
    _Note.ATTENTION_WEIGHTS: (
        "Attention weights go into the product with the values, which isn't a module, so no consumer is shown: {}"
    ),
    _Note.ALPHA_UNSCALED: (
        "Unscaled, alpha dropout gives x where it keeps and -1.758 where it drops, without the affine map a x + b: {}"
    ),
    _Note.SCRIPTED: "Runs outside of Python, scripted or traced, and what happens in it isn't seen: {}",
    _Note.UNMASKED: (
        "No mask of the probe fits, so the dropout runs as it is and isn't shown; in unscaled train it is scaled as in "
        "train: {}"
    ),
    _Note.UNCOUNTED: "Values that can't be counted one by one, and aren't shown: {}",
    _Note.EMPTY: "Has no values, since one of its dimensions is 0: {}",
    _Note.UNSEEN_ATTENTION: (
        "Attention of nested tensors, or with a mask of a class of its own, isn't seen; in unscaled train it is scaled "
        "as in train: {}"
    ),
    _Note.RECURRENT: (
        "Dropout between the layers of a recurrent network happens inside one native call and isn't shown; in unscaled "
        "train it is scaled as in train: {}"
    ),
    _Note.RANDOMNESS: (
        "Random numbers are drawn in training for something other than the dropouts seen here, which is part of train "
        "and unscaled train, in {}"
    ),
    _Note.BRANCHES: "Depends on self.training besides dropout, which is part of train: {}",
    _Note.RUNNING_STATISTICS: "Normalizes by running statistics in evaluation only, which is part of train: {}",
    _Note.BATCH_NORM_TRAINS: (
        "BatchNorm is in training in train and unscaled train (whole_model=True): differences from eval aren't "
        "dropout's alone"
    ),
    _Note.BATCH_NORM_STAYS: (
        "BatchNorm stays in evaluation ({} in this model), so that dropout alone is seen; whole_model=True "
        "trains it too"
    ),
    _Note.LOST: "Changed by the forward passes and not put back: {}",
    _Note.COMPLEX: "Complex, and not shown: {}",
    _Note.UNKNOWN_OUTPUT: "What tensors this output holds isn't known, and it isn't shown: {}",
}
"""What each note says; {} stands for what it is about."""


def _note_texts(notes: _Notes) -> list[str]:
    return [_note_text(note, subjects) for note, subjects in notes.subjects.items()]


def _note_text(note: _Note, subjects: Iterable[_Subject]) -> str:
    return NOTES[note].replace("{}", _listed([_subject_text(subject) for subject in subjects]))


def _lost_text(lost: Mapping[str, _Loss | str]) -> str:
    """The note on what wasn't put back, for where there is no report to show it."""
    return _note_text(_Note.LOST, [_LostPart(path, reason) for path, reason in lost.items()])


# -------------------------------------------------------------------------------------------------------------- display
# What a notebook shows: the payload, the table, the picture.


# display/payload.py
# The notebook's payload: a report of bounded size.


FEWER_BINS = 128
MOST_ATOMS = 1024


def _for_notebook(report: dict) -> dict:
    """A report of bounded size: at most 128 bins a mode, by merging pairs, and 1,024 atoms in all, in the order of
    layers."""
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


# display/outline.py
# The outline of a histogram.


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


# display/plot.py
# The parts of the picture.


# Colors of the page that shows it (VS Code's where there are any), and dashes, which are enough to tell modes apart.
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
        return (
            f'<polyline points="{path}" stroke-dasharray="{dash}" fill="none" stroke="currentColor" '
            f'style="stroke:{stroke}"/>'
        )

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


# display/table.py
# The report as a table.


ORDER = ("eval", "unscaledTrain", "train")
NAMES = {"eval": "eval", "unscaledTrain": "unscaled", "train": "train"}


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
        row += [
            _comparison_text(_compare(report, index, "unscaledTrain")),
            _comparison_text(_compare(report, index, "train")),
        ]
        row += [_number(_sd(modes[mode])) for mode in ORDER]
        train = modes["train"]
        row.append(f"{_number(100 * train['zeros'] / train['count'])} %" if train["count"] else NOTHING)
        rows.append(row)
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = [
        "  ".join(c.ljust(w) if i < 3 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))).rstrip()
        for row in rows
    ]
    trials = sum(run["batches"] * run["passes"] for run in report["runs"])
    title = f"{report['model']}: {trials} forward passes in each of eval, unscaled train and train"
    return "\n".join([title, "", *lines, "", *(f"- {note}" for note in report["notes"])])


# display/picture.py
# The picture: how scale changes from layer to layer, and the layer that drifts most.


def _svg(report: dict) -> str:
    """The depth overview, and below it the layer that drifts most; where none does, the model's output, else the
    last."""
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
        f'style="background:Canvas;color:CanvasText;color-scheme:light dark" aria-label="{title}">'
        f"<title>{title}</title>"
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
    """One measure relative to eval, layer by layer; a gap where a ratio is missing."""
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
    """The values that are not zero, as the share in each bin; one value is a line, and the zeros are in words."""
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


# --------------------------------------------------------------------------------------------------------------- report
# ProbeReport: sites, layers, merging, saving.


# report/saving.py
# Writes a file so that it is complete or not there.


def _write_whole(path: Path, text: str) -> None:
    """Writes a new file in the same folder, and moves it to its place: when the disk is full, or anything else fails,
    what was there stays.

    What a link leads to is replaced, not the link, and permissions stay as they were. A device or a pipe is written to.
    """
    path = Path(os.path.realpath(path))
    before = path.stat() if path.exists() else None
    if before is not None and not stat.S_ISREG(before.st_mode):
        path.write_text(text, encoding="utf-8")
        return
    if before is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    partial = path.with_name(f".{uuid.uuid4().hex}.tmp")
    with _Interrupts():
        try:
            with open(partial, "x", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if before is not None:
                os.chmod(partial, stat.S_IMODE(before.st_mode))
            os.replace(partial, path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise


# report/summary.py
# A layer's figures, in the format of Dropout Explorer.


def _shown(layers: list[_Layer]) -> list[_Layer]:
    """The layers of a report: those with values, a sum only where no module receives what enters it, outputs after all
    others."""
    received = {layer.key for layer in layers if layer.received}
    shown = [layer for layer in layers if _has_values(layer) and (layer.kind != "add" or layer.site not in received)]
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


def _plain(x: float | None) -> float | None:
    """-0 is written 0."""
    return x if x is None else x + 0.0


# report/report.py
# The report, and how two become one.


class MergeError(ValueError):
    """Two reports cannot be one: different models, or the same passes twice."""


class Site(NamedTuple):
    """A place where dropout happens."""

    name: str
    """Path of the module, followed by "#2" for the second place in one module."""
    label: str
    """PyTorch notation: `Dropout(p=0.5)`, `F.dropout(p=0.1)`."""
    p: float | None
    """The probability to drop; None where it changes from call to call."""
    active_in_eval: bool
    """It drops in evaluation too (`training=True`, or a `dropout_p` that does not look at `self.training`)."""


class ProbeReport:
    """What `probe` measured; displays itself in a notebook, as a table where nothing else can be shown."""

    def __init__(self, model: str, runs: list[dict], layers: list[_Layer], notes: _Notes, whole_model: bool) -> None:
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
        """What a person must know besides the figures, above all what could not be seen."""
        notes = self._notes.merged(_Notes())
        _notes_of_layers(self._layers, notes)
        return _note_texts(notes)

    def merge(self, other: ProbeReport) -> ProbeReport:
        """Adds another report of the same model: counts exactly, means and variances within rounding (1e-12 of the
        RMS).

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
        notes = self._notes.merged(other._notes)
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
        """Writes `to_json()` to a file, which "Open Report…" of Dropout Explorer shows. A file that is there is
        replaced only when the new one is complete."""
        _write_whole(Path(path), self.to_json() + "\n")

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
    for one in a:
        for other in b:
            shared = next((i for i in _batches(one) if i in _batches(other)), None)
            if shared is not None and one["seed"] == other["seed"]:
                raise MergeError(
                    f"Both reports hold batch {shared} of seed {one['seed']}: probe one of them with another seed"
                )


def _batches(run: dict) -> range:
    """The numbers of a run's batches."""
    return range(run["firstBatch"], run["firstBatch"] + run["batches"] * run["stride"], run["stride"])


# ------------------------------------------------------------------------------------------------------------- watching
# One forward pass: where dropout happens, what replaces it, what it feeds.


# watching/record.py
# What all passes of a study find.


class _Record:
    """The layers that were found, in the order of the forward pass, and what is known of the model's modules."""

    def __init__(self, model: nn.Module) -> None:
        self.model = model
        self.names = {module: name for name, module in model.named_modules()}
        self.layers: dict[tuple, _Layer] = {}
        self.notes = _Notes()
        self.called: set = set()
        """Dropout modules that were called."""
        self.consuming: set[tuple] = set()
        """Calls of modules that received a dropout's output in training: (module, how many calls of it came before)."""
        self.locating = True
        """Whether it is looked for which modules draw random numbers, once."""

    def label(self) -> str:
        return type(self.model).__name__

    def layer(self, key: tuple, role: str, name: str, label: str, kind: str) -> _Layer:
        if key not in self.layers:
            self.layers[key] = _Layer(key, role, name, label, kind)
        return self.layers[key]

    def extent(self) -> tuple[int, int]:
        """How much was found so far: where it grows, evaluation has to run again."""
        return len(self.layers), len(self.consuming)


# watching/tags.py
# Which tensors are the outputs of dropouts.


class _Tags:
    """Outputs of dropouts that are alive and that nothing was written into, by identity."""

    def __init__(self) -> None:
        self.entries: dict[int, tuple] = {}

    def __bool__(self) -> bool:
        return bool(self.entries)

    def put(self, tensor: torch.Tensor, site: tuple) -> None:
        self.entries[id(tensor)] = (weakref.ref(tensor), site, _version(tensor))

    def remove(self, tensor: torch.Tensor) -> None:
        self.entries.pop(id(tensor), None)

    def site_of(self, value: Any) -> tuple | None:
        """The dropout whose output a value is."""
        entry = self.entries.get(id(value))
        if entry is None:
            return None
        tensor, site, version = entry
        return site if tensor() is value and _version(value) == version else None

    def sites_of(self, values: Iterable) -> set[tuple]:
        return {site for site in map(self.site_of, values) if site is not None}


# watching/values.py
# Tensors that a call is given, and whether their values can be masked and counted.


def _flat(value: Any, around: tuple = ()) -> Iterator[torch.Tensor]:
    """The tensors in nested tuples, lists and mappings."""
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, (tuple, list, Mapping)) and id(value) not in around:
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _flat(item, (*around, id(value)))


def _bound(function: Callable, args: tuple, kwargs: dict) -> inspect.BoundArguments | None:
    """A call's arguments by their names; None where they do not fit."""
    try:
        bound = inspect.signature(function).bind(*args, **kwargs)
    except TypeError:
        return None
    bound.apply_defaults()
    return bound


def _is_transformed(tensor: torch.Tensor) -> bool:
    """Whether a tensor stands for others, in torch.vmap, torch.func.grad and so on."""
    functorch = torch._C._functorch  # pyright: ignore[reportAttributeAccessIssue]
    return functorch.is_functorch_wrapped_tensor(tensor)


def _hindrance(tensor: torch.Tensor) -> _Hindrance | None:
    """Why neither a mask can be put on a tensor nor its values be counted."""
    if _is_transformed(tensor):
        return _Hindrance(_Obstacle.TRANSFORMED)
    if tensor.is_nested:
        return _Hindrance(_Obstacle.NESTED)
    if tensor.layout != torch.strided:
        return _Hindrance(_Obstacle.LAYOUT, str(tensor.layout).replace("torch.", ""))
    if not tensor.is_floating_point():
        return _Hindrance(_Obstacle.DTYPE, str(tensor.dtype).replace("torch.", ""))
    return None


def _refused(tensor: torch.Tensor, error: Exception) -> _Hindrance:
    """What a class or a type of number of its own is to a mask: it raised an error."""
    return _Hindrance(_Obstacle.CLASS, f"{type(tensor).__name__} of {tensor.dtype} ({type(error).__name__})")


# watching/forward_pass.py
# One forward pass in one mode: where it is, and what was measured in it.


HERE = _flat.__code__.co_filename
"""The file of the probe, which all of its modules are joined to."""
TORCH = os.path.dirname(inspect.getfile(torch)) + os.sep


@dataclass
class _ModuleCall:
    module: nn.Module
    turn: int
    """How many calls of this module came before in the pass."""
    received: set
    """Dropouts whose output this module receives and none of the modules within it."""
    before: Any = None
    located: bool = False


class _ForwardPass:
    """What one pass gave, and the calls that it is in."""

    def __init__(self, record: _Record, mode: str) -> None:
        self.record = record
        self.mode = mode
        self.seen: dict[tuple, _Seen] = {}
        self.random = False
        """Whether anything was drawn at random, masks in evaluation included."""
        self.located = False
        self.calls: list[_ModuleCall] = []
        self.tags = _Tags()
        self.turns: dict[Any, int] = {}
        """How often each dropout and each module was met in this pass."""
        self.via: list[str] = []
        """Functions of torch.nn.functional that are being run."""
        self.muted = False
        """Within an attention that is in evaluation."""

    def turn(self, what: Any) -> int:
        """How often this pass met something, this time included."""
        self.turns[what] = self.turns.get(what, 0) + 1
        return self.turns[what]

    def module(self) -> nn.Module:
        return self.calls[-1].module if self.calls else self.record.model

    def path(self) -> str:
        return self.record.names.get(self.module(), "")

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

    def where(self, hindrance: _Hindrance | None = None) -> _InModule:
        """The module that is running, for a note."""
        module = self.module()
        shown = self.via and not isinstance(module, (_DropoutNd, nn.MultiheadAttention))
        return _InModule(self.path(), type(module).__name__, self.via[0] if shown else "", hindrance)

    def unused_name(self) -> str:
        """The module's path; "#2" and so on where it has several dropouts of its own."""
        path = self.path() or self.record.label()
        layers = self.record.layers.values()
        taken = sum(layer.role == "dropout" and layer.key[1] == self.path() for layer in layers)
        return path if taken == 0 else f"{path}#{taken + 1}"

    def values_of(self, tensor: torch.Tensor, name: str) -> torch.Tensor | None:
        """A tensor whose values can be counted; None, with a note, where there is none."""
        if tensor.is_meta:
            raise ValueError(
                "This model is on the meta device and has no values, so nothing can be measured: load its weights first"
            )
        with torch._C.DisableTorchFunction():
            if tensor.is_nested and not _is_transformed(tensor):
                return torch.cat([torch.zeros(0), *(part.detach().reshape(-1) for part in tensor.unbind())])
            hindrance = _hindrance(tensor)
        if hindrance is not None:
            self.record.notes.add(_Note.UNCOUNTED, _Values(name, hindrance=hindrance))
        return tensor if hindrance is None else None

    def observe(self, layer: _Layer, tensor: torch.Tensor) -> None:
        """Counts the values of a tensor for a layer in this pass."""
        seen = self.seen.get(layer.key)
        if seen is None:
            seen = self.seen[layer.key] = _Seen(layer.modes[self.mode].tally)
        try:
            with torch._C.DisableTorchFunction():
                seen.add(tensor)
        except (NotImplementedError, TypeError) as error:
            del self.seen[layer.key]
            self.record.notes.add(_Note.UNCOUNTED, _Values(layer.name, hindrance=_refused(tensor, error)))


# watching/masks.py
# The masks of a pass.


class _Masks:
    """The masks of one pass: drawn in train, taken again in the other modes."""

    def __init__(self, key: int) -> None:
        self.key = key
        self.kept: dict[tuple, torch.Tensor] = {}
        self.generators: dict[torch.device, torch.Generator] = {}

    def get(self, place: tuple, shape: list[int], p: float, device: torch.device, fresh: bool) -> torch.Tensor:
        """The mask of a place: True where a value is kept. Where this mode goes another way than train, it is a new
        one."""
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
    """Independent Booleans, False with probability round(p 2^32) / 2^32: 32 random bits each, five times as fast on a
    CPU as `bernoulli_`."""
    threshold = round(p * 2**32)
    count = math.prod(shape)
    if threshold == 2**32:
        return torch.zeros(shape, dtype=torch.bool, device=device)
    words = torch.empty((count + 1) // 2, dtype=torch.int64, device=generator.device)
    words.random_(-(2**63), None, generator=generator)
    return (words.view(torch.int32)[:count] >= threshold - 2**31).view(shape).to(device)


def _apply(x: torch.Tensor, mask: torch.Tensor, p: float, kind: str, scaled: bool) -> torch.Tensor:
    """Dropout with a given mask m. Inverted: x m / (1-p), unscaled x m. Alpha: a y + b, unscaled y, where y is x if
    kept and alpha' if dropped. All zeros for p = 1; as in torch, a dropped infinity or NaN is NaN."""
    kept = mask.to(x.dtype)
    out = kept.mul_(x) if kept.shape == x.shape else x * kept
    if p == 1 or ("alpha" not in kind and not scaled):
        return out
    if "alpha" not in kind:
        return out.mul_(1 / (1 - p))
    out = out.add_((~mask).to(x.dtype), alpha=ALPHA)
    a, b = _affine(p)
    return out.mul_(a).add_(b) if scaled else out


def _mixed(*numbers: int) -> int:
    """One number in [0, 2^63) from several, by the finalizer of splitmix64."""
    word = 0
    for number in numbers:
        word = (word + number + 0x9E3779B97F4A7C15) % 2**64
        word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        word = (word ^ word >> 27) * 0x94D049BB133111EB % 2**64
        word ^= word >> 31
    return word >> 1


# watching/dropping.py
# What takes the place of a dropout: one whose mask is known, measured.


class _Dropping:
    """Drops with the masks of a pass, as its mode says."""

    def __init__(self, forward: _ForwardPass, masks: _Masks) -> None:
        self.forward = forward
        self.record = forward.record
        self.masks = masks

    def is_maskable(self, *tensors: torch.Tensor) -> bool:
        """Whether a mask of the probe can be put on tensors; if not, the dropout runs as it is, and a note says so."""
        hindrance = next(filter(None, map(_hindrance, tensors)), None)
        if hindrance is not None:
            self.record.notes.add(_Note.UNMASKED, self.forward.where(hindrance))
        return hindrance is None

    def drop(self, where: tuple, x: torch.Tensor, p: float, kind: str, active: bool, how: str) -> torch.Tensor | None:
        """What the dropout gives in this mode, measured; never x itself, so that it is known where it goes. None where
        the mask cannot be put on."""
        with torch._C.DisableTorchFunction():
            out = self.masked(where, x, p, kind) if active else x.view_as(x)
        if out is None:
            return None
        layer = self.layer(where, p, kind, active, how)
        if active and self.forward.mode == "eval":
            layer.active_in_eval = self.forward.random = True
        with torch._C.DisableTorchFunction():
            self.forward.observe(layer, out)
            if self.forward.mode != "eval" and where in self.forward.seen:
                self.forward.seen[where].entering.add_all(x)
        return out

    def layer(self, where: tuple, p: float, kind: str, active: bool, how: str) -> _Layer:
        layer = self.record.layers.get(where)
        if layer is None:
            alpha = "alpha_dropout" if "alpha" in kind else "dropout"
            layer = self.record.layer(where, "dropout", self.forward.unused_name(), f"{how}(p={p})", alpha)
            layer.p = p
        elif layer.p != p and active:
            layer.p, layer.label = None, f"{how}(p varies)"
        return layer

    def masked(self, where: tuple, x: torch.Tensor, p: float, kind: str) -> torch.Tensor | None:
        turn, mode = self.forward.turn(where), self.forward.mode
        shape = [*x.shape[:2], *(1 for _ in x.shape[2:])] if "feature" in kind else list(x.shape)
        try:
            mask = self.masks.get((where, turn), shape, p, x.device, fresh=mode == "train")
            return _apply(x, mask, p, kind, scaled=mode != "unscaledTrain")
        except (NotImplementedError, TypeError) as error:
            self.record.notes.add(_Note.UNMASKED, self.forward.where(_refused(x, error)))
            return None


# watching/attention.py
# scaled_dot_product_attention, computed so that its weights can be seen and dropped.


def _attend(dropping: _Dropping, func: Callable, args: tuple, kwargs: dict) -> Any:
    """softmax(Q K^T scale + mask), dropout, times V."""
    forward, layers = dropping.forward, dropping.record.layers
    bound = _bound(_attention_arguments, args, kwargs)
    if bound is None or not _is_probability(bound.arguments["dropout_p"]):
        return func(*args, **kwargs)
    query, key, value, attn_mask, dropout_p, is_causal, scale = bound.args
    where, more = forward.place(), bound.kwargs
    active = dropout_p > 0 and not forward.muted

    def as_it_is() -> Any:
        p = 0.0 if forward.muted else dropout_p
        return func(query, key, value, attn_mask, p, is_causal, scale=scale, **more)

    idle = not active and (forward.mode != "eval" or where not in layers)
    tensors = all(isinstance(x, torch.Tensor) for x in (query, key, value))
    if idle or (is_causal and attn_mask is not None) or not tensors:
        return as_it_is()
    if type(attn_mask) not in (type(None), torch.Tensor, nn.Parameter) or query.is_nested:
        dropping.record.notes.add(_Note.UNSEEN_ATTENTION, forward.where())
        return as_it_is()
    if not dropping.is_maskable(query, key, value):
        return as_it_is()
    try:
        with torch._C.DisableTorchFunction():
            if more.get("enable_gqa"):
                groups = query.size(-3) // key.size(-3)
                key, value = key.repeat_interleave(groups, -3), value.repeat_interleave(groups, -3)
            weights = _attention_weights(query, key, attn_mask, is_causal, scale).to(value.dtype)
    except (RuntimeError, TypeError):
        # The error is torch's to raise.
        return func(*args, **kwargs)
    if weights.numel() > 0:
        how = forward.how("scaled_dot_product_attention")
        weights = dropping.drop(where, weights, float(dropout_p), "dropout", active, how)
    if weights is None:
        return func(*args, **kwargs)
    with torch._C.DisableTorchFunction():
        return weights @ value


def _attention_arguments(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, **more):
    """The parameters of scaled_dot_product_attention, which is not Python."""


def _attention_weights(
    query: torch.Tensor, key: torch.Tensor, mask: torch.Tensor | None, is_causal: bool, scale: float | None
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


# watching/dropouts.py
# The functions of torch that matter here.


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


def _bodies() -> dict:
    """Functions of torch.nn.functional whose dropout is inside: the same code, without its first lines, which hand the
    call to the mode and would hand it over forever."""

    def never(*_: Any) -> bool:
        return False

    seen = dict.fromkeys(("has_torch_function", "has_torch_function_unary", "has_torch_function_variadic"), never)
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


# watching/module_calls.py
# The calls of modules in a pass: what receives the output of a dropout, and what draws random numbers.


class _ModuleCalls:
    """Follows which modules are called, and measures those that receive the output of a dropout."""

    def __init__(self, forward: _ForwardPass) -> None:
        self.forward = forward
        self.record = forward.record
        self.calls = forward.calls

    def enter(self, module: nn.Module, given: Any) -> None:
        """A module is called. What it receives, none of the modules around it counts as receiving."""
        tags = self.forward.tags
        received = tags.sites_of(_flat(given)) if tags else set()
        for call in self.calls:
            call.received -= received
        locating = self.record.locating and self.forward.mode == "train"
        turn = self.forward.turn(module)
        self.calls.append(_ModuleCall(module, turn, received, _Random.now() if locating else None))

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
            self.measure(module, result)
        self.calls.pop()

    def measure(self, module: nn.Module, result: torch.Tensor) -> None:
        path = self.record.names[module]
        name = path or self.record.label()
        values = self.forward.values_of(result, name)
        if values is not None:
            kind = type(module).__name__.lower()
            layer = self.record.layer(("consumer", path), "consumer", name, _label(module), kind)
            self.forward.observe(layer, values)

    def consumes(self, call: _ModuleCall, result: torch.Tensor) -> bool:
        """Whether a call is to be measured as a consumer. Training decides, by what is received there: evaluation may
        skip the dropout, or pass by a module that returns what it is given, and the same call is what it compares
        with."""
        known = (call.module, call.turn)
        if self.forward.mode == "eval":
            return known in self.record.consuming
        own = self.forward.tags.site_of(result)
        # What gives the dropout's own output back, as Identity does, passes it on. (Of what is written into a tensor of
        # inference mode that is the only sign.)
        in_place = inspect.getattr_static(call.module, "inplace", False) is True
        if not call.received or (own in call.received and not in_place):
            return False
        for site in call.received:
            self.record.layers[site].received = True
        # The output of another dropout is measured there.
        measured = own is None or own in call.received
        if measured:
            self.record.consuming.add(known)
            self.forward.tags.remove(result)
        return measured

    def locate(self, call: _ModuleCall) -> None:
        """Notes the innermost modules that draw random numbers that aren't for a mask seen here."""
        if call.before is None:
            return
        if not call.located and _Random.now() != call.before:
            self.note_randomness(call.module)
            call.located = True
        if call.located:
            self.forward.located = True
            if len(self.calls) > 1:
                self.calls[-2].located = True

    def note_randomness(self, module: nn.Module) -> None:
        path, kind = self.record.names[module], type(module).__name__
        if isinstance(module, nn.RNNBase) and module.dropout > 0:
            self.record.notes.add(_Note.RECURRENT, _Recurrent(path, kind, module.dropout))
        else:
            self.record.notes.add(_Note.RANDOMNESS, _InModule(path, kind))


# watching/watch.py
# Watches the calls of torch's functions in a pass.


class _Watch(TorchFunctionMode):
    """One forward pass in one mode: takes the place of every dropout, and measures what it feeds."""

    def __init__(self, record: _Record, mode: str, masks: _Masks) -> None:
        super().__init__()
        self.forward = _ForwardPass(record, mode)
        self.modules = _ModuleCalls(self.forward)
        self.dropping = _Dropping(self.forward, masks)
        self.record, self.tags = record, self.forward.tags

    def __torch_function__(self, func: Any, kinds: Any, args: tuple = (), kwargs: dict | None = None) -> Any:
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "").split(".")[0]
        # By name, since somebody may have put a function of their own in its place, which calls it.
        if isinstance(func, types.FunctionType) and name in BODIES:
            return self.run_body(func, name, args, kwargs)
        if name.rstrip("_") in DROPOUTS:
            return self.dropout(func, name, args, kwargs)
        if name == "scaled_dot_product_attention":
            return _attend(self.dropping, func, args, kwargs)
        if not self.tags or (name not in SUMS and name not in PASSES_ON):
            result = func(*args, **kwargs)
            if self.tags and isinstance(result, torch.Tensor) and name != "__get__":
                self.enter_function(name.strip("_"), args)
            return result
        return self.follow(func, name, args, kwargs)

    def follow(self, func: Any, name: str, args: tuple, kwargs: dict) -> Any:
        """A function that passes the output of a dropout on, or adds something to it."""
        # Before the call, which may write into its operand.
        operands = [operand for operand in (*args, *kwargs.values()) if isinstance(operand, torch.Tensor)][:2]
        sites = self.tags.sites_of(operands)
        result = func(*args, **kwargs)
        if name in SUMS and len(operands) == 2 and isinstance(result, torch.Tensor):
            self.sum(sites, result)
        elif name in PASSES_ON and isinstance(result, torch.Tensor) and operands:
            site = self.tags.site_of(operands[0])
            if site is not None:
                self.tags.put(result, site)
        return result

    def run_body(self, func: Any, name: str, args: tuple, kwargs: dict) -> Any:
        """A function of torch.nn.functional, so that the dropout in it is seen. An attention in evaluation is run as in
        training, so that it passes the place where its dropout would be, and nothing is dropped there."""
        forward, body = self.forward, BODIES[name]
        muted = forward.muted
        if name == "multi_head_attention_forward":
            bound = _bound(body, args, kwargs)
            if bound is None:
                return func(*args, **kwargs)
            if forward.mode == "eval" and not bound.arguments["training"]:
                forward.muted = bound.arguments["training"] = True
            args, kwargs = bound.args, bound.kwargs
        forward.via.append(name)
        try:
            with self:
                return body(*args, **kwargs)
        finally:
            forward.via.pop()
            forward.muted = muted

    def dropout(self, func: Any, name: str, args: tuple, kwargs: dict) -> Any:
        """One of torch's own dropouts: (input, p, train)."""
        forward = self.forward
        given = dict(zip(("input", "p", "train"), args), **kwargs)
        x: Any = given.get("input")
        p, active = given.get("p", 0.5), given.get("train", True)
        inplace, kind = name.endswith("_"), name.rstrip("_").replace("native_", "")
        active = active is not False and not forward.muted
        if not self.is_site(x, p, kind, active):
            return func(*args, **kwargs) if not forward.muted else x
        where = forward.place()
        out = self.dropping.drop(where, x, float(p), kind, active and p != 0, forward.how(name))
        if out is None:
            return func(*args, **kwargs)
        if name == "native_dropout":
            return out, out != 0
        if inplace:
            out = x.copy_(out)
        self.tags.put(out, where)
        return out

    def is_site(self, x: Any, p: Any, kind: str, active: bool) -> bool:
        """Whether this call is to be measured; if it does nothing where something could be expected, a note says so.
        What torch refuses is left to torch."""
        forward = self.forward
        self.record.called.add(forward.module())
        if not (isinstance(x, torch.Tensor) and _is_probability(p) and x.numel() > 0 and not x.is_meta):
            return False
        if "feature" in kind and x.dim() < 2:
            return False
        if active and p != 0:
            return self.dropping.is_maskable(x)
        # Evaluation passes by where train drops, with training=False or with p = 0.
        if forward.mode == "eval":
            return forward.place() in self.record.layers
        self.record.notes.add(_Note.ZERO_RATE if p == 0 else _Note.IDLE, forward.where())
        return False

    def sum(self, sites: set, result: torch.Tensor) -> None:
        """Measures the sum of the output of each of these dropouts and another tensor."""
        for site in sites:
            key = ("add", site)
            if self.forward.mode == "eval" and key not in self.record.layers:
                continue
            name = f"{self.record.layers[site].name} + …"
            values = self.forward.values_of(result, name)
            if values is not None:
                layer = self.record.layer(key, "consumer", name, "add", "add")
                layer.site = site
                self.forward.observe(layer, values)

    def enter_function(self, name: str, given: Any) -> None:
        """Remembers where the output of a dropout went, for those that no module or sum receives."""
        for tensor in _flat(given):
            site = self.tags.site_of(tensor)
            if site is not None:
                layer = self.record.layers[site]
                layer.enters = layer.enters or name


# -------------------------------------------------------------------------------------------------------------- probing
# Running it: arguments, batches, the three modes of each batch, several ranks.


# probing/batches.py
# The batches, and how one goes into the model.


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
            f"probe needs a batch (a tensor, a tuple or list whose first element is the input, a mapping) or an "
            f"iterable of batches as its second argument, not {_kind(data)}; forward=lambda model, batch: … takes any "
            "other batch"
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
        f"A batch must be a tensor, a mapping of keyword arguments, or a tuple or list whose first element is the "
        f"input, not {_kind(batch)}; say how to run it by forward=lambda model, batch: …"
    )


def _moved(batch: Any, device: torch.device | None, around: tuple = ()) -> Any:
    """A batch with its tensors on the model's device, where that is one."""
    if device is None or id(batch) in around:
        return batch
    around = (*around, id(batch))
    # Of the class: an object may have an answer for any name.
    if callable(getattr(type(batch), "to", None)):
        return batch.to(device)
    if isinstance(batch, Mapping):
        return {key: _moved(value, device, around) for key, value in batch.items()}
    if isinstance(batch, tuple) and hasattr(type(batch), "_fields"):
        return type(batch)(*(_moved(value, device, around) for value in batch))
    if isinstance(batch, (tuple, list)):
        return type(batch)(_moved(value, device, around) for value in batch)
    return batch


# probing/checks.py
# The arguments of a probe.


def _checked(model: Any, max_batches: int, passes: int, seed: int) -> nn.Module:
    if not isinstance(model, nn.Module):
        raise TypeError(f"probe needs a torch.nn.Module as its first argument, not {_kind(model)}")
    for name, value, least in (("max_batches", max_batches, 1), ("passes", passes, 1), ("seed", seed, 0)):
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise ValueError(f"{name} must be an integer of at least {least}, not {value!r}")
    if seed >= 2**32:
        raise ValueError(f"seed must be below 2**32, not {seed}")
    model = _unwrapped(model)
    for name, parameter in model.named_parameters():
        if isinstance(parameter, nn.parameter.UninitializedParameter):
            raise ValueError(f"{name} isn't initialized: run the model once, for its lazy modules, then probe it")
    return model


def _unwrapped(model: nn.Module) -> nn.Module:
    """The model in what torch.compile, DataParallel and DistributedDataParallel make of it."""
    while True:
        # What is registered there, since a model's own __getattr__ may answer for any name.
        inner = vars(model).get("_modules") if not _scripted(model) else None
        if inner and "_orig_mod" in inner:
            model = inner["_orig_mod"]
        elif isinstance(model, (nn.DataParallel, nn.parallel.DistributedDataParallel)):
            model = model.module
        else:
            return model


# probing/ranks.py
# Several processes that probe together.


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


# probing/hooks.py
# Hooks that tell which modules are called.


class _Hook:
    """A hook of the probe. A copy of a module that it hangs on, which a forward pass may make, is none of the probe's
    business."""

    def __init__(self, call: Callable | None = None) -> None:
        self.call = call

    def __call__(self, *given: Any) -> None:
        if self.call is not None:
            self.call(*given)

    def __reduce__(self) -> tuple:
        return _Hook, ()


def _attach(modules: Iterable[nn.Module], entered: Callable, left: Callable, handles: list) -> None:
    """Hangs hooks on modules, and adds what removes each of them to `handles` at once."""
    for module in modules:
        if not _scripted(module):
            handles.append(module.register_forward_pre_hook(_Hook(entered), with_kwargs=True))
            handles.append(module.register_forward_hook(_Hook(left), with_kwargs=True, always_call=True))


# probing/outputs.py
# The outputs of a model.


def _observe_outputs(forward: _ForwardPass, output: Any) -> None:
    """Measures every tensor that a model returned."""
    record = forward.record
    for name, tensor in _tensors(output, "output", record.notes):
        values = forward.values_of(tensor, name)
        if values is not None:
            layer = record.layer(("output", name), "output", name, f"{record.label()}()", "output")
            forward.observe(layer, values)
        site = forward.tags.site_of(tensor)
        if site is not None:
            record.layers[site].returned = True


def _tensors(value: Any, name: str, notes: _Notes, around: tuple = ()) -> Iterator[tuple[str, torch.Tensor]]:
    """The floating-point tensors of a model's output, with their names."""
    if isinstance(value, torch.Tensor):
        if value.is_floating_point():
            yield name, value
        elif value.is_complex():
            notes.add(_Note.COMPLEX, _Values(name))
        return
    for key, item in _parts_of_output(value, name, notes) if id(value) not in around else ():
        yield from _tensors(item, key, notes, (*around, id(value)))


def _parts_of_output(value: Any, name: str, notes: _Notes) -> Iterator[tuple[str, Any]]:
    kind = type(value)
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield f"{name}[{key!r}]", item
    elif isinstance(value, (tuple, list)):
        # Of the class: an object may have an answer for any name.
        for key, item in zip(getattr(kind, "_fields", range(len(value))), value):
            yield f"{name}.{key}" if isinstance(key, str) else f"{name}[{key}]", item
    elif hasattr(kind, "__dataclass_fields__"):
        for key in kind.__dataclass_fields__:
            yield f"{name}.{key}", getattr(value, key, None)
    elif value is not None and not isinstance(value, (bool, int, float, str)):
        notes.add(_Note.UNKNOWN_OUTPUT, _Values(name, kind.__name__))


# probing/study.py
# Runs the three modes of each batch.


@dataclass
class _Study:
    """Runs the three modes of each batch and adds up what is seen."""

    record: _Record
    saved: _Saved
    interrupts: _Interrupts
    forward: Callable[[nn.Module, Any], Any]
    seed: int
    passes: int
    whole_model: bool
    watch: _Watch | None = None
    lost: dict[str, _Loss | str] = field(default_factory=dict)
    """What of the batches could not be put back."""

    @contextlib.contextmanager
    def attached(self) -> Iterator[None]:
        """With hooks that tell the watch of the pass which modules are called; removed afterwards."""

        def entered(module: nn.Module, args: tuple, kwargs: dict) -> None:
            if self.watch is not None:
                self.watch.modules.enter(module, (args, kwargs))

        def left(module: nn.Module, args: tuple, kwargs: dict, output: Any) -> None:
            if self.watch is not None:
                self.watch.modules.leave(module, output)

        handles: list = []
        try:
            _attach(self.record.names, entered, left, handles)
            self.saved.begin()
            yield
        finally:
            for handle in handles:
                handle.remove()

    def add(self, batch: Any, index: int) -> None:
        """All passes of one batch. Evaluation is run once and counted for each pass, where it draws nothing at random
        and training reached no place that it did not reach before."""
        outside = _Random.now()
        # A model may write into its input, by nn.ReLU(inplace=True) for instance.
        given = _State([("batch", batch)], self.saved.budget)
        try:
            self.run_all(batch, index, given)
        finally:
            _surely(given.end)
            given.memory.release()
            self.lost.update(given.lost)
        # A loader that augments with the global generators gets the numbers that it would get without the probe.
        outside.restore()

    def run_all(self, batch: Any, index: int, given: _State) -> None:
        evaluation, known = None, (0, 0)
        for turn in range(self.passes):
            key = _mixed(self.seed, index, turn)
            masks = _Masks(key)
            seen = {mode: self.run(mode, batch, masks, given) for mode in ("train", "unscaledTrain")}
            if evaluation is None or evaluation.random or known != self.record.extent():
                evaluation = self.run("eval", batch, masks, given)
                known = self.record.extent()
            _fold(self.record.layers, {**seen, "eval": evaluation})

    def run(self, mode: str, batch: Any, masks: _Masks, given: _State) -> _ForwardPass:
        """One forward pass in one mode."""
        state, record = self.saved.state, self.record
        watch = self.watch = _Watch(record, mode, masks)
        forward = watch.forward
        try:
            self.saved.set_mode(mode != "eval", self.whole_model)
            _Random.seed(masks.key)
            state.seed(masks.key)
            before, own = _Random.now(), state.states_of_generators()
            with torch.no_grad(), watch:
                self.run_forward(batch, forward)
            drawn = _Random.now() != before
            forward.random |= drawn or state.states_of_generators() != own
        finally:
            self.watch = None
            _surely(given.restore)
            _surely(self.saved.restore)
        if drawn and mode == "train" and record.locating and not forward.located:
            record.notes.add(_Note.RANDOMNESS, _OutsideOfModules())
        if mode == "train":
            record.locating = False
        return forward

    def run_forward(self, batch: Any, forward: _ForwardPass) -> None:
        """The model's own code, which can be interrupted at any place, and what it returns."""
        modes = _function_modes()
        try:
            self.interrupts.allow()
            output = self.forward(self.record.model, batch)
            _observe_outputs(forward, output)
        except BaseException as error:
            _close_half_entered(error)
            raise
        finally:
            self.interrupts.hold()
            # One that is left open would be closed in the place of the watch.
            if _function_modes() != modes:
                _set_function_modes(modes)

    def all_lost(self) -> dict[str, _Loss | str]:
        """What could not be put back, of the model and of the batches."""
        return {**self.saved.state.lost, **self.lost}

    def warn_of_lost(self) -> None:
        """Where there is no report whose notes could say so."""
        lost = self.all_lost()
        if lost:
            # At the line that calls `probe`.
            warnings.warn(_lost_text(lost), RuntimeWarning, stacklevel=5)

    def report(self, runs: list[dict]) -> ProbeReport:
        record, notes = self.record, self.record.notes
        _notes_of_model(record.names, self.whole_model, notes)
        if runs:
            _notes_of_uncalled(record.names, record.called, notes)
        for path, reason in self.all_lost().items():
            notes.add(_Note.LOST, _LostPart(path, reason))
        return ProbeReport(record.label(), runs, list(record.layers.values()), notes, self.whole_model)


def _fold(layers: dict[tuple, _Layer], passes: dict[str, _ForwardPass]) -> None:
    """Adds one pass of each mode: its counts, its trial, and its difference from evaluation."""
    reference = passes["eval"].seen
    for mode, forward in passes.items():
        for key, seen in forward.seen.items():
            layer = layers[key]
            measured = layer.modes[mode]
            measured.fold(seen)
            if mode == "train":
                layer.see(seen.units, seen.shape)
            base = reference.get(key)
            if mode != "eval" and base is not None and seen.values.n > 0 and base.values.n > 0:
                measured.differences.add(seen.values.n, seen.values.mean - base.values.mean)


# probing/probe.py
# The function that a program calls.


def probe(
    model: nn.Module,
    data: Any,
    *,
    max_batches: int = 20,
    passes: int = 8,
    seed: int = 0,
    forward: Callable[[nn.Module, Any], Any] | None = None,
    whole_model: bool = False,
    sharded: bool = False,
) -> ProbeReport:
    """Measures the activations at every dropout of a model, at what it feeds, and at the model's outputs.

    A *trial* is one forward pass of one batch. For each of the first `max_batches` batches, `passes` masks are drawn;
    each is used in train (kept values times 1/(1-p)) and in unscaled train (the same mask without that factor). Data
    and parameters are held fixed. The masks of a pass depend on (seed, number of the batch, number of the pass) alone.

    Train is `model.train()` with every BatchNorm kept in evaluation, so that dropout alone is seen; `whole_model=True`
    puts them into training too. Other branches on `self.training` are named in the notes. Alpha dropout without its
    scale is x where it keeps and -1.758 where it drops, without the affine map that restores mean and variance.

    Each forward pass begins from the model as it was handed in, and the model is left like that, also where its forward
    raises or is interrupted, at whatever moment. That holds for parameters, buffers, gradients and the batch, whatever
    writes into them and however large they are; for training flags and hooks; for the attributes of modules and of
    their classes, with the containers, tensors, NumPy arrays, random generators and plain objects that they lead to;
    for the global random generators of Python, NumPy, torch and every CUDA device; and for the settings of torch.
    Copies take up to half of the free memory. Of what doesn't fit, checksums are kept, and a note names what changed.
    A note also names iterators that moved on and variables outside of the model that its methods set. Objects that hold
    a thread, a lock or a file are left as they are, and so is all that is outside of the process.

    Args:
        model: any `nn.Module`; compiled ones run eagerly, DataParallel and DistributedDataParallel are unwrapped.
        data: a batch or an iterable of batches. A batch is a tensor; a mapping, whose items become keyword arguments;
            or a tuple or list whose first element is the input (a tensor, a tuple of positional arguments, or a
            mapping) and whose other elements (labels) aren't used. A list of tensors is one batch; a list of tuples,
            lists or mappings is a list of batches. Tensors are moved to the model's device.
        max_batches: the most batches that are taken, counted over all ranks.
        passes: masks for each batch, at least 1. Standard errors need 2 trials.
        seed: an integer in [0, 2^32).
        forward: `forward(model, batch)` for anything else, such as `lambda model, b: model(b["image"], b["text"])`.
        whole_model: BatchNorm in training too; its running statistics are put back after each pass.
        sharded: the loader is this rank's own (DistributedSampler): its batch i is batch i * world + rank of all.

    Under an initialized `torch.distributed` process group every rank has to call it: rank r of w takes batches r, r +
    w, … of a shared loader (which must give every rank the same order), and every rank gets the report of all. A model
    whose forward talks to other ranks needs as many batches on each of them.

    Raises:
        TypeError: the model isn't an `nn.Module`, or a batch is of a kind that isn't listed above.
        ValueError: no batch, passes < 1, max_batches < 1, a seed out of range, or parameters that aren't initialized.
    """
    model = _checked(model, max_batches, passes, seed)
    rank, world = _place()
    loader = None if _is_batch(data) else data

    def measure() -> ProbeReport:
        taken, study = 0, None
        with _Interrupts() as interrupts:
            try:
                with _no_trace(model, loader) as saved:
                    study = _Study(_Record(model), saved, interrupts, forward or _call, seed, passes, whole_model)
                    with study.attached():
                        batches = _numbered(data, rank, world, sharded, max_batches, forward is not None)
                        for index, batch in interrupts.each(batches):
                            study.add(_moved(batch, saved.device), index)
                            taken += 1
            except BaseException:
                if study is not None:
                    study.warn_of_lost()
                raise
            run = {"seed": seed, "firstBatch": rank, "stride": world, "batches": taken, "passes": passes}
            return study.report([run] if taken else [])

    return _of_all_ranks(measure, world)
