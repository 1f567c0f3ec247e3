"""Runs the tests of this folder and tells `test/run.ts` how they ended, by the file that it names in the environment.

python test/python/run_tests.py [part of a test's name …]
"""

import json
import os
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "media" / "python")]


class Result(unittest.TextTestResult):
    """Counts what passed too."""

    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.stream.writeln(f"      SKIPPED: {reason}")


def main() -> int:
    loader = unittest.TestLoader()
    loader.testNamePatterns = [f"*{part}*" for part in sys.argv[1:]] or None
    result = unittest.TextTestRunner(verbosity=2, resultclass=Result).run(loader.discover(str(HERE)))
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    counts = {
        "part": os.environ.get("DROPOUT_EXPLORER_PART", "probe"),
        "passed": result.passed,
        "failed": failed,
        "skipped": len(result.skipped),
    }
    if "DROPOUT_EXPLORER_COUNTS" in os.environ:
        with open(os.environ["DROPOUT_EXPLORER_COUNTS"], "a", encoding="utf-8") as file:
            file.write(json.dumps(counts) + "\n")
    return 0 if failed == 0 and result.passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
