"""A folder's files, all of them whole or none."""

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
"""It tells what the others are, those of before and those of now: whatever ends the replacing, each of them is known."""


@contextmanager
def atomic_folder(out: Path, guard: OverwriteGuard = NO_GUARD) -> Iterator[Path]:
    """A folder to write into, of the same disk as `out`. Its files go to `out` when the block ends well, one after the other, and
    replace those of the same names; else they vanish, at the latest when the next export goes there. GoujiError "cannot_write" where
    the disk does not allow it, and what `guard` says of a file that must stay: then none is replaced."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        _clear_up(out)
        made = Path(tempfile.mkdtemp(dir=out, prefix=f"{_mine()}{os.getpid()}-"))
    except OSError as err:
        raise GoujiError("cannot_write", path=out, reason=err.strerror or err) from err
    try:
        yield made
        files = sorted(made.iterdir(), key=lambda file: (file.name != MOVED_FIRST, file.name))
        for file in files:
            guard.refuse(out / file.name)
        for file in files:
            os.replace(file, out / file.name)
    except OSError as err:
        raise GoujiError("cannot_write", path=out, reason=err.strerror or err) from err
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _mine() -> str:
    """How the folders of this machine's exports begin: of another's nobody can tell whether it still writes."""
    return f".export-{platform.node()}-"


def _clear_up(out: Path) -> None:
    """Removes what an export left behind that was killed."""
    for left in out.glob(f"{_mine()}*"):
        pid = left.name.removeprefix(_mine()).partition("-")[0]
        if pid.isdigit() and not psutil.pid_exists(int(pid)):
            shutil.rmtree(left, ignore_errors=True)
