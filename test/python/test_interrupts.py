"""Ctrl+C at any moment of a probe: the model is as it was, and KeyboardInterrupt is raised."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import unittest
from pathlib import Path

import torch
from torch import nn

import dropout_probe
from dropout_probe import probe
from picture import differences, picture

X = torch.randn(3, 4)


class Writes(nn.Module):
    """Writes into nearly everything that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.linear, self.drop, self.norm = nn.Linear(4, 4), nn.Dropout(0.3), nn.BatchNorm1d(4)
        self.step, self.seen = 1000, []

    def forward(self, x):
        self.step += 1
        self.seen.append(self.step)
        self.linear.weight.data.mul_(0.5)
        self.late = nn.Parameter(torch.ones(1))
        x.add_(1)
        return self.norm(self.drop(self.linear(x)))


class AtLine:
    """Presses Ctrl+C when a line of the probe is about to run for the n-th time; without a line, it counts them."""

    def __init__(self, place: tuple = (None, 0), times: int = 1) -> None:
        self.place, self.left = place, times
        self.counts: dict = {}

    def __call__(self, frame, event, argument):
        if frame.f_code is not (self.place[0] or frame.f_code) or frame.f_code.co_filename != dropout_probe.__file__:
            return None
        if event == "line":
            place = (frame.f_code, frame.f_lineno)
            self.counts[place] = self.counts.get(place, 0) + 1
            if place == self.place and self.counts[place] == self.left:
                signal.raise_signal(signal.SIGINT)
        return self

    def run(self, model: nn.Module, x: torch.Tensor) -> bool:
        """Whether the probe was interrupted."""
        before = sys.gettrace()
        sys.settrace(self)
        try:
            probe(model, x, passes=1, whole_model=True)
            return False
        except KeyboardInterrupt:
            return True
        finally:
            sys.settrace(before)


class AtStep(AtLine):
    """Presses Ctrl+C between two steps of Python within the code of context managers and of torch's modes."""

    CODES = frozenset(
        {
            contextlib._GeneratorContextManager.__enter__.__code__,
            contextlib._GeneratorContextManager.__exit__.__code__,
            torch.overrides._pop_mode_temporarily.__wrapped__.__code__,
            torch.overrides.handle_torch_function.__code__,
            torch.overrides.TorchFunctionMode.__enter__.__code__,
            torch.overrides.TorchFunctionMode.__exit__.__code__,
        }
    )

    def __call__(self, frame, event, argument):
        if frame.f_code not in self.CODES:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            place = (frame.f_code, frame.f_lasti)
            self.counts[place] = self.counts.get(place, 0) + 1
            if place == self.place and self.counts[place] == self.left:
                signal.raise_signal(signal.SIGINT)
        return self


class Interrupts(unittest.TestCase):
    def test_nothing_is_left_between_two_steps_of_a_context_manager(self):
        steps = AtStep()
        steps.run(Writes(), X.clone())
        model, x = Writes(), X.clone()
        before = picture(model=model, batch=x)
        for place, times in steps.counts.items():
            for at in {1, (times + 1) // 2, times}:
                AtStep(place, at).run(model, x)
                where = f"step {place[1]} of {place[0].co_name}, time {at}"
                self.assertEqual(differences(before, picture(model=model, batch=x)), [], where)

    def test_nothing_is_left_at_whatever_line_of_the_probe_it_comes(self):
        lines = AtLine()
        lines.run(Writes(), X.clone())
        self.assertGreater(len(lines.counts), 500)
        model, x = Writes(), X.clone()
        before, handler = picture(model=model, batch=x), signal.getsignal(signal.SIGINT)
        for place, times in lines.counts.items():
            for at in {1, times}:
                where = f"line {place[1]} of {place[0].co_name}, time {at}"
                self.assertTrue(AtLine(place, at).run(model, x), f"{where} ignored the interrupt")
                self.assertEqual(differences(before, picture(model=model, batch=x)), [], where)
                self.assertIs(signal.getsignal(signal.SIGINT), handler)

    def test_the_forward_pass_and_the_loader_are_interrupted_at_once(self):
        model, after = Writes(), []

        def forward(model, x):
            model(x)
            signal.raise_signal(signal.SIGINT)
            after.append("the forward pass went on")

        def loader():
            yield X.clone()
            signal.raise_signal(signal.SIGINT)
            after.append("the loader went on")

        before = picture(model=model)
        for data, more in ((X.clone(), {"forward": forward}), (loader(), {})):
            with self.assertRaises(KeyboardInterrupt):
                probe(model, data, passes=1, **more)
            self.assertEqual(differences(before, picture(model=model)), [])
        self.assertEqual(after, [])

    def test_a_handler_of_the_program_is_called_and_stays(self):
        calls = []
        handler = lambda number, frame: calls.append(number)
        before = signal.signal(signal.SIGINT, handler)
        try:
            probe(Writes(), X.clone(), passes=1, forward=lambda m, b: (signal.raise_signal(signal.SIGINT), m(b))[1])
            self.assertIs(signal.getsignal(signal.SIGINT), handler)
        finally:
            signal.signal(signal.SIGINT, before)
        self.assertEqual(calls, [signal.SIGINT] * 3, "in each of three forward passes")

    def test_other_threads_probe_too(self):
        reports = []
        thread = threading.Thread(target=lambda: reports.append(probe(Writes(), X.clone(), passes=1)))
        thread.start()
        thread.join()
        self.assertEqual(len(reports), 1)

    @unittest.skipIf(os.name == "nt", "signals to other processes")
    def test_a_process_that_is_interrupted_again_and_again_keeps_its_model(self):
        program = Path(__file__).with_name("interrupted.py")
        told = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, timeout=300)
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertRegex(told.stdout, r"^\d+ interrupts, 0 differences$")
