"""What each row of a money table is: the total, a source, a part, a sum of some rows, or none of the table's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.dividers import divider
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.head_words import Wordings
from gouji.extract.roles.weights import counted
from gouji.normalize.figures.yuan import BRACKETED_YUAN
from gouji.normalize.text.part_sums import counted_sum
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid

ITEMS = ("source", "part")
AMONG = "among"
MIN_GROUPS = 2
NUMBER = "数"
LEAD = regex.compile(
    r"^(?:(?P<among>其中[:：]?|其[:：]|中[:：])|(?P<first>[一二三四五六七八九十]{1,2}、)|(?P<second>[（(][一二三四五六七八九十][）)])"
    r"|(?P<dotted>\d{1,2}(?:\.\d{1,2})+)[.、．]?|(?P<third>\d{1,2}[.、．](?!\d))|(?P<fourth>[（(]\d{1,2}[）)])|[①-⑳]|[-—·•★]+)"
)
UNNUMBERED = frozenset({None, "mark"})
"""The leads of rows that are no numbers."""
DEPTH = {"first": 1, "second": 2, "third": 3, "dotted": 4, "fourth": 5}
REMARK = regex.compile(rf"{BRACKETED_YUAN}|[（(]%[）)]|[:：\s]|^[.·。、,，'`]+|[.·。、,，'`]+$")
DIGIT, HAN, MIN_WORDS_LENGTH = regex.compile(r"\d"), regex.compile(r"\p{Han}"), 4
DEFAULT = 3.0
"""The log-odds that a row with figures is an item of its table's kind."""
CHANGE = 2.5
"""What it costs if a row is not an item of the kind that the others are."""
FIRM_CHANGE = 6.0
"""The same where the head, or a row above, says what they are."""
MIN_SOURCE_ODDS = 4.0
"""The log-odds from which a name is surely that of a source, or of a sum."""
WORDS_IN_MONEY = 4.0
"""The log-odds of words where money should stand, against each row of money."""
NO_FIGURES = 1.0
"""The log-odds of a row without any figure."""
FIGURES = frozenset({"figure", "points", "ordinal", "money", "rate", "code"})
WORDS = frozenset({"words", "prose", "top", "level", "date", "grade", "unit", "sign", "bounded", "measured"})


@dataclass(frozen=True, slots=True)
class RowSeen:
    """A row as seen: its name, None where it has none, and the cells in columns of money; whether 其中 stands in a cell of its own
    before it; how many cells no line of money has."""

    name: Traced | None
    money: tuple[str, ...]
    among: bool = False
    strange: int = 0


@dataclass(frozen=True, slots=True)
class RowRole:
    """What a row is (total, subtotal, carried from page to page, source, part, none, outside), its name without a lead, and the index of the row
    that it is a part of, None for a part of the whole."""

    role: str
    name: Traced | None
    parent: int | None = None


def row_roles(
    rows: Sequence[RowSeen], default: str, grammar: Grammar, measured: bool = False, firm: bool = False
) -> list[RowRole]:
    """Returns the most probable roles of the rows; `default` is what an item of the table is by the head of its names,
    which leaves little doubt of it if it is `firm` (项目名称).

    `measured`: its rows may each hold another figure of the whole (年初预算 | 19,872,000); elsewhere such a name (预算数) is that
    of the whole.

    From the first row that is outside on, all are: another part of the form has begun.
    """
    divided = _divided(rows)
    leads = [_lead(row) for row in rows]
    scores = [_scores(row, lead, bare, grammar, measured) for row, (lead, bare) in zip(rows, leads, strict=True)]
    best: list[str] = []
    parents: list[int | None] = []
    for start, end, kind in divided:
        change = FIRM_CHANGE if firm or kind is not None else CHANGE
        roles = _roles(scores[start:end], kind or default, change)
        roles = ["outside"] * len(roles) if "outside" in best else roles
        inner = [lead for lead, _ in leads[start:end]]
        roles = _with_projects(inner, roles) if firm else roles
        above = _grouped(inner, roles, _parents(inner, roles))
        best += [ITEMS[1] if n in above and _is_over_other(n, roles, above) else role for n, role in enumerate(roles)]
        parents += [None if n is None else n + start for n in above]
    best = _with_total(best)
    return [RowRole(role, bare, parent) for role, (_, bare), parent in zip(best, leads, parents, strict=True)]


def _divided(rows: Sequence[RowSeen]) -> list[tuple[int, int, str | None]]:
    """The start and the end of the parts of a table that rows divide (按资金来源分：, 按支出内容分：; with figures where a name
    follows, 按来源：财政拨款), each with what its items are by these words, None where none say it."""
    found = [(n, divider(row.name)) for n, row in enumerate(rows) if row.name is not None]
    starts: list[tuple[int, str | None]] = [(0, None)]
    starts += [(n, by.kind) for n, by in found if by and n and _has_figures(rows[n]) == (by.name is not None)]
    return [
        (start, end, kind)
        for (start, kind), end in zip(starts, [*(n for n, _ in starts[1:]), len(rows)], strict=True)
        if end > start
    ]


