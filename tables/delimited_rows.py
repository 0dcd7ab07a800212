"""Finds tables in plain text by their delimiters alone: bars, tabs, several spaces, or slashes; empty cells count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal
from unicodedata import east_asian_width

from gouji.schemas.pages import Cell, Grid, Line
from gouji.tables.wrapped_names import parts_of_names

Delimiter = Literal["bar", "tab", "blank", "slash"]
MIN_UNFRAMED = 0.2
"""A table of which at least so many rows begin without a bar has no frame."""
MIN_COLUMNS, MIN_ROWS = 3, 2
"""A table has so many rows of so many cells at the least; more rows (MIN_LIST_ROWS) of two cells are a list."""
MIN_LIST_ROWS = 3
MAX_SENTENCE_LENGTH = 60
"""A longer piece between blanks is a sentence with a gap."""
MAX_GROUP_LENGTH = 12
"""A line of one cell inside of a table, as the name of a group of rows, is not longer."""
MAX_NAME_LINES = 2
MIN_SLASHES, MAX_SLASHED_LENGTH = 2, 48
BOLD = re.compile(r"\*\*(?P<words>[^*]+)\*\*")
BAR = re.compile(r"[|│┃┆｜║]")
BLANKS = re.compile(r"[ \u3000]{2,}")
WIDE_BLANK = re.compile(r"[ \u3000]{2,}|\u3000(?=[-\d])")
"""Beside wider gaps a single wide blank before a figure is one, too."""
NAME_AND_FIGURE = re.compile(r"[^\d\s。；;:：]{2,30}(?P<gap>\u3000)[-−]?\d[\d,]*(?:\.\d+)?")
"""A line of a list whose name reaches up to the column of figures."""
LONE_BLANK = re.compile(r"[ \u3000]*(?:\u3000| {2})[ \u3000]*")
MAX_CELL_LENGTH = 30
"""The cells of a row that single wide blanks part are not longer."""
DRAWN_LINE = re.compile(r"[\s\-—─━┄=+|│┼┿╋├┤┣┫┬┴┌┐└┘┏┓┗┛╂╔╗╚╝╠╣╦╩╬═╟╢╤╧╪╫╞╡┣┫┳┻┿:]+")
"""A line drawn between rows, without content."""
SENTENCE = re.compile(r"[。；;]|^[一二三四五六七八九十]{1,2}、|^[（(][一二三四五六七八九十]{1,2}[）)]")
STATEMENT = re.compile(r"[^:：]{2,12}[:：].*")
"""A cell that is label and value by itself."""
APART = re.compile(r"(?<=\s)/(?=\s)")
LABELLED = re.compile(r"[\u4e00-\u9fff（）()]{2,10}[-−]?\d[\d,]*(?:\.\d+)?(?:[%％]|分|[百千万亿]?元)?")
"""A cell that is a label and its figure: several of them part a row even beside a statement."""
FIGURE = re.compile(r"\d|^[-—/]+$")
LONE = re.compile(r"[\u4e00-\u9fff]{2}")
"""Two cells of a character each: those of one word of two."""

AMOUNT = re.compile(r"[（(]?[-−]?\d[\d,]*(?:\.\d+)?[）)]?[%％‰]?|[-—–/]+")
NAME_AND_AMOUNT = re.compile(
    r"(?P<name>[^\d\s]\S*[\u4e00-\u9fff）)])[ \u3000](?P<amount>[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d\d))"
)
"""The name of a row with its first amount behind a single blank: with points, or with commas between thousands."""
SPREAD_SUM = re.compile(r"[合总小共]计")
"""A name of a sum, of which blanks often make two cells."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DelimitedRow:
    """A line of the text, its delimiter, and where its cells stand in it; empty ones are (n, n).

    `above` and `below` are lines that hold its name, or the rest of it, which was too long for its column.
    """

    line: Line
    by: Delimiter | None
    cells: tuple[Span, ...]
    above: tuple[Line, ...] = ()
    below: tuple[Line, ...] = ()

    def words(self, index: int) -> str:
        """The text of a cell without spaces."""
        start, end = self.cells[index]
        return "".join(self.line.text[start:end].split())

    @property
    def filled(self) -> list[str]:
        """The words of all cells that are not empty."""
        return [words for index in range(len(self.cells)) if (words := self.words(index))]


