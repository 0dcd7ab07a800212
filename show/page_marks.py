"""What is drawn on the pages: boxes around the values that were read, with labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gouji.check.pointers import leaves
from gouji.check.rule_name import rule_name
from gouji.schemas.glyph import Box
from gouji.schemas.leaf import Leaf
from gouji.schemas.record import Finding, Report, TableCell
from gouji.schemas.texts import has_text, text

Colour = tuple[int, int, int]
# Blue, green, red: the channel order of OpenCV.
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
"""Distance of a cell's outline from its rulings."""
CLAIMED_PIXELS, TERM_PIXELS = 4, 2
"""The figure that does not agree stands out; the others of its relation are thinner."""
UNLABELLED_NAMES = frozenset({"value"})
"""Names of the record that say no more than the part they belong to."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value to draw on a page: one box per line. `thick` is 0 for a cell: drawn like 1, without growing the box."""

    page: int
    boxes: tuple[Box, ...]
    colour: Colour
    label: str = ""
    thick: int = 1


def page_marks(record: Report, lang: str) -> list[Mark]:
    """All marks in drawing order: cells, fields, corrections, findings. A place has one label of each kind, and in a
    table column only the topmost field has one."""
    return [*cell_marks(record), *_fields(record, lang), *_corrections(record), *_findings(record, lang)]


def cell_marks(record: Report) -> Iterator[Mark]:
    """The cells of the rebuilt table, slightly inside the printed rulings so that both are visible; single cells
    first."""
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
    labelled: set[object] = set()
    for pointer, leaf in sorted(leaves(record), key=lambda each: _height(each[1])):
        part, *rest = pointer.strip("/").split("/")
        if not (leaf.page and leaf.places and part in PART_COLOURS):
            continue
        column = _in_table(leaf, cells)
        keys = {(leaf.page, leaf.bbox), *([(leaf.page, part, _field(rest))] if column else [])}
        label = "" if keys & labelled else _label(part, rest, lang, numbered=not column)
        labelled |= keys
        yield Mark(leaf.page, tuple(leaf.places), PART_COLOURS[part], label)


def _height(leaf: Leaf[Any] | None) -> float:
    """The distance of a value from the top of its page."""
    return leaf.places[0][1] if leaf is not None and leaf.places else 0.0


def _in_table(leaf: Leaf[Any], cells: list[TableCell]) -> bool:
    return any(cell.page == leaf.page and cell.bbox and _contains_centre(cell.bbox, leaf.places[0]) for cell in cells)


def _contains_centre(cell: Box, box: Box) -> bool:
    return cell[0] <= (box[0] + box[2]) / 2 <= cell[2] and cell[1] <= (box[1] + box[3]) / 2 <= cell[3]


def _field(parts: list[str]) -> str:
    words = [part for part in parts if not part.isdigit() and part not in UNLABELLED_NAMES]
    return words[-1] if words else ""


def _label(part: str, parts: list[str], lang: str, *, numbered: bool) -> str:
    """budget, [1, spent] → 实际支出 1, with the number that the pointers use."""
    name = _field(parts) or part
    words = text(f"field.{name}", lang) if has_text(f"field.{name}") else text(f"room.{part}", lang)
    numbers = [part for part in parts if part.isdigit()] if numbered else []
    return " ".join([words, *numbers[:1]])


def _corrections(record: Report) -> Iterator[Mark]:
    for each in record.corrections:
        places = each.boxes or ([each.bbox] if each.bbox else [])
        if places and each.page:
            yield Mark(each.page, tuple(places), CORRECTED_COLOUR, "", 2)


def _findings(record: Report, lang: str) -> Iterator[Mark]:
    """The marks of findings, thin ones first. Findings of one place share its label."""
    leaf_by_pointer = dict(leaves(record))
    cells = list(_cells(record))
    columns = {
        pointer: _field(pointer.split("/"))
        for pointer, leaf in leaf_by_pointer.items()
        if leaf.places and _in_table(leaf, cells)
    }
    known: set[object] = set()
    failed = sorted(
        (f for f in record.findings if f.status in STATUS_COLOURS),
        key=lambda f: _height(leaf_by_pointer.get(next(iter(f.fields), ""))),
    )
    drawn = [mark for found in failed for mark in _finding(found, leaf_by_pointer, columns, known, lang)]
    labels: dict[object, list[str]] = {}
    for mark in drawn:
        labels.setdefault((mark.page, mark.boxes), []).append(mark.label)
    for mark in sorted(drawn, key=lambda mark: mark.thick):
        words = labels.get((mark.page, mark.boxes), []) if mark.label else []
        yield Mark(mark.page, mark.boxes, mark.colour, " ".join(dict.fromkeys(filter(None, words))), mark.thick)
        if words:
            del labels[mark.page, mark.boxes]


def _finding(
    found: Finding, leaf_by_pointer: dict[str, Leaf[Any]], columns: dict[str, str], known: set[object], lang: str
) -> Iterator[Mark]:
    """The figure that the finding is about comes first and is thick. On each page the first figure has the label,
    unless another one in the same table column has it (`known`)."""
    labelled: set[int] = set()
    for index, pointer in enumerate(found.fields):
        leaf = leaf_by_pointer.get(pointer)
        if leaf is not None and leaf.page and leaf.places:
            key = (leaf.page, found.rule, found.status, columns.get(pointer, pointer))
            label = "" if leaf.page in labelled or key in known else rule_name(found.rule, lang)
            labelled.add(leaf.page)
            known.add(key)
            yield Mark(
                leaf.page,
                tuple(leaf.places),
                STATUS_COLOURS[found.status],
                label,
                TERM_PIXELS if index else CLAIMED_PIXELS,
            )
