"""nn.Sequential in its forms."""

from collections import OrderedDict

import torch
from torch import nn
from torch.nn import Dropout, Linear as Dense

WIDTH = 4 * 16
RATE = 0.25

flat = nn.Sequential(nn.Linear(8, WIDTH), nn.ReLU(inplace=True), nn.Dropout(p=RATE), nn.Linear(WIDTH, 1, bias=False))

multi_line = nn.Sequential(
    nn.Linear(in_features=8, out_features=WIDTH // 2),  # half as wide
    nn.LeakyReLU(0.2),
    nn.Dropout(),
    nn.Linear(WIDTH // 2, 1),
)

named = nn.Sequential(
    OrderedDict(
        [
            ("fc", Dense(8, 16)),
            ("drop", Dropout(1 / 4)),
            ("inner", nn.Sequential(nn.GELU(approximate="tanh"), nn.Dropout(p=0.1))),
        ]
    )
)

nested = nn.Sequential(
    nn.Sequential(nn.Linear(8, 8), nn.Sequential(nn.ELU(alpha=0.5), nn.Dropout(0.3))),
    nn.Softplus(beta=2),
)

starred = nn.Sequential(*[nn.Linear(8, 4), nn.Tanh()], *(nn.Linear(4, 4) for _ in range(2)))

appended = nn.Sequential()
appended.append(nn.Linear(8, 3))
appended.add_module("last", nn.Dropout(0.6))
appended.extend([nn.SiLU(), nn.Linear(3, 3)])

layers = []
for index, (before, behind) in enumerate(zip([8, 16], [16, 32])):
    layers += [nn.Linear(before, behind), nn.SELU()]
    if index < 1:
        layers.append(nn.Dropout(0.3))
looped = nn.Sequential(*layers)


def perceptron(inputs, hidden=(32, 16), p=0.2, activation=nn.ReLU):
    layers = []
    for units in hidden:
        layers.append(nn.Linear(inputs, units))
        layers.append(activation())
        if p > 0:
            layers.append(nn.Dropout(p))
        inputs = units
    layers.append(nn.Linear(inputs, 1))
    return nn.Sequential(*layers)


wide = perceptron(8, p=0.4)
plain = perceptron(8, hidden=[5], p=0, activation=nn.Tanh)

EXAMPLES = {
    name: torch.zeros(2, 8) for name in "flat multi_line named nested starred appended looped wide".split()
}
