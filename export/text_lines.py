"""The lines of a plain text that a finding refers to; it has no page to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from gouji.export.finding_places import leaf_at
from gouji.export.original_file import original_file
from gouji.ocr.text.encodings import decode
from gouji.ocr.text.text_file import LINE_END
from gouji.schemas.errors import GoujiError

Json = dict[str, Any]
MAX_LINE_CHARACTERS = 160
"""Maximum length of a shown line: the part around the figure."""


def text_lines(
    record: Json, report_id: str, paths: list[str]
) -> Callable[[tuple[str, ...]], Iterator[tuple[int, str]]]:
    """Returns a function that gives (number, text) of the lines that JSON pointers into the record lead to, each once;
    none if the original has changed."""
    rows: list[str] = []
    # Without the original, the record's own text is still shown.
    with suppress(GoujiError, OSError):
        rows = LINE_END.split(decode(original_file(paths, report_id).read_bytes()).text.replace("\f", ""))[::2]

    def lines_at(pointers: tuple[str, ...]) -> Iterator[tuple[int, str]]:
        seen: dict[int, str] = {}
        for leaf in filter(None, (leaf_at(record, pointer) for pointer in pointers)):
            if leaf["line"] and leaf["line"] <= len(rows):
                seen.setdefault(leaf["line"], _about(rows[leaf["line"] - 1], leaf["raw"]))
        yield from sorted(seen.items())

    return lines_at


def _about(line: str, figure: str) -> str:
    """The line, or the part of a long line that contains the figure."""
    line = line.strip()
    start = max(0, min(line.find(figure) - MAX_LINE_CHARACTERS // 3, len(line) - MAX_LINE_CHARACTERS))
    part = line[start : start + MAX_LINE_CHARACTERS]
    return "…" * (start > 0) + part + "…" * (start + MAX_LINE_CHARACTERS < len(line))
