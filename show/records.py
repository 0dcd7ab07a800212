"""Loads records that were written before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError
from rich.console import Console

from gouji.archive.file_facts import file_facts
from gouji.schemas.errors import GoujiError
from gouji.schemas.record import Report
from gouji.schemas.texts import text
from gouji.show.error_message import print_error
from gouji.show.is_record import load_json
from gouji.show.summary import findings

FAILED_EXIT_CODE = 2


def load_record(path: Path) -> Report:
    """The record in a file. GoujiError with one sentence if the file is not a record."""
    if problem := file_facts(str(path)).problem:
        raise GoujiError("records_folder" if problem == "is_a_folder" else problem, path=path)
    try:
        data = path.read_bytes()
        json.loads(data)
        return Report.model_validate_json(data)
    except ValidationError as err:
        raise GoujiError("not_a_record", path=path, reason="/".join(map(str, err.errors()[0]["loc"])) or "?") from err
    except (ValueError, RecursionError) as err:
        raise GoujiError("not_json", path=path) from err
    except OSError as err:
        raise GoujiError("not_readable", path=path) from err


def check_records(files: list[Path], console: Console, lang: str) -> int:
    """Prints the findings of the records, including those of folders, and returns the exit code: 1 if one of them is a
    contradiction, else 0; 2 if a file was not a record, after the others were shown."""
    wrong, failed = False, False
    for file in files:
        try:
            for record in _records(file, console, lang):
                findings(record, console, lang)
                wrong |= any(f.status == "inconsistent" for f in record.findings)
        except GoujiError as err:
            print_error(err, lang)
            failed = True
    return FAILED_EXIT_CODE if failed else int(wrong)


def _records(path: Path, console: Console, lang: str) -> Iterator[Report]:
    """The record in the file, or those in the folder and below it. Other JSON files of a folder are counted and left
    alone."""
    if not path.is_dir():
        yield load_record(path)
        return
    files = sorted(path.rglob("*.json"))
    record_files = [file for file in files if _looks_like_record(file)]
    if not record_files:
        raise GoujiError("no_records", path=path)
    for file in record_files:
        yield load_record(file)
    if len(files) > len(record_files):
        console.print(text("check.others", lang, count=len(files) - len(record_files)), soft_wrap=True, markup=False)


def _looks_like_record(file: Path) -> bool:
    data = load_json(file) if file.is_file() else None
    return isinstance(data, dict) and "schema_version" in data and "document" in data
