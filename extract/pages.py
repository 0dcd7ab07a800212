"""Each page's text after correction, one paragraph a line."""

from __future__ import annotations

from schemas.pages import Document, Page
from schemas.paragraph import Corrected
from schemas.record import PageRecord


def page_records(document: Document, corrected: Corrected) -> list[PageRecord]:
    """One record a page; a paragraph that runs over a page turn gives each page its own part."""
    texts: dict[int | None, list[str]] = {}
    for paragraph in corrected.paragraphs:
        for page, part in _parts(paragraph.text.text, [_page(o) for o in paragraph.text.origins]):
            texts.setdefault(page, []).append(part)
    return [_record(page, "\n".join(texts.get(None if page.kind == "text" else page.number, []))) for page in document.pages]


def _page(origin: tuple[object, ...]) -> int | None:
    return getattr(origin[0], "page", None) if origin else -1


def _parts(text: str, pages: list[int | None]) -> list[tuple[int | None, str]]:
    """The text cut where the page changes; characters that were put in (-1) stay with what went before."""
    parts: list[tuple[int | None, str]] = []
    for char, page in zip(text, pages, strict=True):
        if parts and page in (-1, parts[-1][0]):
            parts[-1] = (parts[-1][0], parts[-1][1] + char)
        elif page != -1:
            parts.append((page, char))
    return parts


def _record(page: Page, text: str) -> PageRecord:
    glyphs = [g for line in page.lines for g in line.glyphs]
    return PageRecord(
        number=page.number,
        width=page.width,
        height=page.height,
        rotation=page.rotation,
        skew=round(page.skew, 2),
        kind=page.kind,
        confidence=round(sum(g.prob for g in glyphs) / len(glyphs), 4) if glyphs else 0.0,
        text=text,
    )
