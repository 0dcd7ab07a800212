"""Generated reports as another OCR left them in plain text: worn and misread wording, with exact truth."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.cases.case import Order, make_case
from bench.cases.writer import layouts
from bench.statements.labelled import PREFIX, Labelled, labelled_text
from gouji.extract.statements.role_labels import MONEY

COUNT, SEED = 48, 8101
FIELDS = (*MONEY, "execution_rate", "weight", "score")


def made_texts(count: int = COUNT, seed: int = SEED) -> Iterator[Labelled]:
    """Narratives and reports with a table, one of each layout in turn."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            form = ("narrative", "narrative", "mixed")[number % 3]
            names = layouts(form)
            case = make_case(
                Order(number, seed, form, "text", 0, sorted(names)[number % len(names)], None, 0), Path(folder), None
            )
            yield _labelled(case)


def _labelled(folder: Path) -> Labelled:
    text = folder / "input.txt"
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    text.with_suffix(".json").write_text(json.dumps({"budget": [], "other_money": []}), encoding="utf-8")
    found = labelled_text(text)
    found.truth.update(
        budget=[_line(line) for line in truth["budget"]],
        other_money=[],
        evaluation={key: _printed(truth["evaluation"].get(key)) for key in ("score", "full_score")},
        cover={key: (truth["cover"].get(key) or {}).get("value") for key in ("report_date", "fiscal_year")},
        breakdowns=[],
        ratios=[],
    )
    return found


def _line(line: dict[str, Any]) -> dict[str, Any]:
    assert line["role"] in PREFIX
    return {"name": line["name"]["value"], "role": line["role"], **{f: _printed(line.get(f)) for f in FIELDS}}


def _printed(leaf: dict[str, Any] | None) -> str | None:
    """The figure with its unit, as the truth of a labelled text has it."""
    if not leaf or not leaf.get("value"):
        return None
    value = leaf["value"]
    return str(abs(Decimal(value["canonical"]))) + value["canonical_unit"]
