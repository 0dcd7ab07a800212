"""Writes the files of a folder atomically: all of them or none."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from gouji.export.overwrite_guard import NoOverwriteGuard, OverwriteGuard
from gouji.schemas.errors import GoujiError

NO_GUARD = NoOverwriteGuard()
MOVED_FIRST = "datapackage.json"
"""It describes the other files, previous and present: if the replacing is interrupted, each of them is still
recognised."""


@contextmanager
def atomic_folder(out: Path, guard: OverwriteGuard = NO_GUARD) -> Iterator[Path]:
    """A folder to write into, on the same disk as `out`. If the block ends well, its files move to `out` one by one and
    replace those of the same names.

    Otherwise they are removed, at the latest when the next export goes there. GoujiError "cannot_write" if the disk
    does not allow it, and the errors of `guard` for a file that must stay: then none is replaced.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        _clear_up(out)
        folder = Path(tempfile.mkdtemp(dir=out, prefix=f"{_folder_prefix()}{os.getpid()}-"))
    except OSError as err:
        raise GoujiError("cannot_write", path=out, reason=err.strerror or err) from err
    try:
        yield folder
        files = sorted(folder.iterdir(), key=lambda file: (file.name != MOVED_FIRST, file.name))
        for file in files:
            guard.refuse(out / file.name)
        for file in files:
            os.replace(file, out / file.name)
    except OSError as err:
        raise GoujiError("cannot_write", path=out, reason=err.strerror or err) from err
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder_prefix() -> str:
    """Prefix of the folders of this machine's exports. Of another machine's folder nobody can tell whether it is still
    written."""
    return f".export-{platform.node()}-"


def _clear_up(out: Path) -> None:
    """Removes the remains of an export that was killed."""
    for remains in out.glob(f"{_folder_prefix()}*"):
        pid = remains.name.removeprefix(_folder_prefix()).partition("-")[0]
        if pid.isdigit() and not psutil.pid_exists(int(pid)):
            shutil.rmtree(remains, ignore_errors=True)
