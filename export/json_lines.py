"""The full records, one JSON object a line."""

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
"""Keys whose strings are figures, ids and names of the record's own: no contact stands there."""


def write_json_lines(connection: Connection, folder: Path, filters: Filters, manner: ExportOptions) -> int:
    """Writes the records with the paths of their originals, sorted by id, into records.jsonl; how many there were. Their sentences are
    in the language asked for, their contacts masked unless they are asked for."""
    count = 0
    with (folder / FILE_NAME).open("w", encoding="utf-8", newline="\n") as file:
        for record in _records(connection, filters):
            told = _retold(record if manner.contacts else mask_contacts(record), manner.lang)
            file.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")
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
        places = origins(connection, "records", [report_id for report_id, *_ in part], None)["path"]
        for (_, told, older), path in zip(part, places, strict=True):
            record = json.loads(told)
            record["document"]["path"] = path
            if older:
                record["superseded"] = True
            yield record


def mask_contacts(record: Json) -> Json:
    """A record with its contact person and telephone masked, in the cover and wherever they stand else, and whatever tells of a
    person by its form."""
    told = personal_data(record)
    mask = told.mask()
    out = {key: _hidden(part, mask, key) for key, part in record.items() if key not in ("tables", "findings")}
    for name in CONTACT_MASKS:
        if leaf := record["cover"].get(name):
            out["cover"][name] = _wholly(leaf, name, ("value", "raw", "text"))
    for kept in out.get("evidence", []):
        _hide_readings((*kept["readings"], *kept["looks"]), _contact([kept["field"]]))
    for number in told.corrections:
        each = out["corrections"][number]
        each.update({key: regex.sub(r"\S", "*", each[key]) for key in ("before", "after")})
    out["tables"] = [_table(table, mask) for table in record["tables"]]
    out["findings"] = [_finding(each, mask) for each in record.get("findings", [])]
    return {key: out[key] for key in record} | out


def _wholly(part: Json, name: str, keys: tuple[str, ...]) -> Json:
    return part | {key: CONTACT_MASKS[name](part[key]) for key in keys if part.get(key)}


def _contact(pointers: list[str]) -> str | None:
    """Which contact these pointers lead to."""
    return next((name for name, pointer in POINTERS.items() if pointer in pointers), None)


def _table(table: Json, mask: Mask) -> Json:
    """A table, whose cells say for each other what they hold."""
    hidden = {id(cell): _leaf(cell, _hidden(cell, mask, "", before)) for cell, before in labelled_cells(table)}
    rest = {key: _hidden(part, mask, key) for key, part in table.items() if key != "rows"}
    return {key: rest.get(key) for key in table} | {
        "rows": [[hidden[id(cell)] for cell in row] for row in table["rows"]]
    }


def _finding(found: Json, mask: Mask) -> Json:
    """A finding: what it computed are figures, what it quotes of a contact is masked whole."""
    name = _contact(found["fields"])
    out: Json = _hidden(found, mask, "")
    for key in ("observed", "expected"):
        told = found[key]
        if told and name and found["rule"] in DOUBT_RULES:
            out[key] = CONTACT_MASKS[name](told)
        elif told and PLAIN_NUMBER.fullmatch(told) and found["rule"] not in DOUBT_RULES:
            out[key] = told
    for part in out.get("readings", []):
        _hide_readings((part,), _contact([part["field"]]))
    return out


def _hide_readings(parts: Iterable[Json], name: str | None) -> None:
    """Other readings of a contact differ in a character or two."""
    for part in parts if name else ():
        part.update(_wholly(part, name or "", ("text", "value")))


def _hidden(node: Any, mask: Mask, key: str, before: str = "") -> Any:
    if isinstance(node, str):
        return node if key in UNMASKED_KEYS else mask(node, before)
    if isinstance(node, list):
        return node if key in UNMASKED_KEYS else [_hidden(part, mask, key) for part in node]
    if not isinstance(node, dict):
        return node
    return _leaf(node, {name: _hidden(part, mask, name, before) for name, part in node.items()})


def _leaf(before: Json, after: Json) -> Json:
    """A cell that is a telephone number was taken for a figure: that would tell it."""
    return (
        after | {"value": None}
        if isinstance(before.get("value"), dict) and after.get("text") != before.get("text")
        else after
    )
