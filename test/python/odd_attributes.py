"""Models that keep something in Python: counters, caches, generators, hooks, flags, and settings of torch."""

import array
import collections
import contextlib
import copy
import functools
import itertools
import pickle
import random
import threading
import types
from dataclasses import dataclass, field
from typing import ClassVar
from unittest import mock

import torch
from torch import nn

from odd_tensors import X, block
from support import Block

try:
    import numpy
except ImportError:
    numpy = None

COUNT = 1000


@dataclass
class Schedule:
    step: int = 1000
    seen: list = field(default_factory=list)


class Slots:
    __slots__ = ("empty", "step")

    def __init__(self) -> None:
        self.step = 1000


class Logged(dict):
    """A dict that would tell of every item that is set, and counts."""

    count = 1000

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        super().__setitem__("set", self.get("set", 0) + 1)
        self.count += 1


def kept(name: str, value, change):
    """The model keeps something, and changes it in each forward pass."""

    def make():
        model = block(lambda self, x: change(self.kept))
        model.kept = value()
        return model, torch.randn(X)

    make.__name__ = name
    return make


def deep() -> list:
    inner: list = []
    for _ in range(5000):
        inner = [inner]
    return inner


def innermost(value: list) -> None:
    while value:
        value = value[0]
    value.append(None)


def endless() -> dict:
    own: dict = {"list": [1]}
    own["list"].append(own)
    return own


def by_torch_module(own: dict) -> None:
    own["linear"].weight.data.zero_()
    own["linear"].extra = 3


KEPT = [
    kept("list_that_grows", list, lambda own: own.append(torch.ones(1))),
    kept("list_in_place", lambda: [torch.zeros(2)], lambda own: own[0].add_(1)),
    kept(
        "nested_containers", lambda: {"a": [({}, [1])]}, lambda own: own["a"][0][1].append(own["a"][0][0].update(b=1))
    ),
    kept("dict_of_caches", dict, lambda own: own.setdefault(len(own), torch.ones(2))),
    kept("ordered_dict", lambda: collections.OrderedDict(a=1, b=2), lambda own: own.move_to_end("a")),
    kept("default_dict", lambda: collections.defaultdict(list), lambda own: own["x"].append(1)),
    kept("counter", collections.Counter, lambda own: own.update("aab")),
    kept("dict_of_a_class_of_its_own", lambda: Logged(a=1), lambda own: own.__setitem__("a", 2)),
    kept("set_of_numbers", lambda: {1, 2}, lambda own: own.add(len(own) + 7)),
    kept("queue_of_fixed_length", lambda: collections.deque([1, 2], maxlen=2), lambda own: own.append(3)),
    kept("bytes", lambda: bytearray(3), lambda own: own.extend(b"x")),
    kept("array_of_numbers", lambda: array.array("d", [1.0]), lambda own: own.append(2.0)),
    kept("object", Schedule, lambda own: (own.seen.append(1), setattr(own, "step", own.step + 1))),
    kept("slots", Slots, lambda own: (setattr(own, "step", own.step + 1), setattr(own, "empty", 1))),
    kept("namespace", lambda: types.SimpleNamespace(n=1000), lambda own: setattr(own, "n", own.n + 1)),
    kept("mock", mock.MagicMock, lambda own: own.anything(1)),
    kept("deep_list", deep, innermost),
    kept("endless_containers", endless, lambda own: own["list"].append(2)),
    kept("modules_in_a_dict", lambda: {"linear": nn.Linear(2, 2)}, by_torch_module),
    kept("generator_of_torch", torch.Generator, lambda own: torch.rand(3, generator=own)),
    kept("generator_of_python", lambda: random.Random(1), lambda own: own.random()),
    kept("iterator_that_counts", itertools.count, lambda own: next(own)),
    kept("iterator_of_a_list", lambda: iter([1] * 99), lambda own: next(own)),
    kept("iterator_of_two_ranges", lambda: zip(range(999), range(999)), lambda own: next(own)),
    kept("iterator_without_an_end", lambda: itertools.cycle([1, 2, 3]), lambda own: next(own)),
    kept("iterator_of_a_dict", lambda: iter(dict.fromkeys(range(99)).items()), lambda own: next(own)),
    kept("iterator_of_a_long_range", lambda: iter(range(10**30)), lambda own: next(own)),
    kept("iterator_of_products", lambda: itertools.product([1, 2], repeat=10), lambda own: next(own)),
    kept("iterator_of_a_loader", lambda: iter(torch.utils.data.DataLoader(range(99))), lambda own: next(own)),
    kept("iterator_that_stands_still", lambda: enumerate([1] * 99), lambda own: own),
    kept("generator_function", lambda: (i for i in range(999)), lambda own: next(own)),
]
if numpy is not None:
    KEPT += [
        kept("array_of_numpy", lambda: numpy.zeros((300, 300)), lambda own: own.__iadd__(1)),
        kept("rows_of_numpy", lambda: numpy.zeros((30, 30))[::2, ::3], lambda own: own.__iadd__(1)),
        kept("objects_of_numpy", lambda: numpy.array([[1], None], dtype=object), lambda own: own[0].append(2)),
        kept("generator_of_numpy", lambda: numpy.random.default_rng(1), lambda own: own.random()),
        kept("older_generator_of_numpy", lambda: numpy.random.RandomState(1), lambda own: own.normal()),
    ]


