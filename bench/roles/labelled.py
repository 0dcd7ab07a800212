"""Tables whose columns and rows are known: those of generated forms, and those of labelled texts."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.cases.grid import Grid as PrintedGrid
from bench.cases.leaves import Leaf
from bench.cases.people import draw_setting
from bench.cases.plan import Report, TableBlock
from bench.cases.random import Dice
from bench.cases.styling import draw_look
from bench.cases.writer import FORMS, draw_report
from bench.corpus.score import fold
from gouji.extract.roles.fit_rows import fit_rows
from gouji.extract.roles.grammar import load_grammar
from gouji.extract.roles.heads import Head, find_heads
from gouji.extract.roles.text_tables import delimited_forms
from gouji.ocr.document import read_document
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Grid, Line, Page
from gouji.tables.cell_grid import CellGrid, cell_grid

BUDGET = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance", "execution_rate", "weight", "score")
MEASURED = ("target", "actual", "weight", "score", "level1", "level2", "name", "deviation")
ROWS = {"total": "total", "subproject": "part", "source": "source"}
HEIGHT = 12.0
MIN_VOTES = 2


@dataclass(slots=True)
class LabelledTable:
    """A table with its heads, the field that each cell holds by truth ((row, column) of the grid), and rows by truth."""

    sheet: CellGrid
    heads: list[Head]
    cells: dict[tuple[int, int], set[str]]
    rows: dict[int, str] = field(default_factory=dict)

    def labels(self, head: Head, end: int) -> list[str | None]:
        """The role of each column under a head by truth; None where the truth does not say it."""
        out: list[str | None] = []
        for column in head.columns:
            votes: Counter[str] = Counter()
            for row in range(head.body, end):
                cell = self.sheet.under(row, column.left, column.right)
                if cell is not None and cell.row == row:
                    votes.update(self.cells.get((cell.row, cell.col), set()))
            best = votes.most_common(2)
            clear = best and (len(best) == 1 or best[0][1] > best[1][1])
            if clear and best[0][1] >= MIN_VOTES:
                out.append(best[0][0])
            elif best and best[0][1] >= MIN_VOTES:
                tied = {name for name, count in votes.items() if count == best[0][1]}
                out.append(column.role if column.role in tied else None)
            else:
                out.append(None)
        return out


def generated(count: int, seed: int) -> Iterator[LabelledTable]:
    """Yields the tables of so many generated forms."""
    for number in range(count):
        dice = Dice(f"roles/{seed}/{number}")
        form = "table" if number % 3 else "mixed"
        assert form in FORMS
        report = draw_report(dice, draw_setting(dice, None), form, None, draw_look(dice, False))
        for block in (b for b in report.blocks if isinstance(b, TableBlock)):
            yield _printed(block.grid, report)


def texts(paths: Sequence[Path]) -> Iterator[LabelledTable]:
    """Yields the tables of labelled texts (NN.txt with its truth NN.json)."""
    grammar = load_grammar()
    for path in paths:
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for page in read_document(path).pages:
            for grid, _ in delimited_forms(page, grammar):
                sheet = fit_rows(cell_grid(grid, page), grammar)
                yield _matched(sheet, find_heads(sheet, grammar), truth)


def _printed(grid: PrintedGrid, report: Report) -> LabelledTable:
    """The table as it would be read without a mistake; every leaf knows its field."""
    fields: dict[int, tuple[str, str]] = {}
    for line in report.budget:
        fields[id(line.name)] = ("name", ROWS[line.role])
        fields |= {id(leaf): (name, ROWS[line.role]) for name, leaf in line.fields.items()}
    for each in report.indicators:
        for name in MEASURED:
            if (leaf := getattr(each, name)) is not None:
                fields[id(leaf)] = (name, "item")
    cells, found, rows = [], {}, {}
    places = sorted({c.left for c in grid.cells} | {c.right for c in grid.cells})
    for cell in grid.cells:
        words = "".join(part.text if isinstance(part, Leaf) else part for part in cell.text)
        box = (float(cell.left), cell.row * HEIGHT, float(cell.right), cell.last * HEIGHT)
        line = Line([Glyph(char, 0.99, page=1, box=box) for char in words], 1, box)
        column = places.index(cell.left)
        span = places.index(cell.right) - column
        cells.append(Cell(cell.row, column, [line] if words else [], 1, box, cell.rows, span))
        told = {fields[id(part)] for part in cell.text if isinstance(part, Leaf) and id(part) in fields}
        if told:
            found[cell.row, column] = {name for name, _ in told}
            rows[cell.row] = next(iter(told))[1]
    box = (0.0, 0.0, float(grid.scale), grid.rows * HEIGHT)
    sheet = cell_grid(Grid(cells, 1, box), Page(1, 595, 842, "scanned", []))
    return LabelledTable(sheet, find_heads(sheet, load_grammar()), found, rows)


def _matched(sheet: CellGrid, heads: list[Head], truth: dict[str, Any]) -> LabelledTable:
    """The table whose rows are found in the truth by their names, and their cells by what they print."""
    out = LabelledTable(sheet, heads, {})
    for row in range(sheet.rows):
        cells = sheet.own(row)
        names = {_bare(cell.words) for cell in cells}
        for line in truth["budget"]:
            if _bare(line["name"]) in names or (line["role"] == "total" and names & {"合计", "总计", "年度资金总额"}):
                _mark(out, row, line, BUDGET)
                out.rows[row] = ROWS[line["role"]]
        for line in truth["indicators"]:
            if _bare(line["name"]) in names:
                _mark(out, row, line, MEASURED)
                out.rows[row] = "item"
    return out


def _mark(table: LabelledTable, row: int, line: dict[str, Any], fields: Sequence[str]) -> None:
    for cell in table.sheet.own(row):
        for name in fields:
            told = line.get(name)
            if told and cell.words and fold(told).rstrip("元万分") == fold(cell.words).rstrip("元万分"):
                table.cells.setdefault((cell.row, cell.col), set()).add(name)


def _bare(words: str) -> str:
    return re.sub(r"^(?:其中[:：]|[一二三四五六七八九十]+、|\d+[.、])", "", fold(words)).strip(":：")
