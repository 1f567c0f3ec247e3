"""A probe leaves everything as it was, however it ends."""

import contextlib
import random
import unittest
from unittest import mock

import torch
from torch import nn

from dropout_probe import probe
from support import cnn, encoder, mlp

try:
    import numpy
except ImportError:
    numpy = None

HOOKS = (
    "_forward_hooks",
    "_forward_pre_hooks",
    "_backward_hooks",
    "_forward_hooks_with_kwargs",
    "_forward_pre_hooks_with_kwargs",
    "_forward_hooks_always_called",
)


class Fails(nn.Module):
    """Raises in the forward pass with this number, after it has called its model. It counts outside of its attributes,
    which each pass finds as they were at first."""

    def __init__(self, model: nn.Module, at: int, error: BaseException) -> None:
        super().__init__()
        self.model, self.passed = model, passed_before(at, error)

    def forward(self, x):
        x = self.model(x)
        self.passed()
        return x


def passed_before(at: int, error: BaseException):
    left = at

    def passed() -> int:
        nonlocal left
        left -= 1
        if left == 0:
            raise error
        return left

    return passed


class Writes(nn.Module):
    """Everything that a forward pass can change."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Sequential(nn.ReLU(inplace=True), nn.Linear(12, 12), nn.Dropout(0.5, inplace=True))
        self.register_buffer("steps", torch.zeros(1))
        self.register_buffer("last", None)

    def forward(self, x):
        self.steps += 1
        self.last = x.sum()
        self.steps.data.add_(1)
        random.random(), torch.rand(3), numpy and numpy.random.rand()
        with torch.enable_grad():
            out = self.inner(x)
            self.inner[1].weight.sum().backward() if self.training else None
        return out


class Folding(nn.Module):
    """Folds a weight into another where it leaves training, as LoRA layers do."""

    def __init__(self) -> None:
        super().__init__()
        self.weight, self.more = nn.Parameter(torch.rand(4, 6)), nn.Parameter(torch.rand(4, 6))
        self.folded = False

    def train(self, mode: bool = True):
        if mode == self.folded:
            self.weight.data += -self.more if mode else self.more
            self.folded = not mode
        return super().train(mode)

    def forward(self, x):
        return nn.functional.dropout(
            x @ (self.weight if self.folded else self.weight + self.more).T, 0.5, self.training
        )


def state(model: nn.Module, batch: torch.Tensor) -> dict:
    """Everything that must be the same before and after."""
    python, numbers = random.getstate(), numpy.random.get_state() if numpy else ()
    return {
        "training": [module.training for module in model.modules()],
        "state_dict": {name: value.clone() for name, value in model.state_dict().items()},
        "tensors": {name: id(value) for name, value in model.state_dict(keep_vars=True).items()},
        "buffers": {
            name: None if value is None else value.clone()
            for module in model.modules()
            for name, value in module._buffers.items()
        },
        "gradients": [(id(p.grad), None if p.grad is None else p.grad.clone()) for p in model.parameters()],
        "hooks": [len(getattr(module, name)) for module in model.modules() for name in HOOKS],
        "random": (
            python,
            *(part.tolist() if hasattr(part, "tolist") else part for part in numbers),
            torch.get_rng_state(),
        ),
        "cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
        "fused attention": torch.backends.mha.get_fastpath_enabled(),
        "grad mode": torch.is_grad_enabled(),
        "batch": batch.clone(),
    }


class Trace(unittest.TestCase):
    @unittest.skipIf(numpy is None, "no NumPy beside torch: its random state wasn't compared")
    def test_numpy_is_compared_too(self):
        self.assert_no_trace(Writes(), torch.randn(5, 12))

    def assert_same(self, a, b, path="") -> None:
        self.assertIs(type(a), type(b), path)
        if isinstance(a, torch.Tensor):
            self.assertTrue(torch.equal(a, b), path)
        elif isinstance(a, dict):
            self.assertEqual(list(a), list(b), path)
            for key in a:
                self.assert_same(a[key], b[key], f"{path}.{key}")
        elif isinstance(a, (list, tuple)):
            self.assertEqual(len(a), len(b), path)
            for i, (x, y) in enumerate(zip(a, b)):
                self.assert_same(x, y, f"{path}[{i}]")
        else:
            self.assertEqual(a, b, path)

    def assert_no_trace(self, model: nn.Module, batch: torch.Tensor, error=None, **more) -> None:
        before = state(model, batch)
        if error is None:
            probe(model, batch, passes=2, **more)
        else:
            with self.assertRaises(error):
                probe(model, batch, passes=2, **more)
        self.assert_same(before, state(model, batch))

    def models(self):
        yield mlp(), torch.randn(5, 12)
        yield cnn(), torch.randn(3, 3, 8, 8)
        yield encoder(), torch.randn(2, 4, 16)
        yield Writes(), torch.randn(5, 12)
        yield nn.Sequential(Writes(), nn.utils.parametrizations.spectral_norm(nn.Linear(12, 3))), torch.randn(5, 12)

    def test_none_is_left_whatever_the_modules_flags_were(self):
        for model, batch in self.models():
            for flags in ("train", "eval", "mixed"):
                with self.subTest(model=type(model).__name__, flags=flags):
                    model.train(flags == "train")
                    if flags == "mixed":
                        list(model.modules())[-1].training = True
                    self.assert_no_trace(model, batch)

    def test_none_is_left_by_batch_norm_in_training(self):
        self.assert_no_trace(cnn(), torch.randn(3, 3, 8, 8), whole_model=True)

    def test_none_is_left_in_gradients(self):
        model, batch = mlp(), torch.randn(5, 12)
        model(batch).sum().backward()
        self.assert_no_trace(model, batch)

    def test_none_is_left_where_the_forward_raises_or_is_interrupted(self):
        for error in (ValueError("no"), KeyboardInterrupt()):
            for at in (1, 2, 3, 4):
                with self.subTest(error=type(error).__name__, at=at):
                    self.assert_no_trace(
                        Fails(cnn(), at, error), torch.randn(3, 3, 8, 8), type(error), whole_model=True
                    )

    def test_none_is_left_where_the_third_batch_of_a_generator_fails(self):
        model, x = Fails(cnn(), 7, RuntimeError("shapes")), torch.randn(3, 3, 8, 8)
        before = state(model, x)
        with self.assertRaises(RuntimeError):
            probe(model, (x for _ in range(5)), passes=1, whole_model=True)
        self.assertEqual(model.passed(), -1, "three forwards a batch: the seventh is in the third")
        self.assert_same(before, state(model, x))

    def test_none_is_left_in_the_generators_of_devices(self):
        """Of two CUDA devices and of MPS, whose generators stand in for them here; the model draws from each."""
        cuda, mps = (torch.Generator(), torch.Generator()), torch.Generator()

        class Draws(nn.Module):
            def forward(self, x):
                for generator in (*cuda, mps):
                    x = x + torch.rand(12, generator=generator)
                return nn.functional.dropout(x, 0.5, self.training)

        with contextlib.ExitStack() as stack:
            for owner, name, fake in (
                (torch.cuda, "is_available", lambda: True),
                (torch.cuda, "is_initialized", lambda: True),
                (torch.cuda, "default_generators", cuda),
                (torch.backends.mps, "is_available", lambda: True),
                (torch.mps, "get_rng_state", mps.get_state),
                (torch.mps, "set_rng_state", mps.set_state),
                (torch.mps, "manual_seed", mps.manual_seed),
            ):
                stack.enter_context(mock.patch.object(owner, name, fake))
            before = [generator.get_state() for generator in (*cuda, mps)]
            report = probe(Draws(), torch.zeros(5, 12), passes=2)
            self.assert_same(before, [generator.get_state() for generator in (*cuda, mps)])
            with self.assertRaises(ValueError):
                probe(Fails(Draws(), 2, ValueError("no")), torch.zeros(5, 12), passes=2)
            self.assert_same(before, [generator.get_state() for generator in (*cuda, mps)])
        # Each mode of a pass draws the same numbers, so the means of what enters differ by the dropout alone.
        modes = report.to_dict()["layers"][0]["modes"]
        self.assertEqual(modes["train"]["predicted"]["mean"], modes["eval"]["mean"])

    def test_none_is_left_where_the_loader_raises(self):
        def loader():
            yield torch.randn(2, 12)
            raise OSError("gone")

        model = mlp()
        before = state(model, torch.zeros(1))
        with self.assertRaises(OSError):
            probe(model, loader(), passes=1)
        self.assert_same(before, state(model, torch.zeros(1)))

    def test_none_is_left_where_train_folds_weights(self):
        self.assert_no_trace(Folding(), torch.randn(3, 6))

    def test_hooks_of_others_stay_and_are_called(self):
        model, calls = mlp(), []
        model[0].register_forward_hook(lambda *_: calls.append(1))
        self.assert_no_trace(model, torch.randn(5, 12))
        self.assertEqual(len(calls), 5, "twice in train, twice in unscaled train, once in evaluation")

    def test_a_loader_that_draws_random_numbers_draws_what_it_would_without_a_probe(self):
        def drawn(between) -> list:
            torch.manual_seed(5)
            seen = []
            for _ in range(3):
                batch = torch.randn(4, 12)
                seen.append(batch)
                between(batch)
            return seen

        def loader():
            torch.manual_seed(5)
            for _ in range(3):
                batch = torch.randn(4, 12)
                probed.append(batch)
                yield batch

        probed = []
        probe(mlp(), loader(), passes=2)
        self.assert_same(drawn(lambda batch: None), probed)
