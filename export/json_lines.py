"""Writes the full records, one JSON object per line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import regex
from sqlalchemy import Connection, select

from gouji.archive.current_versions import is_superseded
from gouji.archive.find import Filters
from gouji.archive.sql_tables import DATA, records
from gouji.export.frames import CONTACT_MASKS, DOUBT_RULES, PLAIN_NUMBER
from gouji.export.labelled_cells import labelled_cells
from gouji.export.mask import Mask
from gouji.export.options import ExportOptions
from gouji.export.origins import origins
from gouji.export.personal_data import POINTERS, personal_data
from gouji.export.queries import wanted_reports
from gouji.schemas.retold import retold

Json = dict[str, Any]
FILE_NAME = "records.jsonl"
RECORDS_PER_QUERY = 100
UNMASKED_KEYS = frozenset(
    {
        "sha256",
        "number",
        "canonical",
        "unit",
        "canonical_unit",
        "tolerance",
        "fields",
        "field",
        "rule",
        "kind",
        "status",
        "severity",
    }
)
"""Keys whose strings are figures, ids and terms of the record. They contain no contact."""


def write_json_lines(connection: Connection, folder: Path, filters: Filters, options: ExportOptions) -> int:
    """Writes the records with the paths of their originals, sorted by id, into records.jsonl. Returns their number.
    Messages are in the language of the options; contacts are masked unless the options show them."""
    count = 0
    with (folder / FILE_NAME).open("w", encoding="utf-8", newline="\n") as file:
        for record in _records(connection, filters):
            shown = _retold(record if options.contacts else mask_contacts(record), options.lang)
            file.write(json.dumps(shown, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count


def _retold(record: Json, lang: str) -> Json:
    for found in record["findings"]:
        found.update({key: found[key] and retold(found[key], lang, found["rule"]) for key in ("message", "suggestion")})
    for each in record["corrections"]:
        each["reason"] = retold(each["reason"], lang)
    return record


def _records(connection: Connection, filters: Filters) -> Iterator[Json]:
    reports, c = DATA["reports"].c, records.c
    joined = (
        select(c.report_id, c.json, is_superseded(c.report_id))
        .join(DATA["reports"], reports.report_id == c.report_id)
        .where(*wanted_reports(filters))
    )
    found = connection.execute(joined.order_by(c.report_id), execution_options={"yield_per": RECORDS_PER_QUERY})
    for part in found.partitions():
        paths = origins(connection, "records", [report_id for report_id, *_ in part], None)["path"]
        for (_, json_text, superseded), path in zip(part, paths, strict=True):
            record = json.loads(json_text)
            record["document"]["path"] = path
            if superseded:
                record["superseded"] = True
            yield record


def mask_contacts(record: Json) -> Json:
    """A record with its contact person and telephone masked, in the cover and elsewhere, and everything that has the
    form of personal data."""
    personal = personal_data(record)
    mask = personal.mask()
    out = {key: _masked(part, mask, key) for key, part in record.items() if key not in ("tables", "findings")}
    for name in CONTACT_MASKS:
        if leaf := record["cover"].get(name):
            out["cover"][name] = _mask_fields(leaf, name, ("value", "raw", "text"))
    for kept in out.get("evidence", []):
        _mask_readings((*kept["readings"], *kept["looks"]), _contact([kept["field"]]))
    for number in personal.corrections:
        each = out["corrections"][number]
        each.update({key: regex.sub(r"\S", "*", each[key]) for key in ("before", "after")})
    out["tables"] = [_table(table, mask) for table in record["tables"]]
    out["findings"] = [_finding(each, mask) for each in record.get("findings", [])]
    return {key: out[key] for key in record} | out


def _mask_fields(part: Json, name: str, keys: tuple[str, ...]) -> Json:
    return part | {key: CONTACT_MASKS[name](part[key]) for key in keys if part.get(key)}


def _contact(pointers: list[str]) -> str | None:
    """The contact field that these pointers lead to; None if there is none."""
    return next((name for name, pointer in POINTERS.items() if pointer in pointers), None)


def _table(table: Json, mask: Mask) -> Json:
    """A table, whose cells label each other."""
    masked = {id(cell): _leaf(cell, _masked(cell, mask, "", before)) for cell, before in labelled_cells(table)}
    rest = {key: _masked(part, mask, key) for key, part in table.items() if key != "rows"}
    return {key: rest.get(key) for key in table} | {
        "rows": [[masked[id(cell)] for cell in row] for row in table["rows"]]
    }


def _finding(found: Json, mask: Mask) -> Json:
    """A finding. Computed values are figures; a quotation of a contact is masked completely."""
    name = _contact(found["fields"])
    out: Json = _masked(found, mask, "")
    for key in ("observed", "expected"):
        value = found[key]
        if value and name and found["rule"] in DOUBT_RULES:
            out[key] = CONTACT_MASKS[name](value)
        elif value and PLAIN_NUMBER.fullmatch(value) and found["rule"] not in DOUBT_RULES:
            out[key] = value
    for part in out.get("readings", []):
        _mask_readings((part,), _contact([part["field"]]))
    return out


def _mask_readings(parts: Iterable[Json], name: str | None) -> None:
    """Other readings of a contact differ in a character or two, so they are masked too."""
    for part in parts if name else ():
        part.update(_mask_fields(part, name or "", ("text", "value")))


def _masked(node: Any, mask: Mask, key: str, before: str = "") -> Any:
    if isinstance(node, str):
        return node if key in UNMASKED_KEYS else mask(node, before)
    if isinstance(node, list):
        return node if key in UNMASKED_KEYS else [_masked(part, mask, key) for part in node]
    if not isinstance(node, dict):
        return node
    return _leaf(node, {name: _masked(part, mask, name, before) for name, part in node.items()})


def _leaf(before: Json, after: Json) -> Json:
    """Removes the value of a masked cell: a telephone number that was taken for a figure would reveal it."""
    return (
        after | {"value": None}
        if isinstance(before.get("value"), dict) and after.get("text") != before.get("text")
        else after
    )
