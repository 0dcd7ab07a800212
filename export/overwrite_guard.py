"""Who says whether a file that is there may be replaced by an export."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class OverwriteGuard(Protocol):
    """Keeps what is not gouji's."""

    def refuse(self, path: Path) -> None:
        """GoujiError where the file is there and must stay."""
        ...

    def choose(self, path: Path) -> Path:
        """The path, or its neighbour with a number where the file is there and must stay."""
        ...


class NoOverwriteGuard:
    """Keeps nothing: for a folder that is known to be the export's own."""

    def refuse(self, path: Path) -> None:
        """Never."""

    def choose(self, path: Path) -> Path:
        """The path itself."""
        return path
