"""Writes a file so that it is complete or not there."""

from __future__ import annotations

import errno
import os
import stat
import uuid
from pathlib import Path

from ..restoring.interrupts import _Interrupts


def _write_whole(path: Path, text: str) -> None:
    """Writes a new file in the same folder, and moves it to its place: when the disk is full, or anything else fails,
    what was there stays.

    What a link leads to is replaced, not the link, and permissions stay as they were. A device or a pipe is written to.
    """
    path = Path(os.path.realpath(path))
    before = path.stat() if path.exists() else None
    if before is not None and not stat.S_ISREG(before.st_mode):
        path.write_text(text, encoding="utf-8")
        return
    if before is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    partial = path.with_name(f".{uuid.uuid4().hex}.tmp")
    with _Interrupts():
        try:
            with open(partial, "x", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if before is not None:
                os.chmod(partial, stat.S_IMODE(before.st_mode))
            os.replace(partial, path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
