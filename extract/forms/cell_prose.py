"""Running text in the cells of a form: 支出明细 | 煤炭342,720.00元（285.6吨）；司炉工工资72,000.00元（3人，每人24,000元）。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from gouji.extract.prose.declared_units import measured_passages
from gouji.extract.prose.passages import Passage, passages
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.traced import Traced, join
from gouji.tables.cell_grid import CellGrid, GridCell

MAX_CELLS = 3
"""A row of a form that tells in words has a label and the words; a row of figures has more cells."""
TOLD = regex.compile(r"\p{Han}.*\d.*[，,；;。、（(].*\p{Han}", regex.S)
MIN_LENGTH = 12
MAX_COLUMNS = 4
LABEL = regex.compile(r"^[\p{Han}（）()/、]{2,14}$")


def cell_passages(sheets: Iterable[CellGrid], units: Sequence[str | None], year: int | None) -> list[Passage]:
    """The cells that tell in words, each as a paragraph under the label of its row.

    `units` is the unit of money of each table: a figure of these cells that has none is in it.
    """
    out: list[Passage] = []
    for sheet, unit in zip(sheets, units, strict=True):
        for label, cell in _told(sheet):
            found = measured_passages([Paragraph(cell.text, "body")], year, unit)
            for passage in found:
                passage.titles = (label,)
            out += found
    return out


def goal_passages(sheets: Iterable[CellGrid], units: Sequence[str | None], year: int | None) -> list[Passage]:
    """The cells of rows that hold nothing but running words, each under its own head: 预期目标 | 实际完成情况.

    What they say is checked; the money of the report stands in the form's own rows.
    """
    out: list[Passage] = []
    for sheet, unit in zip(sheets, units, strict=True):
        for head, cell in _goals(sheet):
            found = measured_passages([Paragraph(cell.text, "body")], year, unit)
            for passage in found:
                passage.titles = (head,) if head else ()
            out += found
    return out


def row_passages(sheets: Iterable[CellGrid], paragraphs: Sequence[Paragraph], year: int | None) -> list[Passage]:
    """The rows of small tables that nobody knows the head of, each as a paragraph under the line that stands above them.

    Only those of plain text whose rows name a thing and one amount with its unit: 基本支出　397.46万元　占25.29%. Of bare
    figures nobody knows what they are.
    """
    out: list[Passage] = []
    for sheet in sheets:
        first = min((cell.line for cell in sheet.cells if cell.line), default=None)
        if first is None or sheet.cols > MAX_COLUMNS:
            continue
        above = [p for p in paragraphs if (line := p.text.evidence().line) is not None and line < first]
        rows = [[cell.text for cell in sheet.own(row) if cell.words] for row in range(sheet.rows)]
        texts = [Paragraph(join(cells, " "), "body") for cells in rows if cells]
        found = passages(texts, year)
        if not all(_tells_one(passage) for passage in found):
            continue
        for passage in found:
            passage.titles = (above[-1].text,) if above else ()
        out += found
    return out


def _tells_one(passage: Passage) -> bool:
    kinds = [figure.found.kind for figure in passage.figures]
    return kinds.count("money") == 1 and set(kinds) <= {"money", "rate"} and kinds[0] == "money"


def _told(sheet: CellGrid) -> Iterator[tuple[Traced, GridCell]]:
    """The label and the words of each row that is nothing else, and of each row whose last cell goes on in words."""
    for row in range(sheet.rows):
        filled = [cell for cell in sheet.own(row) if cell.words]
        if 2 <= len(filled) <= MAX_CELLS and LABEL.match(filled[0].words) and _is_told(filled[-1]):
            yield filled[0].text, filled[-1]


def _goals(sheet: CellGrid) -> Iterator[tuple[Traced | None, GridCell]]:
    """The head above and the words of each cell that tells, in rows where every cell but a label does."""
    for row in range(sheet.rows):
        filled = [cell for cell in sheet.own(row) if cell.words]
        words = filled[1:] if filled and LABEL.match(filled[0].words) else filled
        already = len(words) < len(filled) <= MAX_CELLS  # its last cell is read by `cell_passages`
        if not words or len(words) > MAX_CELLS or any(len(cell.words) < MIN_LENGTH for cell in words):
            continue
        for cell in words[:-1] if already else words:
            if _is_told(cell):
                above = (
                    [each for each in sheet.own(row - 1) if each.col == cell.col and LABEL.match(each.words)]
                    if row
                    else []
                )
                yield (above[0].text if above else None), cell


def _is_told(cell: GridCell) -> bool:
    return len(cell.words) >= MIN_LENGTH and bool(TOLD.search(cell.words))
