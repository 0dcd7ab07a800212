"""The first tables: ledger, records, names, findings between reports, and the data tables of 0001_first.tsv."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

from gouji.archive.exact_decimal import ExactDecimal

revision = "0001"
down_revision = None

TYPES: dict[str, type[TypeEngine[Any]] | TypeEngine[Any]] = {
    "text": sa.Text,
    "integer": sa.BigInteger,
    "number": ExactDecimal(),
    "boolean": sa.Boolean,
}
INDEXES = (
    ("documents", ("state",)),
    ("documents", ("compared",)),
    ("paths", ("sha256",)),
    ("names", ("unit_key", "project_key")),
    ("cross_findings", ("report_id",)),
    ("cross_findings", ("other_report_id",)),
    ("cross_findings", ("unit_key",)),
    ("cross_findings", ("rule",)),
    ("reports", ("fiscal_year", "department", "report_id", "consistent", "inconsistent", "misread", "unresolved")),
    ("findings", ("rule", "status", "report_id", "severity")),
    ("findings", ("severity", "status", "report_id")),
)
FAILED = (("report_id", "status", "rule", "severity"), ("status", "report_id"))


def upgrade() -> None:
    """Creates the tables and their indexes."""
    _documents()
    _paths()
    _records()
    _cross_findings()
    for name, columns in _frozen().items():
        _data(name, columns)
    for table, indexed in INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(indexed[:3])}", table, list(indexed))
    for wanted in FAILED:
        failed = sa.text("status != 'consistent'")
        op.create_index(
            f"ix_findings_failed_{wanted[0]}", "findings", list(wanted), sqlite_where=failed, postgresql_where=failed
        )


def _text(name: str, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _place(prefix: str) -> tuple[sa.Column[Any], ...]:
    numbers = (sa.Column(f"{prefix}{name}", sa.BigInteger) for name in ("page", "line"))
    return (*numbers, _text(f"{prefix}excerpt"), sa.Column(f"{prefix}confidence", ExactDecimal()))


def _to(table: str, column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete=ondelete)


def _documents() -> None:
    op.create_table(
        "documents",
        _text("sha256", nullable=False),
        _text("state", nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        *(_text(name) for name in ("error_key", "error", "program", "models")),
        sa.Column("pages", sa.Integer),
        sa.Column("seconds", sa.Float),
        sa.Column("size", sa.BigInteger),
        _text("found", nullable=False),
        *(_text(name) for name in ("started", "finished", "owner", "lease")),
        sa.Column("compared", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_documents"),
    )


def _paths() -> None:
    op.create_table(
        "paths",
        _text("path", nullable=False),
        _text("sha256"),
        sa.Column("size", sa.BigInteger),
        sa.Column("mtime_ns", sa.BigInteger),
        sa.Column("ctime_ns", sa.BigInteger),
        _text("seen", nullable=False),
        *(_text(name) for name in ("error_key", "error")),
        sa.PrimaryKeyConstraint("path", name="pk_paths"),
        _to("paths", "sha256", "documents.sha256"),
    )


def _records() -> None:
    op.create_table(
        "records",
        _text("report_id", nullable=False),
        _text("json", nullable=False),
        sa.PrimaryKeyConstraint("report_id", name="pk_records"),
        _to("records", "report_id", "documents.sha256"),
    )
    op.create_table(
        "names",
        _text("report_id", nullable=False),
        *(_text(name) for name in ("unit_key", "project_key")),
        sa.Column("fiscal_year", sa.Integer),
        _text("form", nullable=False),
        sa.PrimaryKeyConstraint("report_id", name="pk_names"),
        _to("names", "report_id", "documents.sha256"),
    )


def _cross_findings() -> None:
    op.create_table(
        "cross_findings",
        sa.Column("id", sa.Integer, nullable=False),
        *(_text(name, nullable=False) for name in ("report_id", "other_report_id", "unit_key")),
        *(_text(name) for name in ("department", "project_name")),
        sa.Column("fiscal_year", sa.Integer),
        *(_text(name, nullable=False) for name in ("rule", "status", "severity", "message", "equation")),
        *(_text(name) for name in ("observed", "expected")),
        sa.Column("difference", ExactDecimal()),
        *(_text(name) for name in ("tolerance", "suggestion", "field")),
        *_place(""),
        *(_text(name) for name in ("other_source", "other_field")),
        *_place("other_"),
        _text("evidence"),
        sa.PrimaryKeyConstraint("id", name="pk_cross_findings"),
        _to("cross_findings", "report_id", "documents.sha256"),
        _to("cross_findings", "other_report_id", "documents.sha256"),
    )


def _frozen() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    lines = Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
    for table, column, kind in (line.split("\t") for line in lines[2:]):
        found.setdefault(table, []).append((column, kind))
    return found


def _data(name: str, columns: list[tuple[str, str]]) -> None:
    keys = ["report_id"] if name == "reports" else ["report_id", "row"]
    parent = (
        _to(name, "report_id", "documents.sha256")
        if name == "reports"
        else _to(name, "report_id", "reports.report_id", ondelete="CASCADE")
    )
    built = [
        sa.Column(column, TYPES[kind], nullable=column not in keys, autoincrement=False) for column, kind in columns
    ]
    op.create_table(name, *built, sa.PrimaryKeyConstraint(*keys, name=f"pk_{name}"), parent)
