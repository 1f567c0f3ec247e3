"""Ctrl+C at whatever moment."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from typing import Any


class _Interrupts:
    """Ctrl+C while a probe runs. It ends the model's forward pass and the loader at once. While anything of the model
    is changed or put back it waits, and is obeyed after that. Signals reach the main thread alone, so other threads
    need nothing."""

    def __init__(self) -> None:
        self.before: Any = None
        """The handler that the program has."""
        self.allowed = False
        self.pending: tuple | None = None

    def __enter__(self) -> _Interrupts:
        if threading.current_thread() is threading.main_thread():
            before = signal.getsignal(signal.SIGINT)
            # A handler that was not set by Python could not be put back, and what is ignored needs none.
            if callable(before) or before == signal.SIG_DFL:
                self.before = before
                signal.signal(signal.SIGINT, self.take)
        return self

    def __exit__(self, *_: Any) -> None:
        # A handler that the model or the loader has set since then stays.
        if self.before is not None and signal.getsignal(signal.SIGINT) == self.take:
            signal.signal(signal.SIGINT, self.before)
        self.obey()

    def take(self, number: int, frame: Any) -> None:
        self.pending = (number, frame)
        if self.allowed:
            self.obey()

    def obey(self) -> None:
        """Hands a signal that waits to the program's own handler, which usually raises KeyboardInterrupt."""
        given, self.pending = self.pending, None
        if given is None:
            return
        allowed, self.allowed = self.allowed, False
        if callable(self.before):
            self.before(*given)
        else:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.raise_signal(signal.SIGINT)
        self.allowed = allowed

    def allow(self) -> None:
        self.allowed = True
        self.obey()

    def hold(self) -> None:
        self.allowed = False

    def each(self, items: Iterator) -> Iterator:
        """The items of an iterator, which can be interrupted while it makes one, and not while the item is used."""
        while True:
            try:
                self.allow()
                item = next(items, self)
            finally:
                self.hold()
            if item is self:
                return
            yield item


def _close_half_entered(error: BaseException) -> None:
    """An interrupt can come when a context manager has begun and its block has not: what it would do at its end, it
    would do when the traceback is thrown away, and torch's would then put the probe's mode in force again."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    manager = contextlib._GeneratorContextManager
    for frame in reversed(frames):
        if frame.f_code in (manager.__enter__.__code__, manager.__exit__.__code__):
            with contextlib.suppress(Exception):
                frame.f_locals["self"].gen.close()


def _surely(act: Callable) -> Any:
    """Does what may be done twice, a second time where something from outside ended it, such as an exception of a
    debugger."""
    try:
        return act()
    except Exception:
        raise
    except BaseException:
        act()
        raise
