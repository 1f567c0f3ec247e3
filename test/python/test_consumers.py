"""What a dropout feeds: training tells, and the same calls are measured in evaluation."""

import unittest

import torch
from torch import nn
from torch.nn import functional as F

from dropout_probe import probe
from support import Block, layer_named

PASSES = 3


class DropPath(nn.Module):
    """Drops whole samples in training, and returns its very input in evaluation."""

    def forward(self, x):
        return x * x.new_empty(len(x), 1).bernoulli_(0.8) / 0.8 if self.training else x


def consumers(report) -> list:
    return [(layer["name"], layer["label"]) for layer in report.to_dict()["layers"] if layer["role"] == "consumer"]


def has_note(report, text: str) -> bool:
    return any(text in note for note in report.notes)


class Consumers(unittest.TestCase):
    x = torch.randn(40, 6, generator=torch.Generator().manual_seed(0))

    def setUp(self):
        torch.manual_seed(0)

    def probe(self, run, x=None, passes=PASSES, **modules):
        return probe(Block(run, **modules), self.x if x is None else x, passes=passes)

    def test_a_module_that_writes_into_what_it_receives_is_the_consumer(self):
        model = nn.Sequential(nn.Dropout(0.5), nn.ReLU(inplace=True), nn.Linear(6, 2))
        report = probe(model, self.x, passes=PASSES)
        self.assertEqual(consumers(report), [("1", "ReLU(inplace=True)")])
        relu = layer_named(report.to_dict(), "1", "consumer")["modes"]["eval"]
        self.assertAlmostEqual(relu["mean"], float(self.x.relu().double().mean()), delta=1e-12)

    def test_so_it_is_for_tensors_of_inference_mode_which_count_no_writes(self):
        with torch.inference_mode():
            model = nn.Sequential(nn.Dropout(0.5), nn.ReLU(inplace=True), nn.Linear(6, 2))
            report = probe(model, self.x.clone(), passes=PASSES)
        self.assertEqual(consumers(report), [("1", "ReLU(inplace=True)")])

    def test_a_dropout_that_gives_the_models_output_needs_no_consumer(self):
        report = probe(nn.Sequential(nn.Linear(6, 6), nn.Dropout(0.5)), self.x, passes=PASSES)
        self.assertEqual((consumers(report), report.notes), ([], []))

    def test_a_sum_in_place_is_the_consumer_and_what_receives_the_sum_is_not(self):
        def run(self, x):
            y = self.drop(x)
            y += x
            return self.fc(y)

        report = self.probe(run, drop=nn.Dropout(0.5), fc=nn.Linear(6, 2))
        self.assertEqual(consumers(report), [("drop + …", "add")])

    def test_what_was_written_into_is_the_dropouts_output_no_more(self):
        report = self.probe(lambda self, x: self.fc(self.drop(x).mul_(2)), drop=nn.Dropout(0.5), fc=nn.Linear(6, 2))
        self.assertEqual(consumers(report), [])
        self.assertTrue(has_note(report, "No module or sum that could be seen receives"), report.notes)

    def test_a_sum_is_found_behind_modules_that_pass_on_what_they_are_given(self):
        run = lambda self, x: x + self.scale(self.drop(x))
        self.assertEqual(
            consumers(self.probe(run, drop=nn.Dropout(0.5), scale=nn.Identity())),
            [("drop + …", "add")],
        )

    def test_another_dropout_is_a_consumer_and_is_measured_as_what_it_is(self):
        report = probe(nn.Sequential(nn.Dropout(0.5), nn.Dropout(0.2), nn.Linear(6, 2)), self.x, passes=PASSES)
        self.assertEqual(consumers(report), [("2", "Linear(6, 2)")])
        self.assertFalse(has_note(report, "that could be seen receives"), report.notes)

    def test_a_module_that_returns_its_very_input_in_evaluation_is_measured_there(self):
        report = self.probe(
            lambda self, x: self.norm(self.path(self.drop(x))),
            drop=nn.Dropout(0.5),
            path=DropPath(),
            norm=nn.LayerNorm(6),
        )
        self.assertEqual(consumers(report), [("path", "DropPath()")])
        own = layer_named(report.to_dict(), "path", "consumer")["modes"]["eval"]
        self.assertEqual(own["count"], PASSES * self.x.numel())
        self.assertAlmostEqual(own["mean"], float(self.x.double().mean()), delta=1e-12)

    def test_where_evaluation_skips_the_dropout_its_consumer_is_measured_all_the_same(self):
        def run(self, x):
            if self.training:
                x = F.dropout(x, 0.5)
            return self.fc(x)

        fc = nn.Linear(6, 2)
        report = self.probe(run, fc=fc)
        modes = layer_named(report.to_dict(), "fc", "consumer")["modes"]
        self.assertEqual(modes["eval"]["count"], modes["train"]["count"])
        self.assertAlmostEqual(modes["eval"]["mean"], float(fc(self.x).detach().double().mean()), delta=1e-12)
        self.assertIn("differenceFromEval", modes["train"])
        self.assertTrue(has_note(report, "Seen in training only"), report.notes)

    def test_of_a_module_that_is_called_twice_the_call_behind_the_dropout_is_measured(self):
        run = lambda self, x: self.fc(x) + 2 * self.fc(self.drop(x))
        modes = layer_named(self.probe(run, drop=nn.Dropout(0.5), fc=nn.Linear(6, 6)).to_dict(), "fc", "consumer")
        self.assertEqual([summary["count"] for summary in modes["modes"].values()], 3 * [PASSES * self.x.numel()])

    def test_a_block_that_training_skips_at_first_is_measured_in_evaluation_from_then_on(self):
        """Stochastic depth, as it comes out in the second pass: all three modes skipped the block in the first."""
        forwards = []

        def run(self, x):
            forwards.append(self.training)
            skip = self.training and forwards.count(True) <= 2
            return x if skip else self.fc(self.drop(x))

        modes = layer_named(self.probe(run, drop=nn.Dropout(0.5), fc=nn.Linear(6, 2)).to_dict(), "fc", "consumer")
        counts = [summary["count"] for summary in modes["modes"].values()]
        self.assertEqual(counts, 3 * [(PASSES - 1) * 2 * len(self.x)])

    def test_a_dropout_that_drops_in_evaluation_alone_is_named_and_spoils_no_verdict(self):
        report = self.probe(lambda self, x: self.fc(F.dropout(x, 0.5, not self.training)), fc=nn.Linear(6, 2))
        self.assertTrue(has_note(report, "Drops in evaluation and not in training: `Block`"), report.notes)
        self.assertFalse(has_note(report, "evaluation too"), report.notes)
        self.assertNotIn("too few", repr(report))
