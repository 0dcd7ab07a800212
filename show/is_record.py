"""Recognises the record of a given document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def is_record_of(path: Path, sha256: str) -> bool:
    """Whether gouji made this file from the document with that sha256."""
    data = load_json(path)
    return isinstance(data, dict) and isinstance(d := data.get("document"), dict) and d.get("sha256") == sha256


def load_json(path: Path) -> Any:
    """The JSON of a file; None if it is not JSON or cannot be read."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
