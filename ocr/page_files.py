"""The page images of a folder that is one document."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import regex

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp", ".heic", ".heif", ".jp2")
NUMBER = regex.compile(r"\d+")
RUNNING_NUMBER = regex.compile(r"(?P<before>.*?)(?P<number>\d{1,6})(?P<after>\D*)")
MIN_PAGES, MAX_PAGES = 2, 500
"""Fewer pictures are no document of their own; more are a batch of scans."""


def page_files(folder: Path) -> list[Path]:
    """The pictures of the folder in the natural order of their names: page 2 before page 10. OSError if the folder
    cannot be listed.
    """
    names = [name for name in os.listdir(folder) if is_page_name(name)]
    return [folder / name for name in sorted(names, key=_natural)]


def is_page_name(name: str) -> bool:
    """Whether a file of this name may be the image of a page. Hidden files are none."""
    return not name.startswith((".", "~$")) and name.lower().endswith(PICTURE_SUFFIXES)


def have_running_number(names: Sequence[str]) -> bool:
    """Whether the names, in any order, differ only in a number that runs on without a gap: scan_08, scan_09,
    scan_10.
    """
    found = [RUNNING_NUMBER.fullmatch(name.rpartition(".")[0]) for name in names]
    numbered = [match for match in found if match]
    if len(numbered) < len(names) or not MIN_PAGES <= len(names) <= MAX_PAGES:
        return False
    around = {
        (match["before"], match["after"], name.lower().rpartition(".")[2])
        for match, name in zip(numbered, names, strict=True)
    }
    numbers = sorted(int(match["number"]) for match in numbered)
    return len(around) == 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _natural(name: str) -> tuple[list[tuple[int, str]], str]:
    """A key that compares runs of digits as numbers."""
    parts = regex.findall(r"\d+|\D+", name.lower())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts], name
