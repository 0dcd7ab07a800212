"""Decides whether an export may replace an existing file."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class OverwriteGuard(Protocol):
    """Protects files that are not gouji's."""

    def refuse(self, path: Path) -> None:
        """GoujiError if the file exists and must stay."""
        ...

    def choose(self, path: Path) -> Path:
        """The path, or the same name with a number if the file exists and must stay."""
        ...


class NoOverwriteGuard:
    """Protects nothing: for a folder that belongs to the export."""

    def refuse(self, path: Path) -> None:
        """Never raises."""

    def choose(self, path: Path) -> Path:
        """The path itself."""
        return path
