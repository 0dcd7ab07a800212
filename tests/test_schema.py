"""The committed JSON Schema is the one the code makes, and the code keeps to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from gouji.schemas.record import Report

SCHEMA = Path(__file__).parent.parent / "schemas/gouji.schema.json"


def test_schema_has_not_drifted(golden: Callable[[Path, str], None]) -> None:
    golden(SCHEMA, json.dumps(Report.model_json_schema(), ensure_ascii=False, indent=2) + "\n")


def test_names_of_the_record() -> None:
    names = {"schema_version", "document", "form", "cover", "sections", "budget", "indicators", "facts", "events", "evaluation"}
    names |= {"tables", "corrections", "findings"}
    assert names <= set(Report.model_fields)
