"""Decides which files may be written. No input and no foreign file is replaced. All commands use it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path

from gouji.schemas.errors import GoujiError
from gouji.show.write_atomically import write_atomically

SameDocument = Callable[[Path], bool]
"""Whether an existing file belongs to the same document. Then it is replaced."""
MAX_FREE_NAMES = 2
"""After this many free names, no further file of the same document is searched for."""


class Outputs:
    """The output files of one call. `inputs` are never replaced, whatever name or link leads to them. A file of another
    document is replaced only with `force`."""

    def __init__(self, inputs: Iterable[Path] = (), *, force: bool = False) -> None:
        self._force = force
        self._inputs = {found for path in inputs if (found := _identity(path))}
        self._reserved: set[str] = set()

    def reserve(self, path: Path, same: SameDocument) -> Path:
        """`path`, or its first numbered variant that is free or belongs to the same document. No other document of the
        call gets it."""
        return self._reserve(next(self._fitting_names(_numbered(path), lambda p: [p], same)))

    def reserve_pages(self, folder: Path, stem: str, same: SameDocument) -> str:
        """`stem`, or its first numbered variant whose files STEM-01.png and so on are all free or belong to the same
        document."""
        existing = sorted(os.listdir(folder)) if folder.is_dir() else []

        def pages(path: Path) -> list[Path]:
            page_name = re.compile(re.escape(path.name) + r"-\d+\.png")
            return [folder / name for name in existing if page_name.fullmatch(name)]

        stems = (folder / (stem if n == 1 else f"{stem}-{n}") for n in count(1))
        return self._reserve(next(self._fitting_names(stems, pages, same))).name

    def write(self, path: Path, data: bytes, same: SameDocument) -> Path:
        """Writes the file atomically and returns its name: another number if the name was taken meanwhile. GoujiError
        "cannot_write" if the disk does not allow it."""
        while True:
            fresh = not os.path.lexists(path)
            if fresh or self._may_replace(path, same):
                try:
                    write_atomically(path, data, fresh=fresh)
                    return path
                except FileExistsError:
                    continue
            path = self.reserve(path, same)

    def refuse(self, path: Path, same: SameDocument) -> None:
        """GoujiError if the file may not be replaced, for files whose names cannot have a number."""
        if self.is_input(path):
            raise GoujiError("is_an_input", path=path)
        if os.path.lexists(path) and not self._may_replace(path, same):
            raise GoujiError("is_foreign", path=path)

    def is_input(self, path: Path) -> bool:
        """Whether the path leads to a file that is read."""
        return _identity(path) in self._inputs

    def _fitting_names(
        self, names: Iterator[Path], files: Callable[[Path], list[Path]], same: SameDocument
    ) -> Iterator[Path]:
        """The name that belongs to the same document, otherwise the first free one."""
        free: list[Path] = []
        for name in names:
            if _key(name) in self._reserved:
                continue
            existing = [file for file in files(name) if os.path.lexists(file)]
            if existing and all(self._may_replace(file, same) for file in existing):
                yield name
            if not existing:
                free.append(name)
            if len(free) == MAX_FREE_NAMES or (free and self._force):
                yield free[0]

    def _may_replace(self, path: Path, same: SameDocument) -> bool:
        return path.is_file() and not self.is_input(path) and (self._force or same(path))

    def _reserve(self, path: Path) -> Path:
        self._reserved.add(_key(path))
        return path


def _key(path: Path) -> str:
    """Names that some file systems treat as equal get the same key."""
    return str(path.absolute()).casefold()


def _numbered(path: Path) -> Iterator[Path]:
    return (path if n == 1 else path.with_name(f"{path.stem}-{n}{path.suffix}") for n in count(1))


def _identity(path: Path) -> tuple[int, int] | None:
    """Identifies a file whatever its name (device, inode); None if there is none."""
    try:
        facts = path.stat()
    except (OSError, ValueError):
        return None
    return facts.st_dev, facts.st_ino
