"""Puts recorded reports and other matter together into one document, and says which pages belong to which report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from bench.cases.random import Dice
from gouji.extract.bundles.project_names import form_names, is_same_name
from gouji.normalize.layout.page_lines import folio_of
from gouji.ocr.recording import read_recording
from gouji.schemas.glyph import Box, Glyph
from gouji.schemas.pages import (
    NO_READER,
    Cell,
    Document,
    Grid,
    Line,
    Page,
    Reader,
    Spoilt,
    document_kind,
    is_read_by_ocr,
)
from gouji.schemas.rotation import upright

BEFORE = ("whole", "contents", "letter", "profile", "accounts", "table", "terms", "rules")
BETWEEN = ("divider", "divider", "letter", "table", "whole")
RECORDED = Reader("recorded", "", "")
BEHIND = ("terms", "rules", "accounts", "table", "letter")


@dataclass(slots=True)
class Bundle:
    """A document, and of each of its reports the first and last page and the document that it is alone. `labels` has
    the label of each page in turn; two of a page that two forms share."""

    document: Document
    parts: list[tuple[int, int, Document]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Builder:
    dice: Dice
    folios: str
    pages: list[Page] = field(default_factory=list)
    parts: list[tuple[int, int, list[Page]]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)

    def matter(self, document: Document) -> None:
        """Adds pages that belong to no report."""
        for page in document.pages:
            self._add(page)
        self.labels += ["other", *["other continues"] * (len(document.pages) - 1)]

    def report(self, document: Document, damage: float) -> None:
        """Adds a report. With the probability `damage` one of its pages is unreadable, and it is lost if that was its
        only page."""
        first, kept = len(self.pages) + 1, []
        spoilt = self.dice.randrange(len(document.pages)) if self.dice.chance(damage) else -1
        untitled = self.dice.chance(0.08) and bool(form_names(document.pages[0]))
        for index, page in enumerate(document.pages):
            page = _untitled(page) if untitled and index == 0 else page
            kept.append(self._add(_unreadable(page) if index == spoilt else page))
        if spoilt == 0 and len(document.pages) == 1:
            self.labels.append("other")
            self.lost.append(first)
            return
        self.labels += ["begins", *["continues"] * (len(document.pages) - 1)]
        self.parts.append((first, len(self.pages), kept))

    def pair(self, upper: Document, lower: Document) -> None:
        """Adds two forms of one page each on a single page."""
        number = len(self.pages) + 1
        pages = [upper.pages[0], _untitled(lower.pages[0]) if self.dice.chance(0.4) else lower.pages[0]]
        halves = [_half(page, number, 0.5 * place) for place, page in enumerate(pages)]
        whole = replace(
            halves[0],
            lines=[line for half in halves for line in half.lines],
            tables=[grid for half in halves for grid in half.tables],
        )
        self.pages.append(whole)
        self.parts += [(number, number, [half]) for half in halves]
        self.labels += ["begins", "begins"]

    def _add(self, page: Page) -> Page:
        number = len(self.pages) + 1
        moved = _numbered(page, number, self.folios)
        self.pages.append(moved)
        return moved


def draw_bundle(pool: Path, dice: Dice, reports: int, damage: float = 0.0) -> Bundle:
    """A bundle of that many reports at random. The same dice give the same bundle."""
    builder = _Builder(dice, dice.pick(["own", "own", "running", "none"]))
    bare = reports > 0 and dice.chance(0.25)
    if not bare:
        for kind in dice.some(BEFORE, dice.randint(0, 5) if reports else dice.randint(3, 8)):
            builder.matter(_drawn(pool, kind, dice))
    only = dice.pick(["table", "table", "", "narrative"])
    chosen: list[Document] = []
    while len(chosen) < reports:
        report = _drawn(pool, "report", dice, only if dice.chance(0.8) else "")
        if not chosen or not _may_be_its_form(chosen[-1], report):
            chosen.append(report)
    while chosen:
        report = chosen.pop(0)
        if chosen and _fit_on_one_page(report, chosen[0]) and dice.chance(0.25):
            builder.pair(report, chosen.pop(0))
        else:
            builder.report(report, damage)
            if chosen and dice.chance(0.06):
                chosen[0] = report  # the same form again
        if chosen and not bare and dice.chance(0.12):
            builder.matter(_drawn(pool, dice.pick(BETWEEN), dice))
    if not bare:
        for kind in dice.some(BEHIND, dice.pick([0, 0, 0, 1, 2])):
            builder.matter(_drawn(pool, kind, dice))
    parts = [(first, last, _document(pages)) for first, last, pages in builder.parts]
    return Bundle(_document(builder.pages), parts, builder.labels, builder.lost)


def _fit_on_one_page(upper: Document, lower: Document) -> bool:
    """Whether both are forms of one page, printed and read alike."""
    one, other = upper.pages[0], lower.pages[0]
    alike = (one.kind, one.rotation) == (other.kind, other.rotation)
    return len(upper.pages) == len(lower.pages) == 1 and alike and bool(one.tables and other.tables)


def _may_be_its_form(narrative: Document, form: Document) -> bool:
    """Whether a form behind a narrative would be taken for its own: then the bundle itself would be ambiguous."""
    if narrative.pages[0].tables or not form.pages[0].tables:
        return False
    text = "".join(line.text for page in narrative.pages for line in page.lines)
    return any(
        name in text or is_same_name(name, own)
        for name in form_names(form.pages[0])
        for own in form_names(narrative.pages[0]) or [""]
    )


def _document(pages: list[Page]) -> Document:
    reader = RECORDED if is_read_by_ocr(pages) else NO_READER
    return Document("bundle.pdf", "0" * 64, document_kind(pages), pages, reader)


def _drawn(pool: Path, kind: str, dice: Dice, form: str = "") -> Document:
    names = _names(pool, kind)
    fitting = [name for name in names if _fits(name, form)] if form else names
    return _recording(pool / dice.pick(fitting or names))


def _fits(name: str, form: str) -> bool:
    narrative = any(word in name for word in ("conclusion", "outline", "provincial"))
    return narrative == (form == "narrative")


@cache
def _names(pool: Path, kind: str) -> list[str]:
    return sorted(path.name for path in pool.glob(f"{kind}_*.json.gz"))


@cache
def _recording(path: Path) -> Document:
    return read_recording(path)


def _untitled(page: Page) -> Page:
    """A form without the lines above its table: they are cut off, or under a seal. Other pages stay as they are."""
    tops = [upright(grid.box, page)[1] for grid in page.tables if grid.box]
    if not tops:
        return page
    below = [line for line in page.lines if line.box and upright(line.box, page)[1] >= min(tops)]
    return replace(page, lines=below)


def _unreadable(page: Page) -> Page:
    return Page(page.number, page.width, page.height, "unreadable", [], spoilt=Spoilt(1.0))


def _numbered(page: Page, number: int, folios: str) -> Page:
    """The page as the `number`th of the bundle; its printed number is its own, the bundle's, or left out."""
    folio = folio_of(page)
    lines = [line for line in page.lines if folios == "own" or line is not folio]
    moved = _changed(replace(page, lines=lines), number, lambda box: box)
    if folios == "running" and page.width and page.height and page.kind != "unreadable" and page.rotation == 0:
        moved.lines.append(_printed(f"— {number} —", page.width / 2 - 15, page.height - 40, number))
    return moved


