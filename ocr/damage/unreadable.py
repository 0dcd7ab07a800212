"""Pages that are read as far as they go, and pages that are not: where the line is drawn stands in `page_damage`."""

from __future__ import annotations

from collections.abc import Callable

from gouji.ocr.damage.page_damage import LOST
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.pages import Page, Spoilt

BROKEN = ("broken_pdf", "broken_image")


def read_as_far(read: Callable[[], Page], number: int, damage: Spoilt | None, size: tuple[float, float]) -> Page:
    """The page that `read` gives, with its damage; "unreadable" and without anything on it where too much is lost, or nothing could be read."""
    if damage is not None and damage.lost >= LOST:
        return Page(number, round(size[0], 2), round(size[1], 2), "unreadable", [], spoilt=damage)
    page = read()
    page.spoilt = damage
    if damage is not None and not is_read(page):
        page.kind, page.look = "unreadable", None
    return page


def read_or_lost(read: Callable[[], Page], number: int, count: int) -> Page:
    """The page that `read` gives; "unreadable" where it cannot be opened or drawn, but that of a document with no other page:
    UnreadableDocument says why."""
    try:
        return read()
    except UnreadableDocument as error:
        if count == 1 or error.key not in BROKEN:
            raise
        return Page(number, None, None, "unreadable", [], spoilt=Spoilt(1.0))


def is_read(page: Page) -> bool:
    """Whether anything was read off the page."""
    return bool(page.lines) or any(cell.lines for grid in page.tables for cell in grid.cells)
