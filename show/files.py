"""Output files, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from schemas.errors import GoujiError


def write_whole(path: Path, data: bytes) -> None:
    """`data` as the file `path`: whoever looks sees the old file or the whole new one. Raises GoujiError when it cannot."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as err:
        raise GoujiError("cannot_write", path=path, reason=err.strerror or err) from err
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except OSError as err:
        Path(name).unlink(missing_ok=True)
        raise GoujiError("cannot_write", path=path, reason=err.strerror or err) from err
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def names_for(files: list[Path], suffix: str) -> list[str]:
    """A file name for each input: its own name with `suffix`; the second of one name gets -2."""
    taken: set[str] = set()
    out = []
    for file in files:
        name, count = file.stem, 1
        while (key := name.casefold()) in taken:
            count += 1
            name = f"{file.stem}-{count}"
        taken.add(key)
        out.append(name + suffix)
    return out
