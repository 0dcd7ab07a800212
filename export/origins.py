"""Finds the origin of table rows: the path of the original, and the lines of a text, which has no pages."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection

from gouji.archive.store import SHA256_CHARACTERS
from gouji.export.columns import tables
from gouji.export.queries import select_paths, select_texts

RECORDS_PER_QUERY = 100
RECORD_PARTS = {
    "reports": "evaluation",
    "budget": "budget",
    "indicators": "indicators",
    "facts": "facts",
    "events": "events",
}
"""The part of the record from which the rows of a table are built."""
NESTED_FIGURES = {"change": ("change", "value"), "base": ("change", "base"), "delta": ("change", "delta")}
"""Figures of a fact that are not stored under their own name."""
Json = dict[str, Any]


def origins(connection: Connection, table: str, ids: list[str], rows: list[int] | None) -> dict[str, list[Any]]:
    """For each row, given by its report id and row number, the columns that no table of the archive has: `path`, and a
    `_line` for each `_page` of the table.

    None if nothing is known, and for lines of documents with pages. The ids are in ascending order.
    """
    known = _paths(connection, ids)
    out: dict[str, list[Any]] = {"path": [known.get(each[:SHA256_CHARACTERS]) for each in ids]}
    stems = [
        column.name.removesuffix("_line")
        for column in tables().get(table, ())
        if column.name.endswith("_line") and not column.from_archive
    ]
    if stems:
        texts = _texts(connection, table, ids)
        if rows is None:
            parts = [texts.get(each, {}) for each in ids]
        else:
            parts = [texts[each][number - 1] if each in texts else {} for each, number in zip(ids, rows, strict=True)]
        out |= {f"{stem}_line": [_line(part, stem) for part in parts] for stem in stems}
    return out


def _paths(connection: Connection, ids: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    if ids:
        for sha256, path in connection.execute(select_paths(ids[0][:SHA256_CHARACTERS], ids[-1][:SHA256_CHARACTERS])):
            found.setdefault(sha256, path)
    return found


def _texts(connection: Connection, table: str, ids: list[str]) -> dict[str, Any]:
    """For each plain text the part of the record from which the rows of the table are built."""
    if not ids:
        return {}
    found = connection.execute(select_texts(ids[0], ids[-1]), execution_options={"yield_per": RECORDS_PER_QUERY})
    return {report_id: json.loads(json_text)[RECORD_PARTS[table]] for report_id, json_text in found}


def _line(part: Json, stem: str) -> int | None:
    leaf: Any = part
    for step in NESTED_FIGURES.get(stem, (stem,)):
        leaf = (leaf or {}).get(step)
    return leaf["line"] if leaf else None
