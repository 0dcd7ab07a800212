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
from export.whereabouts import whereabouts

Json = dict[str, Any]
NAME = "records.jsonl"
BATCH = 100
EXACT = frozenset(
    {"sha256", "number", "canonical", "unit", "canonical_unit", "observed", "expected", "tolerance", "fields", "rule", "kind"}
)
"""Keys whose strings are figures, ids and names of the record's own: no contact stands there."""


def write_json_lines(connection: Connection, folder: Path, filters: Filters, *, contacts: bool) -> int:
    """Writes the records with the paths of their originals, sorted by id, into records.jsonl; how many there were. Without `contacts`
    they are masked."""
    count = 0
    with (folder / NAME).open("w", encoding="utf-8", newline="\n") as file:
        for record in _records(connection, filters):
            told = record if contacts else without_contacts(record)
            file.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count


def _records(connection: Connection, filters: Filters) -> Iterator[Json]:
    reports, c = DATA["reports"].c, records.c
    joined = select(c.report_id, c.json).join(DATA["reports"], reports.report_id == c.report_id).where(*wanted_reports(filters))
    found = connection.execute(joined.order_by(c.report_id), execution_options={"yield_per": BATCH})
    for part in found.partitions():
        places = whereabouts(connection, "records", [report_id for report_id, _ in part], None)["path"]
        for (_, told), path in zip(part, places, strict=True):
            record = json.loads(told)
            record["document"]["path"] = path
            yield record


def without_contacts(record: Json) -> Json:
    """A record with its contact person and telephone masked, in the cover and wherever they stand else."""
    cover = record["cover"]
    seen = {name: [leaf.get(key) for key in ("value", "raw", "text")] for name, leaf in cover.items() if leaf}
    mask = Mask(seen.get("contact_person", []), seen.get("contact_phone", []))
    for name, masked in (("contact_person", masked_name), ("contact_phone", masked_phone)):
        if leaf := cover.get(name):
            leaf.update({key: masked(leaf[key]) for key in ("value", "raw", "text") if leaf[key]})
    return {key: _hidden(part, mask, key) for key, part in record.items()}


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