@dataclass(slots=True)
class _Run:
    """Rows that follow one another, and lines that may come between two rows."""

    rows: list[DelimitedRow] = field(default_factory=list)
    waiting: list[DelimitedRow] = field(default_factory=list)
    gaps: int = 0


def delimited_rows(lines: Sequence[Line]) -> Iterator[list[DelimitedRow]]:
    """Yields the rows of each table, in the order of the text."""
    run = _Run()
    for line in [*lines, None]:
        row = split_row(line) if line is not None else None
        if row is not None and row.by is not None and _goes_on(run, row):
            if run.waiting and _lacks_its_name(row, run.rows):
                run.rows.append(replace(row, above=tuple(each.line for each in run.waiting)))
            else:
                run.rows += [*run.waiting, row]
            run.waiting, run.gaps = [], 0
        elif row is not None and run.rows and _may_stand_between(row, run):
            run.gaps += not row.cells
            run.waiting += [row] if row.cells else []
        else:
            if (kept := _whole_words(_trimmed(_without_frame(_whole_names(run))))) and _is_table(kept):
                yield kept
            run = _Run([row] if row is not None and row.by is not None else [])


def as_grid(rows: Sequence[DelimitedRow]) -> tuple[Grid, list[Line]]:
    """Returns the rows as a grid, and the lines that they take up.

    A cell is in the column of its number; in a row that blanks part and that lacks cells, in that of the head over it.
    """
    head = next((row for row in rows if len(row.filled) >= MIN_COLUMNS and not _has_figures(row)), None)
    cells: list[Cell] = []
    nested = _nested_heads(rows)
    for number, row in enumerate(rows):
        if number in nested:
            cells += nested[number]
            continue
        glyphs = [row.line.glyphs[a:b] for a, b in row.cells]
        columns = columns_under(row, head) or list(range(len(row.cells)))
        if row.above or row.below:
            named = not FIGURE.match(row.words(0))
            above, below = (
                [g for line in lines for g in line.glyphs if not g.char.isspace()] for lines in (row.above, row.below)
            )
            own = glyphs[0] if named else []
            rest = glyphs[1:] if named else glyphs
            glyphs, columns = [[*above, *own, *below], *rest], list(range(len(rest) + 1))
        for column, own in zip(columns, glyphs, strict=True):
            lines = [Line(list(own), number=row.line.number)] if own else []
            cells.append(Cell(number, column, lines, None, None))
    return Grid(cells, None, None), [line for row in rows for line in (*row.above, row.line, *row.below)]


def _nested_heads(rows: Sequence[DelimitedRow]) -> dict[int, list[Cell]]:
    """The cells of a head of two rows, by their rows: a cell reaches over the empty ones behind it that have heads below, and down
    over an empty one. None where the rows do not fit so."""
    if len(rows) <= MIN_ROWS or rows[0].by not in ("bar", "tab") or len({len(row.cells) for row in rows[:3]}) > 1:
        return {}
    upper, lower = rows[0], rows[1]
    tops, bottoms = ([row.words(n) for n in range(len(row.cells))] for row in (upper, lower))
    starts = [n for n, words in enumerate(tops) if words]
    groups = [(a, b) for a, b in pairwise([*starts, len(tops)])]
    if len(starts) < 2 or starts[0] or _has_figures(upper) or _has_figures(lower):
        return {}
    if any(b - a == 1 and bottoms[a] for a, b in groups) or all(b - a == 1 for a, b in groups):
        return {}
    if any(not all(bottoms[a:b]) for a, b in groups if b - a > 1):
        return {}
    first = [
        Cell(0, a, [_piece(upper, a)], None, None, rowspan=1 if b - a > 1 else 2, colspan=b - a) for a, b in groups
    ]
    second = [Cell(1, n, [_piece(lower, n)], None, None) for n, words in enumerate(bottoms) if words]
    return {0: first, 1: second}


