"""The original of a report, where it still lies as it was read."""

from __future__ import annotations

from pathlib import Path

from gouji.archive.as_path import as_path
from gouji.archive.digest import digest
from gouji.schemas.errors import GoujiError


class OriginalMissing(GoujiError):
    """The original is not there as it was: "gone" or "changed"."""


def original_file(paths: list[str], sha256: str) -> Path:
    """The first of the paths where the very file still lies. NoOriginal where it does not."""
    there = [path for path in map(as_path, paths) if path.is_file()]
    for path in there:
        if digest(str(path)) == sha256:
            return path
    raise OriginalMissing("changed" if there else "gone")
