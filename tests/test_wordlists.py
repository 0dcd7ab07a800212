"""Every row of every word list: the right number of columns, nothing twice, patterns that compile, fields that exist."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from gouji.schemas.record import BudgetRow, Cover, Indicator
from gouji.schemas.wordlists import read_rows

ROOT = Path(__file__).parent.parent
COLUMNS = {
    ("gouji.extract.forms", "captions"): 1,
    ("gouji.extract.prose", "bare_words"): 2,
    ("gouji.extract.prose", "change_words"): 2,
    ("gouji.extract", "cover_labels"): 2,
    ("gouji.extract", "line_labels"): 2,
    ("gouji.extract.bundles", "page_words"): 2,
    ("gouji.extract.bundles", "body_words"): 2,
    ("gouji.extract.bundles", "weights"): 3,
    ("gouji.check.relations", "column_kinds"): 2,
    ("gouji.extract.prose", "event_kinds"): 2,
    ("gouji.extract.prose", "span_words"): 1,
    ("gouji.extract.unused", "references"): 1,
    ("gouji.extract.statements", "alike_units"): 1,
    ("gouji.extract.statements", "list_openers"): 1,
    ("gouji.extract.statements", "whole_words"): 1,
    ("gouji.extract.statements", "chain_words"): 3,
    ("gouji.extract.statements", "opposite_words"): 2,
    ("gouji.extract.statements", "each_words"): 2,
    ("gouji.extract.forms", "fund_parts"): 1,
    ("gouji.extract", "fund_sources"): 2,
    ("gouji.extract.prose", "money_givers"): 1,
    ("gouji.extract.statements", "spent_in_full"): 2,
    ("gouji.extract.prose", "money_words"): 1,
    ("gouji.extract.forms", "level_names"): 1,
    ("gouji.extract.covers", "name_endings"): 2,
    ("gouji.tables.column_consistency", "sign_lookalikes"): 3,
    ("gouji.extract.forms", "total_names"): 2,
    ("gouji.extract.forms", "unit_lookalikes"): 2,
    ("gouji.check.verdicts", "lookalikes"): 3,
    ("gouji.check.readings", "certainty"): 2,
    ("gouji.check.readings", "choice"): 2,
    ("gouji.check.readings", "mistaken"): 3,
    ("gouji.schemas", "measured_models"): 3,
    ("gouji.check.relations", "beside_parts"): 1,
    ("gouji.check.relations", "not_summed"): 1,
    ("gouji.check.relations", "more_than_budget"): 1,
    ("gouji.check.relations", "paid_out"): 1,
    ("gouji.extract.statements", "to_be_low"): 2,
    ("gouji.check.relations", "rules"): 4,
    ("gouji.check.own", "path_words"): 3,
    ("gouji.check.own", "plan_words"): 1,
    ("gouji.check.relations", "parts_of_parts"): 2,
    ("gouji.extract.forms", "plain_columns"): 2,
    ("gouji.extract.roles", "contexts"): 2,
    ("gouji.extract.roles", "not_lines"): 1,
    ("gouji.extract.roles", "execution_names"): 1,
    ("gouji.extract.roles", "heads"): 2,
    ("gouji.extract.roles", "kinds"): 2,
    ("gouji.extract.roles", "names"): 2,
    ("gouji.extract.roles", "roles"): 5,
    ("gouji.extract.roles", "row_roles"): 2,
    ("gouji.extract.roles", "weights"): 4,
    ("gouji.extract.statements", "base_words"): 2,
    ("gouji.extract.statements", "generic_words"): 1,
    ("gouji.extract", "template_words"): 2,
    ("gouji.extract.statements", "comparison_words"): 2,
    ("gouji.extract.statements", "deadline_words"): 2,
    ("gouji.extract.statements", "reached_words"): 2,
    ("gouji.extract.statements", "target_words"): 2,
    ("gouji.extract.statements", "measure_words"): 2,
    ("gouji.extract.statements", "source_words"): 1,
    ("gouji.extract.statements", "standing_names"): 1,
    **{
        ("gouji.extract.statements", f"{name}_weights"): 2
        for name in ("date", "name", "ratio", "role", "second_role", "sum", "target", "verdict", "year")
    },
    ("gouji.extract.statements", "person_words"): 2,
    ("gouji.extract.statements", "telling_ends"): 3,
    ("gouji.extract.statements", "other_rates"): 1,
    ("gouji.ocr", "kinds"): 4,
    ("gouji.ocr.damage", "fax_codes"): 3,
    ("gouji.ocr.pdf", "radicals"): 2,
    ("gouji.ocr.quick", "limits"): 2,
    ("gouji.ocr.quick", "look_alikes"): 1,
}


def test_every_list_is_known_here() -> None:
    found = {
        ("gouji." + ".".join(path.relative_to(ROOT).parent.parts), path.stem)
        for room in ("extract", "check", "ocr", "schemas", "tables")
        for path in (ROOT / room).rglob("*.tsv")
    }
    assert found == set(COLUMNS)


@pytest.mark.parametrize(("package", "name"), sorted(COLUMNS))
def test_rows(package: str, name: str) -> None:
    rows = read_rows(package, name)
    assert rows
    assert {len(row) for row in rows} == {COLUMNS[package, name]}
    assert len(set(rows)) == len(rows), [row for row in rows if rows.count(row) > 1]
    assert all(all(row) for row in rows)


def test_fields_exist() -> None:
    assert {f for row in read_rows("gouji.extract", "cover_labels") for f in row[1].split("+")} <= set(
        Cover.model_fields
    )
    columns = {*BudgetRow.model_fields, *Indicator.model_fields, "operator", "unit", "-"}
    assert {row[3] for row in read_rows("gouji.extract.roles", "roles")} <= columns


def test_a_label_has_one_meaning() -> None:
    labels = [row[0] for row in read_rows("gouji.extract", "cover_labels")]
    assert len(labels) == len(set(labels)), [each for each in labels if labels.count(each) > 1]


def test_triggers_are_patterns() -> None:
    for trigger, _ in read_rows("gouji.extract.prose", "event_kinds"):
        regex.compile(trigger)


def test_probabilities() -> None:
    assert all(0 < float(row[2]) < 1 for row in read_rows("gouji.check.verdicts", "lookalikes"))