def _piece(row: DelimitedRow, index: int) -> Line:
    start, end = row.cells[index]
    return Line(list(row.line.glyphs[start:end]), number=row.line.number)


def _has_figures(row: DelimitedRow) -> bool:
    return any(FIGURE.search(words) for words in row.filled)


def columns_under(row: DelimitedRow, head: DelimitedRow | None) -> list[int] | None:
    """The column of each cell by the head that it stands under; None where that is not clear, or is nothing new."""
    if head is None or row.by != "blank" or len(row.cells) >= len(head.cells) or len(row.cells) < 2:
        return None
    tops = [_printed_span(head, index) for index in range(len(head.cells))]
    out: list[int] = []
    for index in range(len(row.cells)):
        left, right = _printed_span(row, index)
        under = [k for k, (a, b) in enumerate(tops) if left < b and a < right]
        under = [
            k for k in under if tops[k][0] == left
        ] or under  # what is wider than its column reaches under the next
        if len(under) != 1 or (out and under[0] <= out[-1]):
            return None
        out += under
    return out


def _printed_span(row: DelimitedRow, index: int) -> Span:
    """Where the cell begins and ends in columns of a typewriter: a Chinese character takes two."""
    start, end = row.cells[index]
    text = row.line.text
    left = sum(2 if east_asian_width(char) in "WF" else 1 for char in text[:start])
    return left, left + sum(2 if east_asian_width(char) in "WF" else 1 for char in text[start:end])


def _lacks_its_name(row: DelimitedRow, rows: Sequence[DelimitedRow]) -> bool:
    """Whether the row has one cell less than most, and figures in all of them."""
    usual = max(len(each.filled) for each in rows)
    return len(row.filled) == usual - 1 and all(FIGURE.match(words) for words in row.filled)


def split_row(line: Line) -> DelimitedRow:
    """Returns the line as a row: `by` is None where it has one cell, `cells` is empty where it has none."""
    text = line.text
    if not text.strip() or DRAWN_LINE.fullmatch(text):
        return DelimitedRow(line, None, ())
    inner = text.strip(" \u3000|│┃┆｜║")
    if BAR.search(inner) or len(BAR.findall(text)) > 1:
        return DelimitedRow(line, "bar", tuple(_between_bars(text)))
    if "\t" in text.strip() or (text.count("\t") >= MIN_COLUMNS - 1 and len(text.strip()) <= MAX_GROUP_LENGTH):
        ends = [-1, *(m.start() for m in re.finditer("\t", text)), len(text)]
        return DelimitedRow(line, "tab", tuple(_bare(text, a + 1, b) for a, b in pairwise(ends)))
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    gaps = list(_gaps(text, start, end))
    spans = list(zip([start, *(b for _, b in gaps)], [*(a for a, _ in gaps), end], strict=True))
    if len(spans) > 1 and all(b - a <= MAX_SENTENCE_LENGTH for a, b in spans):
        return DelimitedRow(line, "blank", tuple(spans))
    slashed = text.rstrip(" \u3000:：；;")
    if (
        (slashed.count("/") >= MIN_SLASHES or APART.search(slashed))
        and len(slashed) <= MAX_SLASHED_LENGTH
        and not SENTENCE.search(slashed)
    ):
        strokes = list(APART.finditer(slashed)) or list(re.finditer("/", slashed))  # 元/㎡ is no end of a cell
        ends = [start - 1, *(m.start() for m in strokes), len(slashed)]
        return DelimitedRow(line, "slash", tuple(_bare(text, a + 1, b) for a, b in pairwise(ends)))
    return DelimitedRow(line, None, ((start, end),))


