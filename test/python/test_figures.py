"""The figures of a report against those that torch computes of the captured tensors."""

import math
import unittest

import torch
from torch import nn

from dropout_probe import probe
from support import Captured, Functional, bins_in, bins_of, cnn, encoder, layer_named, mlp

PASSES = 3


class Figures(unittest.TestCase):
    def assert_summary(self, summary: dict, outputs: list) -> None:
        """Counts are equal; means and variances agree within float64's rounding of sums in another order."""
        values = torch.stack(outputs).double()
        scale = float(values.square().mean().sqrt())
        self.assertEqual(summary["count"], values.numel())
        self.assertEqual(summary["zeros"], int((values == 0).sum()))
        self.assertAlmostEqual(summary["mean"], float(values.mean()), delta=1e-12 * scale)
        self.assertAlmostEqual(summary["variance"], float(values.var(unbiased=False)), delta=1e-12 * scale**2)
        self.assertAlmostEqual(summary["rootMeanSquare"], scale, delta=1e-12 * scale)
        self.assertEqual((summary["min"], summary["max"]), (float(values.min()), float(values.max())))
        self.assertEqual(bins_in(summary["histogram"]), bins_of(values, summary["histogram"]["exponent"]))
        trials = values.flatten(1).mean(1)
        error = float(trials.std()) / math.sqrt(len(trials))
        self.assertAlmostEqual(summary["meanStandardError"], error, delta=1e-12 * scale)

    def assert_layer(self, layer: dict, captured: dict) -> None:
        outputs = {mode: [output for _, output in pairs] for mode, pairs in captured.items()}
        for mode, summary in layer["modes"].items():
            self.assert_summary(summary, outputs[mode])
        reference = torch.stack([output.double().mean() for output in outputs["eval"]])
        for mode in ("train", "unscaledTrain"):
            differences = torch.stack([output.double().mean() for output in outputs[mode]]) - reference
            found = layer["modes"][mode]["differenceFromEval"]
            self.assertAlmostEqual(found["mean"], float(differences.mean()), delta=1e-12)
            self.assertAlmostEqual(found["standardError"], float(differences.std()) / math.sqrt(PASSES), delta=1e-12)

    def assert_module(self, model: nn.Module, batch: torch.Tensor, places: dict) -> dict:
        """`places`: (name, role) of a layer to the module whose output it is."""
        captured = Captured(*set(places.values()))
        report = probe(model, batch, passes=PASSES).to_dict()
        captured.remove()
        for (name, role), module in places.items():
            with self.subTest(name=name, role=role):
                self.assert_layer(layer_named(report, name, role), captured.of(module, PASSES))
        return captured

    def test_mlp(self):
        model = mlp()
        places = {
            ("2", "dropout"): model[2],
            ("3", "consumer"): model[3],
            ("5", "dropout"): model[5],
            ("output", "output"): model[6],
        }
        self.assert_module(model, torch.randn(50, 12), places)

    def test_cnn_with_dropout2d_and_batch_norm_in_evaluation(self):
        model = cnn()
        places = {
            ("3", "dropout"): model[3],
            ("4", "consumer"): model[4],
            ("6", "dropout"): model[6],
            ("7", "consumer"): model[7],
        }
        captured = self.assert_module(model, torch.randn(6, 3, 8, 8), places)
        dropped = captured.of(model[3], PASSES)["train"][0][1].flatten(2) == 0
        whole = dropped.all(2)
        self.assertTrue(0 < int(whole.sum()) < whole.numel(), "whole channels are dropped, and not all")

    def test_transformer_encoder(self):
        model = encoder()
        first = model.layers[0]
        places = {
            ("layers.0.dropout", "dropout"): first.dropout,
            ("layers.0.linear2", "consumer"): first.linear2,
            ("layers.0.dropout1", "dropout"): first.dropout1,
            ("layers.1.dropout2", "dropout"): model.layers[1].dropout2,
            ("output", "output"): model,
        }
        self.assert_module(model, torch.randn(5, 9, 16), places)

    def test_functional_dropout_and_attention_weights(self):
        model = Functional()
        places = {("Functional#2", "dropout"): model, ("out", "consumer"): model.out, ("output", "output"): model}
        captured = self.assert_module(model, torch.randn(4, 10, 6), places)
        weights = captured.of(model, PASSES)["eval"][0][1]
        self.assertTrue(torch.allclose(weights.sum(-1), torch.ones(4, 10)), "in evaluation these are attention weights")

    def test_masks_are_shared_and_scaled_by_the_survivors_share(self):
        model = mlp()
        captured = Captured(model[2], model[5])
        probe(model, torch.randn(50, 12), passes=PASSES)
        captured.remove()
        for module, p in ((model[2], 0.5), (model[5], 0.2)):
            modes = captured.of(module, PASSES)
            for (entered, train), (bare, unscaled) in zip(modes["train"], modes["unscaledTrain"]):
                known = entered != 0
                kept = train != 0
                torch.testing.assert_close(train, torch.where(kept, entered / (1 - p), 0.0))
                torch.testing.assert_close(unscaled[known], torch.where(kept, bare, 0.0)[known], rtol=0, atol=0)
        first = captured.of(model[2], PASSES)
        torch.testing.assert_close(first["unscaledTrain"][0][1], first["train"][0][1] * 0.5)

    def test_train_is_what_torch_gives_in_training(self):
        """Against 400 forward passes of the plain model in train(); means of sizes within 5 standard errors of both."""
        for model, batch in (
            (encoder(0.3), torch.randn(8, 6, 16)),
            (Functional(), torch.randn(8, 5, 6)),
            (mlp(), torch.randn(32, 12)),
        ):
            with self.subTest(model=type(model).__name__), torch.no_grad():
                model.train()
                probed, captured = [], Captured(model)
                probe(model, batch, passes=400)
                captured.remove()
                probed = torch.stack([output.double().abs().mean() for _, output in captured.of(model, 400)["train"]])
                plain = torch.stack([model(batch).double().abs().mean() for _ in range(400)])
                error = math.sqrt((float(probed.var()) + float(plain.var())) / 400)
                self.assertLess(abs(float(probed.mean() - plain.mean())), 5 * error)

    def test_predictions_come_from_the_measured_moments_of_what_enters(self):
        model = mlp()
        captured = Captured(model[5])
        report = probe(model, torch.randn(200, 12), passes=PASSES).to_dict()
        captured.remove()
        modes = captured.of(model[5], PASSES)
        q = 0.8
        for mode, mean, variance in (
            ("train", lambda m, v: m, lambda m, v: (v + m * m) / q - m * m),
            ("unscaledTrain", lambda m, v: q * m, lambda m, v: q * (v + m * m) - q * q * m * m),
        ):
            entered = torch.stack([given for given, _ in modes[mode]]).double()
            m, v = float(entered.mean()), float(entered.var(unbiased=False))
            found = layer_named(report, "5", "dropout")["modes"][mode]["predicted"]
            self.assertEqual(found["basis"], "measured")
            self.assertAlmostEqual(found["mean"], mean(m, v), delta=1e-12)
            self.assertAlmostEqual(found["variance"], variance(m, v), delta=1e-12)
        self.assertNotIn("predicted", layer_named(report, "5", "dropout")["modes"]["eval"])

    def test_alpha_dropout_keeps_mean_and_variance_as_predicted(self):
        model = nn.Sequential(nn.Linear(20, 400), nn.SELU(), nn.AlphaDropout(0.4))
        report = probe(model, torch.randn(300, 20), passes=2).to_dict()
        modes = layer_named(report, "2", "dropout")["modes"]
        for mode in ("train", "unscaledTrain"):
            own = modes[mode]
            self.assertAlmostEqual(own["mean"], own["predicted"]["mean"], delta=0.01)
            self.assertAlmostEqual(own["variance"], own["predicted"]["variance"], delta=0.01)
        # A kept 1 becomes 1.470377 and a dropped value -0.910642, as in torch.nn.AlphaDropout(0.4).
        ones = probe(nn.AlphaDropout(0.4), torch.ones(1000), passes=1).to_dict()["layers"][0]["modes"]
        self.assertEqual([round(value, 5) for value in ones["train"]["atoms"]["values"]], [-0.91064, 1.47038])
        self.assertEqual([round(value, 5) for value in ones["unscaledTrain"]["atoms"]["values"]], [-1.7581, 1.0])

    def test_moments_survive_values_close_together_far_from_zero(self):
        batch = (1e6 + torch.randn(4000, 5, dtype=torch.float64)).double()
        own = probe(nn.Dropout(0.5), batch, passes=2).to_dict()["layers"][0]["modes"]["eval"]
        self.assertAlmostEqual(own["variance"], float(batch.var(unbiased=False)), delta=1e-9)

    def test_a_constant_has_no_variance_and_no_standard_error(self):
        own = probe(nn.Dropout(0.5), torch.full((100, 7), 0.1), passes=3).to_dict()["layers"][0]["modes"]["eval"]
        self.assertEqual((own["variance"], own["meanStandardError"]), (0, 0))
        self.assertEqual(own["atoms"], {"values": [float(torch.tensor(0.1))], "counts": [2100]})

    def test_half_precision_and_float64_are_counted_as_they_are(self):
        for dtype in (torch.float16, torch.bfloat16, torch.float64):
            batch = torch.randn(64, 33).to(dtype)
            captured = Captured(model := nn.Dropout(0.25))
            layer = probe(model, batch, passes=PASSES).to_dict()["layers"][0]
            captured.remove()
            with self.subTest(dtype=dtype):
                self.assert_layer(layer, captured.of(model, PASSES))

    def test_values_that_are_not_finite_are_counted_and_left_out(self):
        batch = torch.randn(40, 10)
        batch[0, :3], batch[1, :2], batch[2, 0] = math.nan, math.inf, -math.inf
        own = probe(nn.Dropout(0.5), batch, passes=2).to_dict()["layers"][0]["modes"]
        self.assertEqual(own["eval"]["nonFinite"], {"nan": 6, "posInf": 4, "negInf": 2})
        finite = batch[batch.isfinite()].double()
        self.assertAlmostEqual(own["eval"]["mean"], float(finite.mean()), delta=1e-12)
        self.assertEqual(sum(own["eval"]["histogram"]["counts"]), 800 - 12)
        self.assertIsNone(own["eval"]["meanStandardError"])
        self.assertNotIn("differenceFromEval", own["train"])
        self.assertNotIn("predicted", own["train"])

    def test_no_finite_value_has_no_figures(self):
        own = probe(nn.Dropout(0.5), torch.full((3, 4), math.nan), passes=2).to_dict()["layers"][0]["modes"]["eval"]
        self.assertEqual(
            (own["mean"], own["min"], own["histogram"]), (None, None, {"exponent": -149, "firstBin": 0, "counts": []})
        )

    def test_exponents_are_the_smallest_that_hold_all_modes(self):
        """Against the rule of the format, by trying every exponent from the finest on."""
        for batch in (
            torch.randn(500, 9) * 1e-3,
            torch.rand(400) + 1000,
            torch.tensor([-1e38, 1e38]),
            torch.zeros(5),
            torch.tensor([-1e-45, 1.0]),
        ):
            layer = probe(nn.Dropout(0.5), batch, passes=2).to_dict()["layers"][0]["modes"]
            exponents = {summary["histogram"]["exponent"] for summary in layer.values()}
            expected = max(smallest_exponent(summary["min"], summary["max"]) for summary in layer.values())
            self.assertEqual(exponents, {expected})
            self.assertEqual(
                bins_in(layer["eval"]["histogram"]), {k: 2 * n for k, n in bins_of(batch, expected).items()}
            )

    def test_atoms_live_up_to_512_distinct_values(self):
        for distinct in (512, 513):
            batch = torch.arange(distinct, dtype=torch.float32).repeat(3)
            own = probe(nn.Dropout(0.5), batch, passes=1).to_dict()["layers"][0]["modes"]["eval"]
            self.assertEqual("atoms" in own, distinct == 512)
            if distinct == 512:
                self.assertEqual(own["atoms"], {"values": list(map(float, range(512))), "counts": [3] * 512})


def smallest_exponent(low: float, high: float) -> int:
    largest = max(abs(low), abs(high))
    if largest == 0:
        return -149
    e = max(-149, math.floor(math.log2(largest)) - 23)
    while math.floor(high * 2.0**-e) - math.floor(low * 2.0**-e) + 1 > 512:
        e += 1
    return e
