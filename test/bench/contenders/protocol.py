"""How a contender in Python is asked: a line of JSON in, a line of JSON out (see protocol.mjs)."""

import json
import sys
import time
import traceback


class Stopwatch:
    """Runs a work and notes its wall time alone."""

    milliseconds = None

    def timed(self, work):
        start = time.perf_counter()
        value = work()
        self.milliseconds = 1e3 * (time.perf_counter() - start)
        return value


def answer(works, question):
    watch = Stopwatch()
    try:
        results = works[question["work"]](question["seed"], question["size"], watch.timed)
        return {"milliseconds": watch.milliseconds, "results": results}
    except Exception:
        return {"error": traceback.format_exc()}


def serve(about, works):
    """Says which works there are, then answers questions until the input ends."""
    print(json.dumps({"about": about, "works": list(works)}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(works, json.loads(line))), flush=True)
