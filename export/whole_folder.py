"""A folder's files, all of them whole or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import GoujiError


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """A folder to write into, of the same disk as `out`. Its files go to `out` when the block ends well, one after the other, and
    replace those of the same names; else they vanish. GoujiError "cannot_write" where the disk does not allow it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=out, prefix=".export-"))
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
