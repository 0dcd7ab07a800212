"""Gives notebooks the tables of an archive as pandas DataFrames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Boolean, ColumnElement, Float, Integer, Select, select
from sqlalchemy.types import TypeEngine

from gouji.archive.current_versions import current_versions
from gouji.archive.exact_decimal import ExactDecimal
from gouji.archive.sql_tables import DATA, cross_findings, documents
from gouji.archive.store import Store
from gouji.schemas.record import Report

REPORT_COLUMNS = ("source", "department", "project_name", "fiscal_year")
"""Columns of the report that every row carries, so that nobody has to join."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Reports that were read, with their findings. Each method returns a DataFrame with one row for each row of the
    export table of that name, preceded by the report's source, department, project_name and fiscal_year.

    Older versions of a report are left out unless `all_versions=True`. `year` and `unit` (a part of the unit's name)
    select reports; any other keyword selects the rows whose column has that value: `findings(year=2023,
    rule="execution-rate")`. Figures are float64 for counting and plotting, or exact with `exact=True` (Decimal). Money
    is in 元, rates are in percent. Whole numbers are Int64 and text is string, with <NA> for what is not printed.
    Contact names and phones are left out unless `reports(contacts=True)`.
    """

    store: Store

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections."""
        self.store.close()

    def reports(self, *, contacts: bool = False, **wanted: Any) -> pd.DataFrame:
        """One row per report: cover, score, counts of findings."""
        frame = self._table("reports", wanted)
        return frame if contacts else frame.drop(columns=["contact_person", "contact_phone"])

    def budget(self, **wanted: Any) -> pd.DataFrame:
        """One row per budget row: `role` is total, subproject or source."""
        return self._table("budget", wanted)

    def indicators(self, **wanted: Any) -> pd.DataFrame:
        """One row per third-level indicator: target, actual value, weight, score, deviation."""
        return self._table("indicators", wanted)

    def facts(self, **wanted: Any) -> pd.DataFrame:
        """One row per figure in prose, with the growth or share that the sentence states."""
        return self._table("facts", wanted)

    def events(self, **wanted: Any) -> pd.DataFrame:
        """One row per contract, acceptance or similar event, with its date."""
        return self._table("events", wanted)

    def corrections(self, **wanted: Any) -> pd.DataFrame:
        """One row per character or figure that was first read differently."""
        return self._table("corrections", wanted)

    def findings(self, **wanted: Any) -> pd.DataFrame:
        """One row per relation that was checked inside a report, including those that hold. See `cross_findings` for
        relations between reports."""
        return self._table("findings", wanted)

    def cross_findings(self, **wanted: Any) -> pd.DataFrame:
        """One row per relation that was checked between reports. `other_report_id`, `other_source` and `other_page`
        describe the other report, `evidence` every figure that was compared."""
        columns = [cross_findings.c.report_id, DATA["reports"].c.source, *list(cross_findings.c)[2:]]
        query = select(*columns).join(DATA["reports"], DATA["reports"].c.report_id == cross_findings.c.report_id)
        both = (cross_findings.c.report_id, cross_findings.c.other_report_id)
        query = query.where(*current_versions(wanted.pop("all_versions", False), *both))
        return frame(self.store, query.order_by(cross_findings.c.id), cross_findings.c, wanted)

    def documents(self, **wanted: Any) -> pd.DataFrame:
        """The ledger: one row per document ever seen, with its state, the reason of a failure, versions and times."""
        return frame(self.store, select(documents).order_by(documents.c.found), documents.c, wanted)

    def record(self, report_id: str) -> Report | None:
        """The complete record of one report; None if the archive has none with that id."""
        return self.store.record(report_id)

    def paths(self, report_id: str) -> list[str]:
        """Where the document was seen, the latest path first."""
        return self.store.paths(report_id)

    def _table(self, name: str, wanted: dict[str, Any]) -> pd.DataFrame:
        table, reports = DATA[name], DATA["reports"]
        conditions = list(current_versions(wanted.pop("all_versions", False), reports.c.report_id))
        if name == "reports":
            return frame(self.store, select(table).where(*conditions).order_by(*table.primary_key), reports.c, wanted)
        heads = [reports.c[head].label(f"report_{head}" if head in table.c else head) for head in REPORT_COLUMNS]
        columns = [table.c.report_id, *heads, *(column for column in table.c if column.name != "report_id")]
        query = select(*columns).join(reports, table.c.report_id == reports.c.report_id).where(*conditions)
        return frame(self.store, query.order_by(*table.primary_key), table.c, wanted)


def frame(store: Store, query: Select[Any], columns: Any, wanted: dict[str, Any]) -> pd.DataFrame:
    """The rows of a query that joins `reports`. TypeError for a keyword that is not a column."""
    exact = wanted.pop("exact", False)
    query = query.where(*_where(wanted, columns))
    with store.engine.connect() as connection:
        result = connection.execute(query)
        found = pd.DataFrame.from_records(result.all(), columns=list(result.keys()))
    types = {column.name: column.type for column in query.selected_columns if isinstance(column, ColumnElement)}
    return found.astype({name: _dtype(types[name], exact) for name in found.columns})


def _where(wanted: dict[str, Any], columns: Any) -> Iterator[ColumnElement[bool]]:
    heads = columns if "fiscal_year" in columns else DATA["reports"].c
    for name, value in wanted.items():
        if value is None:
            continue
        if name == "year":
            yield heads.fiscal_year == value
        elif name == "unit":
            yield heads.department.contains(value, autoescape=True)
        elif name in columns:
            yield columns[name] == value
        else:
            raise TypeError(f"no column {name}; there are {', '.join(column.name for column in columns)}")


def _dtype(kind: TypeEngine[Any], exact: bool) -> str:
    if isinstance(kind, ExactDecimal):
        return "object" if exact else "float64"
    for sort, name in ((Boolean, "boolean"), (Float, "float64"), (Integer, "Int64")):
        if isinstance(kind, sort):
            return name
    return "string"
