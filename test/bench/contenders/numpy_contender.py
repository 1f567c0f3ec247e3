"""NumPy. Masks compare raw 32-bit words of SFC64 with a threshold, histograms are bincounts: the fastest found."""

import inputs
import numpy as np
from protocol import serve

NEURON_BATCH = 1024
WHOLE_BATCH = 256


def arange(size):
    return np.arange(size, dtype=np.int64)


def words(bits, count):
    """Uniform 32-bit integers."""
    return bits.random_raw((count + 1) // 2).view(np.uint32)[:count]


def threshold(p):
    return np.uint32(round(p * 2**32))


def read(file, count):
    return np.frombuffer(file.read(4 * count), dtype=np.float32)


class Record:
    """Moments and a histogram of one layer in one mode, batch after batch; its range as in torch_contender.py."""

    BINS = 128

    def __init__(self):
        self.count, self.total, self.squares, self.bins = 0, 0.0, 0.0, None

    def add(self, x):
        x = x.ravel()
        if self.bins is None:
            low, high = float(x.min()), float(x.max())
            room = 0.5 * (high - low)
            self.low, self.width = low - room, (high - low + 2 * room) / self.BINS
            self.bins = np.zeros(self.BINS)
        index = (x - np.float32(self.low)) * np.float32(1 / self.width)
        np.clip(index, 0, self.BINS - 1, out=index)
        self.bins += np.bincount(index.astype(np.intp), minlength=self.BINS)
        self.count += x.size
        self.total += float(x.sum())
        self.squares += sum(float(np.dot(piece, piece)) for piece in np.split(x, range(65536, x.size, 65536)))

    def summary(self):
        return inputs.summary(self.count, self.total, self.squares, self.low, self.width, self.bins)


def dropout(seed, size, timed):
    x = inputs.activations(arange, size).astype(np.float32)
    bits = np.random.SFC64(seed)
    limit, scale = threshold(inputs.P), np.float32(1 / (1 - inputs.P))

    def work():
        out = np.empty_like(x)
        # By pieces, so that the random words stay in the cache.
        for begin in range(0, size, 65536):
            piece = slice(begin, begin + 65536)
            np.multiply(x[piece], words(bits, x[piece].size) >= limit, out=out[piece])
            out[piece] *= scale
        return out

    out = timed(work)
    zeros = int((out == 0).sum())
    wide = out.astype(np.float64)
    return {"out": {"count": size, "zeros": zeros, "mean": float(wide.mean()), "variance": float(wide.var())}}


def neuron(seed, size, timed):
    bits = np.random.SFC64(seed)
    weight = np.ones(100, np.float32)
    limit, q = threshold(inputs.P), np.float32(1 - inputs.P)

    def work():
        train, unscaled = Record(), Record()
        for begin in range(0, size, NEURON_BATCH):
            batch = min(NEURON_BATCH, size - begin)
            # The input is 1, so that the mask is the unscaled activation.
            mask = (words(bits, batch * 100) >= limit).astype(np.float32)
            product = mask.reshape(batch, 100) @ weight
            unscaled.add(product)
            train.add(product / q)
        return {"train": train.summary(), "unscaledTrain": unscaled.summary()}

    return timed(work)


def gemm(seed, size, timed):
    side = inputs.SIDE
    a = inputs.matrix(arange, side * side, seed, 0).astype(np.float32).reshape(side, side)[:size]
    w = inputs.matrix(arange, side * side, seed, 1).astype(np.float32).reshape(side, side)
    c = timed(lambda: a @ w.T).ravel()
    return {"sum": float(c.sum(dtype=np.float64)), "samples": c[::4099].tolist()}


def histogram(seed, size, timed):
    x = inputs.triangular(arange, size, seed).astype(np.float32)

    def work():
        counts, squares = np.zeros(inputs.BINS), 0.0
        for begin in range(0, size, 65536):
            piece = x[begin : begin + 65536]
            index = (piece + np.float32(1)) * np.float32(inputs.BINS / 2)
            counts += np.bincount(index.astype(np.intp), minlength=inputs.BINS)
            # A dot product adds up in float32: a piece at a time.
            squares += float(np.dot(piece, piece))
        return float(x.sum()), squares, counts

    total, sum_of_squares, counts = timed(work)
    return {"values": inputs.summary(size, total, sum_of_squares, -1, 2 / inputs.BINS, counts)}


def whole(seed, size, timed):
    bits = np.random.SFC64(seed)
    normal = np.random.Generator(bits)
    (w0, b0), (w1, b1), (w2, b2) = ((w.T, b) for w, b in PARAMETERS)
    limit, q = threshold(inputs.WHOLE_P), np.float32(1 - inputs.WHOLE_P)

    def work():
        records = {}

        def record(name, x):
            records.setdefault(name, Record()).add(x)
            return x

        def keep(shape):
            return (words(bits, shape[0] * shape[1]) >= limit).reshape(shape)

        for begin in range(0, size, WHOLE_BATCH):
            batch = min(WHOLE_BATCH, size - begin)
            x = normal.standard_normal((batch, inputs.WIDTHS[0]), dtype=np.float32)
            z = record("0.eval", x @ w0 + b0)
            e = record("1.eval", np.maximum(z, 0, out=z))
            u = record("2.unscaledTrain", e * keep(e.shape))
            record("2.train", u / q)
            # One product serves both.
            s = u @ w1
            e = record("3.eval", e @ w1 + b1)
            u = record("3.unscaledTrain", s + b1)
            t = record("3.train", np.add(np.divide(s, q, out=s), b1, out=s))
            for mode, z in ("eval", e), ("unscaledTrain", u), ("train", t):
                record(f"4.{mode}", np.maximum(z, 0, out=z))
            mask = keep(e.shape)
            u = record("5.unscaledTrain", np.multiply(u, mask, out=u))
            t = record("5.train", np.divide(np.multiply(t, mask, out=t), q, out=t))
            for mode, z in ("eval", e), ("unscaledTrain", u), ("train", t):
                record(f"6.{mode}", z @ w2 + b2)
        return {name: each.summary() for name, each in records.items()}

    return timed(work)


PARAMETERS = inputs.read_parameters(read)
WORKS = {"dropout": dropout, "neuron": neuron, "gemm": gemm, "histogram": histogram, "whole": whole}
serve(f"NumPy {np.__version__}", WORKS)
