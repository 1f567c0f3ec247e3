"""Where dropout is found, what it feeds, and what the notes say of code that cannot be seen."""

import sys
import unittest

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.attention.bias import causal_lower_right

from dropout_probe import probe
from support import Block, cnn, encoder, layer_named, mlp


def layers_of(report) -> list:
    return [(layer["name"], layer["role"], layer["label"]) for layer in report.to_dict()["layers"]]


def sites_of(run, x=None, **modules) -> list:
    report = probe(Block(run, **modules), torch.randn(4, 6) if x is None else x, passes=2)
    return [(site.name, site.label) for site in report.sites]


class Places(unittest.TestCase):
    def test_every_module_of_torch_that_drops(self):
        volumes = {
            nn.Dropout: (3, 4),
            nn.Dropout1d: (3, 4, 5),
            nn.Dropout2d: (3, 4, 5, 5),
            nn.Dropout3d: (2, 3, 4, 4, 4),
            nn.AlphaDropout: (3, 4),
            nn.FeatureAlphaDropout: (3, 4, 5),
        }
        for kind, shape in volumes.items():
            for inplace in (False, True):
                with self.subTest(kind=kind.__name__, inplace=inplace):
                    report = probe(nn.Sequential(kind(0.5, inplace), nn.Identity()), torch.ones(shape), passes=40)
                    layer = layer_named(report.to_dict(), "0", "dropout")
                    self.assertEqual(layer["label"], f"{kind.__name__}(p=0.5)")
                    expected = {nn.AlphaDropout: "alpha_dropout", nn.FeatureAlphaDropout: "alpha_dropout"}.get(
                        kind, "dropout"
                    )
                    self.assertEqual(layer["kind"], expected)
                    self.assertEqual(len(layer["modes"]["train"]["atoms"]["values"]), 2)

    def test_every_function_of_torch_that_drops(self):
        calls = {
            "F.dropout": lambda self, x: F.dropout(x, 0.5, self.training),
            "F.dropout1d": lambda self, x: F.dropout1d(x, 0.5, self.training),
            "F.dropout2d": lambda self, x: F.dropout2d(x[..., None], 0.5, self.training),
            "F.dropout3d": lambda self, x: F.dropout3d(x[..., None, None], 0.5, self.training),
            "F.alpha_dropout": lambda self, x: F.alpha_dropout(x, 0.5, self.training),
            "F.feature_alpha_dropout": lambda self, x: F.feature_alpha_dropout(x, 0.5, self.training),
            "torch.dropout": lambda self, x: torch.dropout(x, 0.5, self.training),
            "torch.feature_dropout": lambda self, x: torch.feature_dropout(x, 0.5, self.training),
            "torch.native_dropout": lambda self, x: torch.native_dropout(x, 0.5, self.training)[0],
            "torch.dropout_": lambda self, x: torch.dropout_(x.clone(), 0.5, self.training),
        }
        for name, call in calls.items():
            with self.subTest(name=name):
                self.assertEqual(sites_of(call, torch.randn(3, 4, 6)), [("Block", f"{name}(p=0.5)")])

    def test_two_calls_in_one_module_are_two_sites_and_a_loop_is_one(self):
        def twice(self, x):
            return F.dropout(F.dropout(x, 0.1, self.training), 0.2, self.training)

        def apart(self, x):
            x = F.dropout(x, 0.1, self.training)
            return F.dropout(x, 0.2, self.training)

        def loop(self, x):
            for _ in range(3):
                x = F.dropout(x, 0.1, self.training)
            return x

        self.assertEqual(sites_of(apart), [("Block", "F.dropout(p=0.1)"), ("Block#2", "F.dropout(p=0.2)")])
        self.assertEqual(len(sites_of(twice)), 1)
        report = probe(Block(loop), torch.randn(4, 6), passes=2).to_dict()
        self.assertEqual((report["layers"][0]["units"], report["layers"][0]["modes"]["train"]["count"]), (72, 144))

    def test_evaluation_is_seen_where_it_passes_p_of_zero(self):
        run = lambda self, x: F.dropout(x, 0.5 if self.training else 0.0, self.training)
        report = probe(Block(run), torch.randn(4, 6), passes=2)
        self.assertEqual([site.label for site in report.sites], ["F.dropout(p=0.5)"])
        self.assertEqual(report.to_dict()["layers"][0]["modes"]["eval"]["count"], 48)
        self.assertFalse(any("p = 0" in note for note in report.notes), report.notes)

    def test_encoder_layer_has_four_sites(self):
        names = [site.name for site in probe(encoder(), torch.randn(2, 5, 16), passes=1).sites]
        expected = [f"layers.{i}.{name}" for i in range(2) for name in ("self_attn", "dropout1", "dropout", "dropout2")]
        self.assertEqual(names, expected)

    def test_attention_with_and_without_its_weights_is_one_site(self):
        for need in (True, False):
            attention = nn.MultiheadAttention(8, 2, dropout=0.3, batch_first=True)
            run = lambda self, x: self.attention(x, x, x, need_weights=need)[0]
            report = probe(Block(run, attention=attention), torch.randn(3, 5, 8), passes=4)
            layer = layer_named(report.to_dict(), "attention", "dropout")
            with self.subTest(need_weights=need):
                self.assertEqual(layer["label"], "MultiheadAttention(p=0.3)")
                self.assertEqual(layer["units"], 3 * 2 * 5 * 5)
                self.assertEqual(layer["modes"]["eval"]["zeros"], 0)
                self.assertAlmostEqual(layer["modes"]["eval"]["mean"], 1 / 5, places=6)
                self.assertGreater(layer["modes"]["train"]["zeros"], 0)

    def test_evaluation_of_an_attention_is_what_torch_gives(self):
        """With a mask, causal, grouped heads, an own scale: against scaled_dot_product_attention itself."""
        q, k, v = torch.randn(2, 4, 5, 8), torch.randn(2, 2, 6, 8), torch.randn(2, 2, 6, 8)
        mask = torch.rand(5, 6) > 0.4
        mask[:, 0] = True
        cases = (
            {"enable_gqa": True},
            {"attn_mask": mask, "enable_gqa": True},
            {"is_causal": True, "scale": 0.2, "enable_gqa": True},
        )
        for case in cases:
            run = lambda self, x: F.scaled_dot_product_attention(
                q, k, v, dropout_p=0.5 if self.training else 0.0, **case
            )
            block, given = Block(run), []
            block.register_forward_hook(lambda module, args, output: given.append((module.training, output)))
            probe(block, q, passes=1)
            seen = next(output for training, output in given if not training)
            torch.testing.assert_close(seen, F.scaled_dot_product_attention(q, k, v, **case))

    def test_consumer_is_the_innermost_module_that_receives_the_tensor(self):
        model = nn.Sequential(nn.Dropout(0.5), nn.Sequential(nn.Identity(), nn.Sequential(nn.Linear(6, 3), nn.ReLU())))
        self.assertEqual(layers_of(probe(model, torch.randn(4, 6), passes=1))[1], ("1.1.0", "consumer", "Linear(6, 3)"))

    def test_consumer_is_found_behind_a_change_of_shape(self):
        run = lambda self, x: self.fc(torch.flatten(F.dropout2d(x, 0.5, self.training), 1))
        report = probe(Block(run, fc=nn.Linear(8, 2, bias=False)), torch.randn(3, 2, 2, 2), passes=1)
        self.assertEqual(layers_of(report)[1], ("fc", "consumer", "Linear(8, 2, bias=False)"))

    def test_several_consumers_are_all_shown(self):
        run = lambda self, x: (lambda y: self.a(y) + self.b(y))(F.dropout(x, 0.5, self.training))
        report = probe(Block(run, a=nn.Linear(6, 3), b=nn.Linear(6, 3)), torch.randn(4, 6), passes=1)
        self.assertEqual([name for name, role, _ in layers_of(report) if role == "consumer"], ["a", "b"])

    def test_a_sum_is_the_consumer_where_no_module_is(self):
        run = lambda self, x: x + self.drop(self.fc(x))
        report = probe(Block(run, fc=nn.Linear(6, 6), drop=nn.Dropout(0.1)), torch.randn(4, 6), passes=1).to_dict()
        self.assertEqual((report["layers"][1]["kind"], report["layers"][1]["role"]), ("add", "consumer"))

    def test_a_consumer_that_cannot_be_seen_is_a_note(self):
        report = probe(Block(lambda self, x: F.dropout(x, 0.5, self.training).exp()), torch.randn(4, 6), passes=1)
        (note,) = report.notes
        self.assertRegex(
            note, r"^No module or sum that could be seen receives .*: `Block` \(F.dropout\(p=0.5\)\) enters exp$"
        )

    def test_outputs_of_every_structure_are_named(self):
        run = lambda self, x: {"logits": x, "more": (x, [x]), "count": 3, "mask": x > 0}
        names = [
            name for name, role, _ in layers_of(probe(Block(run), torch.randn(4, 6), passes=1)) if role == "output"
        ]
        self.assertEqual(names, ["output['logits']", "output['more'][0]", "output['more'][1][0]"])

    def test_units_and_shape_that_vary_are_null(self):
        batches = [(torch.randn(4, 6),), (torch.randn(3, 6),)]
        layer = probe(nn.Dropout(0.5), batches, passes=2).to_dict()["layers"][0]
        self.assertEqual((layer["units"], layer["shape"]), (None, [None, 6]))


