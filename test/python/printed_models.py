"""What print(model) shows of models, and what their modules are, for test/unit/python/printed.test.ts.

Run with torch 2.13.0: python test/python/printed_models.py > test/unit/python/printed-models.json
"""

import collections
import json
import warnings

import torch
from torch import nn

warnings.simplefilter("ignore")


class Block(nn.Module):
    def __init__(self, width: int, p: float) -> None:
        super().__init__()
        self.ln_1 = nn.LayerNorm(width)
        self.attn = nn.MultiheadAttention(width, 4, dropout=p, batch_first=True)
        self.ln_2 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(
            nn.Linear(width, 4 * width), nn.GELU("tanh"), nn.Linear(4 * width, width), nn.Dropout(p)
        )


class Zoo(nn.Module):
    """One of each form that a line can have."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 32, 3, padding="same")
        self.bn = nn.BatchNorm2d(32)
        self.drop1d = nn.Dropout1d(0.3, inplace=True)
        self.drop2d = nn.Dropout2d()
        self.drop3d = nn.Dropout3d(1)
        self.alpha = nn.AlphaDropout(1e-05)
        self.feature_alpha = nn.FeatureAlphaDropout(0.2)
        self.lstm = nn.LSTM(10, 20, 2, batch_first=True, dropout=0.2)
        self.gru = nn.GRU(10, 20)
        self.rnn = nn.RNN(10, 20, dropout=0.4)
        self.embedding = nn.Embedding(100, 64, padding_idx=0)
        self.blocks = nn.ModuleList([Block(64, 0.1) for _ in range(12)] + [nn.ReLU()])
        self.encoder = nn.TransformerEncoderLayer(64, 4, activation=nn.GELU())
        self.decoder = nn.TransformerDecoderLayer(64, 4, 128, 0.15)
        self.heads = nn.ModuleDict({"a": nn.Linear(64, 3, bias=False), "b": nn.PReLU()})
        self.parameters_list = nn.ParameterList([nn.Parameter(torch.ones(2)), nn.Parameter(torch.ones(2, 3))])
        self.nothing = None
        self.downsample = nn.Sequential()
        self.leaky = nn.LeakyReLU(0.2, inplace=True)
        self.elu = nn.ELU(0.5)
        self.softplus = nn.Softplus(2)
        self.lazy = nn.LazyLinear(3)
        self.register_module("removed", None)

    def extra_repr(self) -> str:
        return "width=64\n# of heads: 4"


class Net(nn.Module):
    """The layers are made in an order that is not the forward's."""

    def __init__(self) -> None:
        super().__init__()
        self.dropout = nn.Dropout(0.5)
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.fc2(self.dropout(torch.relu(self.fc1(x))))


class Quickstart(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.flatten = nn.Flatten()
        self.stack = nn.Sequential(
            nn.Linear(28 * 28, 512), nn.ReLU(), nn.Dropout(0.25), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10)
        )


def chain(*extra: nn.Module) -> nn.Sequential:
    return nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Dropout(0.5), *extra, nn.Linear(512, 10))


MODELS = {
    "chain()": chain(),
    "nested": nn.Sequential(
        nn.Flatten(), nn.Sequential(nn.Linear(784, 512, bias=False), nn.SiLU()), nn.Sequential(nn.Dropout(0.1))
    ),
    "OrderedDict": nn.Sequential(
        collections.OrderedDict(fc=nn.Linear(4, 8), act=nn.SELU(), drop=nn.Dropout(), head=nn.Linear(8, 1))
    ),
    "chain(nn.BatchNorm1d(512))": chain(nn.BatchNorm1d(512)),
    "alike": nn.Sequential(*[nn.Dropout(0.2) for _ in range(5)], nn.Linear(10, 10), nn.Linear(10, 10)),
    "Net()": Net(),
    "Quickstart()": Quickstart(),
    "Zoo()": Zoo(),
    "nn.TransformerEncoder": nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 2, 32, dropout=0.3), 2),
    "weight_norm": nn.Sequential(nn.utils.parametrizations.weight_norm(nn.Linear(3, 4)), nn.Dropout(0.4)),
    "nn.DataParallel(chain())": nn.DataParallel(chain()),
}

KEYS = ("in_features", "out_features", "p", "dropout", "negative_slope", "alpha", "beta", "threshold", "approximate")


def described(name: str, module: nn.Module) -> dict:
    values = {key: value for key in KEYS if isinstance(value := getattr(module, key, None), int | float | str)}
    if isinstance(module, nn.Linear):
        values["bias"] = module.bias is not None
    return {"name": name, "type": type(module).__name__, **values}


def leaves(model: nn.Module, name: str = "") -> list[dict]:
    """The modules without others in them; attention and what is parametrized count as one."""
    if isinstance(model, nn.MultiheadAttention) or hasattr(model, "parametrizations") or not list(model.children()):
        return [described(name, model)]
    return [
        leaf
        for child, module in model._modules.items()
        if module is not None
        for leaf in leaves(module, f"{name}.{child}".lstrip("."))
    ]


if __name__ == "__main__":
    record = [{"call": call, "printed": repr(model), "leaves": leaves(model)} for call, model in MODELS.items()]
    print(json.dumps({"torch": torch.__version__, "models": record}, indent=1))
