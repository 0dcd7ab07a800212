"""What stands around a figure: the words that lead to it, their senses, its list, its brackets, its headings."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from gouji.extract.prose.passages import Figure, Passage
from gouji.schemas.wordlists import read_records, read_rows

SENTENCE_STOPS = "。！？；;"
CLAUSE_STOPS = SENTENCE_STOPS + "，,：:"
FILLER = regex.compile(r"(?:[为是共计达有了约近至到：:，,、的\s（(]|合计|总计|共计|累计|人民币|分别|达到|数为|即|仅)+$")
POINTS = regex.compile(r"得分|评分|分值|满分|打分|自评分|计分|实得|总分|\d分[（(，,；;、。]")
FULL_MARK = 100
OPEN, CLOSE = "（([【", "）)]】"


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """One figure in its surroundings. Offsets are those of its paragraph's text.

    `lead` are the words from the figure before (or the sentence's beginning) to this one, `clause` those since the last
    stop, `sentence` all words of the sentence before it, `after` the words behind it up to the next figure or stop.
    """

    figure: Figure
    passage: Passage
    paragraph: int
    order: int
    sentence_start: int
    lead: str
    clause: str
    sentence: str
    after: str
    depth: int
    opened: bool
    """Whether the bracket around it was opened after the figure before."""
    kind: str
    amount: Decimal
    unit: str
    """The canonical unit."""
    last: str
    """The sense of the last measure word of `lead`, `-` without one."""


def contexts(parts: list[Passage]) -> list[Context]:
    """Every figure of the body in reading order, with its surroundings."""
    out: list[Context] = []
    for number, passage in enumerate(parts):
        masked = masked_text(passage)
        ends = [0, *(figure.end for figure in passage.figures)]
        depths = _depths(passage.text.text)
        for index, figure in enumerate(passage.figures):
            start = figure.start
            begin = max([passage.words] + [masked.rfind(stop, 0, start) + 1 for stop in SENTENCE_STOPS])
            clause = max([begin] + [masked.rfind(stop, begin, start) + 1 for stop in CLAUSE_STOPS])
            floor = max(begin, ends[index])
            following = passage.figures[index + 1].start if index + 1 < len(passage.figures) else len(masked)
            after = regex.split(r"[。！？；;]", masked[figure.end : min(following, figure.end + 24)])[0]
            lead = masked[floor:start]
            out.append(
                Context(
                    figure,
                    passage,
                    number,
                    len(out),
                    begin,
                    _tight(lead),
                    _tight(masked[clause:start]),
                    _tight(masked[begin:start]),
                    _tight(after),
                    depths[start],
                    any(sign in lead for sign in OPEN) and depths[start] > 0,
                    _kind(figure),
                    figure.found.quantity.amount,
                    figure.found.quantity.canonical_unit,
                    (senses(_tight(lead)) or ("-",))[-1],
                )
            )
    return out


def kind_of(context: Context) -> str:
    """money, rate, points (百分点), score, multiple, count or bare."""
    return context.kind


def _kind(figure: Figure) -> str:
    found = figure.found
    if found.kind == "count" and found.quantity.unit == "分":
        return "score"
    if found.kind == "bare" and _is_points(figure):
        return "score"
    if found.kind == "rate" and found.quantity.unit.endswith("点"):
        return "points"
    return found.kind


def _is_points(figure: Figure) -> bool:
    """Whether a bare figure gives points: in a paragraph that speaks of points, no more than the full mark, no year or list."""
    number, text = figure.found.quantity.number, figure.passage.text.text
    small = regex.fullmatch(r"\d{1,3}(?:\.\d{1,2})?", number) and figure.found.quantity.amount <= FULL_MARK
    behind = text[figure.end : figure.end + 1]
    return bool(small and POINTS.search(text) and not regex.match(r"[\p{Han}A-Za-z%]", behind))


def masked_text(passage: Passage) -> str:
    """The paragraph's text with dates as D and digits of figures as #, of the same length."""
    chars = list(passage.text.text)
    for date in passage.dates:
        if date.value is None or len(date.value) > 4:
            chars[date.start : date.end] = "D" * (date.end - date.start)
    for figure in passage.figures:
        start, end = figure.found.number_start, figure.found.number_end
        chars[start:end] = "#" * (end - start)
    return "".join(chars)


def _depths(text: str) -> list[int]:
    depth, out = 0, []
    for sign in text:
        depth = max(0, depth - 1) if sign in CLOSE else depth
        out.append(depth)
        depth += sign in OPEN
    return [*out, depth]


def _tight(words: str) -> str:
    return regex.sub(r"(D)\1+|(#)\2+|\s+", lambda m: m[1] or m[2] or "", words)


@cache
def sense_words() -> dict[str, str]:
    """Word → sense of it; a word of two senses has the first."""
    out: dict[str, str] = {}
    for row in read_records(__package__, "measure_words"):
        for word in row["words"].split():
            out.setdefault(word, row["sense"])
    return out


@cache
def _any_sense() -> regex.Pattern[str]:
    words = sorted(sense_words(), key=lambda w: (-len(w), w))
    return regex.compile("|".join(map(regex.escape, words)))


@cache
def _any_source() -> regex.Pattern[str]:
    return regex.compile(
        "|".join(
            regex.escape(row[0]) for row in sorted(read_rows(__package__, "source_words"), key=lambda r: -len(r[0]))
        )
    )


@cache
def senses(words: str) -> tuple[str, ...]:
    """The senses of the measure words in `words`, in their order; the longest word at each place counts."""
    table = sense_words()
    return tuple(table[match[0]] for match in _any_sense().finditer(words))


def names_source(words: str) -> bool:
    """Whether the words name a source of funds."""
    return bool(_any_source().search(words))
