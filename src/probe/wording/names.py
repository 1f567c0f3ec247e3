"""Names in sentences."""

from __future__ import annotations

from typing import Any


def _kind(value: Any) -> str:
    return f"a {type(value).__name__}"


def _named(path: str) -> str:
    return f"`{path}`" if path else "the model itself"


def _listed(names: list[str]) -> str:
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
