"""Convolutions: listed; what stands behind them runs."""

import torch
import torch.nn.functional as functional
from torch.nn import (
    AdaptiveAvgPool2d,
    BatchNorm2d,
    Conv2d,
    Dropout,
    Dropout2d,
    Flatten,
    Linear,
    MaxPool2d,
    Module,
    ReLU,
    Sequential,
)


class Digits(Module):
    def __init__(self):
        super().__init__()
        self.conv1 = Conv2d(1, 8, 3, 1)
        self.conv2 = Conv2d(8, 16, kernel_size=(3, 3))
        self.dropout1 = Dropout2d(0.25)
        self.dropout2 = Dropout(0.5)
        self.fc1 = Linear(16 * 12 * 12, 32)
        self.fc2 = Linear(32, 10)

    def forward(self, x):
        x = functional.relu(self.conv1(x))
        x = functional.relu(self.conv2(x))
        x = functional.max_pool2d(x, 2)
        x = self.dropout1(x)
        x = torch.flatten(x, 1)
        x = functional.relu(self.fc1(x))
        x = self.dropout2(x)
        return functional.log_softmax(self.fc2(x), dim=1)


PLAN = [8, "pool", 16, 16, "pool"]


def features(plan, norm=False):
    layers, channels = [], 3
    for step in plan:
        if step == "pool":
            layers += [MaxPool2d(kernel_size=2, stride=2)]
        else:
            conv = Conv2d(channels, step, kernel_size=3, padding=1)
            layers += [conv, BatchNorm2d(step), ReLU(True)] if norm else [conv, ReLU(True)]
            channels = step
    return Sequential(*layers)


class Pictures(Module):
    def __init__(self, features, classes: int = 10):
        super().__init__()
        self.features = features
        self.pool = AdaptiveAvgPool2d((2, 2))
        self.classifier = Sequential(
            Flatten(),
            Linear(16 * 2 * 2, 64),
            ReLU(True),
            Dropout(),
            Linear(64, classes),
        )

    def forward(self, x):
        return self.classifier(self.pool(self.features(x)))


def pictures(**options):
    return Pictures(features(PLAN, norm=True), **options)


picture_model = pictures()

EXAMPLES = {"Digits": torch.zeros(2, 1, 28, 28), "Pictures": torch.zeros(2, 3, 32, 32)}
INSTANCES = {"Pictures": picture_model}
