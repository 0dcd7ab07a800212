"""Writes one value into one cell of a workbook: numbers as numbers, text as text and never as formulas."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from gouji.export.escape_formulas import may_be_formula

MAX_CELL_CHARACTERS = 32_767
"""Maximum length of a cell's text in Excel."""
WORKBOOK_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Rows go to the disk as they come, and no text is converted to anything else."""


class CellWriter:
    """Writes cells. `cut` counts the texts that were too long for a cell."""

    def __init__(self, book: Workbook, style: dict[str, object] | None = None) -> None:
        self._book, self._style = book, style or {}
        self._plain = book.add_format(self._style)
        self._quoted = book.add_format(self._style | {"quote_prefix": True})
        self._linked = book.add_format(self._style | {"font_color": "#0563C1", "underline": 1})
        self._numbers: dict[str, Format] = {}
        self.cut = 0

    def text(self, sheet: Worksheet, row: int, col: int, text: str) -> None:
        """Writes text. Text that begins like a formula gets Excel's own text mark, so that editing the cell does not
        make it a formula."""
        if len(text) > MAX_CELL_CHARACTERS:
            self.cut += 1
            text = text[: MAX_CELL_CHARACTERS - 1] + "…"
        sheet.write_string(row, col, text, self._quoted if may_be_formula(text) else self._plain)

    def link(self, sheet: Worksheet, row: int, col: int, to: Url, text: str) -> None:
        """Writes text that links to the address `to`."""
        to.text = text[:MAX_CELL_CHARACTERS]
        sheet.write_url(row, col, to, self._linked)

    def number(self, sheet: Worksheet, row: int, col: int, digits: str, number_format: str) -> None:
        """Writes a figure by its exact digits in a number format; as text if Excel, which keeps 15 digits, would change
        it."""
        value = float(digits)
        if Decimal(repr(value)) == Decimal(digits) and len(digits.lstrip("-0.").replace(".", "")) <= 15:
            sheet.write_number(row, col, value, self.format(number_format))
        else:
            self.text(sheet, row, col, digits)

    def format(self, number_format: str) -> Format:
        """The number format `shown` in the style of these cells."""
        if number_format not in self._numbers:
            self._numbers[number_format] = self._book.add_format(self._style | {"num_format": number_format})
        return self._numbers[number_format]

    def blank(self, sheet: Worksheet, row: int, col: int) -> None:
        """Writes an empty cell in the style."""
        sheet.write_blank(row, col, None, self._plain)
