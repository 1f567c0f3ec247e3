"""What a report gives a notebook: a payload of bounded size, a table, a picture; and the file that it saves."""

import json
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import torch
from torch import nn

from dropout_probe import probe
from support import Functional, cnn, encoder, mlp

MIME = "application/vnd.dropout-explorer.v1+json"


class Report(unittest.TestCase):
    def bundle(self, model=None, batch=None, **more) -> dict:
        return probe(model or mlp(), torch.randn(40, 12) if batch is None else batch, **more)._repr_mimebundle_()

    def test_a_notebook_gets_at_most_128_bins_a_mode_that_hold_every_value(self):
        report = probe(mlp(), torch.randn(400, 12))
        whole, payload = report.to_dict(), report._repr_mimebundle_()[MIME]
        for full, small in zip(whole["layers"], payload["layers"]):
            exponents = {summary["histogram"]["exponent"] for summary in small["modes"].values()}
            self.assertEqual(len(exponents), 1)
            for mode, summary in small["modes"].items():
                counts = summary["histogram"]["counts"]
                self.assertLessEqual(len(counts), 128)
                self.assertEqual(sum(counts), sum(full["modes"][mode]["histogram"]["counts"]))
                self.assertTrue(counts[0] > 0 and counts[-1] > 0)
                self.assertEqual(
                    {**summary, "histogram": 0, "atoms": 0}, {**full["modes"][mode], "histogram": 0, "atoms": 0}
                )

    def test_atoms_are_kept_up_to_1024_in_all_in_the_order_of_layers(self):
        model = nn.Sequential(*(nn.Dropout(0.5) for _ in range(3)))
        payload = self.bundle(model, torch.arange(1.0, 201.0), passes=1)[MIME]
        kept = [
            len(summary.get("atoms", {"values": ()})["values"])
            for layer in payload["layers"]
            for summary in layer["modes"].values()
        ]
        self.assertGreater(kept[0], 0)
        self.assertIn(0, kept)
        self.assertLessEqual(sum(kept), 1024)

    def test_fifty_layers_of_a_million_values_a_mode_stay_under_200_kb(self):
        model = nn.Sequential(
            *(module for _ in range(25) for module in (nn.Linear(500, 500), nn.Dropout(0.1))), nn.Linear(500, 500)
        )
        report = probe(model, torch.randn(1000, 500), passes=2)._repr_mimebundle_()[MIME]
        self.assertEqual(len(report["layers"]), 25 + 25 + 1)
        self.assertEqual(report["layers"][0]["modes"]["train"]["count"], 1_000_000)
        self.assertLess(len(json.dumps(report, separators=(",", ":"))), 200_000)

    def test_json_is_strict_and_saved_as_it_is(self):
        batch = torch.randn(20, 12)
        batch[0] = float("nan")
        report = probe(mlp(), batch)
        with tempfile.NamedTemporaryFile("r", suffix=".json") as file:
            report.save(file.name)
            self.assertEqual(json.loads(Path(file.name).read_text("utf-8"), parse_constant=self.fail), report.to_dict())

    def test_the_table_is_aligned_and_says_what_the_figures_say(self):
        text = self.bundle(cnn(), torch.randn(20, 3, 8, 8), passes=20)["text/plain"]
        lines = text.splitlines()
        self.assertEqual(lines[0], "Sequential: 20 forward passes in each of eval, unscaled train and train")
        rows = lines[2 : lines.index("", 2)]
        edge = rows[0].index("mean eval") + len("mean eval")
        for row in rows[1:]:
            self.assertRegex(row[edge - 1], r"\d")
            self.assertEqual(row[edge : edge + 1], " ")
        self.assertRegex(rows[1], r"Dropout2d\(p=0.3\) +dropout .* -\d\d\.\d+ % +(equal|too few to tell|[+-].* %)")
        self.assertIn("- BatchNorm stays in evaluation", text)

    def test_few_passes_of_batches_that_differ_in_size_allow_no_verdict(self):
        batches = [(torch.ones(60, 10),), (torch.ones(50, 10),)]
        few, many = (repr(probe(nn.Dropout(0.5), batches, passes=passes)) for passes in (1, 100))
        self.assertIn("too few to tell", few)
        self.assertRegex(many, r"-(49|50)\.\d+ %")

    def test_the_picture_is_xml_without_colours_of_its_own(self):
        batch = torch.randn(20, 12)
        for model, given in (
            (mlp(), batch),
            (nn.Linear(12, 1), batch),
            (encoder(), torch.randn(2, 4, 16)),
            (nn.Dropout(0.5), torch.full((4, 4), 2.0)),
            (nn.Dropout(0.5), torch.full((4,), float("nan"))),
        ):
            svg = self.bundle(model, given)["image/svg+xml"]
            root = ElementTree.fromstring(svg)
            self.assertEqual(root.tag, "{http://www.w3.org/2000/svg}svg")
            self.assertNotRegex(svg, r"#[0-9a-fA-F]{3}|rgb|nan|inf")

    def test_the_picture_shows_the_layer_that_drifts_most(self):
        model = nn.Sequential(nn.Dropout(0.5), nn.Linear(12, 30), nn.ReLU(), nn.Dropout(0.1), nn.Linear(30, 5))
        with torch.no_grad():
            model[1].bias.fill_(0)
        svg = self.bundle(model, torch.rand(200, 12), passes=20)["image/svg+xml"]
        self.assertRegex(svg, r"[134], \w+\([^<]*drifts most")

    def test_markup_in_names_is_escaped(self):
        class Odd(nn.Module):
            def forward(self, x):
                return {"<b>&": x}

        svg = self.bundle(Odd(), torch.randn(3, 12))["image/svg+xml"]
        self.assertNotIn("<b>", svg)
        ElementTree.fromstring(svg)

    def test_sites_name_places_and_rates(self):
        sites = probe(Functional(), torch.randn(2, 5, 6), passes=1).sites
        self.assertEqual(
            [(s.name, s.p, s.active_in_eval) for s in sites],
            [("Functional", 0.4, False), ("Functional#2", 0.25, False)],
        )
