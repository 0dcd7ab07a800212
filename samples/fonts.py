"""The typefaces of the samples, by the names that the samples use for them (fonts.tsv)."""

from __future__ import annotations

import csv
import subprocess
from functools import cache
from pathlib import Path

from PIL import ImageFont

TABLE = Path(__file__).with_name("fonts.tsv")
SIMPLIFIED = 2
"""The place of the simplified Chinese face in the collections of Noto CJK."""


class MissingFont(Exception):
    """A typeface is not on this machine. The message is one sentence that says what to install."""


def font(face: str, size: int, folder: Path | None = None) -> ImageFont.FreeTypeFont:
    """The typeface `face` at `size` pixels an em, from `folder` or else from the fonts of the system."""
    path = _path(face, folder)
    return ImageFont.truetype(str(path), size, index=SIMPLIFIED if path.name.startswith("Noto") else 0)


@cache
def _rows() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as rows:
        return {row["face"]: row for row in csv.DictReader(rows, delimiter="\t")}


@cache
def _path(face: str, folder: Path | None) -> Path:
    row = _rows()[face]
    found = _in_folder(row["file"], folder) if folder else _in_system(row["family"], row["file"])
    if found is None:
        where = folder or "the fonts of this system"
        raise MissingFont(
            f"{row['file']} ({row['family']}) is not in {where}: install the Debian package {row['package']}."
        )
    return found


def _in_folder(name: str, folder: Path) -> Path | None:
    return next(iter(sorted(folder.rglob(name))), None)


def _in_system(family: str, name: str) -> Path | None:
    """What fontconfig finds, if it is that very file: another typeface would silently make another picture."""
    pattern = f"{family}:bold" if "-Bold" in name else family
    try:
        asked = subprocess.run(["fc-match", "-f", "%{file}", pattern], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    path = Path(asked.stdout)
    return path if path.name == name else None
