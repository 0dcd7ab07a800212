"""Finds the title: the first lines of the paper that say what is reported on, of which year, and what kind of paper it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from gouji.extract.covers.edge_specks import without_lettering_at_edges
from gouji.extract.covers.entity_names import complete_name
from gouji.extract.covers.unit_names import first_unit
from gouji.extract.covers.upright_boxes import upright_boxes
from gouji.extract.key_value_lines import labelled
from gouji.normalize.figures.dates import parse_date
from gouji.normalize.layout.headings import heading
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced, join

SELF_EVALUATION = regex.compile(
    r"(?:自评|评价|绩效)[\p{Han}（）()]*(?:报告|表)|自评报告|自评表|绩效自评价?情况(?:说明)?$"
)
"""What the title of a self-evaluation says, whatever a seal leaves around it."""
REMARK = r"(?:[（(][^（()）]{1,14}[）)])?"
PAPER = regex.compile(
    rf"(?:自评|评价|绩效|[决预]算)\p{{Han}}{{0,10}}(?:报告|自评|自评价|评价|摘要|小结|总结|说明|情况|简?表|[决预]算|公开){REMARK}$"
    rf"|(?:自评|[决预]算){REMARK}$|绩效情况的说明$|(?:关于|的).{{4,}}(?:复?函|答复|答复函|报告|说明|情况){REMARK}$"
)
"""How titles of papers of all kinds close, with the year or 一页纸 in brackets behind."""
MAX_LINES_ABOVE = 3
"""A paper that is no self-evaluation is told by its first lines alone."""
SENTENCE = regex.compile(r"[。；;！？：]|[，,]\s*\p{Han}|》收悉|[:：]\s*$|【|[|｜]")
NO_OPENING = regex.compile(r"^\s*(?:附件|附表|附\s*[:：\d]|——|[（(][^（()）]*[）)]$)|[〔［\[【]")
MAX_OPENING = 48
TRAILING_YEAR = regex.compile(r"(?<=[表告])\s*(?:19|20)\d\d\s*年度?\s*$")
"""The year that a form prints on the line of its title if there is room. One in brackets belongs to the title."""
OPENS_TITLE = regex.compile(r"\s*(?:19|20)\d\d\s*年度?\s*\p{Han}{4,}$")
MONEY_REMARK = regex.compile(r"\s*[（(]\s*(?:金额|计量)?单位\s*[:：]?\s*[^（()）]*元\s*[）)]\s*$")
MIN_AS_LARGE, MAX_PITCH = 0.7, 2.5
MAX_RUN = 4
"""Lines over which a long title runs."""
MIN_FULL = 0.85
"""A line this wide (of the width of the text below) was broken because it was full."""


def cover_title(
    lines: Sequence[Traced], turns: Mapping[int | None, int], below: Sequence[Traced] = ()
) -> tuple[TextLeaf | None, list[Traced]]:
    """The title, and the lines of which it consists; (None, []) if no line is one.

    `lines` open the paper, `below` are the paragraphs that follow. A title may begin on the lines above the one that names
    the kind of paper: with the unit, or with the project. A long one is broken wherever its line was full.
    """
    for index, line in enumerate(lines):
        money = MONEY_REMARK.search(line.text)
        text = line.span(0, money.start()) if money else line
        end = _end_of_run(lines, index, turns, below)
        if end == index and not _closes_title(text, index):
            continue
        begin = index
        while begin and _continues(lines[begin - 1], text if begin == index else lines[begin], turns):
            begin -= 1
        last = lines[end] if end > index else text
        whole = join([*(each.strip() for each in lines[begin:end]), last.strip()])
        return _leaf(whole), list(lines[begin : end + 1])
    return None, []


def _end_of_run(lines: Sequence[Traced], index: int, turns: Mapping[int | None, int], below: Sequence[Traced]) -> int:
    """The last line of a printed title that begins at `index` and was broken over lines; `index` where it was not.

    A line was broken if it is full, or if the lines make a title together and none of them does alone.
    """
    end = index
    while end + 1 < min(len(lines), index + MAX_RUN) and _runs_on(lines[end], lines[end + 1], turns):
        end += 1
    for last in range(end, index, -1):
        run = lines[index : last + 1]
        full = all(_is_full(line, [*lines, *below], turns) for line in run[:-1])
        together = _closes_title(join([line.strip() for line in run]), index)
        if together and (full or not any(_closes_title(line, index) for line in run)):
            return last
    return index


def _runs_on(above: Traced, text: Traced, turns: Mapping[int | None, int]) -> bool:
    if labelled(above) or labelled(text) or heading(text.text) or SENTENCE.search(above.text):
        return False
    if NO_OPENING.search(text.text):
        return False  # （2022年度） below a title is a line of its own
    printed = bool(upright_boxes(above, turns)) and bool(upright_boxes(text, turns))
    return printed and _printed_alike(above, text, turns)


def _is_full(line: Traced, others: Sequence[Traced], turns: Mapping[int | None, int]) -> bool:
    """Whether a line is as wide as the text of its page, which other lines tell."""
    own, page = upright_boxes(line, turns), line.glyphs[0].page
    near = [
        box
        for other in others
        if other is not line and other.glyphs and other.glyphs[0].page == page
        for box in upright_boxes(other, turns)
    ]
    if not own or not near:
        return False
    width = max(box[2] for box in near) - min(box[0] for box in near)
    return own[-1][2] - own[0][0] > MIN_FULL * width


def _leaf(title: Traced) -> TextLeaf:
    year = TRAILING_YEAR.search(title.text)
    title = title.span(0, year.start()).strip() if year and year.start() else title
    title = without_lettering_at_edges(title)
    return TextLeaf.of(title, regex.sub(r"\s", "", title.text).strip(".·、,，'`-—"))


def _closes_title(text: Traced, index: int) -> bool:
    """Whether a line names the kind of paper, as the last words of a noun phrase."""
    if labelled(text) or heading(text.text) or SENTENCE.search(text.text.strip(".·、,，'`-—")):
        return False
    dense = regex.sub(r"\s", "", text.text)
    if SELF_EVALUATION.search(dense):
        return True
    return index < MAX_LINES_ABOVE and bool(PAPER.search(dense))


def _continues(above: Traced, text: Traced, turns: Mapping[int | None, int]) -> bool:
    """Whether the line above belongs to the same title."""
    if labelled(above):
        return False
    first, second = upright_boxes(above, turns), upright_boxes(text, turns)
    if first and second:
        words = above.text.strip()
        unit = first_unit(above.strip())
        named = complete_name("project_name", words) or (unit is not None and unit.text == words)
        return bool(OPENS_TITLE.match(above.text) or named) and _printed_alike(above, text, turns)
    return _is_opening(above)


def _is_opening(line: Traced) -> bool:
    """Whether a typed line can be the beginning of a title: a noun phrase, and no date, number of a document or heading."""
    words = line.text.strip()
    if not 4 <= len(words) <= MAX_OPENING or NO_OPENING.search(words) or SENTENCE.search(words):
        return False
    unit = first_unit(line)
    several = unit is not None and "（" not in words and "(" not in words and len(unit) < len(words)
    return not several and not heading(words) and parse_date(words) is None and not PAPER.search(words)


def _printed_alike(above: Traced, text: Traced, turns: Mapping[int | None, int]) -> bool:
    """Whether two lines are printed about as large, and one stands right above the middle of the other."""
    first, second = upright_boxes(above, turns), upright_boxes(text, turns)
    if above.glyphs[0].page != text.glyphs[0].page:
        return False
    height, large = (sorted(box[3] - box[1] for box in boxes)[len(boxes) // 2] for boxes in (first, second))
    middles = [(boxes[0][0] + boxes[-1][2]) / 2 for boxes in (first, second)]
    near = 0 < second[0][1] - first[0][1] < MAX_PITCH * large
    return near and height > MIN_AS_LARGE * large and abs(middles[0] - middles[1]) < 2 * large
