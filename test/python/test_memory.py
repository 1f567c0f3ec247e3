"""Copies take half of the free memory, each byte once; beyond that, what changed is named."""

import unittest
import warnings
from unittest import mock

import torch
from torch import nn

import dropout_probe
from dropout_probe import probe
from odd_tensors import block

NOTE = "Changed by the forward passes and not put back: "


def writing() -> nn.Module:
    """Writes into a small buffer, half of a large one, and leaves another as it is."""

    def run(self, x):
        self.small.add_(1)
        self.large[:500].neg_()

    return block(run, small=torch.ones(4), large=torch.ones(1000, 50), calm=torch.ones(1000, 60))


def with_free(size: int):
    return mock.patch.object(dropout_probe, "_free_memory", lambda device: size)


class Memory(unittest.TestCase):
    def test_what_there_is_no_memory_for_is_named_if_it_changed_and_the_rest_is_put_back(self):
        model = writing()
        with with_free(100_000):
            notes = probe(model, torch.randn(4, 6), passes=2).notes
        self.assertIn(f"{NOTE}`large` (there wasn't enough memory for a copy)", notes)
        self.assertTrue(torch.equal(model.small, torch.ones(4)))

    def test_a_warning_names_it_where_there_is_no_report(self):
        def fails(model, batch):
            model(batch)
            raise ValueError("no")

        with with_free(0), warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            with self.assertRaises(ValueError):
                probe(writing(), torch.randn(4, 6), forward=fails)
        told = [str(each.message) for each in caught if each.category is RuntimeWarning]
        self.assertEqual(len(told), 1)
        self.assertRegex(told[0], f"^{NOTE}`small` .*, `large` ")
        self.assertNotIn("calm", told[0])

    def test_a_checksum_sees_any_one_value_and_signs_that_change_in_pairs(self):
        values = torch.randn(3001)
        before = dropout_probe._checksum(values.view(torch.uint8))
        changes = {
            "the last bit": lambda x: x.view(torch.int32)[1234].bitwise_xor_(1),
            "two signs": lambda x: x[5:7].neg_(),
            "all signs": lambda x: x.neg_(),
            "the order": lambda x: x.copy_(x.flip(0)),
            "the last value": lambda x: x[-1].zero_(),
        }
        for what, change in changes.items():
            other = values.clone()
            change(other)
            self.assertNotEqual(dropout_probe._checksum(other.view(torch.uint8)), before, what)
        self.assertEqual(dropout_probe._checksum(values.clone().view(torch.uint8)), before)

    def test_what_tensors_share_is_copied_once_and_of_something_large_only_what_they_show(self):
        large, table = torch.ones(4000), torch.zeros(100_000, 10)
        model = block(
            lambda self, x: None, whole=large, same=large.view(40, 100), rows=table[50:60], column=table[:, 2]
        )
        state = dropout_probe._State([("", model)], dropout_probe._Budget())
        copied = {name: region.copy.nbytes for region in state.memory.copies for name in region.names}
        self.assertEqual(copied["whole"], 16_000)
        self.assertEqual(copied["same"], 16_000)
        self.assertEqual(copied["rows"], 400)
        self.assertEqual(copied["column"], 400_000)
        total = sum(region.copy.nbytes for region in state.memory.copies)
        self.assertEqual(total, 16_000 + 400 + 400_000 + 4 * (36 + 6))

    def test_batches_share_what_memory_is_left(self):
        """Each batch takes 96 kB, and gives them back."""
        model = block(lambda self, x: x.zero_())
        batches = [(torch.ones(4000, 6),) for _ in range(5)]
        with with_free(2 * 100_000):
            notes = probe(model, batches, passes=1).notes
        self.assertFalse([note for note in notes if note.startswith(NOTE)])
        self.assertTrue(all(bool((batch == 1).all()) for (batch,) in batches))

    def test_weights_that_could_not_be_copied_are_unfolded_by_the_models_own_train(self):
        class Folds(nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.weight, self.folded = nn.Parameter(torch.ones(100, 100)), False

            def train(self, mode=True):
                if mode == self.folded:
                    self.weight.data += -1 if mode else 1
                    self.folded = not mode
                return super().train(mode)

            def forward(self, x):
                return nn.functional.dropout(x @ self.weight, 0.5, self.training)

        model = Folds()
        with with_free(0):
            probe(model, torch.ones(2, 100), passes=2)
        self.assertTrue(torch.equal(model.weight, torch.ones(100, 100)))
        self.assertEqual((model.folded, model.training), (False, True))

    def test_free_memory_is_told_on_this_machine(self):
        self.assertGreater(dropout_probe._free_memory(torch.device("cpu")), 2**20)