def _printed(text: str, left: float, top: float, number: int) -> Line:
    glyphs = [
        Glyph(char, 0.99, (), number, (left + 6 * i, top, left + 6 * i + 6, top + 10)) for i, char in enumerate(text)
    ]
    return Line(glyphs, number, (left, top, left + 6 * len(text), top + 10))


def _half(page: Page, number: int, low: float) -> Page:
    """The page squeezed into one half of itself; `low` is 0 or 0.5. A rotated page keeps its rotation."""
    folio, size = folio_of(page), (page.width or 0.0, page.height or 0.0)
    place = {0: (1, low), 180: (1, 0.5 - low), 90: (0, 0.5 - low), 270: (0, low)}[page.rotation]

    def squeezed(box: Box) -> Box:
        axis, shift = place[0], place[1] * size[place[0]]
        out = list(box)
        out[axis], out[axis + 2] = box[axis] / 2 + shift, box[axis + 2] / 2 + shift
        return out[0], out[1], out[2], out[3]

    return _changed(replace(page, lines=[line for line in page.lines if line is not folio]), number, squeezed)


def _changed(page: Page, number: int, place: Callable[[Box], Box]) -> Page:
    def glyph(each: Glyph) -> Glyph:
        return replace(each, page=number, box=place(each.box) if each.box else None)

    def line(each: Line) -> Line:
        box = place(each.box) if each.box else None
        return Line([glyph(g) for g in each.glyphs], number, box, each.number, each.gaps)

    def cell(each: Cell) -> Cell:
        return replace(
            each, lines=[line(x) for x in each.lines], page=number, box=place(each.box) if each.box else None
        )

    def grid(each: Grid) -> Grid:
        return Grid([cell(c) for c in each.cells], number, place(each.box) if each.box else None, each.ruled)

    return replace(
        page,
        number=number,
        lines=[line(x) for x in page.lines],
        tables=[grid(t) for t in page.tables],
        layer=[glyph(g) for g in page.layer],
    )