def _lead(row: RowSeen) -> tuple[str | None, Traced | None]:
    """The kind of lead before the name of a row, and the name without it and without words that part the whole."""
    by = divider(row.name) if row.name is not None and _has_figures(row) else None
    if by is not None and by.name is not None:
        return split_lead(by.name)
    kind, name = split_lead(row.name)
    return (kind or AMONG) if row.among else kind, name


def _has_figures(row: RowSeen) -> bool:
    return any(cell_type(words) in FIGURES for words in row.money)


def _roles(scores: Sequence[Mapping[str, float]], default: str, change: float) -> list[str]:
    ways = (_path(scores, usual, 0.0 if usual == default else -change, change) for usual in ITEMS)
    return max(ways, key=lambda p: p[0])[1]


@cache
def names_of(grammar: Grammar) -> Wordings:
    """The wordings of the names of rows."""
    return Wordings(grammar.names, counted("names"))


@cache
def measures_of(grammar: Grammar) -> Wordings:
    """The same where a row, or a label, may name one figure of the whole: as the head of its column would."""
    fields = {role.name for role in grammar.of_kind("money") if role.field == role.name}
    every = {word: field for field in fields for word in grammar.heads[field]}
    heads = {
        field: [w for w in grammar.heads[field] if every.get(f"{w}{NUMBER}", field) == field]
        for field in fields  # 预算执行 may be short for what was spent, 预算执行数
    }
    meanings = {name: dict.fromkeys((*words, *heads.get(name, ()))) for name, words in grammar.names.items()}
    return Wordings({name: tuple(words) for name, words in meanings.items()}, counted("names"))


def name_sources(sheet: CellGrid, grammar: Grammar) -> bool:
    """Tells whether at least half of the rows of a list, its sums left out, begin with the name of a source of funds."""
    firsts = [cells[0].text for row in range(sheet.rows) if (cells := sheet.own(row))]
    odds = [names_of(grammar).odds(split_lead(name)[1] or name) for name in firsts]
    items = [each for each in odds if each.get("total", 0.0) < MIN_SOURCE_ODDS]
    return 2 * sum(each.get("source", 0.0) > MIN_SOURCE_ODDS for each in items) >= len(items)


def split_lead(name: Traced | None) -> tuple[str | None, Traced | None]:
    """Returns the kind of lead before a name, and the name without it and without the unit behind it."""
    if name is None:
        return None, None
    kind = None
    text = name.strip()
    while (found := LEAD.match(text.text)) and found.end() < len(text):
        kind = kind or found.lastgroup or "mark"
        if found.lastgroup == "dotted":
            kind = f"dotted{found['dotted'].count('.')}"
        text = text.span(found.end(), len(text)).strip()
    return kind, text


def _scores(row: RowSeen, lead: str | None, name: Traced | None, grammar: Grammar, measured: bool) -> dict[str, float]:
    types = [cell_type(words) for words in row.money]
    figures = sum(t in FIGURES for t in types)
    words = sum(t in WORDS and not _is_garbled(each) for t, each in zip(types, row.money, strict=True))
    words += row.strange
    out = {"none": NO_FIGURES if not figures else -DEFAULT, "outside": 0.0 if not figures else -2 * DEFAULT}
    out["outside"] += WORDS_IN_MONEY * words
    plain = Traced.plain(REMARK.sub("", name.text)) if name is not None and name.text.strip() else None
    if plain is None or not plain.text:
        return out
    begin = counted_sum(plain.text)
    seen = plain.span(begin, len(plain)) if begin else name if name is not None else plain
    odds = names_of(grammar).odds(seen)
    floor = -WORDS_IN_MONEY * words - (NO_FIGURES if not figures else 0.0)
    for role in ("total", "subtotal", "carried", *ITEMS):
        out[role] = floor + odds.get(role, 0.0)
    for role in ITEMS:
        out[role] = floor + max(odds[role], -CHANGE)
    out["measure" if measured else "total"] = floor + max(
        v for k, v in odds.items() if (k in grammar.roles and k not in ITEMS) or (k == "total" and not measured)
    )
    if lead == AMONG:
        out.pop("total", None)  # what stands behind 其中 is a part, whatever its name sounds like
    out["outside"] += max(odds.get("level", 0.0), odds.get("points_total", 0.0) - max(0.0, odds["total"]) - 1, 0.0)
    return out