class Notes(unittest.TestCase):
    def assert_note(self, report, *parts: str) -> None:
        self.assertTrue(any(all(part in note for part in parts) for note in report.notes), report.notes)

    def test_p_of_zero_is_said_to_drop_nothing(self):
        report = probe(nn.Sequential(nn.Linear(6, 3), nn.Dropout(0)), torch.randn(4, 6), passes=1)
        self.assertEqual(report.sites, [])
        self.assert_note(report, "`1`", "p = 0")

    def test_p_of_one_gives_zeros(self):
        modes = probe(nn.Dropout(1.0), torch.randn(40, 6), passes=2).to_dict()["layers"][0]["modes"]
        for mode in ("train", "unscaledTrain"):
            self.assertEqual((modes[mode]["zeros"], modes[mode]["mean"]), (480, 0))
            self.assertEqual(modes[mode]["predicted"], {"mean": 0.0, "variance": 0.0, "basis": "measured"})

    def test_no_dropout_is_said_of_what_was_seen(self):
        report = probe(nn.Linear(6, 3), torch.randn(4, 6), passes=1)
        self.assertEqual([role for _, role, _ in layers_of(report)], ["output"])
        self.assert_note(report, "No dropout was seen")

    def test_a_scripted_or_traced_module_is_named_with_what_its_graph_holds(self):
        inner = nn.Sequential(nn.Linear(6, 6), nn.Dropout(0.5))
        for kind in (torch.jit.script(inner), torch.jit.trace(inner, torch.randn(4, 6), check_trace=False)):
            report = probe(nn.Sequential(kind, nn.Linear(6, 2)), torch.randn(4, 6), passes=2)
            self.assert_note(report, "scripted or traced", "`0` (calls in its graph that can drop: 1)")
            report = probe(kind, torch.randn(4, 6), passes=1)
            self.assert_note(report, "the model itself", "scripted or traced")

    def test_a_scripted_function_is_noticed_by_the_random_numbers_that_it_draws(self):
        function = torch.jit.script(hidden)
        report = probe(nn.Sequential(Block(lambda self, x: function(x))), torch.randn(4, 6), passes=2)
        self.assert_note(report, "Random numbers", "`0` (Block)")

    def test_a_compiled_module_is_run_as_it_was_written(self):
        model = nn.Sequential(
            torch.compile(nn.Sequential(nn.Linear(6, 6), nn.Dropout(0.5)), backend="eager"), nn.Linear(6, 2)
        )
        self.assertEqual([site.label for site in probe(model, torch.randn(4, 6), passes=1).sites], ["Dropout(p=0.5)"])
        self.assertEqual(len(probe(torch.compile(mlp(), backend="eager"), torch.randn(4, 12), passes=1).sites), 2)
        inplace = mlp()
        inplace.compile(backend="eager")
        self.assertEqual(len(probe(inplace, torch.randn(4, 12), passes=1).sites), 2)
        function = torch.compile(hidden, backend="eager")
        self.assertEqual(sites_of(lambda self, x: function(x)), [("Block", "torch.dropout(p=0.5)")])

    def test_attention_that_cannot_be_taken_apart_is_a_note(self):
        causal = causal_lower_right(5, 6)
        q, k = torch.randn(1, 2, 5, 8), torch.randn(1, 2, 6, 8)
        run = lambda self, x: F.scaled_dot_product_attention(q, k, k, causal, dropout_p=0.5 if self.training else 0.0)
        self.assert_note(probe(Block(run), q, passes=2), "mask of a class of its own", "isn't seen")

    def test_a_function_that_somebody_replaced_is_seen_through(self):
        own = F.dropout
        F.dropout = lambda *args, **kwargs: own(*args, **kwargs)
        F.dropout.__name__ = "dropout"
        try:
            for p, sites in ((0.5, ["Dropout(p=0.5)"]), (0.0, [])):
                report = probe(nn.Sequential(nn.Dropout(p)), torch.randn(4, 6), passes=1)
                self.assertEqual([site.label for site in report.sites], sites)
        finally:
            F.dropout = own

    def test_random_numbers_of_numpy_are_noticed_where_it_is_imported(self):
        numpy = sys.modules.get("numpy")
        if numpy is None:
            self.skipTest("no NumPy beside torch")
        report = probe(Block(lambda self, x: x * float(numpy.random.rand())), torch.randn(4, 6), passes=1)
        self.assert_note(report, "Random numbers", "the model itself")

    def test_dropout_within_recurrent_layers_is_a_note(self):
        for kind in (nn.LSTM, nn.GRU, nn.RNN):
            report = probe(
                Block(lambda self, x: self.rnn(x)[0], rnn=kind(6, 4, 2, dropout=0.3)), torch.randn(5, 3, 6), passes=2
            )
            self.assert_note(report, "`rnn`", kind.__name__, "p = 0.3", "isn't shown")

    def test_dropout_that_never_stops_is_named_and_measured_in_evaluation(self):
        report = probe(Block(lambda self, x: F.dropout(x, 0.5)), torch.ones(50, 60), passes=4)
        self.assertEqual([site.active_in_eval for site in report.sites], [True])
        modes = report.to_dict()["layers"][0]["modes"]
        self.assertEqual(modes["eval"]["zeros"], modes["train"]["zeros"])
        self.assert_note(report, "Drops in evaluation too")
        self.assertTrue(report.to_dict()["layers"][0]["activeInEval"])
        self.assertRegex(repr(report), r"F\.dropout\(p=0\.5\) +dropout .* -(49|50)\.\d+ % +equal ")
        attention = lambda self, x: F.scaled_dot_product_attention(x, x, x, dropout_p=0.5)
        self.assertTrue(probe(Block(attention), torch.randn(2, 5, 6), passes=2).sites[0].active_in_eval)

    def test_dropout_that_does_nothing_in_training_is_named(self):
        self.assert_note(
            probe(Block(lambda self, x: F.alpha_dropout(x, 0.5)), torch.randn(4, 6), passes=1),
            "F.alpha_dropout",
            "Does nothing in training",
        )

    def test_a_dropout_that_is_not_called_is_named(self):
        self.assert_note(
            probe(Block(lambda self, x: x, drop=nn.Dropout(0.5)), torch.randn(4, 6), passes=1), "`drop`", "Not called"
        )

    def test_other_branches_on_training_are_named_and_dropout_is_not_one(self):
        def run(self, x):
            x = F.dropout(x, 0.5, training=self.training)
            return x

        class Branching(nn.Module):
            def forward(self, x):
                x = F.dropout(x, 0.5, training=self.training)
                if self.training:
                    x = x * 2
                return x

        self.assert_note(probe(Branching(), torch.randn(4, 6), passes=1), "Branching", "`if self.training:`")
        self.assertFalse(any("self.training" in note for note in probe(Block(run), torch.randn(4, 6), passes=1).notes))

    def test_branches_are_found_in_base_classes_and_in_modules_of_torch(self):
        class Base(nn.Module):
            def forward(self, x):
                return x * 2 if self.training else x

        class Derived(Base):
            pass

        self.assert_note(
            probe(Derived(), torch.randn(4, 6), passes=1), "Derived", "`return x * 2 if self.training else x`"
        )
        for norm in (nn.utils.parametrizations.spectral_norm, nn.utils.spectral_norm):
            report = probe(nn.Sequential(norm(nn.Linear(6, 6))), torch.randn(4, 6), passes=1)
            self.assert_note(report, "Depends on self.training", "SpectralNorm")
        report = probe(encoder(), torch.randn(2, 5, 16), passes=1)
        self.assertFalse(any("self.training" in note for note in report.notes), report.notes)

    def test_a_choice_between_dropout_and_nothing_is_no_other_branch(self):
        class Chooses(nn.Module):
            def forward(self, x):
                if self.training and len(x) > 1:
                    x = F.dropout(x, 0.5)
                return x if not self.training else F.dropout(x, 0.5)

        class Returns(nn.Module):
            def forward(self, x):
                if self.training:
                    return F.dropout(x, 0.5)
                return x * 2

        notes = lambda model: probe(model, torch.randn(4, 6), passes=1).notes
        self.assertFalse(any("self.training" in note for note in notes(Chooses())))
        self.assertTrue(any("`if self.training:`" in note for note in notes(Returns())))

    def test_many_of_a_kind_are_one_note(self):
        report = probe(nn.Sequential(*(nn.Dropout(0) for _ in range(9))), torch.randn(4, 6), passes=1)
        (note,) = [note for note in report.notes if "p = 0" in note]
        self.assertTrue(note.endswith("`5` (Dropout) and 3 more"), note)

    def test_a_site_that_evaluation_does_not_reach_has_no_evaluation(self):
        class OnlyInTraining(nn.Module):
            def forward(self, x):
                return F.dropout(x, 0.5) if self.training else x

        report = probe(OnlyInTraining(), torch.randn(4, 6), passes=2)
        self.assertEqual(report.to_dict()["layers"][0]["modes"]["eval"]["count"], 0)
        self.assert_note(report, "Seen in training only")

    def test_batch_norm_stays_in_evaluation_unless_asked_for(self):
        batch = torch.randn(6, 3, 8, 8)
        kept, whole = probe(cnn(), batch, passes=1), probe(cnn(), batch, passes=1, whole_model=True)
        self.assert_note(kept, "BatchNorm stays in evaluation")
        self.assert_note(whole, "BatchNorm is in training")
        same = lambda report: report.to_dict()["layers"][0]["modes"]["eval"]["mean"]
        self.assertEqual(same(kept), same(whole))
        entered = lambda report: report.to_dict()["layers"][0]["modes"]["train"]["predicted"]["mean"]
        self.assertNotEqual(entered(kept), entered(whole))


