"""What may be written where: no original and nothing foreign is replaced. All commands ask here."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path

from gouji.schemas.errors import GoujiError
from gouji.show.write_atomically import write_atomically

SameDocument = Callable[[Path], bool]
"""Whether a file that is there came of the same document: then it is replaced."""
MAX_FREE_NAMES = 2
"""Names that are free, one after the other, after which no further file of the same document is looked for."""


class Outputs:
    """The files of one call. `inputs` are never replaced, by whatever name or link they are reached; a file that is not the same
    document's is not either, except by `force`."""

    def __init__(self, inputs: Iterable[Path] = (), *, force: bool = False) -> None:
        self._force = force
        self._inputs = {found for path in inputs if (found := _identity(path))}
        self._reserved: set[str] = set()

    def reserve(self, path: Path, same: SameDocument) -> Path:
        """`path`, or its first neighbour with a number that is free or has the same document; no other document of the call gets it."""
        return self._taken(next(self._fit(_numbered(path), lambda p: [p], same)))

    def reserve_pages(self, folder: Path, stem: str, same: SameDocument) -> str:
        """`stem`, or the first with a number, where all files STEM-01.png and so on are free or the same document's."""
        there = sorted(os.listdir(folder)) if folder.is_dir() else []

        def pages(path: Path) -> list[Path]:
            mine = re.compile(re.escape(path.name) + r"-\d+\.png")
            return [folder / name for name in there if mine.fullmatch(name)]

        stems = (folder / (stem if n == 1 else f"{stem}-{n}") for n in count(1))
        return self._taken(next(self._fit(stems, pages, same))).name

    def write(self, path: Path, data: bytes, same: SameDocument) -> Path:
        """Writes the file, whole or not at all, and gives its name: another number where somebody took this one meanwhile.
        GoujiError "cannot_write" where the disk does not allow it."""
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
        """GoujiError where the file may not be replaced, for files whose names cannot have a number."""
        if self.is_input(path):
            raise GoujiError("is_an_input", path=path)
        if os.path.lexists(path) and not self._may_replace(path, same):
            raise GoujiError("is_foreign", path=path)

    def is_input(self, path: Path) -> bool:
        """Whether the path leads to a file that is read."""
        return _identity(path) in self._inputs

    def _fit(self, names: Iterator[Path], files: Callable[[Path], list[Path]], same: SameDocument) -> Iterator[Path]:
        """The name that has the same document already, else the first that is free."""
        free: list[Path] = []
        for name in names:
            if _key(name) in self._reserved:
                continue
            there = [file for file in files(name) if os.path.lexists(file)]
            if there and all(self._may_replace(file, same) for file in there):
                yield name
            if not there:
                free.append(name)
            if len(free) == MAX_FREE_NAMES or (free and self._force):
                yield free[0]

    def _may_replace(self, path: Path, same: SameDocument) -> bool:
        return path.is_file() and not self.is_input(path) and (self._force or same(path))

    def _taken(self, path: Path) -> Path:
        self._reserved.add(_key(path))
        return path


def _key(path: Path) -> str:
    """Names that some disks take for one are one."""
    return str(path.absolute()).casefold()


def _numbered(path: Path) -> Iterator[Path]:
    return (path if n == 1 else path.with_name(f"{path.stem}-{n}{path.suffix}") for n in count(1))


def _identity(path: Path) -> tuple[int, int] | None:
    """What a file is, whatever it is called; None where there is none."""
    try:
        facts = path.stat()
    except (OSError, ValueError):
        return None
    return facts.st_dev, facts.st_ino