def _is_garbled(words: str) -> bool:
    """Whether a cell may be a figure that was misread or misprinted: a digit, and hardly a Chinese character."""
    return DIGIT.search(words) is not None and len(HAN.findall(words)) < MIN_WORDS_LENGTH


def _path(scores: Sequence[Mapping[str, float]], usual: str, start: float, change: float) -> tuple[float, list[str]]:
    """The best roles if most items are of the `usual` kind; `change` is what another one costs."""
    other = next(role for role in ITEMS if role != usual)
    chosen: list[tuple[str, float]] = []
    for row in scores:
        ways = {role: score for role, score in row.items() if role != "outside"}
        if usual in ways:
            ways[usual] = max(ways[usual], 0.0) + DEFAULT
            ways[other] += DEFAULT - change
        chosen.append(max(ways.items(), key=lambda way: way[1]))
    leave = _best_cut([score for _, score in chosen], [row["outside"] for row in scores])
    roles = [role for role, _ in chosen[:leave]] + ["outside"] * (len(scores) - leave)
    return start + sum(score for _, score in chosen[:leave]) + sum(row["outside"] for row in scores[leave:]), roles


def _best_cut(inside: Sequence[float], outside: Sequence[float]) -> int:
    """How many of the first rows belong to the table."""
    value, best, cut = 0.0, 0.0, len(inside)
    for index in range(len(inside) - 1, -1, -1):
        value += outside[index] - inside[index]
        if value > best:
            best, cut = value, index
    return cut


def _with_total(roles: list[str]) -> list[str]:
    """The roles with the last sum as the total, where a table has no other; further totals are sums of some rows."""
    totals = [i for i, role in enumerate(roles) if role == "total"]
    sums = [i for i, role in enumerate(roles) if role == "subtotal"]
    if not totals and sums:
        roles = [*roles]
        roles[sums[-1]] = "total"
    return roles


def _parents(leads: Sequence[str | None], roles: Sequence[str]) -> list[int | None]:
    """The row that each item is a part of, by the numbers before their names: 1. under 一、, 其中 under what stands above."""
    out: list[int | None] = []
    open_rows: list[tuple[int, int]] = []
    last: int | None = None
    among: int | None = None
    for index, (lead, role) in enumerate(zip(leads, roles, strict=True)):
        if role not in ITEMS:
            out.append(None)
            open_rows, last = ([], None) if role in ("total", "subtotal") else (open_rows, last)
            among = None
            continue
        if lead == AMONG:
            out.append(last)
            among = last if last is not None and _depth(leads[last]) is not None else None
            continue
        depth = _depth(lead)
        if depth is None:
            out.append(among)  # 1.财政拨款, 其中：省补助, 区本级: up to 2., all are parts of 1.
            last = index if among is None else last
            continue
        among = None
        open_rows = [(d, i) for d, i in open_rows if d < depth]
        out.append(open_rows[-1][1] if open_rows else None)
        open_rows.append((depth, index))
        last = index
    return out


def _with_projects(leads: Sequence[str | None], roles: list[str]) -> list[str]:
    """The roles with the items of a list of projects that stand under numbered rows (一、中央财政补助) as projects, whatever their
    names sound like (困难群众补助)."""
    groups = [n for n, role in enumerate(roles) if role in ITEMS and leads[n] in DEPTH]
    if len(groups) < MIN_GROUPS:
        return roles
    return [ITEMS[1] if role == ITEMS[0] and leads[n] is None else role for n, role in enumerate(roles)]


def _grouped(leads: Sequence[str | None], roles: Sequence[str], parents: list[int | None]) -> list[int | None]:
    """The parents where rows 一、 and 二、, or 1. and 2., are groups: items without a number stand behind each of them, and
    are parts of the one above."""
    items = [n for n, role in enumerate(roles) if role in ITEMS]
    kinds = {leads[n] for n in items} - UNNUMBERED
    groups = [n for n in items if leads[n] in kinds]
    if len(groups) < MIN_GROUPS or len(kinds) > 1 or not kinds <= set(DEPTH):
        return parents
    above = {n: max((g for g in groups if g < n), default=None) for n in items if n not in groups}
    if any(group not in above.values() for group in groups):
        return parents
    return [above.get(n, parent) for n, parent in enumerate(parents)]


def _is_over_other(group: int, roles: Sequence[str], parents: Sequence[int | None]) -> bool:
    """Whether a source (市本级项目) is a group of parts."""
    below = [role for role, parent in zip(roles, parents, strict=True) if parent == group]
    return roles[group] == ITEMS[0] and all(role == ITEMS[1] for role in below)


def _depth(lead: str | None) -> int | None:
    if lead is None:
        return None
    if lead.startswith("dotted"):
        return DEPTH["third"] + int(lead.removeprefix("dotted"))
    return DEPTH.get(lead)
