"""Classes whose layers are made in __init__ and run in forward."""

import torch
import torch.nn as nn
import torch.nn.functional as F


class Digits(nn.Module):
    def __init__(self, inputs=784, hidden=128, p=0.5):
        super().__init__()
        self.fc2 = nn.Linear(hidden, 10)  # made before the layer that runs before it
        self.fc1 = nn.Linear(inputs, hidden)
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        x = x.view(x.size(0), -1)
        x = F.relu(self.fc1(x))
        x = self.dropout(x)
        return self.fc2(x)


class Twice(nn.Module):
    """One dropout and one activation that run twice."""

    def __init__(self):
        super(Twice, self).__init__()
        self.a, self.b = nn.Linear(8, 8), nn.Linear(8, 8)
        self.act = nn.ReLU()
        self.drop = nn.Dropout(0.3)
        self.never = nn.Dropout(0.9)

    def forward(self, x):
        x = self.drop(self.act(self.a(x)))
        return self.drop(self.act(self.b(x)))


class Functional(nn.Module):
    def __init__(self, p: float = 0.2, slope=0.1):
        super().__init__()
        self.p = p
        self.slope = slope
        self.first = nn.Linear(8, 16, bias=False)
        self.second = nn.Linear(16, 4)

    def forward(self, x):
        x = F.dropout(x, 0.1, self.training)
        x = F.leaky_relu(self.first(x), negative_slope=self.slope)
        x = F.dropout(x, p=self.p, training=self.training)
        x = torch.tanh(x)
        x = F.dropout(x)  # drops in evaluation too
        return F.log_softmax(self.second(x).relu(), dim=-1)


class Guarded(nn.Module):
    """What happens in training only, and a branch that the default decides."""

    def __init__(self, use_norm=False):
        super().__init__()
        self.fc = nn.Linear(8, 8)
        self.norm = nn.LayerNorm(8) if use_norm else None

    def forward(self, x, mask=None):
        if x.dim() != 2:
            raise ValueError("a batch of vectors is needed")
        x = self.fc(x)
        if self.norm is not None:
            x = self.norm(x)
        if mask is not None:
            x = x * mask
        if self.training:
            x = F.dropout(x, p=0.35)
        return x


class Helper(nn.Module):
    """Layers that a method of the class makes, and one that runs them."""

    RATES = {"small": 0.1, "large": 0.6}

    def __init__(self, size="large", depth=3):
        super().__init__()
        for index in range(depth):
            setattr(self, f"fc{index}", self._make(8))
        self.drop = nn.Dropout(self.RATES[size])
        self.depth = depth

    @staticmethod
    def _make(width):
        return nn.Linear(width, width)

    def _hidden(self, x):
        for index in range(self.depth):
            x = torch.sigmoid(getattr(self, "fc" + str(index))(x))
        return x

    def forward(self, x):
        return self.drop(self._hidden(x))


class Base(nn.Module):
    def __init__(self, width, p=0.15):
        super().__init__()
        self.body = nn.Linear(width, width)
        self.drop = nn.Dropout(p)

    def forward(self, x):
        return self.head(self.drop(self.body(x)))


class Derived(Base):
    def __init__(self):
        super().__init__(8, p=0.45)
        self.head = nn.Linear(8, 2)


EXAMPLES = {
    "Digits": torch.zeros(2, 28, 28),
    "Twice": torch.zeros(2, 8),
    "Functional": torch.zeros(2, 8),
    "Guarded": torch.zeros(2, 8),
    "Helper": torch.zeros(2, 8),
    "Derived": torch.zeros(2, 8),
}