def hidden(x: torch.Tensor) -> torch.Tensor:
    return torch.dropout(x, 0.5, True)


class Asking(unittest.TestCase):
    def test_batches_of_every_kind(self):
        class Two(nn.Module):
            def forward(self, a, b=None):
                return F.dropout(a if b is None else a + b, 0.5, self.training)

        x = torch.randn(4, 6)
        units = lambda data, **more: probe(Two(), data, passes=1, **more).to_dict()["layers"][0]["units"]
        for data in (
            x,
            (x, 1),
            [x, torch.ones(4)],
            {"a": x, "b": x},
            ((x, x), 1),
            ({"a": x}, 1),
            [(x, 1), (x, 1)],
            iter([x, x]),
        ):
            self.assertEqual(units(data), 24)
        self.assertEqual(units([{"image": x}], forward=lambda model, batch: model(batch["image"])), 24)

    def test_no_more_batches_are_taken_than_asked_for(self):
        taken = []

        def loader():
            for i in range(9):
                taken.append(i)
                yield torch.randn(2, 3)

        report = probe(nn.Dropout(0.5), loader(), max_batches=3, passes=2, seed=7)
        self.assertEqual(taken, [0, 1, 2])
        self.assertEqual(report.runs, [{"seed": 7, "firstBatch": 0, "stride": 1, "batches": 3, "passes": 2}])

    def test_what_is_wrong_is_said_with_what_to_write(self):
        model, x = nn.Dropout(0.5), torch.randn(2, 3)
        for call, kind, text in (
            (lambda: probe("model", x), TypeError, "torch.nn.Module"),
            (lambda: probe(model, 3), TypeError, "forward=lambda model, batch"),
            (lambda: probe(model, ["text"]), TypeError, "forward=lambda model, batch"),
            (lambda: probe(model, []), ValueError, "loader is empty"),
            (lambda: probe(model, x, passes=0), ValueError, "passes must be an integer of at least 1"),
            (lambda: probe(model, x, seed=2**32), ValueError, "below 2**32"),
            (lambda: probe(nn.LazyLinear(3), x), ValueError, "run the model once"),
            (lambda: probe(nn.Linear(4, 2), x), RuntimeError, "shapes"),
        ):
            with self.assertRaises(kind) as raised:
                call()
            self.assertIn(text, str(raised.exception))

    def test_a_seed_means_the_same_masks(self):
        x = torch.randn(20, 12)
        same = [probe(mlp(), x, passes=2, seed=seed).to_json() for seed in (1, 1, 2)]
        self.assertEqual(same[0], same[1])
        self.assertNotEqual(same[0], same[2])
