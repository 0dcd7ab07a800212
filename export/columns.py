"""The columns of the export tables: type, unit, label and description."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gouji.archive.columns import column_rows
from gouji.schemas.wordlists import read_rows

OTHER_REPORT_COLUMN = ("other_report_id", "text", "另一份报告编号", "id of the other report")
"""A column of the findings only: the other report of a finding between two reports."""
RULE_NAME_COLUMN = ("rule_name", "text", "规则名称", "name of the rule")
"""A column of the findings: the rule for a person, by the catalogue or by the user's rules file."""
PATH_COLUMN = ("path", "text", "原件位置", "where the original lies")
PATH_FOLLOWS = ("source", "row")
"""The column that the path follows: the file name in `reports`, the row number elsewhere."""

PAGES_OF_REPORT = ("first_page", "last_page")
"""Columns that are the pages of a report, not the place of a figure: they have no line beside them."""
SUPERSEDED_COLUMN = ("superseded", "boolean", "旧版本", "superseded")
"""Marks the older versions of a report, which --all-versions includes."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `kind` is text, integer, number (an exact decimal), share (a probability, 0 to 1) or boolean. `unit`
    is 元, %, 分 or the name of the column that holds it; empty if there is none. Labels and descriptions are by language.
    `from_archive`: the column is selected from the archive; the export determines the others."""

    table: str
    name: str
    kind: str
    unit: str
    label: dict[str, str]
    description: dict[str, str]
    from_archive: bool = True

    def heading(self, headings: str | None) -> str:
        """The heading of the column: its label in the language `headings`, or its name if that is None."""
        return self.label[headings] if headings else self.name


@cache
def tables() -> dict[str, tuple[Column, ...]]:
    """The seven export tables in their order, with their columns. KeyError if a column is not described."""
    found: dict[str, list[Column]] = {}
    for table, name, kind, zh, en in column_rows():
        columns = found.setdefault(table, [])
        columns.append(_column(table, name, kind, zh, en))
        if name.endswith("_page") and name not in PAGES_OF_REPORT:
            columns.append(_line(columns[-1]))
    for table, columns in found.items():
        names = [column.name for column in columns]
        columns.insert(
            1 + names.index(PATH_FOLLOWS[table != "reports"]), _column(table, *PATH_COLUMN, from_archive=False)
        )
    rule = 1 + [column.name for column in found["findings"]].index("rule")
    found["findings"].insert(rule, _column("findings", *RULE_NAME_COLUMN, from_archive=False))
    found["findings"].append(_column("findings", *OTHER_REPORT_COLUMN))
    found["reports"].append(_column("reports", *SUPERSEDED_COLUMN))
    return {table: tuple(columns) for table, columns in found.items()}


def _line(page: Column) -> Column:
    """The line column beside a page column: text has lines instead of pages."""
    name = page.name.removesuffix("_page") + "_line"
    zh, en = page.label["zh"].replace("（页码）", "（行号）"), page.label["en"].removesuffix(", page") + ", line"
    return _column(page.table, name, page.kind, zh, en, from_archive=False)


def _column(table: str, name: str, kind: str, zh: str, en: str, *, from_archive: bool = True) -> Column:
    unit, description_zh, description_en = _described(table, name)
    stem = (
        name.removesuffix("_confidence")
        .removesuffix("_raw")
        .removesuffix("_page")
        .removesuffix("_unit")
        .removesuffix("_bound")
    )
    words = {"zh": description_zh.replace("{stem}", stem), "en": description_en.replace("{stem}", stem)}
    share = name == "confidence" or name.endswith("_confidence")
    return Column(
        table, name, "share" if share else kind, unit.replace("{stem}", stem), {"zh": zh, "en": en}, words, from_archive
    )


def _described(table: str, name: str) -> tuple[str, str, str]:
    known = _descriptions()
    for key in (
        (table, name),
        ("*", name),
        *(("*", f"*_{name[i + 1 :]}") for i, char in enumerate(name) if char == "_"),
    ):
        if key in known:
            return known[key]
    raise KeyError(f"dictionary.tsv does not describe {table}.{name}")


@cache
def _descriptions() -> dict[tuple[str, str], tuple[str, str, str]]:
    return {
        (table, name): ("" if unit == "-" else unit, zh, en)
        for table, name, unit, zh, en in read_rows(__package__, "dictionary")
    }
