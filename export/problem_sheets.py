"""The sheets of the problem list: one row per finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from gouji.check.rule_name import rule_name
from gouji.export.finding_evidence import Evidence
from gouji.export.original_link import MAX_LINKS_PER_SHEET as LINKS
from gouji.export.original_link import original_link
from gouji.export.problem_rows import Problem
from gouji.export.problem_words import difference, file_text, folder_text, picture_scale, picture_text, row_height
from gouji.export.sheet_cells import CellWriter
from gouji.schemas.retold import retold
from gouji.schemas.texts import names, text

FONT: dict[str, object] = {"font_name": "Microsoft YaHei", "font_size": 10}
CELL_FORMAT = FONT | {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#D0D7E2"}
STATUS_COLOURS = {"inconsistent": "#B3261E", "unresolved": "#9A6A00", "misread": "#1F5F8B", "consistent": "#2E6B3A"}
"""Colours of the title band of a sheet and of its tab, by status."""
NUMBER_FORMATS = {"元": "#,##0.00########", "%": "0.00########"}
COLUMNS: tuple[tuple[str, float], ...] = (
    ("number", 5),
    ("unit", 13),
    ("project", 13),
    ("year", 6),
    ("file", 13),
    ("folder", 12),
    ("page", 6),
    ("rule", 9),
    ("excerpt", 14),
    ("stated", 12.5),
    ("recomputed", 12.5),
    ("difference", 11),
    ("measure", 5),
    ("severity", 5),
    ("reason", 24),
    ("suggestion", 14),
    ("picture", 50),
    ("verdict", 11),
    ("remark", 12),
)
"""Columns of the sheets with pictures, with widths in characters. All fit a landscape A3 page at four fifths of its
size."""
CONSISTENT_COLUMNS = ("number", "unit", "project", "year", "file", "folder", "page", "rule", "excerpt", "reason")
A3, A4 = 8, 9
"""Excel's numbers of the paper sizes."""
HEAD_ROW = 2


@dataclass(slots=True)
class SheetStyle:
    """The formats that all sheets share, the language of their messages and of their headings. `home` is the final
    folder of the workbook."""

    book: Workbook
    lang: str
    headings: str
    home: Path

    def band(self, status: str) -> Any:
        """The format of a sheet's title."""
        return self.book.add_format(
            FONT
            | {
                "bold": True,
                "font_size": 14,
                "font_color": "white",
                "bg_color": STATUS_COLOURS[status],
                "valign": "vcenter",
            }
        )

    def note(self) -> Any:
        """The format of the line below the title."""
        return self.book.add_format(FONT | {"italic": True, "font_color": "#555555", "valign": "vcenter"})

    def head(self) -> Any:
        """The format of the header row."""
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


def failed_sheet(style: SheetStyle, status: str, rows: Iterable[tuple[Problem, Evidence]], note: str) -> int:
    """Adds the sheet of a status that needs a person: each finding with its picture and an empty cell for the verdict.
    Returns the number of rows."""
    return _Sheet(style, status, COLUMNS, note).fill(rows)


def consistent_sheet(style: SheetStyle, rows: Iterable[Problem], note: str) -> int:
    """Adds the sheet of relations that hold. Returns the number of rows."""
    widths = dict(COLUMNS) | {"excerpt": 44.0, "reason": 70.0}
    columns = tuple((name, widths[name]) for name in CONSISTENT_COLUMNS)
    return _Sheet(style, "consistent", columns, note).fill((row, Evidence()) for row in rows)


