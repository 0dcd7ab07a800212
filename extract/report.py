"""The corrected document becomes a record: every parser takes its turn, figures go to the first that knows them."""

from __future__ import annotations

from extract.budget import budget
from extract.counts import counts
from extract.cover import cover
from extract.evaluation import evaluation
from extract.events import events
from extract.facts import facts
from extract.fiscal_year import fiscal_year
from extract.indicators import indicators
from extract.outline import outline
from extract.pages import page_records
from extract.passages import passages
from extract.restated import restated
from schemas.pages import Document
from schemas.paragraph import Change, Corrected
from schemas.record import Correction, DocumentRecord, ReaderRecord, Report


def report(document: Document, corrected: Corrected) -> Report:
    """The record without findings. What the page does not say is None or an empty list."""
    front = cover(corrected.paragraphs)
    body = [p for p in corrected.paragraphs if p.place == "body"]
    front.fiscal_year = front.fiscal_year or fiscal_year([p.text for p in corrected.paragraphs if p.place == "cover"], [p.text for p in body])
    year = front.fiscal_year.value if front.fiscal_year else None
    parts = passages(body, int(year) if year else None)
    money = budget(parts)
    measured = indicators(parts)
    verdict = evaluation(parts)
    listed = counts(parts)
    return Report(
        document=_document(document, corrected),
        form="narrative",
        cover=front,
        sections=outline(parts),
        budget=money,
        indicators=measured,
        events=events(parts, listed),
        evaluation=verdict,
        counts=listed,
        facts=facts(parts),
        restated=restated(parts),
        tables=[],
        corrections=[_correction(change) for change in corrected.changes],
        findings=[],
    )


def _document(document: Document, corrected: Corrected) -> DocumentRecord:
    reader = document.reader
    return DocumentRecord(
        sha256=document.sha256,
        source=document.source,
        kind=document.kind,
        pages=page_records(document, corrected),
        reader=ReaderRecord(engine=reader.engine, model=reader.model, version=reader.version),
    )


def _correction(change: Change) -> Correction:
    seen = change.before.evidence()
    return Correction(
        page=seen.page,
        bbox=seen.bbox,
        line=seen.line,
        before=change.before.text,
        after=change.after,
        kind=change.kind,
        reason=change.reason,
        confidence=round(change.confidence, 4),
    )
