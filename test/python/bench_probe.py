"""What the probe costs over the bare forward passes of the same model: evaluation once, training twice for each pass.

    npm run bench:probe [-- threads]

Both are measured in turns, without gradients; the best of each is given. Aims: below 2 for the MLP, below 1.5
for the encoder.
"""

import sys
import time
from pathlib import Path

import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "media" / "python"))

from dropout_probe import probe

ROUNDS = 5


def mlp() -> tuple:
    layers = (
        nn.Linear(784, 1024),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.Linear(1024, 1024),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.Linear(1024, 10),
    )
    return nn.Sequential(*layers), torch.randn(256, 784)


def encoder() -> tuple:
    layer = nn.TransformerEncoderLayer(256, 8, 1024, dropout=0.1, batch_first=True)
    return nn.TransformerEncoder(layer, 4), torch.randn(16, 64, 256)


def bare(model: nn.Module, batch: torch.Tensor, passes: int) -> None:
    with torch.no_grad():
        for _ in range(passes):
            model.eval()
            model(batch)
            model.train()
            model(batch)
            model(batch)


def times(call) -> tuple:
    """Seconds on the clock, and of this process's work, which others on the machine do not lengthen."""
    clock, work = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - clock, time.process_time() - work


def compare(name: str, model: nn.Module, batch: torch.Tensor, passes: int) -> None:
    calls = (lambda: bare(model, batch, passes), lambda: probe(model, batch, passes=passes))
    for call in calls:
        call()
    rounds = [[times(call) for call in calls] for _ in range(ROUNDS)]
    best = [[1000 * min(own[call][kind] for own in rounds) for call in (0, 1)] for kind in (0, 1)]
    told = (
        f"{kind} {bare:7.1f} and {probed:7.1f} ms, ratio {probed / bare:.2f}"
        for kind, (bare, probed) in zip(("clock", "work"), best)
    )
    print(f"{name:8} {passes} passes, bare and probed: {'; '.join(told)}")


def main() -> None:
    torch.set_num_threads(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    torch.manual_seed(0)
    print(f"torch {torch.__version__}, {torch.get_num_threads()} threads, {ROUNDS} rounds in turns")
    for name, make in (("MLP", mlp), ("encoder", encoder)):
        model, batch = make()
        for passes in (1, 8):
            compare(name, model, batch, passes)


if __name__ == "__main__":
    main()
