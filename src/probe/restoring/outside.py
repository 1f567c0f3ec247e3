"""Variables outside of the model that its methods set."""

from __future__ import annotations

import dis
import functools
import types
from collections.abc import Callable, Iterator
from typing import Any


class _Outside:
    """A variable of a program, which code of the model sets: a global one, or one of a function around it."""

    def __init__(self, name: str, read: Callable[[], Any]) -> None:
        self.name = name
        self.read = read
        self.before = self.now()

    def now(self) -> Any:
        try:
            return self.read()
        except (KeyError, ValueError):
            return None

    def changed(self) -> bool:
        return self.now() is not self.before


def _outside(kind: type) -> Iterator[_Outside]:
    """The variables that methods of a class set. They are the program's: a note names them, nothing puts them back."""
    for method in vars(kind).values():
        if not isinstance(method, types.FunctionType):
            continue
        for name in _set_globally(method.__code__):
            yield _Outside(name, functools.partial(method.__globals__.__getitem__, name))
        for name, cell in zip(method.__code__.co_freevars, method.__closure__ or ()):
            if name != "__class__":
                yield _Outside(name, functools.partial(getattr, cell, "cell_contents"))


STORE_GLOBAL = dis.opmap["STORE_GLOBAL"]


def _set_globally(code: types.CodeType) -> Iterator[str]:
    # Most functions set none, which the bytes of their code show at once.
    if STORE_GLOBAL in code.co_code[::2]:
        yield from {each.argval for each in dis.get_instructions(code) if each.opcode == STORE_GLOBAL}
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _set_globally(inner)
