"""The tables of an archive: the ledger of documents, the records, and the data tables that columns.tsv describes.

They are equal to what the newest migration produces; a test compares the two.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    false,
    literal_column,
)
from sqlalchemy.types import TypeEngine

from gouji.archive.columns import column_rows
from gouji.archive.exact_decimal import ExactDecimal

NAMING_CONVENTION = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
metadata = MetaData(naming_convention=NAMING_CONVENTION)

COLUMN_TYPES: dict[str, type[TypeEngine[Any]] | TypeEngine[Any]] = {
    "text": Text,
    "integer": BigInteger,
    "number": ExactDecimal(),
    "boolean": Boolean,
}
"""The types in columns.tsv."""

INDEXES: dict[str, list[tuple[str, ...]]] = {
    "reports": [("fiscal_year", "department", "report_id", "consistent", "inconsistent", "misread", "unresolved")],
    "findings": [("rule", "status", "report_id", "severity"), ("severity", "status", "report_id")],
}
FAILED_INDEXES: dict[str, list[tuple[str, ...]]] = {
    "findings": [("report_id", "status", "rule", "severity"), ("status", "report_id")]
}
"""Partial indexes of failed findings: a small part of all findings, and the part that is queried."""

documents = Table(
    "documents",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("state", Text, nullable=False, index=True, doc="waiting, done or failed"),
    Column("attempts", Integer, nullable=False, default=0),
    Column("error_key", Text),
    Column("error", Text),
    Column("program", Text, doc="version of gouji that read it"),
    Column("models", Text, doc="models that read it; empty where no page had to be looked at"),
    Column("pages", Integer),
    Column("seconds", Float),
    Column("size", BigInteger),
    Column("found", Text, nullable=False, doc="times are UTC, ISO 8601"),
    Column("started", Text),
    Column("finished", Text),
    Column("owner", Text, doc="the run that is reading it now"),
    Column("lease", Text, doc="until when nobody else takes it over"),
    Column(
        "compared", Boolean, nullable=False, default=False, index=True, doc="whether other reports were held against it"
    ),
    Column(
        "superseded",
        Boolean,
        nullable=False,
        default=False,
        server_default=false(),
        index=True,
        doc="its paths hold another content now",
    ),
    Column("outside_pages", Text, doc="pages that belong to no report, as ranges"),
    Column("lost_parts", Text, doc="JSON: [{pages, key, reason}] of the reports that could not be read"),
)

paths = Table(
    "paths",
    metadata,
    Column("path", Text, primary_key=True),
    Column("sha256", Text, ForeignKey("documents.sha256"), index=True, doc="null where the file could never be opened"),
    Column("size", BigInteger),
    Column("mtime_ns", BigInteger),
    Column("ctime_ns", BigInteger, doc="changes with the content too, and cannot be set back by a copy"),
    Column("seen", Text, nullable=False),
    Column("error_key", Text),
    Column("error", Text),
    Column("gone", Text, doc="when the file was first found missing"),
)

history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("path", Text, nullable=False, index=True),
    Column("sha256", Text, ForeignKey("documents.sha256"), nullable=False, index=True),
    Column("seen", Text, nullable=False, doc="when the path was first found with this content"),
)
"""The contents that each path held, in order."""

records = Table(
    "records",
    metadata,
    Column("report_id", Text, primary_key=True, doc="sha256; of the n-th report of a file with several `sha256-n`"),
    Column("json", Text, nullable=False),
    Column("sha256", Text, ForeignKey("documents.sha256"), nullable=False),
)
Index("ix_records_sha256_report_id", records.c.sha256, records.c.report_id)

names = Table(
    "names",
    metadata,
    Column("report_id", Text, primary_key=True),
    Column("unit_key", Text),
    Column("project_key", Text),
    Column("fiscal_year", Integer),
    Column("form", Text, nullable=False),
    Column("sha256", Text, ForeignKey("documents.sha256"), nullable=False, index=True),
)
Index("ix_names_unit_key_project_key", names.c.unit_key, names.c.project_key)

cross_findings = Table(
    "cross_findings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column(
        "report_id", Text, ForeignKey("reports.report_id"), nullable=False, index=True, doc="the report that claims"
    ),
    Column("other_report_id", Text, ForeignKey("reports.report_id"), nullable=False, index=True),
    Column("unit_key", Text, nullable=False, index=True),
    Column("department", Text),
    Column("project_name", Text),
    Column("fiscal_year", Integer),
    Column("rule", Text, nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("equation", Text, nullable=False),
    Column("observed", Text),
    Column("expected", Text),
    Column("difference", ExactDecimal()),
    Column("tolerance", Text),
    Column("suggestion", Text),
    Column("field", Text, doc="JSON pointer into the record of report_id"),
    Column("page", BigInteger),
    Column("line", BigInteger),
    Column("excerpt", Text),
    Column("confidence", ExactDecimal()),
    Column("other_source", Text),
    Column("other_field", Text, doc="JSON pointer into the record of other_report_id"),
    Column("other_page", BigInteger),
    Column("other_line", BigInteger),
    Column("other_excerpt", Text),
    Column("other_confidence", ExactDecimal()),
    Column(
        "evidence",
        Text,
        doc="JSON: every figure of all reports, [{report_id, source, pointer, page, line, bbox, raw, text, confidence}]",
    ),
)


def _data(name: str, columns: list[tuple[str, str]]) -> Table:
    """One data table. `reports` has one row per report; the rows of the others are deleted with their report."""
    key: tuple[str, ...]
    if name == "reports":
        key, child = ("report_id",), "document_sha256"
        parent = ForeignKey("documents.sha256")
    else:
        key, child = ("report_id", "row"), "report_id"
        parent = ForeignKey("reports.report_id", ondelete="CASCADE")
    built = [
        Column(
            column,
            COLUMN_TYPES[kind],
            *([parent] if column == child else []),
            primary_key=column in key,
            autoincrement=False,
        )
        for column, kind in columns
    ]
    table = Table(name, metadata, *built)
    for wanted in INDEXES.get(name, []):
        Index(f"ix_{name}_{'_'.join(wanted[:3])}", *(table.c[column] for column in wanted))
    for wanted in FAILED_INDEXES.get(name, []):
        failed = table.c.status != literal_column("'consistent'")
        Index(
            f"ix_{name}_failed_{wanted[0]}", *(table.c[c] for c in wanted), sqlite_where=failed, postgresql_where=failed
        )
    return table


def _all_data() -> dict[str, Table]:
    found: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind, *_ in column_rows():
        found.setdefault(table, []).append((column, kind))
    return {name: _data(name, pairs) for name, pairs in found.items()}


DATA = _all_data()
"""The data tables by name, `reports` first."""
