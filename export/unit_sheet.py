"""The sheet of the problem list with one row per unit."""

from __future__ import annotations

import pandas as pd

from gouji.export.problem_sheets import FONT, SheetStyle
from gouji.export.sheet_cells import CellWriter
from gouji.export.unit_sums import SCORE_BANDS, STATUSES
from gouji.schemas.texts import text

COUNTS = ("reports", "figures", "relations", *STATUSES)
WIDTHS = (34, 9, 9, 11, 10, 10, 10, 11, 14, 12, *(10 for _ in SCORE_BANDS))
HEAD_ROW = 2


def unit_sheet(style: SheetStyle, units: pd.DataFrame, note: str) -> None:
    """One row per unit: reports, figures, relations, verdicts, mean execution rate, mean score, distribution of
    scores."""
    sheet = style.book.add_worksheet(text("problems.by_unit", style.lang))
    cells = CellWriter(style.book, FONT | {"border": 1, "border_color": "#D0D7E2"})
    sheet.set_tab_color("#44546A")
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    heads = ["unit", *COUNTS, "rate", "score"]
    titles = [text(f"column.{name}", style.headings) for name in heads] + [
        text("problems.band", style.headings, band=band) for band in SCORE_BANDS
    ]
    for col, width in enumerate(WIDTHS):
        sheet.set_column(col, col, width)
    sheet.set_row(0, 26)
    sheet.write_string(
        0, 0, text("problems.by_unit", style.lang), style.book.add_format(FONT | {"bold": True, "font_size": 14})
    )
    sheet.write_string(1, 0, note, style.note())
    sheet.set_row(HEAD_ROW, 30)
    head = style.head()
    for col, title in enumerate(titles):
        sheet.write_string(HEAD_ROW, col, title, head)
    row = HEAD_ROW
    for row, unit in enumerate(units.to_dict("records"), HEAD_ROW + 1):
        cells.text(sheet, row, 0, unit["department"] or text("problems.no_unit", style.lang))
        for col, name in enumerate((*COUNTS, "rate", "score", *SCORE_BANDS), 1):
            if pd.isna(unit[name]):
                cells.blank(sheet, row, col)
            else:
                sheet.write_number(
                    row, col, float(unit[name]), cells.format("0.00" if name in ("rate", "score") else "#,##0")
                )
    last = max(row, HEAD_ROW + 1)
    sheet.autofilter(HEAD_ROW, 0, last, len(WIDTHS) - 1)
    for name, colour in (("inconsistent", "#E58A84"), ("unresolved", "#F2C879")):
        col = heads.index(name)
        sheet.conditional_format(
            HEAD_ROW + 1,
            col,
            last,
            col,
            {"type": "data_bar", "bar_color": colour, "bar_solid": True, "min_type": "num", "min_value": 0},
        )
