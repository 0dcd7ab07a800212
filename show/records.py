"""Records that were written before."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError
from rich.console import Console

from schemas.errors import GoujiError
from schemas.record import Report
from show.summary import findings


def load_record(path: Path) -> Report:
    """The record in a file. Raises GoujiError with one sentence where the file is none."""
    try:
        return Report.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError as err:
        raise GoujiError("not_found", path=path) from err
    except ValidationError as err:
        first = err.errors()[0]
        raise GoujiError("not_a_record", path=path, reason=f"{'/'.join(map(str, first['loc']))}: {first['msg']}") from err
    except (OSError, UnicodeDecodeError) as err:
        raise GoujiError("not_a_record", path=path, reason=err) from err


def check_records(files: list[Path], console: Console, lang: str) -> int:
    """Prints the findings of the records and gives the exit code: 1 where one of them is a contradiction, else 0."""
    wrong = False
    for file in files:
        record = load_record(file)
        findings(record, console, lang)
        wrong |= any(f.status == "inconsistent" for f in record.findings)
    return int(wrong)
