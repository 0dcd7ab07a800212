"""Records that were written before."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from schemas.errors import GoujiError
from schemas.record import Report


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
