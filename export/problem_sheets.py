"""The sheets of the problem list: one row a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from export.pictures import Evidence
from export.problem_rows import Problem
from export.sheet_cells import Cells
from schemas.texts import has_text, names, text

FONT: dict[str, object] = {"font_name": "Microsoft YaHei", "font_size": 9}
CELL = FONT | {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#D0D7E2"}
COLOURS = {"inconsistent": "#B3261E", "unresolved": "#9A6A00", "misread": "#1F5F8B", "consistent": "#2E6B3A"}
"""Of a status: the band over its sheet and its tab."""
SHOWN = {"元": "#,##0.00########", "%": "0.00########"}
COLUMNS: tuple[tuple[str, float], ...] = (
    ("number", 5),
    ("unit", 14),
    ("project", 15),
    ("year", 6),
    ("file", 13),
    ("page", 6),
    ("rule", 9),
    ("excerpt", 18),
    ("stated", 13),
    ("recomputed", 13),
    ("difference", 13),
    ("measure", 6),
    ("severity", 6),
    ("reason", 28),
    ("suggestion", 18),
    ("picture", 58),
    ("verdict", 13),
    ("remark", 14),
)
"""Of the sheets with pictures, with their widths in characters."""
PLAIN = ("number", "unit", "project", "year", "file", "page", "rule", "excerpt", "reason")
PICTURE_WIDTH, PICTURE_HEIGHT = 402.0, 520.0
"""Pixels that a picture may take in its cell."""
READABLE = 0.8
"""A picture is shown at this share of its 144 dots an inch (a little larger than on paper), smaller only where it would not fit."""
HEAD_ROW = 2


@dataclass(slots=True)
class SheetStyle:
    """The formats that all sheets share, the language of their words and that of their headings."""

    book: Workbook
    lang: str
    headings: str

    def band(self, status: str) -> Any:
        """Of the title over a sheet."""
        return self.book.add_format(
            FONT | {"bold": True, "font_size": 14, "font_color": "white", "bg_color": COLOURS[status], "valign": "vcenter"}
        )

    def note(self) -> Any:
        """Of the line under the title."""
        return self.book.add_format(FONT | {"italic": True, "font_color": "#555555", "valign": "vcenter"})

    def head(self) -> Any:
        """Of the row of headings."""
        return self.book.add_format(
            FONT
            | {
                "bold": True,
                "bg_color": "#E8EDF4",
                "border": 1,
                "border_color": "#9AA7B8",
                "valign": "vcenter",
                "align": "center",
                "text_wrap": True,
            }
        )


def failing_sheet(style: SheetStyle, status: str, rows: Iterable[tuple[Problem, Evidence]], note: str) -> int:
    """The sheet of a status that needs a person: each finding with its picture and an empty place for the verdict; how many rows."""
    return _Sheet(style, status, COLUMNS, note).fill(rows)


def holding_sheet(style: SheetStyle, rows: Iterable[Problem], note: str) -> int:
    """The sheet of what was checked and holds; how many rows."""
    widths = dict(COLUMNS) | {"excerpt": 44.0, "reason": 70.0}
    columns = tuple((name, widths[name]) for name in PLAIN)
    return _Sheet(style, "consistent", columns, note).fill((row, Evidence()) for row in rows)


class _Sheet:
    def __init__(self, style: SheetStyle, status: str, columns: tuple[tuple[str, float], ...], note: str) -> None:
        self._lang, self._columns = style.lang, columns
        self._sheet: Worksheet = style.book.add_worksheet(text(f"status_sheet.{status}", style.lang))
        self._cells = Cells(style.book, CELL)
        self._middle = Cells(style.book, CELL | {"align": "center"})
        self._verdict = style.book.add_format(CELL | {"bg_color": "#FFFBE6"})
        self._row = HEAD_ROW + 1
        self._lay_out(style, status, note)

    def fill(self, rows: Iterable[tuple[Problem, Evidence]]) -> int:
        for number, (problem, told) in enumerate(rows, 1):
            self._sheet.set_row(self._row, _height(problem, told, dict(self._columns)) * 0.75)
            for col, (name, _) in enumerate(self._columns):
                WRITERS[name](self, col, problem, told, number)
            self._row += 1
        self._finish()
        return self._row - HEAD_ROW - 1

    def _lay_out(self, style: SheetStyle, status: str, note: str) -> None:
        sheet, last = self._sheet, len(self._columns) - 1
        sheet.set_tab_color(COLOURS[status])
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.6)
        sheet.repeat_rows(HEAD_ROW)
        sheet.set_footer(f"&L&8{text('problems.title', self._lang)} · {text(f'status_sheet.{status}', self._lang)}&R&8&P / &N")
        sheet.freeze_panes(HEAD_ROW + 1, 3)
        for col, (_, width) in enumerate(self._columns):
            sheet.set_column(col, col, width)
        sheet.set_row(0, 26)
        band, under = style.band(status), style.note()
        sheet.write_string(0, 0, f"{text('problems.title', self._lang)} · {text(f'status_sheet.{status}', self._lang)}", band)
        for col in range(1, last + 1):
            sheet.write_blank(0, col, None, band)
        sheet.write_string(1, 0, note, under)
        sheet.set_row(HEAD_ROW, 28)
        head = style.head()
        for col, (name, _) in enumerate(self._columns):
            sheet.write_string(HEAD_ROW, col, text(f"column.{name}", style.headings), head)

    def _finish(self) -> None:
        last = max(self._row - 1, HEAD_ROW + 1)
        self._sheet.autofilter(HEAD_ROW, 0, last, len(self._columns) - 1)
        place = dict(self._columns)
        if "verdict" in place:
            col = list(place).index("verdict")
            choices = [text(f"verdict.{name}", self._lang) for name in names("verdict")]
            self._sheet.data_validation(
                HEAD_ROW + 1,
                col,
                last,
                col,
                {
                    "validate": "list",
                    "source": choices,
                    "input_title": text("column.verdict", self._lang),
                    "input_message": text("problems.choose", self._lang),
                },
            )

    def number(self, col: int, _: Problem, __: Evidence, number: int) -> None:
        self._sheet.write_number(self._row, col, number, self._middle.format("0"))

    def words(self, col: int, value: str | None, middle: bool = False) -> None:
        cells = self._middle if middle else self._cells
        if value:
            cells.text(self._sheet, self._row, col, value)
        else:
            cells.blank(self._sheet, self._row, col)

    def year(self, col: int, problem: Problem, _: Evidence, __: int) -> None:
        if problem.fiscal_year is None:
            self._cells.blank(self._sheet, self._row, col)
        else:
            self._sheet.write_number(self._row, col, problem.fiscal_year, self._middle.format("0"))

    def figure(self, col: int, value: str | None, unit: str) -> None:
        """A figure as a number, anything else as words."""
        try:
            digits = format(Decimal(value or ""), "f")
        except InvalidOperation:
            self.words(col, value)
            return
        self._cells.number(self._sheet, self._row, col, digits, SHOWN.get(unit, "0.##########"))

    def place(self, col: int, problem: Problem, _: Evidence, __: int) -> None:
        line = text("problems.line", self._lang, line=problem.line) if problem.line else None
        if problem.page:
            self._sheet.write_number(self._row, col, problem.page, self._middle.format("0"))
        else:
            self.words(col, line)

    def picture(self, col: int, problem: Problem, told: Evidence, _: int) -> None:
        self.words(col, _told_of_picture(told, self._lang))
        if told.picture is None:
            return
        scale = _scale(told)
        where = f"{problem.source} {text('problems.page', self._lang, page=problem.page)}" if problem.page else problem.source
        options = {
            "x_scale": scale,
            "y_scale": scale,
            "x_offset": 4,
            "y_offset": 4 if told.whole else 22,
            "object_position": 1,
            "description": where,
        }
        self._sheet.insert_image(self._row, col, str(told.picture), options)

    def verdict(self, col: int, *_: object) -> None:
        self._sheet.write_blank(self._row, col, None, self._verdict)


def _rule(name: str, lang: str) -> str:
    return text(f"rules.{name}", lang) if has_text(f"rules.{name}") else name


def _difference(problem: Problem) -> str | None:
    try:
        gap = Decimal(problem.observed or "") - Decimal(problem.expected or "")
    except InvalidOperation:
        return None
    return format(gap, "f") if gap.is_finite() else None


def _file(problem: Problem, told: Evidence) -> str:
    return f"A {problem.source}\nB {told.other_source}" if told.other_source else problem.source


def _told_of_picture(told: Evidence, lang: str) -> str | None:
    if told.picture is not None:
        return None if told.whole else text("problems.not_whole", lang)
    return text(f"no_picture.{told.missing}", lang) if told.missing else None


def _scale(told: Evidence) -> float:
    return min(READABLE, PICTURE_WIDTH / told.size[0], PICTURE_HEIGHT / told.size[1])


def _height(problem: Problem, told: Evidence, widths: dict[str, float]) -> float:
    """Pixels that the row needs."""
    told_in = {
        "unit": problem.department,
        "project": problem.project_name,
        "file": _file(problem, told),
        "excerpt": problem.excerpt,
        "reason": problem.message,
        "suggestion": "\n".join(filter(None, (problem.suggestion, told.reason))),
        "stated": problem.observed,
    }
    lines = max(_lines(words, widths[name]) for name, words in told_in.items() if name in widths)
    needed = min(14.5 * lines + 7, 500)
    return max(needed, told.size[1] * _scale(told) + (8 if told.whole else 26)) if told.picture else needed


def _lines(words: str | None, width: float) -> int:
    """Lines that a text takes in a column; a Chinese character is as wide as two others, and a line never fills quite."""
    return sum(-(-sum(1 if char.isascii() else 2 for char in line) // max(1, int(width * 0.92))) or 1 for line in (words or "").split("\n"))


Writer = Callable[[_Sheet, int, Problem, Evidence, int], None]
WRITERS: dict[str, Writer] = {
    "number": _Sheet.number,
    "unit": lambda s, col, p, e, n: s.words(col, p.department),
    "project": lambda s, col, p, e, n: s.words(col, p.project_name),
    "year": _Sheet.year,
    "file": lambda s, col, p, e, n: s.words(col, _file(p, e)),
    "page": _Sheet.place,
    "rule": lambda s, col, p, e, n: s.words(col, _rule(p.rule, s._lang)),
    "excerpt": lambda s, col, p, e, n: s.words(col, p.excerpt),
    "stated": lambda s, col, p, e, n: s.figure(col, p.observed, e.unit),
    "recomputed": lambda s, col, p, e, n: s.figure(col, p.expected, e.unit),
    "difference": lambda s, col, p, e, n: s.figure(col, _difference(p), e.unit),
    "measure": lambda s, col, p, e, n: s.words(col, e.unit, middle=True),
    "severity": lambda s, col, p, e, n: s.words(col, text(f"severity.{p.severity}", s._lang), middle=True),
    "reason": lambda s, col, p, e, n: s.words(col, p.message),
    "suggestion": lambda s, col, p, e, n: s.words(col, "\n".join(filter(None, (p.suggestion, e.reason)))),
    "picture": _Sheet.picture,
    "verdict": _Sheet.verdict,
    "remark": _Sheet.verdict,
}
