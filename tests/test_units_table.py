"""Every row of the word lists of units, qualifiers and numeral words is well formed and works."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest

from gouji.normalize.figures.not_figures import NOT_FIGURE_PATTERNS, not_figures
from gouji.normalize.figures.quantities import find_quantities, parse_quantity
from gouji.normalize.figures.units import COUNTABLE, MULTIPLIERS, UNIT_ROWS
from gouji.schemas.quantity import Bound
from gouji.schemas.spans import FigureKind
from gouji.schemas.wordlists import read_records

HANZI_SAFE = [unit for unit in COUNTABLE if UNIT_ROWS[unit]["hanzi"] == "yes"]
BOUNDS = {*get_args(Bound), "approximate", ""}


def test_units_are_unique() -> None:
    names = [row["unit"] for row in read_records("gouji.normalize.figures", "units")]
    assert len(names) == len(set(names)) > 400


@pytest.mark.parametrize("unit", sorted(UNIT_ROWS))
def test_rows_are_well_formed(unit: str) -> None:
    row = UNIT_ROWS[unit]
    assert row["kind"] in {*get_args(FigureKind), "multiplier", "per"} - {"bare"}
    assert Decimal(row["factor"]) > 0
    assert row["hanzi"] in {"yes", ""}
    assert (row["kind"] == "multiplier") == (row["base"] == "")
    assert len(row["not_before"]) == len(set(row["not_before"]))


@pytest.mark.parametrize("unit", COUNTABLE)
def test_every_unit_is_matched_completely(unit: str) -> None:
    quantity = parse_quantity(f"37.5{unit}")
    assert quantity is not None
    assert (quantity.unit, quantity.canonical_unit) == (unit, UNIT_ROWS[unit]["base"])
    assert quantity.amount == Decimal("37.5") * Decimal(UNIT_ROWS[unit]["factor"])


@pytest.mark.parametrize("unit", [*COUNTABLE, *(m + "元" for m in MULTIPLIERS), *(m + "人次" for m in MULTIPLIERS), "万"])
def test_a_zero_figure_knows_its_scale(unit: str) -> None:
    zero, forty = parse_quantity(f"0{unit}"), parse_quantity(f"40{unit}")
    assert zero is not None
    assert forty is not None
    assert zero.scale == forty.scale == forty.amount / 40


@pytest.mark.parametrize("unit", HANZI_SAFE)
def test_chinese_numerals_count_it(unit: str) -> None:
    assert [found.quantity.number for found in find_quantities(f"共三十五{unit}，")] == ["35"]


@pytest.mark.parametrize(("unit", "next_char"), [(unit, char) for unit in COUNTABLE for char in UNIT_ROWS[unit]["not_before"]])
def test_a_longer_word_is_no_unit(unit: str, next_char: str) -> None:
    assert all(found.quantity.unit != unit for found in find_quantities(f"有6{unit}{next_char}"))


@pytest.mark.parametrize("row", read_records("gouji.normalize.figures", "qualifiers"), ids=lambda row: row["word"])
def test_qualifier_rows(row: dict[str, str]) -> None:
    assert row["place"] in {"before", "after", "infix", "lead"}
    assert row["means"] in BOUNDS
    text = {"before": "{}6户", "after": "6户{}", "infix": "30{}户", "lead": "{}6户"}[row["place"]].format(row["word"])
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.bound or ("approximate" if quantity.approximate else "")) == row["means"]


@pytest.mark.parametrize("row", [row for row in read_records("gouji.normalize.figures", "qualifiers") if row["guard"]], ids=lambda row: row["word"])
def test_qualifier_guards(row: dict[str, str]) -> None:
    for char in row["guard"]:
        text = f"{char}{row['word']}6户" if row["place"] == "before" else f"6户{row['word']}{char}"
        (found,) = find_quantities(text)
        assert row["word"] not in text[found.start : found.end] or found.quantity.bound != row["means"]


@pytest.mark.parametrize("row", read_records("gouji.normalize.figures", "not_figures"), ids=lambda row: row["name"])
def test_what_is_no_figure(row: dict[str, str]) -> None:
    assert NOT_FIGURE_PATTERNS[row["name"]].search(row["example"])
    assert find_quantities(row["example"]) == []


@pytest.mark.parametrize("row", read_records("gouji.normalize.figures", "numeral_words"), ids=lambda row: row["word"])
def test_words_with_a_numeral(row: dict[str, str]) -> None:
    start = row["word"]
    assert (0, len(start)) in not_figures(start)
    assert find_quantities(start) == []
