"""Notes and verdicts are values; their text is made from them, whole, in one place."""

import unittest

import torch
from torch import nn

import dropout_probe
from dropout_probe import probe

Verdict, Unit, Note = dropout_probe._Verdict, dropout_probe._Unit, dropout_probe._Note


def layer(mean: float, train: float, error: float, variance: float = 1.0) -> dict:
    """A layer with 10 000 trials of one value in each mode."""
    bins = (
        {"exponent": 0, "firstBin": 0, "counts": [10_000]}
        if mean
        else {"exponent": 0, "firstBin": -1, "counts": [5000] * 2}
    )
    shared = {"histogram": bins, "count": 10_000, "zeros": 0, "variance": variance, "rootMeanSquare": 1.0}
    return {
        "role": "consumer",
        "kind": "linear",
        "label": "Linear(1, 1)",
        "units": 1,
        "modes": {
            "eval": {**shared, "mean": mean, "meanStandardError": 0.001},
            "train": {**shared, "mean": train, "differenceFromEval": {"mean": train - mean, "standardError": error}},
        },
    }


def verdict(*given: float) -> tuple:
    compared = dropout_probe._compare({"layers": [layer(*given)]}, 0, "train")
    return compared.verdict, compared.unit, round(compared.difference, 6)


class Verdicts(unittest.TestCase):
    def test_a_difference_within_four_standard_errors_is_equal(self):
        self.assertEqual(verdict(2.0, 2.3, 0.1)[0], Verdict.EQUAL)
        self.assertEqual(verdict(2.0, 2.5, 0.1)[0], Verdict.DIFFERENT)

    def test_a_difference_is_in_the_unit_that_says_most_of_the_layer(self):
        self.assertEqual(verdict(2.0, 3.0, 0.01), (Verdict.DIFFERENT, Unit.OF_MEAN, 0.5))
        self.assertEqual(verdict(0.0, 3.0, 0.01, 4.0), (Verdict.DIFFERENT, Unit.DEVIATIONS, 1.5))
        self.assertEqual(verdict(0.0, 3.0, 0.01, 0.0), (Verdict.DIFFERENT, Unit.ABSOLUTE, 3.0))

    def test_a_ratio_of_means_leads_where_at_most_one_value_in_100_has_the_other_sign(self):
        for counts, zeros, leads in (
            ([1, 99], 0, True),
            ([2, 98], 0, False),
            ([99, 1], 0, True),
            ([2, 998], 800, True),
            ([3, 998], 800, False),
            ([0, 50], 50, False),
        ):
            summary = {"zeros": zeros, "histogram": {"exponent": 0, "firstBin": -1, "counts": counts}}
            self.assertEqual(dropout_probe._mean_is_scale(summary), leads, (counts, zeros))

    def test_each_is_worded(self):
        text = dropout_probe._comparison_text
        different = [dropout_probe._Comparison(Verdict.DIFFERENT, 0.5, unit) for unit in Unit]
        self.assertEqual([*map(text, different)], ["+50.00 %", "+0.500 sd", "+0.5000"])
        others = [dropout_probe._Comparison(each) for each in Verdict if each is not Verdict.DIFFERENT]
        self.assertEqual([*map(text, others)], ["\u2013", "too few to tell", "equal"])


class NotesAsValues(unittest.TestCase):
    def test_every_note_reason_and_obstacle_has_a_text(self):
        for kind, texts in (
            (Note, dropout_probe.NOTES),
            (dropout_probe._Loss, dropout_probe.LOSSES),
            (dropout_probe._Obstacle, dropout_probe.OBSTACLES),
        ):
            self.assertEqual(set(kind), set(texts))

    def test_names_with_the_marks_of_sentences_are_shown_as_they_are(self):
        for name in ("{}", "a; b", "a, b (c): d", "{0}"):
            model = nn.Sequential()
            model.add_module(name, nn.Dropout(0.0))
            self.assertEqual(probe(model, torch.ones(4), passes=1).notes[0], f"p = 0 drops nothing: `{name}` (Dropout)")

    def test_a_note_of_two_reports_that_are_merged_is_one(self):
        model = nn.Sequential(nn.Dropout(0.0), nn.Dropout(0.0))
        reports = [probe(each, torch.ones(4), passes=1, seed=seed) for seed, each in enumerate((model, model))]
        (note, _) = reports[0].merge(reports[1]).notes
        self.assertEqual(note, "p = 0 drops nothing: `0` (Dropout), `1` (Dropout)")

    def test_more_than_six_names_are_counted(self):
        model = nn.Sequential(*(nn.Dropout(0.0) for _ in range(9)))
        self.assertTrue(probe(model, torch.ones(4), passes=1).notes[0].endswith("`5` (Dropout) and 3 more"))
