"""Runs the three modes of each batch."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import nn

from ..notes.kinds import _Loss, _Note
from ..notes.of_model import _notes_of_model, _notes_of_uncalled
from ..notes.subjects import _LostPart, _OutsideOfModules
from ..report.report import ProbeReport
from ..restoring.interrupts import _close_half_entered, _Interrupts, _surely
from ..restoring.random_state import _Random
from ..restoring.saved import _Saved
from ..restoring.state import _State
from ..restoring.torch_state import _function_modes, _set_function_modes
from ..statistics.layer import _Layer
from ..watching.forward_pass import _ForwardPass
from ..watching.masks import _Masks, _mixed
from ..watching.record import _Record
from ..watching.watch import _Watch
from ..wording.notes import _lost_text
from .hooks import _attach
from .outputs import _observe_outputs


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
