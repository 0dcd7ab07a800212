"""The first sheet of the problem list: numbers and charts of what was found, and how to read the other sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from xlsxwriter.workbook import Workbook

from gouji.check.rule_name import rule_name
from gouji.export.problem_sheets import FONT, STATUS_COLOURS, SheetStyle
from gouji.export.unit_sums import SCORE_BANDS, STATUSES, UnitSums
from gouji.schemas.texts import text

MAX_CHART_ROWS = 10
"""Units and rules in a chart; the sheets list all of them."""
RATE_BANDS = ("< 80", "80–90", "90–95", "95–100", "= 100", "> 100")
FAILED_STATUSES = ("inconsistent", "unresolved", "misread")
TABLE_ROW, CHART_ROW = 46, 12
"""The first rows of the tables behind the charts and of the charts."""
Cell = tuple[int, int, Any, Any]


@dataclass(slots=True)
class _Board:
    """Cells of a sheet in any order. A workbook with constant memory must be written from top to bottom."""

    cells: list[Cell]

    def put(self, row: int, col: int, value: Any, style: Any = None) -> None:
        self.cells.append((row, col, value, style))

    def flush(self, sheet: Any) -> None:
        for row, col, value, style in sorted(self.cells, key=lambda cell: cell[:2]):
            if isinstance(value, str):
                sheet.write_string(row, col, value, style)
            elif value is None:
                sheet.write_blank(row, col, None, style)
            else:
                sheet.write_number(row, col, value, style)


def overview(style: SheetStyle, sums: UnitSums, subtitle: str, notes: list[str]) -> None:
    """Adds the sheet with its title, counts, four charts, the numbers behind them, and `notes` for the reader."""
    name = text("problems.overview", style.lang)
    sheet, board, book = style.book.add_worksheet(name), _Board([]), style.book
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, 2)
    sheet.set_column(1, 14, 13.5)
    board.put(
        0,
        1,
        text("problems.title", style.lang),
        book.add_format(FONT | {"bold": True, "font_size": 20, "font_color": "#22344C"}),
    )
    board.put(1, 1, subtitle, style.note())
    sheet.set_row(0, 34)
    _tiles(style, board, sheet, sums)
    note = book.add_format(FONT | {"font_color": "#333333"})
    for row, line in enumerate(notes, 6):
        board.put(row, 1, line, note)
    _charts(style, board, sheet, name, sums, max(CHART_ROW, 7 + len(notes)))
    board.flush(sheet)


def _tiles(style: SheetStyle, board: _Board, sheet: Any, sums: UnitSums) -> None:
    """The counts in large print."""
    reports = sums.reports
    counts: dict[str, int] = {"reports": len(reports)} | {
        n: int(reports[n].sum()) for n in ("figures", "relations", *STATUSES)
    }
    sheet.set_row(3, 30)
    for index, (name, count) in enumerate(counts.items()):
        colour = STATUS_COLOURS.get(name, "#44546A")
        box = FONT | {"align": "center", "valign": "vcenter", "font_color": colour, "bg_color": "#F3F6FA"}
        board.put(
            3, 1 + index * 2, count, style.book.add_format(box | {"bold": True, "font_size": 18, "num_format": "#,##0"})
        )
        board.put(3, 2 + index * 2, text(f"column.{name}", style.lang), style.book.add_format(box | {"align": "left"}))


def _charts(style: SheetStyle, board: _Board, sheet: Any, name: str, sums: UnitSums, row: int) -> None:
    head, number = style.head(), style.book.add_format(FONT | {"num_format": "#,##0"})
    word = style.book.add_format(FONT | {"shrink": True})
    base = row + TABLE_ROW - CHART_ROW
    sheet.set_row(base, 26)
    rules = [
        (rule_name(str(rule), style.lang), [int(values[s]) for s in FAILED_STATUSES])
        for rule, values in sums.rules.head(MAX_CHART_ROWS).iterrows()
    ]
    worst = sums.units[sums.units[list(FAILED_STATUSES)].sum(axis=1) > 0].head(MAX_CHART_ROWS)
    units = [
        (u["department"] or text("problems.no_unit", style.lang), [int(u[s]) for s in FAILED_STATUSES])
        for u in worst.to_dict("records")
    ]
    bands = [
        (text("problems.band", style.lang, band=b), [int((sums.reports["band"] == b).sum())])
        for b in reversed(SCORE_BANDS)
    ]
    rates = [(label, [count]) for label, count in zip(RATE_BANDS, _rate_counts(sums.reports["rate"]), strict=True)]
    statuses = [text(f"column.{s}", style.lang) for s in FAILED_STATUSES]
    count = [text("column.reports", style.lang)]
    tables = (
        (rules, statuses, "rules", "bar"),
        (units, statuses, "units", "bar"),
        (bands, count, "scores", "column"),
        (rates, count, "rates", "column"),
    )
    for index, (rows, series, key, kind) in enumerate(tables):
        col = (1, 6, 11, 13)[index]
        board.put(base, col, text(f"chart.{key}", style.lang), head)
        for shift, title in enumerate(series, 1):
            board.put(base, col + shift, title, head)
        for down, (label, values) in enumerate(rows, 1):
            board.put(base + down, col, label, word)
            for shift, value in enumerate(values, 1):
                board.put(base + down, col + shift, value, number)
        if rows:
            chart = _chart(style.book, kind, name, base, col, len(rows), series, text(f"chart.{key}", style.lang))
            chart.set_size({"width": 690, "height": 330})
            sheet.insert_chart(row + 17 * (index // 2), 1 + 7 * (index % 2), chart)


def _chart(
    book: Workbook, kind: str, sheet: str, base: int, col: int, count: int, series: list[str], title: str
) -> Any:
    chart: Any = book.add_chart({"type": kind, **({"subtype": "stacked"} if len(series) > 1 else {})})
    for shift, _ in enumerate(series, 1):
        colour = STATUS_COLOURS[FAILED_STATUSES[shift - 1]] if len(series) > 1 else "#5B7FA6"
        chart.add_series(
            {
                "name": [sheet, base, col + shift],
                "categories": [sheet, base + 1, col, base + count, col],
                "values": [sheet, base + 1, col + shift, base + count, col + shift],
                "fill": {"color": colour},
                "gap": 45,
                **({"data_labels": {"value": True, "font": {"size": 8}}} if len(series) == 1 else {}),
            }
        )
    chart.set_title({"name": title, "name_font": {"size": 11, "color": "#22344C"}, "overlay": False})
    font, lines = {"num_font": {"size": 8}}, {"visible": True, "line": {"color": "#E3E7ED"}}
    bar = kind == "bar"
    chart.set_x_axis(
        font | ({"major_gridlines": lines, "num_format": "#,##0"} if bar else {"major_gridlines": {"visible": False}})
    )
    chart.set_y_axis(
        font | ({"reverse": True, "crossing": "max"} if bar else {"major_gridlines": lines, "num_format": "#,##0"})
    )
    chart.set_legend({"position": "bottom", "font": {"size": 8}} if len(series) > 1 else {"none": True})
    chart.set_chartarea({"border": {"color": "#D0D7E2"}})
    return chart


def _rate_counts(rates: pd.Series[Any]) -> list[int]:
    """The number of reports with a rate in each of `RATE_BANDS`."""
    counts = [0] * len(RATE_BANDS)
    for rate in rates.dropna():
        index = 5 if rate > 100 else 4 if rate == 100 else sum(rate >= edge for edge in (80, 90, 95))
        counts[index] += 1
    return counts
