"""Names the reports of files that could not be read while the others of their files were."""

from __future__ import annotations

import json

from sqlalchemy import Connection, func, select

from gouji.archive.sql_tables import DATA, documents
from gouji.export.report_masks import ReportMasks
from gouji.schemas.texts import text


def lost_parts(connection: Connection, masks: ReportMasks | None, lang: str) -> list[str]:
    """One sentence for each part of a current document, with the name of its file, masked unless `masks` is None."""
    reports, of_file = DATA["reports"].c, DATA["reports"].alias().c
    first = select(func.min(of_file.report_id)).where(of_file.document_sha256 == documents.c.sha256).scalar_subquery()
    wanted = select(reports.report_id, reports.source, documents.c.lost_parts).join_from(
        documents, DATA["reports"], reports.report_id == first
    )
    current = wanted.where(documents.c.lost_parts.is_not(None), documents.c.superseded.is_(False))
    return [
        text(f"error.{part['key']}", lang, path=name, pages=part["pages"], reason=part["reason"])
        for report_id, source, parts in connection.execute(current.order_by(reports.source, reports.report_id)).all()
        for name in [masks.of(report_id)(source) if masks else source]
        for part in json.loads(parts)
    ]