class Counts(nn.Module):
    """Counts in an attribute, a class and a global variable."""

    calls = 1000
    seen: ClassVar[list] = []

    def __init__(self) -> None:
        super().__init__()
        self.step, self.drop = 1000, nn.Dropout(0.3)

    def forward(self, x):
        self.step += 1
        type(self).calls += 1
        self.seen.append(self.step)
        self.drop.p = min(0.5, self.drop.p + 0.01)
        return self.drop(x)


class Rewrites(nn.Module):
    """Puts functions and properties into its class, and others in the place of those that are there."""

    def __init__(self) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.3)

    @property
    def rate(self):
        return 1000

    def forward(self, x):
        Rewrites.added = lambda self: 1
        Rewrites.extra_repr = lambda self: "rewritten"
        Rewrites.rate = property(lambda self: self.extra_repr())
        return self.drop(x)


class CountsOutside(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.3)

    def forward(self, x):
        global COUNT
        COUNT += 1
        return self.drop(x)


def counts_around():
    count = 1000

    class CountsAround(nn.Module):
        def forward(self, x):
            nonlocal count
            count += 1
            return nn.functional.dropout(x, 0.3, self.training)

    return CountsAround(), torch.randn(X)


class Recurrent(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.lstm, self.drop, self.state = nn.LSTM(6, 5), nn.Dropout(0.3), None

    def forward(self, x):
        out, self.state = self.lstm(x, self.state)
        return self.drop(out)


class Answers(nn.Module):
    """Has an answer for any name."""

    def __init__(self) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.3)

    def __getattr__(self, name):
        try:
            return super().__getattr__(name)
        except AttributeError:
            return self

    def forward(self, x):
        self.step = 1
        return self.drop(x)


class Guards(nn.Module):
    """Sets attributes in a way of its own, and has one that raises."""

    def __init__(self) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.3)

    def __setattr__(self, name, value):
        if name == "training" and "drop" in self._modules:
            raise AttributeError("no")
        super().__setattr__(name, value)

    def train(self, mode=True):
        self.drop.train(mode)
        return self

    @property
    def broken(self):
        raise RuntimeError("not for you")

    def extra_repr(self):
        return self.broken

    def forward(self, x):
        self.last = x
        return self.drop(x)


class Cached(nn.Module):
    @functools.cached_property
    def mask(self):
        return torch.ones(6)

    def forward(self, x):
        return nn.functional.dropout(x * self.mask, 0.3, self.training)


class TrainsPartly(nn.Module):
    """Keeps a part in evaluation, and sets modes in its forward pass."""

    def __init__(self) -> None:
        super().__init__()
        self.frozen, self.head = nn.Sequential(nn.Linear(6, 6), nn.Dropout(0.5)), nn.Dropout(0.3)

    def train(self, mode=True):
        super().train(mode)
        self.frozen.eval()
        return self

    def forward(self, x):
        out = self.head(self.frozen(x))
        self.head.eval()
        return out


class TrainFails(nn.Module):
    """Sets some of its modes, and raises."""

    def __init__(self) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.3)

    def train(self, mode=True):
        self.drop.training = not self.drop.training
        self.count = 1
        raise NotImplementedError("no modes here")

    def forward(self, x):
        return self.drop(x)


class Locked:
    """Works with threads: it is left as the model leaves it."""

    def __init__(self) -> None:
        self.lock, self.note = threading.Lock(), "as it was"


def with_lock():
    model = block(lambda self, x: setattr(self, "step", 1))
    model.live = Locked()
    return model, torch.randn(X)


def hooks_added():
    def run(self, x):
        self.linear.register_forward_hook(lambda *given: None)
        self.linear.register_forward_pre_hook(lambda *given: None)
        self.linear.register_full_backward_hook(lambda *given: None)
        self.register_state_dict_post_hook(lambda *given: None)
        self.register_load_state_dict_pre_hook(lambda *given: None)
        nn.modules.module.register_module_forward_hook(lambda *given: None)

    return block(run), torch.randn(X)


def hooks_removed():
    model = block(lambda self, x: self.linear._forward_hooks.clear())
    model.linear.register_forward_hook(lambda *given: None)
    return model, torch.randn(X)


def class_changed():
    model = block(lambda self, x: nn.utils.parametrizations.orthogonal(self.linear))
    return model, torch.randn(X)


