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

from schemas.errors import GoujiError


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """A folder to write into, of the same disk as `out`. Its files go to `out` when the block ends well, one after the other, and
    replace those of the same names; else they vanish, at the latest when the next export goes there. GoujiError "cannot_write" where
    the disk does not allow it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        _clear_up(out)
        made = Path(tempfile.mkdtemp(dir=out, prefix=f"{_mine()}{os.getpid()}-"))
    except OSError as err:
        raise GoujiError("cannot_write", path=out, reason=err.strerror or err) from err
    try:
        yield made
        for file in sorted(made.iterdir()):
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
