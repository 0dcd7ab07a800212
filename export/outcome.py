"""The result of an export."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of an export. `table` is the table that it holds (None for several, or for something else), `rows` the
    number of its rows or records."""

    path: Path
    format: str
    table: str | None
    rows: int


@dataclass(slots=True)
class ExportOutcome:
    """The files of an export, and `notes`: messages on what a format could not hold."""

    files: list[WrittenFile] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
