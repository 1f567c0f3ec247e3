"""Probes a model while a process beside it sends SIGINT at random moments; tells what differs afterwards."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "media" / "python")]

from dropout_probe import probe  # noqa: E402
from picture import differences, picture  # noqa: E402
from test_interrupts import Writes, X  # noqa: E402

ROUNDS = 60
SENDER = "import os, sys, time; time.sleep(float(sys.argv[2])); os.kill(int(sys.argv[1]), 2)"


def main() -> None:
    model, x = Writes(), X.clone()
    probe(model, x, passes=1)
    before, interrupts, wrong = picture(model=model, batch=x), 0, 0
    moments = random.Random(1)
    for _ in range(ROUNDS):
        sender = subprocess.Popen([sys.executable, "-S", "-c", SENDER, str(os.getpid()), str(moments.random() * 0.05)])
        try:
            while True:
                probe(model, x, passes=2)
        except KeyboardInterrupt:
            interrupts += 1
        sender.wait()
        wrong += len(differences(before, picture(model=model, batch=x)))
    print(f"{interrupts} interrupts, {wrong} differences")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main()
