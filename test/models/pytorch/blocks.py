"""Models made of other classes of the file, lists and dictionaries of modules, and containers that are extended."""

import copy

import torch
from torch import nn


class Residual(nn.Module):
    def __init__(self, d, p=0.1):
        super().__init__()
        self.norm = nn.LayerNorm(d)
        self.ff = nn.Sequential(nn.Linear(d, 4 * d), nn.GELU(), nn.Dropout(p), nn.Linear(4 * d, d))

    def forward(self, x):
        return x + self.ff(self.norm(x))


class Stack(nn.Module):
    def __init__(self, depth=2, d=8):
        super().__init__()
        self.blocks = nn.ModuleList([Residual(d, p=0.2) for _ in range(depth)])
        self.head = nn.Linear(d, 4)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.head(x)


class Unit(nn.Sequential):
    def __init__(self, inputs, units, p):
        super().__init__(nn.Linear(inputs, units), nn.BatchNorm1d(units), nn.ReLU(), nn.Dropout(p))


class Chain(nn.Module):
    def __init__(self, sizes=(8, 16, 4), p=0.25):
        super().__init__()
        self.units = nn.ModuleList()
        for inputs, units in zip(sizes[:-1], sizes[1:]):
            self.units.append(Unit(inputs, units, p))
        self.out = nn.Sequential(nn.Dropout(p / 2), nn.Linear(sizes[-1], 1))

    def forward(self, x):
        for unit in self.units[:-1]:
            x = unit(x)
        x = self.units[-1](x)
        return self.out(x)


class Chosen(nn.Module):
    def __init__(self, activation="tanh"):
        super().__init__()
        self.fc = nn.Linear(8, 8)
        self.acts = nn.ModuleDict({"relu": nn.ReLU(), "tanh": nn.Tanh()})
        self.activation = activation
        self.drop = nn.Dropout(0.05)

    def forward(self, x):
        return self.drop(self.acts[self.activation](self.fc(x)))


class Copies(nn.Module):
    def __init__(self, layer=None, n=3):
        super().__init__()
        layer = layer or nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.2))
        self.layers = nn.ModuleList(copy.deepcopy(layer) for _ in range(n))

    def forward(self, x):
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i < len(self.layers) - 1:
                x = torch.relu(x)
        return x


class Shared(nn.Module):
    """A linear layer that runs twice."""

    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 8)
        self.drop = nn.Dropout(0.5)

    def forward(self, x):
        return self.fc(self.drop(self.fc(x)))


class Autoencoder(nn.Module):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder
        self.mean = nn.Linear(4, 2)
        self.spread = nn.Linear(4, 2)

    def forward(self, x):
        hidden = self.encoder(x)
        mean, spread = self.mean(hidden), self.spread(hidden)
        return self.decoder(mean + spread.exp()), mean, spread


model = Autoencoder(
    encoder=nn.Sequential(nn.Linear(8, 4), nn.ReLU(), nn.Dropout(0.1)),
    decoder=nn.Sequential(nn.Linear(2, 8), nn.Sigmoid()),
)

EXAMPLES = {name: torch.zeros(2, 8) for name in "Residual Stack Chain Chosen Copies Shared Autoencoder".split()}
INSTANCES = {"Residual": Residual(8, p=0.2), "Autoencoder": model}
