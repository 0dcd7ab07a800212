"""Forms that were flattened into one line (项目名称 河道保洁 主管部门 水利局 … 预算数 执行数 执行率 合计 40.00 38.00 95%): their lines again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line, Page

TOKEN = regex.compile(r"[^ \u3000\t]+")
FIGURE = regex.compile(r"[（(]?[-−]?\d[\d,]*(?:\.\d+)?[）)]?(?:[%％‰]|[万亿]?元|分)?|[-—–/]+")
MIN_LABELS, MIN_HEADS, MIN_ROWS = 3, 3, 1
MAX_NAME_TOKENS = 2
PACKED = regex.compile(
    r"(?P<labels>\p{Han}{2,8}(?:[/／]\p{Han}{2,8})+)\s*[:：]\s*(?P<figures>[≥≤]?\d[\d,.]*[^\s/／，,；;。]{0,4}(?:[/／][≥≤]?\d[\d,.]*[^\s/／，,；;。]{0,4})+)"
)
MIN_LABEL, MAX_LABEL = 3, 8
MARKS = frozenset("：:，,；;。")
"""Behind a label they show that the line has marks of its own."""
WIDE = regex.compile(r"[ \u3000]{2,}|\u3000")
STATEMENT = regex.compile(r"\p{Han}{2,8}[:：][^:：]+")
TOLD = regex.compile(r"\p{Han}{2,10}[-−]?\d[\d,]*(?:\.\d+)?(?:[%％]|分|[百千万亿]?元)?")
CELLS = regex.compile(r"[|｜│┃║\t]")
"""Signs that part cells already."""
STROKE = regex.compile(r"[/／]")

Is = Callable[[str], bool]
Span = tuple[int, int]


def with_lines_of_forms(page: Page, is_label: Is, is_head: Is) -> Page:
    """Returns a copy of a page of text with a line for each label of a cover and each row of a table that one line held, and with
    each figure behind its own label (预算数/执行数：52/49). `is_label` knows labels of covers, `is_head` heads of columns."""
    lines = [part for line in page.lines for part in _of_form(_with_pairs(line), is_label, is_head)]
    return replace(page, lines=lines)


def _of_form(line: Line, is_label: Is, is_head: Is) -> Iterator[Line]:
    if CELLS.search(line.text):
        yield line
        return
    tokens = [match.span() for match in TOKEN.finditer(line.text)]
    heads = next(_head_runs(line, tokens, is_head), None)
    rows = list(_rows(line, tokens, heads[1], heads[1] - heads[0])) if heads else []
    if heads is None or len(rows) < MIN_ROWS or not heads[0]:
        yield from _labelled(line, is_label)
        return
    yield from _labelled(_cut(line, 0, tokens[heads[0]][0]), is_label)
    corner = [tokens[heads[0] - 1]] if not is_label(_words(line, tokens[heads[0] - 1])) else []
    yield _tabbed(line, [*(corner or [(0, 0)]), *tokens[heads[0] : heads[1]]])
    for row in rows:
        yield _tabbed(line, row)
    if (end := rows[-1][-1][1]) < len(line.text):
        yield from _of_form(_cut(line, end, len(line.text)), is_label, is_head)


def _head_runs(line: Line, tokens: Sequence[Span], is_head: Is) -> Iterator[Span]:
    """From which to before which token heads stand one behind the other."""
    start = 0
    for n in range(len(tokens) + 1):
        if n < len(tokens) and is_head(_words(line, tokens[n])):
            continue
        if n - start >= MIN_HEADS:
            yield start, n
        start = n + 1


def _rows(line: Line, tokens: Sequence[Span], at: int, columns: int) -> Iterator[list[Span]]:
    """The rows behind the heads: a name, and as many figures as there are heads."""
    while at < len(tokens):
        names = next(
            (
                n
                for n in range(1, MAX_NAME_TOKENS + 1)
                if _are_figures(line, tokens[at + n : at + n + columns], columns)
            ),
            None,
        )
        if names is None or any(FIGURE.fullmatch(_words(line, span)) for span in tokens[at : at + names]):
            return
        yield [(tokens[at][0], tokens[at + names - 1][1]), *tokens[at + names : at + names + columns]]
        at += names + columns


def _are_figures(line: Line, spans: Sequence[Span], count: int) -> bool:
    return len(spans) == count and all(FIGURE.fullmatch(_words(line, span)) for span in spans)


def _labelled(line: Line, is_label: Is) -> Iterator[Line]:
    """A line for each label of a cover and its value, where the line has several and no marks behind them."""
    places = _labels(line.text, is_label)
    if len(places) < MIN_LABELS:
        yield from _beside_statement(line)
        return
    if line.text[: places[0][0]].strip():
        yield _cut(line, 0, places[0][0])
    for (start, end), (behind, _) in pairwise([*places, (len(line.text), 0)]):
        value = _cut(line, end, behind)
        glyphs = [*line.glyphs[start:end], Glyph("：", line=line.number), *value.glyphs]
        yield Line(glyphs, number=line.number)


def _beside_statement(line: Line) -> Iterator[Line]:
    """The statement that a line begins with (单位：河道站) apart from the labels with figures behind it (年初预算40万元　支出38万元)."""
    spans = [
        (a, b) for a, b in pairwise([0, *(n for m in WIDE.finditer(line.text) for n in m.span()), len(line.text)])
    ][::2]
    pieces = [line.text[a:b].strip() for a, b in spans]
    at = next((n for n, piece in enumerate(pieces) if TOLD.fullmatch(piece)), 0)
    told = at and len(pieces) - at > 1 and all(TOLD.fullmatch(piece) for piece in pieces[at:])
    if told and all(STATEMENT.fullmatch(piece) for piece in pieces[:at]):
        yield _cut(line, 0, spans[at][0])
        yield _cut(line, spans[at][0], len(line.text))
    else:
        yield line


def _labels(text: str, is_label: Is) -> list[Span]:
    """Where labels stand that no mark parts from their values; longer ones go before those within them, and none stands twice."""
    out: list[Span] = []
    seen: set[str] = set()
    at = 0
    while at < len(text):
        end = next(
            (e for e in range(min(len(text), at + MAX_LABEL), at + MIN_LABEL - 1, -1) if is_label(text[at:e])), None
        )
        if end is None or text[at:end] in seen or (out and out[-1][1] == at):
            at += 1
            continue
        if text[end : end + 1] in MARKS:
            return []
        out.append((at, end))
        seen.add(text[at:end])
        at = end
    return out


def _with_pairs(line: Line) -> Line:
    """The line with each figure behind its label."""
    found = PACKED.search(line.text)
    if found is None:
        return line
    labels, figures = (_parts(line.text, found.span(name)) for name in ("labels", "figures"))
    if len(labels) != len(figures):
        return line
    sign, blank = Glyph("：", line=line.number), Glyph("\u3000", line=line.number)
    glyphs: list[Glyph] = []
    for n, (label, figure) in enumerate(zip(labels, figures, strict=True)):
        glyphs += [*([blank] if n else []), *line.glyphs[slice(*label)], sign, *line.glyphs[slice(*figure)]]
    rest = _with_pairs(_cut(line, found.end(), len(line.text)))
    return replace(line, glyphs=[*line.glyphs[: found.start()], *glyphs, *rest.glyphs])


def _parts(text: str, span: Span) -> list[Span]:
    ends = [span[0] - 1, *(m.start() for m in STROKE.finditer(text, *span)), span[1]]
    return [(a + 1, b) for a, b in pairwise(ends)]


def _tabbed(line: Line, spans: Sequence[Span]) -> Line:
    glyphs: list[Glyph] = []
    for n, span in enumerate(spans):
        glyphs += [*([Glyph("\t", line=line.number)] if n else []), *line.glyphs[slice(*span)]]
    return Line(glyphs, number=line.number)


def _words(line: Line, span: Span) -> str:
    return line.text[slice(*span)]


def _cut(line: Line, start: int, end: int) -> Line:
    """A part of the line without the blanks at its ends."""
    while start < end and line.text[start].isspace():
        start += 1
    while end > start and line.text[end - 1].isspace():
        end -= 1
    return Line(list(line.glyphs[start:end]), number=line.number)
