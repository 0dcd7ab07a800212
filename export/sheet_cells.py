"""One value into one cell of a workbook: numbers as numbers, words as words and never as formulas."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from gouji.export.escape_formulas import may_be_formula

MAX_CELL_CHARACTERS = 32_767
"""Characters of a cell."""
WORKBOOK_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Of a workbook: rows go to the disk as they come, and no text is taken for anything else."""


class CellWriter:
    """Writes cells. `cut` counts the texts that were too long for one."""

    def __init__(self, book: Workbook, style: dict[str, object] | None = None) -> None:
        self._book, self._style = book, style or {}
        self._plain = book.add_format(self._style)
        self._quoted = book.add_format(self._style | {"quote_prefix": True})
        self._linked = book.add_format(self._style | {"font_color": "#0563C1", "underline": 1})
        self._numbers: dict[str, Format] = {}
        self.cut = 0

    def text(self, sheet: Worksheet, row: int, col: int, text: str) -> None:
        """A text. One that begins like a formula carries Excel's own mark for text, so that editing the cell makes none of it."""
        if len(text) > MAX_CELL_CHARACTERS:
            self.cut += 1
            text = text[: MAX_CELL_CHARACTERS - 1] + "…"
        sheet.write_string(row, col, text, self._quoted if may_be_formula(text) else self._plain)

    def link(self, sheet: Worksheet, row: int, col: int, to: Url, text: str) -> None:
        """A text that leads to the address `to`."""
        to.text = text[:MAX_CELL_CHARACTERS]
        sheet.write_url(row, col, to, self._linked)

    def number(self, sheet: Worksheet, row: int, col: int, digits: str, shown: str) -> None:
        """A figure by its exact digits, shown by the number format; as text where Excel, which keeps 15 digits, would change it."""
        value = float(digits)
        if Decimal(repr(value)) == Decimal(digits) and len(digits.lstrip("-0.").replace(".", "")) <= 15:
            sheet.write_number(row, col, value, self.format(shown))
        else:
            self.text(sheet, row, col, digits)

    def format(self, shown: str) -> Format:
        """The number format `shown` in the style of these cells."""
        if shown not in self._numbers:
            self._numbers[shown] = self._book.add_format(self._style | {"num_format": shown})
        return self._numbers[shown]

    def blank(self, sheet: Worksheet, row: int, col: int) -> None:
        """An empty cell in the style."""
        sheet.write_blank(row, col, None, self._plain)
