"""The full records, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from archive.find import Filters
from archive.tables import DATA, records
from export.mask import Mask, masked_name, masked_phone
from export.select import wanted_reports

NAME = "records.jsonl"
BATCH = 100
EXACT = frozenset(
    {"sha256", "number", "canonical", "unit", "canonical_unit", "observed", "expected", "tolerance", "fields", "rule", "kind"}
)
"""Keys whose strings are figures, ids and names of the record's own: no contact stands there."""


def write_json_lines(connection: Connection, folder: Path, filters: Filters, *, contacts: bool) -> int:
    """Writes the records, sorted by id, into records.jsonl; how many there were. Without `contacts` they are masked."""
    count = 0
    with (folder / NAME).open("w", encoding="utf-8", newline="\n") as file:
        for told in _records(connection, filters):
            file.write((told if contacts else hide_contacts(told)) + "\n")
            count += 1
    return count


def _records(connection: Connection, filters: Filters) -> Iterator[str]:
    reports = DATA["reports"]
    joined = select(records.c.json).join(reports, reports.c.report_id == records.c.report_id).where(*wanted_reports(filters))
    found = connection.execute(joined.order_by(records.c.report_id), execution_options={"yield_per": BATCH})
    return (told.replace("\n", " ") for told in found.scalars())


def hide_contacts(told: str) -> str:
    """A record's JSON with its contact person and telephone masked, in the cover and wherever they stand else."""
    record = json.loads(told)
    cover = record["cover"]
    seen = {name: [leaf.get(key) for key in ("value", "raw", "text")] for name, leaf in cover.items() if leaf}
    mask = Mask(seen.get("contact_person", []), seen.get("contact_phone", []))
    for name, masked in (("contact_person", masked_name), ("contact_phone", masked_phone)):
        if leaf := cover.get(name):
            leaf.update({key: masked(leaf[key]) for key in ("value", "raw", "text") if leaf[key]})
    return json.dumps({key: _hidden(part, mask, key) for key, part in record.items()}, ensure_ascii=False, separators=(",", ":"))


def _hidden(node: Any, mask: Mask, key: str) -> Any:
    if isinstance(node, str):
        return node if key in EXACT else mask(node)
    if isinstance(node, list):
        return node if key in EXACT else [_hidden(part, mask, key) for part in node]
    if not isinstance(node, dict):
        return node
    out = {name: _hidden(part, mask, name) for name, part in node.items()}
    if isinstance(node.get("value"), dict) and out.get("text") != node.get("text"):
        out["value"] = None  # a cell that is a telephone number was taken for a figure: that would tell it
    return out
