"""Finds the unchanged original of a report."""

from __future__ import annotations

from pathlib import Path

from gouji.archive.as_path import as_path
from gouji.archive.digest import digest
from gouji.archive.store import SHA256_CHARACTERS
from gouji.schemas.errors import GoujiError


class OriginalMissing(GoujiError):
    """The original is missing or changed: "gone" or "changed"."""


def original_file(paths: list[str], report_id: str) -> Path:
    """The first of the paths at which the unchanged file of the report lies: a file, or the folder of its page images.
    OriginalMissing if there is none."""
    existing = [path for path in map(as_path, paths) if path.exists()]
    for path in existing:
        if digest(str(path)) == report_id[:SHA256_CHARACTERS]:
            return path
    raise OriginalMissing("changed" if existing else "gone")
