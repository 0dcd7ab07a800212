"""Every row of every word list: the right number of columns, nothing twice, patterns that compile, fields that exist."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from schemas.record import BudgetRow, Cover, Indicator
from schemas.wordlists import read_rows

ROOT = Path(__file__).parent.parent
COLUMNS = {
    ("extract", "budget_labels"): 3,
    ("extract", "captions"): 1,
    ("extract", "change_words"): 2,
    ("extract", "cover_labels"): 2,
    ("extract", "event_kinds"): 2,
    ("extract", "fund_parts"): 1,
    ("extract", "fund_sources"): 2,
    ("extract", "generic_titles"): 1,
    ("extract", "level_names"): 1,
    ("extract", "name_endings"): 2,
    ("extract", "no_headers"): 1,
    ("extract", "sign_lookalikes"): 3,
    ("extract", "source_heads"): 1,
    ("extract", "table_headers"): 3,
    ("extract", "total_names"): 2,
    ("extract", "unit_lookalikes"): 2,
    ("check", "lookalikes"): 3,
    ("check", "certainty"): 2, ("check", "choice"): 2, ("check", "mistaken"): 3,
    ("check", "not_summed"): 1,
    ("check", "parts_of_parts"): 2,
    ("ocr", "plain_columns"): 2,
    ("ocr", "radicals"): 2,
}


def test_every_list_is_known_here() -> None:
    found = {(path.parent.name, path.stem) for room in ("extract", "check", "ocr") for path in (ROOT / room).glob("*.tsv")}
    assert found == set(COLUMNS)


@pytest.mark.parametrize(("room", "name"), sorted(COLUMNS))
def test_rows(room: str, name: str) -> None:
    rows = read_rows(room, name)
    assert rows
    assert {len(row) for row in rows} == {COLUMNS[room, name]}
    assert len(set(rows)) == len(rows), [row for row in rows if rows.count(row) > 1]
    assert all(all(row) for row in rows)


def test_fields_exist() -> None:
    money = {"budget", "adjust_up", "adjust_down", "adjust_signed", "rate", "arrival", *BudgetRow.model_fields}
    assert {row[1] for row in read_rows("extract", "budget_labels")} <= money
    assert {f for row in read_rows("extract", "cover_labels") for f in row[1].split("+")} <= set(Cover.model_fields)
    columns = {*BudgetRow.model_fields, *Indicator.model_fields, "part", "source", "operator", "unit", "note", "number"}
    assert {row[2] for row in read_rows("extract", "table_headers")} <= columns


def test_a_label_has_one_meaning() -> None:
    for name in ("budget_labels", "cover_labels"):
        labels = [row[0] for row in read_rows("extract", name)]
        assert len(labels) == len(set(labels)), [each for each in labels if labels.count(each) > 1]


def test_triggers_are_patterns() -> None:
    for trigger, _ in read_rows("extract", "event_kinds"):
        regex.compile(trigger)


def test_probabilities() -> None:
    assert all(0 < float(row[2]) < 1 for row in read_rows("check", "lookalikes"))