def _gaps(text: str, start: int, end: int) -> Iterator[Span]:
    """The blanks between cells: wide ones, or single wide ones if they part a row of several short cells."""
    wide = BLANKS.search(text, start, end) is not None
    lone = [m.span() for m in LONE_BLANK.finditer(text, start, end)]
    pieces = [text[a:b] for a, b in zip([start, *(b for _, b in lone)], [*(a for a, _ in lone), end], strict=True)]
    told = sum(LABELLED.fullmatch(piece) is not None for piece in pieces)
    short = all(
        len(piece) <= MAX_CELL_LENGTH and (told >= MIN_COLUMNS - 1 or not STATEMENT.fullmatch(piece))
        for piece in pieces
    )
    spread = wide and any(len(piece) == 1 and not piece.isdigit() for piece in pieces)
    if len(pieces) >= MIN_COLUMNS and short and not spread and not SENTENCE.search(text[start:end]):
        yield from lone
    elif wide:
        yield from (m.span() for m in WIDE_BLANK.finditer(text, start, end))
    elif listed := NAME_AND_FIGURE.fullmatch(text, start, end):
        yield listed.span("gap")


def _between_bars(text: str) -> Iterator[Span]:
    """The cells between bars. The first and the last bar are the frame, unless blanks stand before the first."""
    bars = [m.start() for m in BAR.finditer(text)]
    ends = bars if _is_framed(text) else [-1, *bars]
    if text[bars[-1] + 1 :].strip() or len(ends) < 2:
        ends = [*ends, len(text)]
    return (_bare(text, a + 1, b) for a, b in pairwise(ends))


def _without_frame(rows: list[DelimitedRow]) -> list[DelimitedRow]:
    """The rows, with an empty first cell where a row begins with a bar though the table has no frame: others begin without one."""
    framed = [row.by == "bar" and _is_framed(row.line.text) for row in rows]
    barred = sum(row.by == "bar" for row in rows)
    begun = barred - sum(framed)
    if not begun or begun < MIN_UNFRAMED * barred:
        return rows
    usual = max(len(row.cells) for row, f in zip(rows, framed, strict=True) if not f)
    return [_unframed(row, usual) if f else row for row, f in zip(rows, framed, strict=True)]


def _unframed(row: DelimitedRow, usual: int) -> DelimitedRow:
    """The row with an empty first cell, and with an empty last one where it ends with a bar and lacks a cell."""
    cells = ((0, 0), *row.cells)
    end = len(row.line.text)
    lacks = len(cells) == usual - 1 and BAR.match(row.line.text.rstrip()[-1:]) is not None
    return replace(row, cells=(*cells, (end, end)) if lacks else cells)


def _is_framed(text: str) -> bool:
    bar = BAR.search(text)
    return bar is not None and not text[: bar.start()].strip() and bar.start() < 2


