"""Lets a file hold several reports: a report has an id of its own, and its file, its place in it and its pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

FILES = {"records": "sha256", "names": "sha256", "reports": "document_sha256"}
"""The column of each table that names the file of a report. Until now the id of the report did."""
REPORTS = sa.table("reports", *(sa.column(name) for name in ("kind", "pages", "first_page", "last_page")))


def upgrade() -> None:
    """Adds the columns. Every report that was read before is the only one of its file."""
    for name in ("outside_pages", "lost_parts"):
        op.add_column("documents", sa.Column(name, sa.Text))
    for table, column in FILES.items():
        op.add_column(table, sa.Column(column, sa.Text))
        rows = sa.table(table, sa.column("report_id"), sa.column(column))
        op.get_bind().execute(sa.update(rows).values({column: rows.c.report_id}))
    for name in ("part", "first_page", "last_page"):
        op.add_column("reports", sa.Column(name, sa.BigInteger))
    paged = sa.update(REPORTS).where(REPORTS.c.kind != "text")
    op.get_bind().execute(paged.values(first_page=1, last_page=REPORTS.c.pages))
    _refer()


def _refer() -> None:
    """Lets files, and no longer reports, be found among the documents."""
    for table, column in FILES.items():
        with op.batch_alter_table(table) as changed:
            changed.drop_constraint(f"fk_{table}_report_id", type_="foreignkey")
            changed.create_foreign_key(f"fk_{table}_{column}", "documents", [column], ["sha256"])
            if table != "reports":
                changed.alter_column(column, existing_type=sa.Text, nullable=False)
    with op.batch_alter_table("cross_findings") as between:
        for column in ("report_id", "other_report_id"):
            between.drop_constraint(f"fk_cross_findings_{column}", type_="foreignkey")
            between.create_foreign_key(f"fk_cross_findings_{column}", "reports", [column], ["report_id"])
    op.create_index("ix_records_sha256_report_id", "records", ["sha256", "report_id"])
    op.create_index("ix_names_sha256", "names", ["sha256"])
