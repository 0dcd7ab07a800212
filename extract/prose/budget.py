"""Budget lines in prose (预算资金): each sub-project's figures, the total, the sources; paired by name, never by position."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import regex

from gouji.extract.prose.fund_lists import listed_after
from gouji.extract.prose.label_patterns import (
    ALL,
    FUND,
    FUNDING,
    LEAD,
    OF_WHICH,
    TOTAL,
    is_generic,
    label_fields,
    label_pattern,
    source_pattern,
)
from gouji.extract.prose.passages import Figure, Passage, title_end, title_of
from gouji.normalize.people.contacts import contacts
from gouji.normalize.text.bare_names import bare
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import BudgetRow, Role
from gouji.schemas.traced import Traced

WHOLE = regex.compile(
    r"以上|上述|全部|全年(?:累计)?共|整体|本项目|该项目|项目(?:年度|全年|资金|预算|总|年初|调整|实际)"
)
SPENDING = regex.compile(r"(?:^|[。；，\s])(?P<name>项目支出)$")
UNCHANGED = regex.compile(r"(?:未|无|没有|不)(?:作|做|进行|发生|予以)?(?:预算)?(?:调整|追加|调减|变动|变化)|无调整")
OF_PARTS = regex.compile(r"\s*[（(]\s*(?:其中)?[：:，,]?\s*(?:含(?!量)|包含|包括|其中)")
"""A bracket behind a figure that says what is a part of it."""


@dataclass(slots=True)
class Draft:
    """One line of money while it is being put together."""

    name: TextLeaf
    role: Role
    figures: dict[str, QuantityLeaf] = field(default_factory=dict)
    unchanged: bool = False
    in_heading: bool = False
    """Whether its figures stand in the very paragraph that begins with its name."""

    def put(self, key: str, leaf: QuantityLeaf) -> None:
        """The first figure of each kind stays: a later one is another place that says it again."""
        self.figures.setdefault(key, leaf)

    def row(self) -> BudgetRow:
        """The finished line. A plain 预算 is the opening budget only where something says that it was changed."""
        figures: dict[str, Any] = dict(self.figures)
        plain = figures.pop("budget", None)
        if plain is not None:
            changed = "adjustment" in figures or "adjusted" in figures
            figures.setdefault("initial" if changed else "adjusted", plain)
        if self.unchanged and "initial" in figures and "adjusted" not in figures:
            figures["adjusted"] = figures.pop("initial")
        return BudgetRow(name=self.name, role=self.role, **figures)


@dataclass(slots=True)
class Labelled:
    """A figure with the field its words give it; `start` and `end` are where those words begin and end."""

    figure: Figure
    field: str
    start: int
    end: int
    strong: bool
    total: bool


def budget(passages: list[Passage]) -> list[BudgetRow]:
    """The lines of money: the total first, then the sub-projects in reading order, then the sources."""
    drafts: list[Draft] = []
    for passage in passages:
        _read(passage, drafts)
    order = {"total": 0, "subproject": 1, "source": 2}
    kept = [d for d in drafts if d.figures]
    return [d.row() for d in sorted(kept, key=lambda d: order[d.role])]


def _read(passage: Passage, drafts: list[Draft]) -> None:
    named = _heading_name(passage)
    current: Draft | None = None
    for start, end in passage.sentences():
        entries = _without_arrival(list(_labelled(passage, start, end)))
        money = [e for e in entries if e.figure.found.kind == "money" and (e.strong or _is_rated(e, entries))]
        if FUNDING.search(passage.text.text, start, end):
            _sources(passage, start, _full_stop(passage, end), drafts)
        if not money and not (current and any(e.strong for e in entries)):
            continue
        entries = [e for e in entries if e.strong or money]
        current = _draft(passage, start, entries, named, current, drafts)
        if current is None:
            continue
        if current.role == "total":
            _parts(passage, entries, _full_stop(passage, end), drafts)
        for entry in (e for e in entries if not e.figure.taken):
            _put(current, entry, drafts)
        _sources(passage, start, end, drafts)
        current.unchanged |= bool(UNCHANGED.search(passage.text.text, start, end))


def _is_rated(entry: Labelled, entries: list[Labelled]) -> bool:
    """Whether a weak word of spending (支出5万元) stands in one sentence with its rate (使用率96%): then it is meant."""
    return entry.field == "spent" and any(e.strong and e.field == "rate" for e in entries)


def _without_arrival(entries: list[Labelled]) -> list[Labelled]:
    """到位率 is a figure of the budget, and no fact, but no field of the record holds it."""
    for entry in entries:
        entry.figure.taken |= entry.field == "arrival"
    return [e for e in entries if e.field != "arrival"]


def _parts(passage: Passage, entries: list[Labelled], end: int, drafts: list[Draft]) -> None:
    """What the figures of the whole are made of, where the text lists it: sources, or sub-projects with the same field."""
    opened = OF_WHICH.match(passage.text.text, end)
    limit = _full_stop(passage, end + 1) if opened else end
    told = [e for e in entries if e.figure.found.kind == "money" and not e.field.startswith("adjust_")]
    inside = OF_WHICH.search(passage.text.text, told[0].figure.end, limit) if told else None
    told = [e for e in told if inside is None or e.figure.end <= inside.start()]
    found = listed_after(passage, [e.figure for e in told], limit)
    if found is None:
        return
    field, items = next(e.field for e in told if e.figure is found[0]), found[1]
    if all(item.source for item in items) and field != "spent":
        drafts += [Draft(passage.leaf(i.start, i.end), "source", {"allocated": i.figure.leaf()}) for i in items]
    elif not any(item.source for item in items):
        for item in items:
            _named(passage.leaf(item.start, item.end), drafts).put(field, item.figure.leaf())


def _full_stop(passage: Passage, end: int) -> int:
    """Where the sentence ends for good: sources are told over several semicolons."""
    return passage.stop_after(max(0, end - 1), "。！") + 1 or len(passage.text)


def _labelled(passage: Passage, start: int, end: int) -> Iterator[Labelled]:
    """The figures of a sentence that a budget label stands before."""
    floor = start
    text = passage.text.text
    for figure in passage.between(start, end):
        match = label_pattern().search(text, floor, figure.start)
        source = source_pattern().search(text, floor, figure.start)
        if source and match and source.start() < match.start():
            match = None  # 上年结转 is a source of funds, not what is left over
        if match and figure.found.kind in ("money", "rate") and not figure.taken:
            kind, strong = label_fields()[match["label"]]
            if (kind in ("rate", "arrival")) == (figure.found.kind == "rate"):
                words = text[floor : figure.start]
                yield Labelled(figure, kind, match.start(), match.end(), strong, bool(TOTAL.search(words)))
        floor = figure.end


def _heading_name(passage: Passage) -> tuple[int, int] | None:
    """Where the name stands that a numbered paragraph begins with: 1.数字资源建设专项支出。年初预算…"""
    if not passage.head:
        return None
    end = title_end(passage.text.text, passage.head)
    if end and end < len(passage.text):
        title = passage.text.text[passage.head.end : end]
        stop = passage.head.end + len(title.rstrip(" 。.：:"))
        return None if is_generic(title_of(passage.text, passage.head).text) else (passage.head.end, stop)
    comma = regex.search(r"[，,：:]", passage.text.text, passage.head.end)
    if (
        comma
        and 2 <= comma.start() - passage.head.end <= 40
        and not label_pattern().search(passage.text.text[passage.head.end : comma.start()])
        and not contacts(passage.text.text[passage.head.end : comma.start()])
    ):
        return passage.head.end, comma.start()
    return None


def _draft(
    passage: Passage,
    start: int,
    entries: list[Labelled],
    named: tuple[int, int] | None,
    current: Draft | None,
    drafts: list[Draft],
) -> Draft | None:
    """The line of money that a sentence speaks of: by its own subject, the paragraph's heading, or the headings above.

    None where none of them says: once sub-projects have been told, a figure without a name is not the total's.
    """
    first = entries[0]
    whole = _told_whole(passage, start, first)
    if any(e.total for e in entries) or "综上" in passage.text.text[start : first.start]:
        return _total(passage, whole, drafts)
    subject = _spending(passage, start, first.start, drafts) or _subject(passage, start, first.start)
    if subject and not (named and subject[0] < named[1]):
        return _named(passage.leaf(*subject), drafts)
    after_total = current is not None and current.role == "total" and first.field == "allocated"
    if named and not after_total:
        draft = _named(passage.leaf(*named), drafts)
        draft.in_heading = True
        return draft
    if current:
        return current
    words = passage.text.text[start : first.figure.start]
    above = [title for title in passage.titles if not is_generic(title.text)]
    if above and len(passage.path) >= 2:
        draft = _named(_above(above[-1], drafts), drafts)
        return _total(passage, whole, drafts) if _is_for_all(words, entries, draft) else draft
    if any(d.role == "subproject" for d in drafts) and not WHOLE.search(words) and not FUNDING.search(words):
        return None
    return _total(passage, whole, drafts)


def _spending(passage: Passage, start: int, end: int, drafts: list[Draft]) -> tuple[int, int] | None:
    """项目支出 as a name: beside 基本支出 it is one of the two that a department's spending is made of."""
    match = SPENDING.search(passage.text.text, start, end)
    if match and any(d.name.value == "基本支出" for d in drafts):
        return match.start("name"), match.end("name")
    return None


