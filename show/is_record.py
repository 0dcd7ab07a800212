"""Whether a file is a record that was made of a certain document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def is_record_of(path: Path, sha256: str) -> bool:
    """Whether gouji made this file of the document with that sha256."""
    told = load_json(path)
    return isinstance(told, dict) and isinstance(d := told.get("document"), dict) and d.get("sha256") == sha256


def load_json(path: Path) -> Any:
    """The JSON of a file; None where it is none or cannot be read."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
