"""Reads damaged pages as far as possible and marks the others as unreadable. `page_damage` defines the limit."""

from __future__ import annotations

from collections.abc import Callable

from gouji.ocr.damage.page_damage import UNREADABLE_RATIO
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.pages import Page, Spoilt

BROKEN_KEYS = ("broken_pdf", "broken_image")


def read_undamaged_part(
    read: Callable[[], Page], number: int, damage: Spoilt | None, size: tuple[float, float]
) -> Page:
    """Returns the page that `read` gives, with its damage.

    The page is "unreadable" and empty if too much is lost or nothing could be read.
    """
    if damage is not None and damage.lost >= UNREADABLE_RATIO:
        return Page(number, round(size[0], 2), round(size[1], 2), "unreadable", [], spoilt=damage)
    page = read()
    page.spoilt = damage
    if damage is not None and not is_read(page):
        page.kind, page.look = "unreadable", None
    return page


def read_or_mark_unreadable(read: Callable[[], Page], number: int, count: int) -> Page:
    """Returns the page that `read` gives, or an "unreadable" page if it cannot be opened or drawn.

    For a document with no other page the UnreadableDocument is raised instead.
    """
    try:
        return read()
    except UnreadableDocument as error:
        if count == 1 or error.key not in BROKEN_KEYS:
            raise
        return Page(number, None, None, "unreadable", [], spoilt=Spoilt(1.0))


def is_read(page: Page) -> bool:
    """Whether anything was read from the page."""
    return bool(page.lines) or any(cell.lines for grid in page.tables for cell in grid.cells)