def through(run) -> nn.Module:
    """What `run` gives goes through a dropout."""
    return Block(lambda self, x: self.drop(run(self, x)), linear=nn.Linear(6, 6), drop=nn.Dropout(0.3))


def copies_itself():
    return through(lambda self, x: copy.deepcopy(self.linear)(x)), torch.randn(X)


def pickles_itself():
    return through(lambda self, x: pickle.loads(pickle.dumps(self.linear))(x)), torch.randn(X)


def functional_call():
    def run(self, x):
        return torch.func.functional_call(self.linear, {"weight": torch.ones(6, 6)}, (x,))

    return through(run), torch.randn(X)


def checkpointed():
    model = through(lambda self, x: torch.utils.checkpoint.checkpoint(self.linear, x, use_reentrant=False))
    return model, torch.randn(X)


def normalized(name: str, norm):
    def make():
        return nn.Sequential(norm(nn.Linear(6, 6)), nn.Dropout(0.3)), torch.randn(X)

    make.__name__ = name
    return make


class Scripted(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.step = 0
        self.register_buffer("total", torch.zeros(2))

    def forward(self, x):
        self.step += 1
        self.total.add_(1)
        return x + 1


def scripted_child():
    return nn.Sequential(torch.jit.script(Scripted()), nn.Dropout(0.3)), torch.randn(X)


def traced_child():
    return nn.Sequential(torch.jit.trace(nn.Linear(6, 6), torch.randn(X)), nn.Dropout(0.3)), torch.randn(X)


def sets(name: str, change):
    """The model sets something of the whole process."""

    def make():
        return block(lambda self, x: change()), torch.randn(X)

    make.__name__ = f"sets_{name}"
    return make


SETTINGS = [
    sets("seed", lambda: torch.manual_seed(3)),
    sets("seed_of_python", lambda: random.seed(3)),
    sets("seed_of_numpy", lambda: numpy and numpy.random.seed(3)),
    sets("gradients_off", lambda: torch.set_grad_enabled(False)),
    sets("gradients_on", lambda: torch.set_grad_enabled(True)),
    sets("number_type", lambda: torch.set_default_dtype(torch.float64)),
    sets("device", lambda: torch.set_default_device("cpu")),
    sets("deterministic_algorithms", lambda: torch.use_deterministic_algorithms(True, warn_only=True)),
    sets("anomaly_detection", lambda: torch.autograd.set_detect_anomaly(True)),
    sets("threads", lambda: torch.set_num_threads(2)),
    sets("autocast", lambda: torch.set_autocast_enabled("cpu", True)),
    sets("fast_path", lambda: torch.backends.mha.set_fastpath_enabled(True)),
    sets("precision", lambda: torch.set_float32_matmul_precision("medium")),
    sets("cudnn_benchmark", lambda: setattr(torch.backends.cudnn, "benchmark", True)),
    sets("attention_kernels", lambda: torch.backends.cuda.enable_flash_sdp(False)),
]


def raises_when_called_again():
    def run(self, x):
        if self.called:
            raise RuntimeError("once is enough")
        self.called = True

    model = block(run)
    model.called = False
    return model, torch.randn(X)


def alike_modules():
    """Modules that all count as equal."""

    class Alike(nn.Linear):
        def __eq__(self, other):
            return self is other

        __hash__ = nn.Module.__hash__

    return nn.Sequential(Alike(6, 6), Alike(6, 6), nn.Dropout(0.3)), torch.randn(X)


def parameter_lists():
    def run(self, x):
        self.list.append(nn.Parameter(torch.ones(1)))
        self.table["b"] = nn.Parameter(torch.ones(1))

    model = block(run)
    model.list, model.table = nn.ParameterList([nn.Parameter(torch.zeros(1))]), nn.ParameterDict({"a": torch.zeros(1)})
    return model, torch.randn(X)


def closes_what_it_opens():
    def run(self, x):
        with contextlib.ExitStack() as stack:
            stack.enter_context(torch.device("cpu"))
            stack.enter_context(torch.autograd.set_grad_enabled(True))
            return self.linear(x)

    return through(run), torch.randn(X)


def simple(kind):
    def make():
        return kind(), torch.randn(X)

    make.__name__ = kind.__name__.lower()
    return make


MODELS = [
    *KEPT,
    *SETTINGS,
    *map(simple, (Counts, Rewrites, CountsOutside, Recurrent, Answers, Guards, Cached, TrainsPartly, TrainFails)),
    *(
        counts_around,
        with_lock,
        hooks_added,
        hooks_removed,
        class_changed,
        copies_itself,
        pickles_itself,
        functional_call,
    ),
    *(checkpointed, scripted_child, traced_child, raises_when_called_again, alike_modules, parameter_lists),
    closes_what_it_opens,
    normalized("weight_norm", nn.utils.parametrizations.weight_norm),
    normalized("spectral_norm", nn.utils.parametrizations.spectral_norm),
    normalized("older_spectral_norm", nn.utils.spectral_norm),
]
