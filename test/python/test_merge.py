"""Reports add up exactly, in one process and over the ranks of a process group."""

import json
import pickle
import tempfile
import unittest
from pathlib import Path

import torch
from torch import distributed, multiprocessing, nn

from dropout_probe import MergeError, probe
from support import mlp

TORCH_BATCHES = 6
FIGURES = ("mean", "variance", "rootMeanSquare", "meanStandardError")


def batches() -> list:
    """The last of them is smaller, as it is in most loaders."""
    generator = torch.Generator().manual_seed(9)
    return [
        (torch.randn(5 if i == TORCH_BATCHES - 1 else 16, 12, generator=generator), 0) for i in range(TORCH_BATCHES)
    ]


def worker(rank: int, world: int, folder: str, sharded: bool) -> None:
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", init_method=f"file://{folder}/meeting", rank=rank, world_size=world)
    own = batches()[rank::world] if sharded else batches()
    report = probe(mlp(), own, passes=3, seed=4, sharded=sharded)
    with open(f"{folder}/{rank}.json", "w", encoding="utf-8") as file:
        file.write(report.to_json())
    distributed.destroy_process_group()


def failing_worker(rank: int, world: int, folder: str) -> None:
    distributed.init_process_group("gloo", init_method=f"file://{folder}/meeting", rank=rank, world_size=world)
    model = mlp() if rank == 0 else nn.Linear(3, 3)
    try:
        probe(model, batches(), passes=1)
        said = "nothing"
    except RuntimeError as error:
        said = str(error)
    with open(f"{folder}/{rank}.txt", "w", encoding="utf-8") as file:
        file.write(said)
    distributed.destroy_process_group()


def sizes_of(layer: dict) -> tuple:
    return layer["name"], layer["role"], layer["units"], layer["shape"]


class Merge(unittest.TestCase):
    def assert_same_report(self, a: dict, b: dict) -> None:
        """Counts, bins, atoms, extremes and sizes are equal; means and variances agree within rounding."""
        self.assertEqual(
            [sizes_of(layer) for layer in a["layers"]],
            [sizes_of(layer) for layer in b["layers"]],
        )
        for one, other in zip(a["layers"], b["layers"]):
            for mode, summary in one["modes"].items():
                found = other["modes"][mode]
                for key in ("count", "zeros", "min", "max", "histogram"):
                    self.assertEqual(summary[key], found[key], (one["name"], mode, key))
                self.assertEqual(summary.get("atoms"), found.get("atoms"))
                scale = summary["rootMeanSquare"]
                for key in FIGURES:
                    self.assertAlmostEqual(summary[key], found[key], delta=1e-12 * max(scale, scale**2))
                for key, value in summary.get("differenceFromEval", {}).items():
                    self.assertAlmostEqual(value, found["differenceFromEval"][key], delta=1e-12 * scale)

    def shards(self) -> list:
        """Reports of single batches with the masks that they have in one run."""
        return [shard(i) for i in range(TORCH_BATCHES)]

    def test_shards_add_up_to_the_whole_in_any_order(self):
        whole = probe(mlp(), batches(), passes=3, seed=4).to_dict()
        shards = self.shards()
        for order in (range(6), reversed(range(6)), (3, 0, 5, 1, 4, 2)):
            first, *rest = [shards[i] for i in order]
            for other in rest:
                first = first.merge(other)
            self.assert_same_report(first.to_dict(), whole)

    def test_merging_changes_neither_of_the_two(self):
        a, b = self.shards()[:2]
        before = a.to_json(), b.to_json()
        a.merge(b)
        self.assertEqual((a.to_json(), b.to_json()), before)

    def test_the_same_passes_are_refused(self):
        a = probe(mlp(), batches()[0], passes=1)
        with self.assertRaisesRegex(MergeError, "batch 0 of seed 0"):
            a.merge(probe(mlp(), batches()[1], passes=2))
        self.assertEqual(len(a.merge(probe(mlp(), batches()[0], passes=1, seed=1)).runs), 2)
        with self.assertRaisesRegex(MergeError, "different models"):
            a.merge(probe(nn.Dropout(0.5), torch.randn(3), seed=1))

    def test_reports_can_be_pickled(self):
        report = self.shards()[0]
        self.assertEqual(pickle.loads(pickle.dumps(report)).to_json(), report.to_json())

    def test_a_report_does_not_grow_with_the_number_of_batches(self):
        few, many = (len(pickle.dumps(probe(mlp(), batches()[:1] * n, max_batches=n, passes=1))) for n in (10, 100))
        self.assertLess(many, 1.05 * few)

    def test_a_mean_over_batches_of_different_sizes_agrees_with_its_difference(self):
        modes = probe(mlp(), batches(), passes=3).to_dict()["layers"][-1]["modes"]
        difference = modes["train"]["mean"] - modes["eval"]["mean"]
        self.assertAlmostEqual(modes["train"]["differenceFromEval"]["mean"], difference, delta=1e-12)

    def spawned(self, target, *more) -> str:
        folder = tempfile.mkdtemp()
        multiprocessing.start_processes(target, (2, folder, *more), nprocs=2, start_method="spawn")
        return folder

    def test_two_ranks_give_the_counts_of_one_process(self):
        whole = probe(mlp(), batches(), passes=3, seed=4).to_dict()
        for sharded in (False, True):
            with self.subTest(sharded=sharded):
                folder = self.spawned(worker, sharded)
                reports = [json.loads(Path(folder, f"{rank}.json").read_text("utf-8")) for rank in range(2)]
                self.assertEqual(reports[0], reports[1])
                self.assert_same_report(reports[0], whole)
                self.assertEqual(
                    [(run["firstBatch"], run["stride"], run["batches"]) for run in reports[0]["runs"]],
                    [(0, 2, 3), (1, 2, 3)],
                )

    def test_an_error_on_one_rank_is_raised_on_all(self):
        folder = self.spawned(failing_worker)
        self.assertIn("failed on rank 1", Path(folder, "0.txt").read_text("utf-8"))
        self.assertIn("shapes", Path(folder, "1.txt").read_text("utf-8"))


def shard(index: int):
    """The report of one batch as the rank with its number would measure it."""
    import dropout_probe

    place = dropout_probe._place
    dropout_probe._place = lambda: (index, TORCH_BATCHES)
    everyone = dropout_probe._of_all_ranks
    dropout_probe._of_all_ranks = lambda measure, world: measure()
    try:
        return probe(mlp(), batches(), passes=3, seed=4)
    finally:
        dropout_probe._place, dropout_probe._of_all_ranks = place, everyone
