"""The Frictionless data package that describes an export: types, units, labels, keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gouji.archive.digest import digest
from gouji.export.columns import Column, tables
from gouji.export.dictionary import DICTIONARY_COLUMNS, TABLE_SCHEMA_TYPES
from gouji.export.outcome import WrittenFile
from gouji.schemas.texts import text

FILE_NAME = "datapackage.json"
Json = dict[str, Any]
MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl",
}


def write_data_package(
    folder: Path,
    files: list[WrittenFile],
    *,
    contacts: bool,
    version: str,
    headings: str | None = None,
    home: Path | None = None,
) -> None:
    """Writes datapackage.json: a resource for each of `files` with its size, and its columns if it is a table.

    `headings` is the language of the headings in the CSV files. The digests of files that an earlier export wrote into
    `home`, the final folder, are kept.
    """
    package: Json = {
        "profile": "data-package",
        "name": "gouji-export",
        "title": text("export.title", "zh"),
        "titles": {lang: text("export.title", lang) for lang in ("zh", "en")},
        "description": text("export.convention", "zh") + " " + text("export.convention", "en"),
        "gouji": {
            "version": version,
            "contacts": "shown" if contacts else "masked",
            "written": _written(folder, home or folder),
        },
        "resources": [_resource(file, headings if file.format == "csv" else None) for file in files],
    }
    (folder / FILE_NAME).write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _written(folder: Path, home: Path) -> dict[str, list[str]]:
    """The present sha256 of each file and the previous one. A later export uses them to recognise the files that it may
    replace."""
    before = _before(home)
    now = {file.name: digest(str(file)) for file in sorted(folder.iterdir())}
    return before | {
        name: [sha256, *(old for old in before.get(name, ())[:1] if old != sha256)] for name, sha256 in now.items()
    }


def _before(home: Path) -> dict[str, list[str]]:
    try:
        digests_by_name = json.loads((home / FILE_NAME).read_bytes())["gouji"]["written"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {
        str(name): list(map(str, digests)) for name, digests in digests_by_name.items() if (home / str(name)).is_file()
    }


def _resource(file: WrittenFile, headings: str | None) -> Json:
    common = {
        "name": _name(file.table, file.format) if file.table else file.path.stem.lower().replace("_", "-"),
        "path": file.path.name,
        "format": file.path.suffix.lstrip("."),
        "mediatype": MEDIA_TYPES[file.format],
        "bytes": file.path.stat().st_size,
    }
    if file.table is None:
        return common | {"profile": "data-resource", "type": "file"}
    fields = (
        [{"name": name, "type": "string"} for name in DICTIONARY_COLUMNS]
        if file.table == "data_dictionary"
        else _fields(file.table, headings)
    )
    schema: Json = {"fields": fields, "missingValues": [""]}
    if file.table in tables():
        schema |= _keys(file.table, file.format, headings)
    if file.format != "csv":
        # Frictionless reads a missing value of Parquet as the number "nan": the columns are described only.
        return common | {"profile": "data-resource", "type": "file", "schema": schema}
    encoded = {"encoding": "utf-8-sig", "dialect": {"delimiter": ",", "quoteChar": '"'}}
    return (
        common | {"profile": "tabular-data-resource", "type": "table", "rows": file.rows} | encoded | {"schema": schema}
    )


def _name(table: str, form: str) -> str:
    """A unique resource name; the CSV table has the name of the table."""
    return table.replace("_", "-") if form == "csv" else f"{table}-{form}"


def _fields(table: str, headings: str | None) -> list[Json]:
    return [_field(column, headings) for column in tables()[table]]


def _field(column: Column, headings: str | None) -> Json:
    field: Json = {
        "name": column.heading(headings),
        "column": column.name,
        "type": TABLE_SCHEMA_TYPES[column.kind],
        "title": column.label["zh"],
        "titles": column.label,
    }
    field |= {"description": column.description["zh"], "descriptions": column.description}
    if column.unit:
        field["unit"] = column.unit
    if column.name in ("report_id", "row"):
        field["constraints"] = {"required": True}
    if column.kind == "share":
        field["constraints"] = {"minimum": 0, "maximum": 1}
    return field


def _keys(table: str, form: str, headings: str | None) -> Json:
    heads = {column.name: column.heading(headings) for column in tables()[table]}
    report_id, there = (
        heads["report_id"],
        next(c.heading(headings) for c in tables()["reports"] if c.name == "report_id"),
    )
    if table == "reports":
        return {"primaryKey": [report_id]}
    to = {"fields": [report_id], "reference": {"resource": _name("reports", form), "fields": [there]}}
    return {"primaryKey": [report_id, heads["row"]], "foreignKeys": [to]}
