"""Writes frames as an Excel workbook: one sheet per table, and the data dictionary."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from gouji.export.columns import Column, tables
from gouji.export.dictionary import DICTIONARY_COLUMNS, dictionary_rows
from gouji.export.original_link import MAX_LINKS_PER_SHEET as LINKS
from gouji.export.original_link import original_link
from gouji.export.sheet_cells import WORKBOOK_OPTIONS, CellWriter
from gouji.schemas.texts import text

FILE_NAME = "gouji.xlsx"
MAX_ROWS_PER_SHEET = 1_048_575
"""Rows that Excel accepts below a header row. Further rows go on another sheet: findings, findings_2, ..."""
MONEY_FORMAT, NUMBER_FORMAT, SHARE_FORMAT, INTEGER_FORMAT = "#,##0.00########", "0.##########", "0.0000", "0"
WIDTHS = {"text": 18.0, "number": 16.0, "integer": 8.0, "boolean": 8.0, "share": 9.0}
WIDE_COLUMNS = {"path": 44.0, "message": 60.0, "name": 30.0, "subject": 30.0}
"""Columns that are read more than others of their type."""


class XlsxFile:
    """One workbook in a folder; its final folder is `home`. Text longer than a cell is cut. `cut` counts such texts,
    `unlinked` the originals without a link."""

    def __init__(self, folder: Path, home: Path, lang: str, headings: str | None = None) -> None:
        self._book = Workbook(str(folder / FILE_NAME), WORKBOOK_OPTIONS)
        self._cells, self._home, self._lang, self._headings = CellWriter(self._book), home, lang, headings
        self._head = self._book.add_format(
            {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self._links, self.unlinked = 0, 0
        self._sheet: Worksheet | None = None
        self._table, self._row, self._part = "", 0, 0
        self._dictionary()

    @property
    def cut(self) -> int:
        """The number of texts that were too long for a cell."""
        return self._cells.cut

    def write(self, table: str, frame: pd.DataFrame) -> None:
        """Appends the frame's rows to the sheet of that table."""
        columns = tables()[table]
        if table != self._table:
            self._end()
            self._table, self._part = table, 0
            self._begin(columns)
        lists = [frame[column.name].array.to_numpy(dtype=object, na_value=None) for column in columns]
        for values in zip(*lists, strict=True):
            if self._row > MAX_ROWS_PER_SHEET:
                self._end()
                self._begin(columns)
            for col, (value, column) in enumerate(zip(values, columns, strict=True)):
                if value is not None:
                    self._cell(col, value, column)
            self._row += 1

    def close(self) -> None:
        """Writes the workbook."""
        self._end()
        self._book.close()

    def _begin(self, columns: tuple[Column, ...]) -> None:
        self._part += 1
        self._sheet = self._book.add_worksheet(self._table if self._part == 1 else f"{self._table}_{self._part}")
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_row(0, 32)
        for col, column in enumerate(columns):
            self._sheet.set_column(col, col, WIDE_COLUMNS.get(column.name, WIDTHS[column.kind]))
            self._sheet.write_string(0, col, column.heading(self._headings), self._head)
            unit = f" [{column.unit}]" if column.unit else ""
            other = column.name if self._headings else column.label[self._lang]
            self._sheet.write_comment(0, col, f"{other}{unit}\n{column.description[self._lang]}", {"x_scale": 2})
        self._row, self._links = 1, 0

    def _end(self) -> None:
        if self._sheet is not None:
            self._sheet.autofilter(0, 0, max(self._row - 1, 1), len(tables()[self._table]) - 1)

    def _cell(self, col: int, value: Any, column: Column) -> None:
        assert self._sheet is not None
        if column.name == "path":
            self._path(col, value)
        elif column.kind == "text":
            self._cells.text(self._sheet, self._row, col, value)
        elif column.kind == "boolean":
            self._sheet.write_boolean(self._row, col, value)
        elif column.kind == "number":
            self._cells.number(
                self._sheet, self._row, col, value, MONEY_FORMAT if column.unit == "元" else NUMBER_FORMAT
            )
        else:
            self._sheet.write_number(
                self._row, col, value, self._cells.format(SHARE_FORMAT if column.kind == "share" else INTEGER_FORMAT)
            )

    def _path(self, col: int, value: str) -> None:
        """Writes the path as a link to the original. A masked path has no link, because the link would reveal what the
        mask hides."""
        assert self._sheet is not None
        target = original_link(value, self._home) if "*" not in value and self._links < LINKS else None
        if target is None:
            self.unlinked += 1
            self._cells.text(self._sheet, self._row, col, value)
        else:
            self._links += 1
            self._cells.link(self._sheet, self._row, col, target, value)

    def _dictionary(self) -> None:
        sheet = self._book.add_worksheet(text("export.dictionary", self._lang))
        sheet.freeze_panes(1, 2)
        for col, (name, width) in enumerate(zip(DICTIONARY_COLUMNS, (12, 28, 9, 12, 30, 34, 60, 60), strict=True)):
            sheet.set_column(col, col, width)
            sheet.write_string(0, col, name, self._head)
        for row, values in enumerate(dictionary_rows(), 1):
            for col, value in enumerate(values):
                self._cells.text(sheet, row, col, value)
        sheet.autofilter(0, 0, row, len(DICTIONARY_COLUMNS) - 1)
