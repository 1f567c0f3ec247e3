"""PyTorch on the CPU: `torch_contender.py THREADS MASKS`, masks by "dropout" or "rand".

F.dropout is what people write, and bernoulli_ what is below it; comparing torch.rand with p is twice as fast or more.
Moments by sum and dot, which is several times as fast as var_mean; dot adds up in float32, so it takes a piece at a
time, and sums over pieces are float64.
"""

import sys

import inputs
import torch
import torch.nn.functional as F
from protocol import serve

THREADS, MASKS = int(sys.argv[1]), sys.argv[2]
torch.set_num_threads(THREADS)
torch.set_grad_enabled(False)
# The fastest of those tried, from 1024 to 16384 and from 256 to 4096.
NEURON_BATCH = 16384
WHOLE_BATCH = 1024
PIECE = 65536


def arange(size):
    return torch.arange(size, dtype=torch.int64)


def keep(shape, p):
    """1 where a value is kept, else 0: float32."""
    if MASKS == "dropout":
        return torch.empty(shape).bernoulli_(1 - p)
    return (torch.rand(shape) >= p).float()


def read(file, count):
    return torch.frombuffer(bytearray(file.read(4 * count)), dtype=torch.float32)


def squares(x):
    return sum(float(torch.dot(piece, piece)) for piece in x.split(PIECE))


class Record:
    """Moments and a histogram of one layer in one mode, batch after batch.

    The first batch decides the range, with room on both sides; what lies outside counts as the outermost bin.
    """

    BINS = 128

    def __init__(self):
        self.count, self.total, self.squares, self.bins = 0, 0.0, 0.0, None

    def add(self, x):
        x = x.reshape(-1)
        low, high = (float(v) for v in torch.aminmax(x))
        if self.bins is None:
            room = 0.5 * (high - low)
            self.low, self.high, self.bins = low - room, high + room, torch.zeros(self.BINS, dtype=torch.float64)
        if low < self.low or high > self.high:
            x = x.clamp(self.low, self.high)
        self.bins += torch.histc(x, self.BINS, self.low, self.high)
        self.count += x.numel()
        self.total += float(x.sum())
        self.squares += squares(x)

    def summary(self):
        width = (self.high - self.low) / self.BINS
        return inputs.summary(self.count, self.total, self.squares, self.low, width, self.bins)


def dropout(seed, size, timed):
    x = inputs.activations(arange, size).float()
    torch.manual_seed(seed)
    if MASKS == "dropout":
        out = timed(lambda: F.dropout(x, inputs.P))
    else:
        out = timed(lambda: (torch.rand(size) >= inputs.P).mul(x).mul_(1 / (1 - inputs.P)))
    wide = out.double()
    variance, mean = torch.var_mean(wide, correction=0)
    zeros = int((out == 0).sum())
    return {"out": {"count": size, "zeros": zeros, "mean": float(mean), "variance": float(variance)}}


def neuron(seed, size, timed):
    torch.manual_seed(seed)
    weight = torch.ones(100, 1)

    def work():
        train, unscaled = Record(), Record()
        for begin in range(0, size, NEURON_BATCH):
            # The input is 1, so that the mask is the unscaled activation.
            product = keep((min(NEURON_BATCH, size - begin), 100), inputs.P) @ weight
            unscaled.add(product)
            train.add(product / (1 - inputs.P))
        return {"train": train.summary(), "unscaledTrain": unscaled.summary()}

    return timed(work)


def gemm(seed, size, timed):
    side = inputs.SIDE
    a = inputs.matrix(arange, side * side, seed, 0).float().reshape(side, side)[:size]
    w = inputs.matrix(arange, side * side, seed, 1).float().reshape(side, side)
    c = timed(lambda: F.linear(a, w)).reshape(-1)
    return {"sum": float(c.double().sum()), "samples": c[::4099].tolist()}


def histogram(seed, size, timed):
    x = inputs.triangular(arange, size, seed).float()

    def work():
        return float(x.sum()), squares(x), torch.histc(x, inputs.BINS, -1, 1).tolist()

    total, sum_of_squares, counts = timed(work)
    return {"values": inputs.summary(size, total, sum_of_squares, -1, 2 / inputs.BINS, counts)}


def whole(seed, size, timed):
    torch.manual_seed(seed)
    (w0, b0), (w1, b1), (w2, b2) = PARAMETERS
    q = 1 - inputs.WHOLE_P

    def work():
        records = {}

        def record(name, x):
            records.setdefault(name, Record()).add(x)
            return x

        for begin in range(0, size, WHOLE_BATCH):
            batch = min(WHOLE_BATCH, size - begin)
            z = record("0.eval", F.linear(torch.randn(batch, inputs.WIDTHS[0]), w0, b0))
            e = record("1.eval", torch.relu_(z))
            mask = keep(e.shape, inputs.WHOLE_P)
            u = record("2.unscaledTrain", e * mask)
            record("2.train", u / q)
            # One product serves both.
            s = F.linear(u, w1)
            e = record("3.eval", F.linear(e, w1, b1))
            u = record("3.unscaledTrain", s + b1)
            t = record("3.train", s.div_(q).add_(b1))
            e, u, t = (torch.relu_(x) for x in (e, u, t))
            record("4.eval", e), record("4.unscaledTrain", u), record("4.train", t)
            mask = keep(e.shape, inputs.WHOLE_P)
            u = record("5.unscaledTrain", u.mul_(mask))
            t = record("5.train", t.mul_(mask).div_(q))
            record("6.eval", F.linear(e, w2, b2))
            record("6.unscaledTrain", F.linear(u, w2, b2))
            record("6.train", F.linear(t, w2, b2))
        return {name: each.summary() for name, each in records.items()}

    return timed(work)


PARAMETERS = inputs.read_parameters(read)
WORKS = {"dropout": dropout, "neuron": neuron, "gemm": gemm, "histogram": histogram, "whole": whole}
if MASKS == "rand":
    # The same as with F.dropout.
    del WORKS["gemm"], WORKS["histogram"]
serve(f"torch {torch.__version__}", WORKS)
