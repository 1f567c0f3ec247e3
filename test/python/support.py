"""Models to probe, and what torch itself says of the tensors that pass through them."""

import torch
from torch import nn
from torch.nn import functional as F

# One thread: sums in one order, and no waiting for threads that other processes hold up.
torch.set_num_threads(1)


def mlp() -> nn.Module:
    torch.manual_seed(1)
    return nn.Sequential(
        nn.Linear(12, 40), nn.ReLU(), nn.Dropout(0.5), nn.Linear(40, 30), nn.ReLU(), nn.Dropout(0.2), nn.Linear(30, 7)
    )


def cnn() -> nn.Module:
    torch.manual_seed(2)
    model = nn.Sequential(
        nn.Conv2d(3, 8, 3),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Dropout2d(0.3),
        nn.Conv2d(8, 4, 3),
        nn.Flatten(),
        nn.Dropout(0.5),
        nn.Linear(64, 5),
    )
    model[1].running_mean.uniform_(-1, 1)
    model[1].running_var.uniform_(0.5, 2)
    return model


def encoder(dropout: float = 0.1) -> nn.Module:
    torch.manual_seed(3)
    layer = nn.TransformerEncoderLayer(16, 2, 32, dropout=dropout, batch_first=True)
    return nn.TransformerEncoder(layer, 2)


class Functional(nn.Module):
    """F.dropout and scaled_dot_product_attention; its values are the identity, so it gives its attention weights."""

    def __init__(self) -> None:
        super().__init__()
        self.into, self.out = nn.Linear(6, 8), nn.Linear(8, 8)

    def forward(self, x):
        x = self.out(F.dropout(torch.relu(self.into(x)), 0.4, self.training))
        values = torch.eye(x.size(1)).expand(x.size(0), -1, -1)
        return F.scaled_dot_product_attention(x, x, values, dropout_p=0.25 if self.training else 0.0)


class Block(nn.Module):
    """Calls what a test gives it, as code of a model does."""

    def __init__(self, run, **modules) -> None:
        super().__init__()
        self.run = run
        for name, module in modules.items():
            setattr(self, name, module)

    def forward(self, x):
        return self.run(self, x)


class Captured:
    """The tensors that leave a module while it is probed, by mode; one batch, evaluation at random nowhere."""

    def __init__(self, *modules: nn.Module) -> None:
        self.given = {module: [] for module in modules}
        self.handles = [module.register_forward_hook(self.take) for module in modules]

    def take(self, module, args, output) -> None:
        self.given[module].append((args[0].clone(), output.clone()))

    def of(self, module: nn.Module, passes: int, batches: int = 1) -> dict:
        """(input, output) in each pass: train and unscaled train alternate, evaluation follows the first pair."""
        modes = {"train": [], "eval": [], "unscaledTrain": []}
        order = ["train", "unscaledTrain", "eval", *["train", "unscaledTrain"] * (passes - 1)] * batches
        assert len(order) == len(self.given[module]), (len(order), len(self.given[module]))
        for mode, pair in zip(order, self.given[module]):
            modes[mode] += [pair] * (passes if mode == "eval" else 1)
        return modes

    def remove(self) -> None:
        for handle in self.handles:
            handle.remove()


def bins_of(values: torch.Tensor, exponent: int) -> dict:
    """Counts by bin number, as floor(x / 2^exponent) says."""
    numbers, counts = torch.floor(values.double() * 2.0**-exponent).long().unique(return_counts=True)
    return dict(zip(numbers.tolist(), counts.tolist()))


def bins_in(histogram: dict) -> dict:
    return {histogram["firstBin"] + i: count for i, count in enumerate(histogram["counts"]) if count > 0}


def layer_named(report: dict, name: str, role: str) -> dict:
    return next(layer for layer in report["layers"] if (layer["name"], layer["role"]) == (name, role))
