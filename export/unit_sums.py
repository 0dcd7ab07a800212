"""Sums up reports by unit and by rule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, func, select

from gouji.archive.current_versions import current_versions
from gouji.archive.find import Filters
from gouji.archive.sql_tables import DATA, cross_findings
from gouji.archive.tally import LOCATION_RULES
from gouji.export.queries import wanted_reports

STATUSES = ("consistent", "inconsistent", "unresolved", "misread")
SCORE_BANDS = ("90–100", "80–90", "60–80", "0–60")
"""Bands of 优, 良, 中 and 差 in percent of the full score; each includes its lower end."""
SCORE_BAND_FLOORS = (Decimal(90), Decimal(80), Decimal(60))
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class UnitSums:
    """`units`: one row per unit (units, reports, figures, relations, the statuses, rate, score, the bands), most
    contradictions first. `rules`: one row per rule, one column per status. `reports`: one row per report."""

    units: pd.DataFrame
    rules: pd.DataFrame
    reports: pd.DataFrame


def unit_sums(connection: Connection, filters: Filters) -> UnitSums:
    """The sums over the filtered reports. Rates and scores are means of what the reports state; missing ones are
    ignored."""
    reports = _reports(connection, filters)
    counted = _findings(connection, filters)
    by_report = counted.groupby(["report_id", "status"])["n"].sum().unstack(fill_value=0)
    for status in STATUSES:
        reports[status] = (
            reports["report_id"].map(by_report[status]).fillna(0).astype(int) if status in by_report else 0
        )
    tied = counted[~counted["rule"].isin(LOCATION_RULES)].groupby("report_id")["n"].sum()
    reports["relations"] = reports["report_id"].map(tied).fillna(0).astype(int)
    reports["rate"] = reports["report_id"].map(_rates(connection, filters))
    failed = counted[counted["status"] != "consistent"]
    rules = (
        failed.groupby(["rule", "status"])["n"]
        .sum()
        .unstack(fill_value=0)
        .reindex(columns=list(STATUSES[1:]), fill_value=0)
    )
    order = rules.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return UnitSums(_units(reports), rules.loc[order], reports)


def _frame(connection: Connection, query: Select[Any]) -> pd.DataFrame:
    found = connection.execute(query)
    return pd.DataFrame([tuple(row) for row in found], columns=list(found.keys()), dtype=object)


def _reports(connection: Connection, filters: Filters) -> pd.DataFrame:
    c = DATA["reports"].c
    reports = _frame(
        connection, select(c.report_id, c.department, c.figures, c.score, c.full_score).where(*wanted_reports(filters))
    )
    full = reports["full_score"].where(reports["full_score"].notna() & (reports["full_score"] != 0), HUNDRED)
    reports["percent"] = [None if pd.isna(s) else s / f * HUNDRED for s, f in zip(reports["score"], full, strict=True)]
    reports["band"] = [None if p is None else _band(p) for p in reports["percent"]]
    reports["figures"] = reports["figures"].fillna(0).astype(int)
    return reports


def _band(percent: Decimal) -> str:
    return next(
        (band for band, edge in zip(SCORE_BANDS, SCORE_BAND_FLOORS, strict=False) if percent >= edge), SCORE_BANDS[-1]
    )


def _findings(connection: Connection, filters: Filters) -> pd.DataFrame:
    """The number of findings of each rule and status in every report, including those against other reports."""
    reports, parts = DATA["reports"], []
    for table in (DATA["findings"], cross_findings):
        c = table.c
        joined = table.join(reports, c.report_id == reports.c.report_id)
        query = (
            select(c.report_id, c.rule, c.status, func.count().label("n"))
            .select_from(joined)
            .where(*wanted_reports(filters))
        )
        if table is cross_findings:
            query = query.where(*current_versions(filters.all_versions, c.other_report_id))
        parts.append(_frame(connection, query.group_by(c.report_id, c.rule, c.status)))
    combined = pd.concat(parts, ignore_index=True)
    return combined.assign(n=combined["n"].astype(int))


def _rates(connection: Connection, filters: Filters) -> dict[str, Decimal]:
    """The execution rate of each report's whole project: that of the total, or of the only row."""
    c, reports = DATA["budget"].c, DATA["reports"]
    joined = DATA["budget"].join(reports, c.report_id == reports.c.report_id)
    query = (
        select(c.report_id, c.role, c.execution_rate_percent)
        .select_from(joined)
        .where(c.role != "source", *wanted_reports(filters))
    )
    lines: dict[str, list[Any]] = {}
    for report_id, role, rate in connection.execute(query.order_by(c.report_id, c.row)):
        lines.setdefault(report_id, []).append((role, rate))
    whole = {
        key: next((rate for role, rate in found if role == "total"), found[0][1] if len(found) == 1 else None)
        for key, found in lines.items()
    }
    return {key: rate for key, rate in whole.items() if rate is not None}


def _units(reports: pd.DataFrame) -> pd.DataFrame:
    grouped = reports.assign(department=reports["department"].fillna("")).groupby("department", sort=False)
    units = grouped[["figures", "relations", *STATUSES]].sum()
    units.insert(0, "reports", grouped.size())
    units["rate"], units["score"] = grouped["rate"].agg(_mean), grouped["percent"].agg(_mean)
    for band in SCORE_BANDS:
        units[band] = (reports["band"] == band).groupby(reports["department"].fillna("")).sum()
    return units.reset_index().sort_values(
        ["inconsistent", "unresolved", "department"], ascending=[False, False, True], kind="stable"
    )


def _mean(values: Any) -> Decimal | None:
    known = [value for value in values if isinstance(value, Decimal)]
    return sum(known, Decimal(0)) / len(known) if known else None
