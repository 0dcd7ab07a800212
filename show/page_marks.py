"""What is drawn on the pages: boxes round what was read as what, with the words beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gouji.check.pointers import leaves
from gouji.schemas.glyph import Box
from gouji.schemas.leaf import Leaf
from gouji.schemas.record import Finding, Report, TableCell
from gouji.schemas.texts import has_text, text

Colour = tuple[int, int, int]
# Blue, green, red, as OpenCV wants them.
PART_COLOURS: dict[str, Colour] = {
    "cover": (160, 120, 40),
    "budget": (190, 110, 20),
    "facts": (120, 150, 40),
    "events": (150, 60, 150),
    "evaluation": (40, 120, 190),
    "indicators": (120, 150, 40),
    "counts": (130, 130, 130),
    "restated": (130, 130, 130),
}
CORRECTED_COLOUR: Colour = (0, 165, 255)
CELL_COLOUR: Colour = (180, 190, 110)
MERGED_CELL_COLOUR: Colour = (150, 110, 210)
STATUS_COLOURS: dict[str, Colour] = {"inconsistent": (0, 0, 220), "misread": (200, 160, 0), "unresolved": (0, 170, 215)}
CELL_INSET_PT = 1.5
"""Points by which a cell's outline keeps off its rules."""
CLAIMED_PIXELS, TERM_PIXELS = 4, 2
"""Pixels: the figure that does not agree stands out, the others of its relation are thinner."""
UNLABELLED_NAMES = frozenset({"value"})
"""Names of the record that say no more than the room they stand in."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value to draw on a page: a box for each of its lines. `thick` is 0 for a cell: as thin as 1, and drawn where it is."""

    page: int
    boxes: tuple[Box, ...]
    colour: Colour
    label: str = ""
    thick: int = 1


def page_marks(record: Report, lang: str) -> list[Mark]:
    """All marks in the order to draw them: cells, fields, corrections, findings. A place has one label of each kind, and of a column of a
    table only the uppermost field has one."""
    return [*cell_marks(record), *_fields(record, lang), *_corrections(record), *_findings(record, lang)]


def cell_marks(record: Report) -> Iterator[Mark]:
    """The grid as it was rebuilt, a little inside of the printed rules so that both are seen; single cells first."""
    for cell in sorted(_cells(record), key=lambda c: c.rowspan * c.colspan > 1):
        if cell.bbox and cell.page:
            merged = cell.rowspan > 1 or cell.colspan > 1
            x0, y0, x1, y1 = cell.bbox
            inside = min(CELL_INSET_PT, (x1 - x0) / 4, (y1 - y0) / 4)
            box = x0 + inside, y0 + inside, x1 - inside, y1 - inside
            yield Mark(
                cell.page,
                (box,),
                MERGED_CELL_COLOUR if merged else CELL_COLOUR,
                f"{cell.rowspan}x{cell.colspan}" if merged else "",
                0,
            )


def _cells(record: Report) -> Iterator[TableCell]:
    return (cell for table in record.tables for row in table.rows for cell in row if cell.bbox and cell.page)


def _fields(record: Report, lang: str) -> Iterator[Mark]:
    cells = list(_cells(record))
    told: set[object] = set()
    for pointer, leaf in sorted(leaves(record), key=lambda each: _height(each[1])):
        room, *rest = pointer.strip("/").split("/")
        if not (leaf.page and leaf.places and room in PART_COLOURS):
            continue
        column = _in_table(leaf, cells)
        keys = {(leaf.page, leaf.bbox), *([(leaf.page, room, _field(rest))] if column else [])}
        label = "" if keys & told else _label(room, rest, lang, numbered=not column)
        told |= keys
        yield Mark(leaf.page, tuple(leaf.places), PART_COLOURS[room], label)


def _height(leaf: Leaf[Any] | None) -> float:
    """How far down its page a value begins."""
    return leaf.places[0][1] if leaf is not None and leaf.places else 0.0


def _in_table(leaf: Leaf[Any], cells: list[TableCell]) -> bool:
    return any(cell.page == leaf.page and cell.bbox and _holds(cell.bbox, leaf.places[0]) for cell in cells)


def _holds(cell: Box, box: Box) -> bool:
    return cell[0] <= (box[0] + box[2]) / 2 <= cell[2] and cell[1] <= (box[1] + box[3]) / 2 <= cell[3]


def _field(parts: list[str]) -> str:
    words = [part for part in parts if not part.isdigit() and part not in UNLABELLED_NAMES]
    return words[-1] if words else ""


def _label(room: str, parts: list[str], lang: str, *, numbered: bool) -> str:
    """budget, [1, spent] → 实际支出 1, by the number that the pointers have."""
    name = _field(parts) or room
    words = text(f"field.{name}", lang) if has_text(f"field.{name}") else text(f"room.{room}", lang)
    numbers = [part for part in parts if part.isdigit()] if numbered else []
    return " ".join([words, *numbers[:1]])


def _corrections(record: Report) -> Iterator[Mark]:
    for each in record.corrections:
        places = each.boxes or ([each.bbox] if each.bbox else [])
        if places and each.page:
            yield Mark(each.page, tuple(places), CORRECTED_COLOUR, "", 2)


def _findings(record: Report, lang: str) -> Iterator[Mark]:
    """The marks of findings, the thin ones first. Findings of one place share its label."""
    places = dict(leaves(record))
    cells = list(_cells(record))
    columns = {
        pointer: _field(pointer.split("/"))
        for pointer, leaf in places.items()
        if leaf.places and _in_table(leaf, cells)
    }
    known: set[object] = set()
    failed = sorted(
        (f for f in record.findings if f.status in STATUS_COLOURS),
        key=lambda f: _height(places.get(next(iter(f.fields), ""))),
    )
    drawn = [mark for found in failed for mark in _finding(found, places, columns, known, lang)]
    labels: dict[object, list[str]] = {}
    for mark in drawn:
        labels.setdefault((mark.page, mark.boxes), []).append(mark.label)
    for mark in sorted(drawn, key=lambda mark: mark.thick):
        words = labels.get((mark.page, mark.boxes), []) if mark.label else []
        yield Mark(mark.page, mark.boxes, mark.colour, " ".join(dict.fromkeys(filter(None, words))), mark.thick)
        if words:
            del labels[mark.page, mark.boxes]


def _finding(
    found: Finding, places: dict[str, Leaf[Any]], columns: dict[str, str], known: set[object], lang: str
) -> Iterator[Mark]:
    """The figure that the finding asks about comes first and is thick; on each page the first one has the label, unless one of the same
    column of a table has it (`known`)."""
    told: set[int] = set()
    for index, pointer in enumerate(found.fields):
        leaf = places.get(pointer)
        if leaf is not None and leaf.page and leaf.places:
            key = (leaf.page, found.rule, found.status, columns.get(pointer, pointer))
            label = "" if leaf.page in told or key in known else text(f"rules.{found.rule}", lang)
            told.add(leaf.page)
            known.add(key)
            yield Mark(
                leaf.page,
                tuple(leaf.places),
                STATUS_COLOURS[found.status],
                label,
                TERM_PIXELS if index else CLAIMED_PIXELS,
            )