def _bare(text: str, start: int, end: int) -> Span:
    """The span without the blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    bold = BOLD.fullmatch(text, start, end)
    return bold.span("words") if bold else (start, end)


def _goes_on(run: _Run, row: DelimitedRow) -> bool:
    if not run.rows:
        return True
    if run.waiting and not (_lacks_its_name(row, run.rows) or _are_groups(run)):
        return False
    return row.by == run.rows[-1].by and (not run.gaps or len(row.filled) >= MIN_COLUMNS or row.by in ("bar", "tab"))


def _may_stand_between(row: DelimitedRow, run: _Run) -> bool:
    """Whether the line may be a rule, one empty line, or the name of a group between two rows."""
    if not row.cells:
        return bool(row.line.text.strip()) or run.gaps == 0
    group = row.by is None and len(row.words(0)) <= MAX_GROUP_LENGTH and not SENTENCE.search(row.line.text.strip())
    return group and len(run.waiting) < MAX_NAME_LINES and run.rows[-1].by == "blank"


def _are_groups(run: _Run) -> bool:
    """Whether the lines between two rows name what follows: another head than that of the table is none."""
    lone = len(run.waiting) == 1
    return lone and not any(STATEMENT.fullmatch(words) for row in run.waiting for words in row.filled)


def _trimmed(rows: Sequence[DelimitedRow]) -> list[DelimitedRow]:
    """The rows without those at the edges that are statements of their own (填报单位：… 填报日期：…)."""
    kept = list(rows)
    while kept and _is_loose(kept[0]):
        kept.pop(0)
    while kept and _is_loose(kept[-1]):
        kept.pop()
    return kept


def _whole_names(run: _Run) -> list[DelimitedRow]:
    """The rows of a run, with the lines of their own that names go on in put to their rows."""
    flat = [row for each in run.rows for row in (*map(split_row, each.above), replace(each, above=()))]
    lone = [row for row in run.waiting if len(row.cells) == 1][:1]
    parts = (
        parts_of_names([row.filled for row in (*flat, *lone)]) if all(row.by in ("blank", None) for row in flat) else {}
    )
    if not parts:
        return run.rows
    rows = [*flat, *lone]
    own = {m: n for n, (above, below) in parts.items() for m in range(n - above, n + below + 1)}
    return [
        replace(
            row,
            above=tuple(r.line for r in rows[n - above : n]),
            below=tuple(r.line for r in rows[n + 1 : n + 1 + below]),
        )
        for n, row in enumerate(rows)
        if own.get(n, n) == n and n < len(flat)
        for above, below in [parts.get(n, (0, 0))]
    ]


def _whole_words(rows: Sequence[DelimitedRow]) -> list[DelimitedRow]:
    """The rows, with a word whole that wide blanks spread over two cells (区　　名), where its row has one cell too many: more than
    most, and than the head. A row that names a sum so (合　　计) is whole whatever it has: its cells stand under their heads."""
    rows = [_parted_name(row) for row in rows]
    counts = Counter(len(row.cells) for row in rows)
    usual = counts.most_common(1)[0][0] if counts else 0
    head = next((len(row.cells) for row in rows if len(row.filled) >= MIN_COLUMNS and not _has_figures(row)), 0)
    return [
        _joined(row) if row.by == "blank" and (len(row.cells) in (usual + 1, head + 1) or _spreads_sum(row)) else row
        for row in rows
    ]


def _parted_name(row: DelimitedRow) -> DelimitedRow:
    """The row with two cells for a name and an amount that a single blank parts, where all other cells are figures."""
    if (
        row.by != "blank"
        or len(row.cells) < MIN_COLUMNS - 1
        or not all(AMOUNT.fullmatch(words) for words in row.filled[1:])
    ):
        return row
    start, end = row.cells[0]
    found = NAME_AND_AMOUNT.fullmatch(row.line.text, start, end)
    return replace(row, cells=(found.span("name"), found.span("amount"), *row.cells[1:])) if found else row


def _spreads_sum(row: DelimitedRow) -> bool:
    return len(row.cells) > MIN_COLUMNS - 1 and SPREAD_SUM.fullmatch(row.words(0) + row.words(1)) is not None


def _joined(row: DelimitedRow) -> DelimitedRow:
    lone = [n for n in range(len(row.cells) - 1) if LONE.fullmatch(row.words(n) + row.words(n + 1))]
    if len(lone) != 1:
        return row
    (at,) = lone
    return replace(row, cells=(*row.cells[:at], (row.cells[at][0], row.cells[at + 1][1]), *row.cells[at + 2 :]))


def _is_loose(row: DelimitedRow) -> bool:
    return row.by in ("tab", "blank") and all(STATEMENT.fullmatch(words) for words in row.filled)


def _is_table(rows: Sequence[DelimitedRow]) -> bool:
    if rows[0].by == "slash":
        counts = {len(row.cells) for row in rows}
        figures = sum(FIGURE.search(row.words(len(row.cells) - 1)) is not None for row in rows)
        return len(rows) > MIN_LIST_ROWS - 1 and len(counts) == 1 and figures >= len(rows) - 1
    if sum(len(row.filled) >= MIN_COLUMNS for row in rows) >= MIN_ROWS:
        return True
    lists = [row for row in rows if len(row.filled) == 2 and FIGURE.search(row.filled[-1])]
    return len(lists) >= MIN_LIST_ROWS
