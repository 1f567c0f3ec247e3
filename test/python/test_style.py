"""The probe's source and its tests are as ruff wants them: `python -m ruff format` and `ruff check --fix` do it."""

import importlib.util
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@unittest.skipIf(importlib.util.find_spec("ruff") is None, "ruff isn't installed in this Python")
class Style(unittest.TestCase):
    def assert_clean(self, *command: str) -> None:
        run = subprocess.run([sys.executable, "-m", "ruff", *command], cwd=ROOT, capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)

    def test_python_is_formatted(self):
        self.assert_clean("format", "--check", "--no-cache")

    def test_python_has_no_lint_errors(self):
        self.assert_clean("check", "--no-cache", "--output-format", "concise")