class _Sheet:
    def __init__(self, style: SheetStyle, status: str, columns: tuple[tuple[str, float], ...], note: str) -> None:
        self._lang, self._columns, self._home, self._links = style.lang, columns, style.home, 0
        self._sheet: Worksheet = style.book.add_worksheet(text(f"status_sheet.{status}", style.lang))
        self._cells = CellWriter(style.book, CELL_FORMAT)
        self._middle = CellWriter(style.book, CELL_FORMAT | {"align": "center"})
        self._verdict = style.book.add_format(CELL_FORMAT | {"bg_color": "#FFFBE6"})
        self._row = HEAD_ROW + 1
        self._lay_out(style, status, note)

    def fill(self, rows: Iterable[tuple[Problem, Evidence]]) -> int:
        for number, (problem, evidence) in enumerate(rows, 1):
            self._sheet.set_row(self._row, row_height(problem, evidence, dict(self._columns), self._lang) * 0.75)
            for col, (name, _) in enumerate(self._columns):
                WRITERS[name](self, col, problem, evidence, number)
            self._row += 1
        self._finish()
        return self._row - HEAD_ROW - 1

    def _lay_out(self, style: SheetStyle, status: str, note: str) -> None:
        sheet, last = self._sheet, len(self._columns) - 1
        sheet.set_tab_color(STATUS_COLOURS[status])
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A3)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.55)
        sheet.repeat_rows(HEAD_ROW)
        sheet.set_footer(
            f"&L&8{text('problems.title', self._lang)} · {text(f'status_sheet.{status}', self._lang)}&R&8&P / &N"
        )
        sheet.freeze_panes(HEAD_ROW + 1, 3)
        for col, (_, width) in enumerate(self._columns):
            sheet.set_column(col, col, width)
        sheet.set_row(0, 26)
        band, note_format = style.band(status), style.note()
        sheet.write_string(
            0, 0, f"{text('problems.title', self._lang)} · {text(f'status_sheet.{status}', self._lang)}", band
        )
        for col in range(1, last + 1):
            sheet.write_blank(0, col, None, band)
        sheet.write_string(1, 0, note, note_format)
        sheet.set_row(HEAD_ROW, 28)
        head = style.head()
        for col, (name, _) in enumerate(self._columns):
            sheet.write_string(HEAD_ROW, col, text(f"column.{name}", style.headings), head)

    def _finish(self) -> None:
        last = max(self._row - 1, HEAD_ROW + 1)
        self._sheet.autofilter(HEAD_ROW, 0, last, len(self._columns) - 1)
        widths = dict(self._columns)
        if "verdict" in widths:
            col = list(widths).index("verdict")
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

    def text_cell(self, col: int, value: str | None, middle: bool = False) -> None:
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
        """Writes a figure as a number, anything else as text."""
        try:
            digits = format(Decimal(value or ""), "f")
        except InvalidOperation:
            self.text_cell(col, value)
            return
        self._cells.number(self._sheet, self._row, col, digits, NUMBER_FORMATS.get(unit, "0.##########"))

    def place(self, col: int, problem: Problem, _: Evidence, __: int) -> None:
        line = text("problems.line", self._lang, line=problem.line) if problem.line else None
        if problem.page:
            self._sheet.write_number(self._row, col, problem.page, self._middle.format("0"))
        else:
            self.text_cell(col, line)

    def file(self, col: int, problem: Problem, evidence: Evidence, _: int) -> None:
        """Writes the file name with a link to the page of the original."""
        name, path = file_text(problem, evidence), problem.path or ""
        target = (
            original_link(path, self._home, problem.page) if path and "*" not in path and self._links < LINKS else None
        )
        if target is None:
            self.text_cell(col, name)
        else:
            self._links += 1
            self._cells.link(self._sheet, self._row, col, target, name)

    def picture(self, col: int, problem: Problem, evidence: Evidence, _: int) -> None:
        self.text_cell(col, picture_text(evidence, self._lang))
        if evidence.picture is None:
            return
        scale = picture_scale(evidence)
        description = (
            f"{problem.source} {text('problems.page', self._lang, page=problem.page)}"
            if problem.page
            else problem.source
        )
        options = {
            "x_scale": scale,
            "y_scale": scale,
            "x_offset": 4,
            "y_offset": 4 if evidence.whole else 22,
            "object_position": 1,
            "description": description,
        }
        self._sheet.insert_image(self._row, col, str(evidence.picture), options)

    def verdict(self, col: int, *_: object) -> None:
        self._sheet.write_blank(self._row, col, None, self._verdict)


Writer = Callable[[_Sheet, int, Problem, Evidence, int], None]
WRITERS: dict[str, Writer] = {
    "number": _Sheet.number,
    "unit": lambda s, col, p, e, n: s.text_cell(col, p.department),
    "project": lambda s, col, p, e, n: s.text_cell(col, p.project_name),
    "year": _Sheet.year,
    "file": _Sheet.file,
    "folder": lambda s, col, p, e, n: s.text_cell(col, folder_text(p, e)),
    "page": _Sheet.place,
    "rule": lambda s, col, p, e, n: s.text_cell(col, rule_name(p.rule, s._lang)),
    "excerpt": lambda s, col, p, e, n: s.text_cell(col, p.excerpt),
    "stated": lambda s, col, p, e, n: s.figure(col, p.observed, e.unit),
    "recomputed": lambda s, col, p, e, n: s.figure(col, p.expected, e.unit),
    "difference": lambda s, col, p, e, n: s.figure(col, difference(p), e.unit),
    "measure": lambda s, col, p, e, n: s.text_cell(col, e.unit, middle=True),
    "severity": lambda s, col, p, e, n: s.text_cell(col, text(f"severity.{p.severity}", s._lang), middle=True),
    "reason": lambda s, col, p, e, n: s.text_cell(col, p.message),
    "suggestion": lambda s, col, p, e, n: s.text_cell(
        col, "\n".join(filter(None, (p.suggestion, e.reason and retold(e.reason, s._lang))))
    ),
    "picture": _Sheet.picture,
    "verdict": _Sheet.verdict,
    "remark": _Sheet.verdict,
}
