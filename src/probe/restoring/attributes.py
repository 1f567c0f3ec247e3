"""The attributes of objects, and the names of what they hold."""

from __future__ import annotations

import itertools
import types
from typing import Any


def _own(value: Any) -> dict | None:
    """The attributes that an object itself has, whatever its class answers when asked for one."""
    try:
        own = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return None
    return own if isinstance(own, dict) else None


def _slots(kind: type) -> list:
    """The descriptors of a class's __slots__."""
    members = itertools.chain.from_iterable(vars(base).values() for base in kind.__mro__ if "__slots__" in vars(base))
    return [member for member in members if type(member) is types.MemberDescriptorType]


def _join(name: str, key: Any) -> str:
    return f"{name}.{key}" if name else str(key)


def _item(name: str, key: Any) -> str:
    return f"{name}[{key!r}]" if type(key) in (int, str, bool, float, type(None)) else f"{name}[…]"


def _home(kind: type) -> str:
    """The Python module of a class."""
    home = vars(kind).get("__module__")
    return home if isinstance(home, str) else ""
