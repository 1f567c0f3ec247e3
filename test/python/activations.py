"""Records what PyTorch's activations give, for test/unit/core/activations.json.

    python test/python/activations.py > test/unit/core/activations.json

Every list is one string of numbers separated by spaces, as JavaScript's Number() reads them (NaN, Infinity, -0).
`inputs` and `float32` are the shortest decimals that round to the float32 meant; `float64` is the same call on the
same inputs widened to float64, the value that both implementations approximate.
"""

import json
import math
import platform
import random
import struct
import sys

import torch
from torch.nn import functional

CASES = [
    ({"kind": "relu"}, "relu", {}),
    ({"kind": "leaky_relu", "negative_slope": 0.01}, "leaky_relu", {"negative_slope": 0.01}),
    ({"kind": "leaky_relu", "negative_slope": -0.5}, "leaky_relu", {"negative_slope": -0.5}),
    ({"kind": "elu", "alpha": 1}, "elu", {"alpha": 1.0}),
    ({"kind": "elu", "alpha": 0.3}, "elu", {"alpha": 0.3}),
    ({"kind": "elu", "alpha": -2}, "elu", {"alpha": -2.0}),
    ({"kind": "selu"}, "selu", {}),
    ({"kind": "gelu", "approximate": "none"}, "gelu", {"approximate": "none"}),
    ({"kind": "gelu", "approximate": "tanh"}, "gelu", {"approximate": "tanh"}),
    ({"kind": "silu"}, "silu", {}),
    ({"kind": "softplus", "beta": 1, "threshold": 20}, "softplus", {"beta": 1.0, "threshold": 20.0}),
    ({"kind": "softplus", "beta": 2, "threshold": 20}, "softplus", {"beta": 2.0, "threshold": 20.0}),
    ({"kind": "softplus", "beta": 0.1, "threshold": 3}, "softplus", {"beta": 0.1, "threshold": 3.0}),
    ({"kind": "softplus", "beta": 5, "threshold": 200}, "softplus", {"beta": 5.0, "threshold": 200.0}),
    ({"kind": "softplus", "beta": -1, "threshold": 20}, "softplus", {"beta": -1.0, "threshold": 20.0}),
    ({"kind": "tanh"}, "tanh", {}),
    ({"kind": "sigmoid"}, "sigmoid", {}),
]


def float32(value):
    """`value` rounded to float32; beyond its range an infinity."""
    return torch.tensor(value, dtype=torch.float32).item()


def neighbours(value):
    """A float32 with the ones next to it."""
    bits = struct.unpack("<I", struct.pack("<f", value))[0]
    return [struct.unpack("<f", struct.pack("<I", bits + step))[0] for step in (-1, 0, 1)]


def grid():
    """Float32 inputs, ascending, NaN last: each edge with its neighbours, between them random mantissas."""
    rng = random.Random(0)
    edges = [0.5, 1, 2, 3, 4, 10, 20, 64]  # small numbers, the threshold of softplus
    edges += [math.log(2), 1.5957691216, 3.8325066, 9.010913, 16.635532]  # where gelu, tanh and sigmoid saturate
    edges += [87.33654, 88.37626, 88.72284, 103.27893, 103.97208]  # where exp leaves the normals, overflows, is 0
    magnitudes = [near for edge in edges for near in neighbours(float32(edge))]
    magnitudes += [2.0**-149, 3 * 2.0**-149, 1e-42, 1e-39, 2.0**-126 - 2.0**-149, 2.0**-126, 1e-37, 1e-30, 1e-20]
    magnitudes += [math.ldexp(rng.uniform(1, 2), exponent) for exponent in range(-30, 7)]
    magnitudes += [rng.uniform(0, 20) for _ in range(40)]
    magnitudes += [edge + rng.uniform(0, 1) for edge in range(88, 104)]
    magnitudes += [1e4, *(rng.uniform(1, 9.9) * 10.0**exponent for exponent in range(2, 38, 3)), 3e38]
    magnitudes += [float32(3.4028234663852886e38), math.inf, 0.0]
    values = {float32(magnitude) for magnitude in magnitudes}
    return [*sorted([*(-value for value in values), *values], key=lambda x: (x, math.copysign(1, x))), math.nan]


def text(value, shortest):
    """A number as JavaScript's Number() reads it."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return shortest(value)


def shortest_float32(value):
    """The shortest decimals that round to this float32."""
    return next(t for t in (f"{value:.{digits}g}" for digits in range(1, 10)) if float32(float(t)) == value)


def line(tensor):
    """A tensor as one string."""
    shortest = shortest_float32 if tensor.dtype == torch.float32 else repr
    return " ".join(text(value, shortest) for value in tensor.tolist())


def record():
    """The whole recording."""
    torch.set_num_threads(1)
    inputs = torch.tensor(grid(), dtype=torch.float32)
    cases = []
    for layer, name, arguments in CASES:
        call = getattr(functional, name)
        shown = "".join(f", {key}={value!r}" for key, value in arguments.items())
        cases.append(
            {
                "layer": layer,
                "call": f"torch.nn.functional.{name}(x{shown})",
                "float32": line(call(inputs, **arguments)),
                "float64": line(call(inputs.double(), **arguments)),
            }
        )
    made = f"torch {torch.__version__}, {platform.machine()}, {torch.backends.cpu.get_cpu_capability()}"
    return {"recordedBy": "test/python/activations.py", "with": made, "inputs": line(inputs), "cases": cases}


json.dump(record(), sys.stdout, indent=2)
print()
