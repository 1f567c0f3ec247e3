"""Numbers as text."""

from __future__ import annotations

import re

MINUS = "\u2212"
NOTHING = "\u2013"
"""What a cell shows that has no value."""


def _number(value: float | None, significant: int = 4) -> str:
    """Significant digits: 60.01, 100.0, 12350, 1.234e-5."""
    if value is None:
        return NOTHING
    if value == 0:
        return "0"
    digits = f"{abs(value):.{significant - 1}e}"
    size = float(digits)
    if size < 1e-4 or size >= 1e7:
        text = re.sub(r"e([+-])0*", lambda sign: "e" + sign[1].replace("+", ""), digits)
    else:
        text = f"{size:.{max(0, significant - 1 - int(digits.split('e')[1]))}f}"
    return ("-" if value < 0 else "") + text


def _signed(value: float, significant: int = 4) -> str:
    return ("+" if value > 0 else "") + _number(value, significant)


def _short(value: float) -> str:
    return f"{value:.3g}".replace("-", MINUS)
