"""Writes a file atomically."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from gouji.schemas.errors import GoujiError


def write_atomically(path: Path, data: bytes, *, fresh: bool = False) -> None:
    """Writes `data` to the file `path`: a reader sees the old file or the complete new one.

    GoujiError "cannot_write" on failure; FileExistsError if it should be `fresh` and another process created it first.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".gouji-")
    except OSError as err:
        raise GoujiError("cannot_write", path=path, reason=err.strerror or err) from err
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o666 & ~_umask())
        _rename(name, path, fresh)
    except FileExistsError:
        raise
    except OSError as err:
        raise GoujiError("cannot_write", path=path, reason=err.strerror or err) from err
    finally:
        Path(name).unlink(missing_ok=True)


def _rename(name: str, path: Path, fresh: bool) -> None:
    """Gives the file its name; a fresh one only if the name is free."""
    if not fresh:
        os.replace(name, path)
        return
    try:
        os.link(name, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: the name is reserved first
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        os.replace(name, path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
