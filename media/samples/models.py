"""Models as people write them: a line above each tells of its dropout and explores it, a hover on a dropout what it does.

Nothing here is executed: the models are read as they are written.
"""

import torch
import torch.nn.functional as F
from torch import nn


class Classifier(nn.Module):
    """A chain: all of it is explored."""

    def __init__(self, hidden=256, p=0.5):
        super().__init__()
        self.fc1 = nn.Linear(784, hidden)
        self.fc2 = nn.Linear(hidden, hidden // 2)
        self.drop = nn.Dropout(p)
        self.out = nn.Linear(hidden // 2, 10)

    def forward(self, x):
        x = F.relu(self.fc1(torch.flatten(x, 1)))
        x = F.dropout(x, 0.2, training=self.training)
        x = self.drop(F.relu(self.fc2(x)))
        return self.out(x)


class ConvNet(nn.Module):
    """Convolutions are not run: what enters the part behind them is asked for."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(0.25), nn.Flatten())
        self.head = nn.Sequential(nn.Linear(5408, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10))

    def forward(self, x):
        return self.head(self.features(x))
