"""What torch runs, the probe runs; and odd models are afterwards as they were, or a note names what is not."""

import re
import unittest
import warnings

import torch
from torch import nn

import odd_attributes
import odd_tensors
import odd_ways
from dropout_probe import probe
from picture import differences, picture

MODELS = [*odd_tensors.MODELS, *odd_attributes.MODELS, *odd_ways.MODELS]
NAMED = {
    "iterator_that_counts": {"kept"},
    "iterator_of_a_list": {"kept"},
    "iterator_of_two_ranges": {"kept"},
    "iterator_without_an_end": {"kept"},
    "iterator_of_a_dict": {"kept"},
    "iterator_of_a_long_range": {"kept"},
    "iterator_of_products": {"kept"},
    "iterator_of_a_loader": {"kept._sampler_iter"},
    "generator_function": {"kept"},
    "countsoutside": {"COUNT"},
    "counts_around": {"count"},
}
"""What the notes name, by model: iterators, and variables outside of the model."""


def made(make) -> tuple:
    torch.manual_seed(0)
    model, batch, *more = make()
    return model, batch, more[0] if more else {}


def error_of(run) -> str:
    try:
        run()
        return ""
    except Exception as error:
        return f"{type(error).__name__}: {error}".splitlines()[0]


def call_of(more: dict):
    return more.get("forward") or (lambda model, batch: model(**batch) if isinstance(batch, dict) else model(batch))


def run_plainly(make, mode: bool) -> None:
    """A forward pass as a program runs it."""
    model, batch, more = made(make)
    call = call_of(more)
    model.train(mode)
    with torch.no_grad():
        for each in [one for (one,) in batch] if isinstance(batch, list) else [batch]:
            call(model, each)


def named_in(notes: list) -> set:
    told = "".join(note for note in notes if note.startswith("Changed by the forward passes and not put back"))
    return set(re.findall(r"`([^`]*)`", told))


class Odd(unittest.TestCase):
    def setUp(self) -> None:
        caught = warnings.catch_warnings()
        caught.__enter__()
        self.addCleanup(caught.__exit__, None, None, None)
        warnings.simplefilter("ignore")
        # One of the models adds one, which stays where no probe runs it.
        self.addCleanup(nn.modules.module._global_forward_hooks.clear)

    def each(self, check) -> None:
        for make in MODELS:
            with self.subTest(make.__name__):
                check(make, *made(make))

    def assert_nothing_left(self, make, model, batch, run) -> None:
        before = picture(model=model, batch=batch)
        run()
        left = differences(before, picture(model=model, batch=batch))
        self.assertEqual(left, ["model.[kept]"] if make.__name__ == "iterator_that_counts" else [])

    def test_there_are_many_kinds_and_each_has_a_name_of_its_own(self):
        names = [make.__name__ for make in MODELS]
        self.assertEqual(sorted(set(names)), sorted(names))
        self.assertGreater(len(names), 60)

    def test_nothing_is_left_or_it_is_named(self):
        def check(make, model, batch, more):
            reports = []
            run = lambda: error_of(lambda: reports.append(probe(model, batch, passes=2, **more)))
            self.assert_nothing_left(make, model, batch, run)
            for report in reports:
                self.assertEqual(named_in(report.notes), NAMED.get(make.__name__, set()))

        self.each(check)

    def test_nothing_is_left_where_the_forward_raises_at_its_end(self):
        def check(make, model, batch, more):
            def fails(model, batch):
                call_of(more)(model, batch)
                raise LookupError("at the end")

            run = lambda: error_of(lambda: probe(model, batch, passes=2, **{**more, "forward": fails}))
            self.assert_nothing_left(make, model, batch, lambda: self.assertNotEqual(run(), ""))

        self.each(check)

    def test_what_torch_runs_the_probe_runs_and_what_torch_refuses_raises_its_error(self):
        def check(make, model, batch, more):
            if make in odd_attributes.SETTINGS:
                return
            plain = error_of(lambda: run_plainly(make, True)) or error_of(lambda: run_plainly(make, False))
            self.assertEqual(error_of(lambda: probe(model, batch, passes=2, **more)), plain)

        self.each(check)

    def test_a_dropout_that_no_mask_fits_runs_as_it_is_and_a_note_says_so(self):
        for make in odd_ways.MODELS:
            if make.__name__ in ("nested_dropout", "jagged_layers", "a_mask_for_each_row", "gradient_of_a_row"):
                model, batch, _ = made(make)
                notes = probe(model, batch, passes=2).notes
                self.assertTrue(any(note.startswith("No mask of the probe fits") for note in notes), make.__name__)
