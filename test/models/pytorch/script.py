"""A training script: names by alias, options of the command line, and other kinds of dropout."""

import argparse
import math

import numpy as np
import torch
import torch.nn as tnn
import torch.nn.functional as fn

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--hidden-size", type=int, default=24)
parser.add_argument("--dropout", "-d", dest="rate", type=float, default=0.35)
parser.add_argument("--bias", action="store_true")
options = parser.parse_args([])

SHAPE = (2, 4)
INPUTS = int(np.prod(SHAPE))
ROOT = int(math.sqrt(16))


class Net(tnn.Module):
    def __init__(self, opt):
        super().__init__()
        self.input = tnn.Linear(INPUTS, opt.hidden_size, bias=opt.bias)
        self.drop = tnn.Dropout(opt.rate)
        self.output = tnn.Linear(opt.hidden_size, ROOT)

    def forward(self, x):
        x = x.reshape(-1, INPUTS)
        return self.output(self.drop(fn.silu(self.input(x))))


class Normalising(tnn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.net = tnn.Sequential(tnn.Linear(width, width), tnn.SELU(), tnn.AlphaDropout(p=0.1))
        self.channels = tnn.FeatureAlphaDropout(0.2)

    def forward(self, x):
        x = self.channels(self.net(x))
        x = fn.alpha_dropout(x, 0.3, training=self.training)
        return fn.alpha_dropout(x, 0.4)  # without training=True it does nothing


class Trainer:
    """No module: it holds one."""

    def __init__(self, width=8, rate=0.2):
        self.model = tnn.Sequential(tnn.Linear(width, 2), tnn.Dropout(rate))
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.1)


def main():
    net = Net(options)
    print(net)


if __name__ == "__main__":
    main()

EXAMPLES = {"Net": torch.zeros(2, 2, 4), "Normalising": torch.zeros(2, 8), "self.model": torch.zeros(2, 8)}
INSTANCES = {"Net": Net(options), "self.model": Trainer().model}