def _is_for_all(words: str, entries: list[Labelled], above: Draft) -> bool:
    """Whether a sentence of what arrived speaks of the whole, though it stands below the last sub-project's heading: that one's
    figures have been told in its own paragraph (3.丙。全年预算…, then 项目到位资金共…)."""
    told = above.in_heading and "allocated" not in above.figures
    return told and entries[0].field == "allocated" and bool(FUNDING.search(words) or WHOLE.search(words))


def _subject(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase before the first label of a sentence; None where there is none but 项目, 资金 and the like."""
    text = passage.text.text[start:end].rstrip("，、的： ")
    begin = max(text.rfind(stop) for stop in "，、：") + 1
    lead = LEAD.match(text[begin:])
    begin += lead.end() if lead else 0
    name = text[begin:]
    if len(name) < 3 or is_generic(name) or not regex.fullmatch(r"[\p{Han}A-Za-z0-9（）()“”\"·\-+]+", name):
        return None
    return start + begin, start + begin + len(name)


def _above(title: Traced, drafts: list[Draft]) -> TextLeaf:
    known = next((d.name for d in drafts if bare(d.name.text) == bare(title.text)), None)
    return known or TextLeaf.of(title, title.text)


def _named(name: TextLeaf, drafts: list[Draft]) -> Draft:
    for draft in drafts:
        if draft.role == "subproject" and bare(draft.name.text) == bare(name.text):
            return draft
    drafts.append(Draft(name, "subproject"))
    return drafts[-1]


def _told_whole(passage: Passage, start: int, entry: Labelled) -> tuple[int, int]:
    """Where a sentence says that its figure is the whole's: in so many words (本项目, 全年共), else by the label that no name stands before."""
    text, end = passage.text.text, entry.figure.start
    match = TOTAL.search(text, start, end) or WHOLE.search(text, start, end)
    if match is None:
        return entry.start, entry.end
    beside = match.start() <= entry.end and entry.start <= match.end()  # 项目年初 runs on into 年初预算数
    return (min(match.start(), entry.start), max(match.end(), entry.end)) if beside else match.span()


def _total(passage: Passage, told: tuple[int, int], drafts: list[Draft]) -> Draft:
    """The total's line. Where the passage does not name it, the words from `told` are the place of its name."""
    for draft in drafts:
        if draft.role == "total":
            return draft
    match = regex.search("合计|总计|共计", passage.text.text)
    drafts.append(Draft(passage.leaf(*(match.span() if match else told), "合计"), "total"))
    return drafts[-1]


def _put(draft: Draft, entry: Labelled, drafts: list[Draft]) -> None:
    kind = entry.field
    if kind.startswith("adjust_"):
        draft.put("adjustment", entry.figure.leaf(negative=kind == "adjust_down"))
        return
    draft.put({"rate": "execution_rate"}.get(kind, kind), entry.figure.leaf())


def _in_bracket_of_parts(text: str, behind: int, place: int) -> bool:
    """Whether a bracket that is opened directly behind a figure, and says what it contains, holds this place."""
    opened = OF_PARTS.match(text, behind)
    return opened is not None and opened.end() <= place and not any(sign in text[behind:place] for sign in "）)")


def _sources(passage: Passage, start: int, end: int, drafts: list[Draft]) -> None:
    """其中财政拨款1098.55万元，上年结转65.19万元: each a line of its own; 合计 beside them is what arrived in all."""
    floor, text = start, passage.text.text
    told = bool(FUNDING.search(text, start, end))
    found: list[Draft] = []
    nested: int | None = None
    for figure in (f for f in passage.between(start, end) if f.found.kind in ("money", "rate")):
        words = text[floor : figure.start]
        label = label_pattern().search(words)
        match = source_pattern().search(words) or (FUND.search(words) if told and not label else None)
        if match and label and label.start() < match.start("source"):
            match = None
        if found and _in_bracket_of_parts(text, floor if nested is None else nested, figure.start):
            nested = floor if nested is None else nested
            floor = figure.end
            continue  # 中央补助120万元（含上年结转20万元）: a part of that source, and no source beside it
        nested = None
        if match and figure.found.kind == "money" and not figure.taken:
            name = passage.leaf(floor + match.start("source"), floor + match.end("source"))
            found.append(Draft(name, "source", {"allocated": figure.leaf()}))
        elif found and ALL.search(words) and figure.found.kind == "money" and not figure.taken:
            _total(passage, (floor, figure.start), drafts).put("allocated", figure.leaf())
        floor = figure.end
    drafts += found
