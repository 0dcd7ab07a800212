"""What each column of a table holds, decided for all of them together: by its head, its cells, and its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp, log

import regex

from gouji.extract.roles.assignment import assignment
from gouji.extract.roles.cell_types import CELL_TYPES, MULTIPLES_UNITS, cell_type
from gouji.extract.roles.grammar import Grammar, Role
from gouji.extract.roles.head_words import Wordings
from gouji.extract.roles.weights import counted
from gouji.normalize.figures.units import Unit, is_unit, unit_at
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import GridCell

OTHER = "other"
"""The role of a column that the grammar does not know."""
PRIOR_CELLS, PRIOR_ORDER = 6.0, 20.0
"""How many seen cells, and pairs of neighbours, the expectations of the grammar are worth."""
WORTH = 12.0
"""A role whose odds are so much lower than those of the best is not considered."""
EXPECTED = 0.9
"""The share of a column's cells that look as the grammar says."""
ALIEN = 0.1
"""The share of cells that belong to something else than their column."""
FULL_CELLS = 4
"""More cells than this say together as much as this many: they are alike for one reason."""
BACKWARDS, DECAY, UNKNOWN, AGAIN = 0.12, 8.0, 0.15, 2.0
"""How much rarer a column stands before one that usually precedes it; over how many places the usual order fades; how
often a column is none that the grammar knows; how much oftener one that may stand several times stands again."""
NO_HEAD = {"block": 1.5, "line": 1.5, "number": -1.0, "part": -0.5, "level1": -1.0, "level2": -0.5}
"""The log-odds of a column without a head, as stubs often are."""
HEADLESS = -2.5
"""The same for all other roles."""
OWN_UNIT, ALIEN_UNIT, NEVER = 2.0, -5.0, -1000.0
"""The log-odds of a role whose figures have the unit that the head names, of one whose figures have another, and of money
in a unit that is none."""
COUNTED = frozenset({"figure", "money", "points", "ordinal", "measured", "rate"})
AMOUNTS = frozenset({"initial", "adjustment", "adjusted", "allocated", "spent", "balance"})
SUMMED = frozenset({"source", "sum", "amount", "whole"})
"""The fields, and the roles without a field, that hold nothing but money."""
BRACKET = regex.compile(r"(?<![区县市州旗村镇乡街])[（(](?P<unit>[^（()）]{1,6})[)）]")
"""A unit behind what it counts; 县（区） names two levels of government."""
PERCENT = regex.compile(r"[（(]\s*[%％]\s*[）)]|[%％]$")
BARE = frozenset({"points", "ordinal", "figure"})
"""Types of figures without a unit."""
WEIGHTS = frozenset({"weight", "group_weight"})
"""What is counted in points even where a head says percent: they are shares of 100."""
LETTERS = regex.compile(r"[（(\[]\s*(?P<letters>[A-F](?:\s*[-/÷]\s*[A-F])?)")

Evidence = tuple[Sequence[Traced], Sequence[GridCell | None]]
"""A column as seen: the ways to read its head, and its cells (None where another cell reaches in)."""

MIN_ORDER = 0.001
"""A bureau may order its columns as no form that was seen does: 得分 before 分值."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """The roles of the columns of a head of one kind, each with its probability; `odds` are those of the whole head."""

    kind: str
    roles: tuple[tuple[str, float], ...]
    odds: float

    @property
    def clear(self) -> frozenset[str]:
        """The roles that are likelier than not."""
        return frozenset(role for role, prob in self.roles if prob > 0.5)


def assigned_by_kind(columns: Sequence[Evidence], grammar: Grammar) -> list[Assigned]:
    """Returns the most probable roles of the columns for each kind of head."""
    odds = [_role_odds(column, grammar.roles.values(), grammar) for column in columns]
    return [_assigned(kind, grammar.of_kind(kind), odds, grammar) for kind in grammar.needs]


def assigned(
    kind: str, columns: Sequence[Evidence], grammar: Grammar, without: frozenset[str] = frozenset()
) -> Assigned:
    """Returns the most probable roles of the columns, if the table is of this kind and has no column of the roles `without`."""
    roles = [role for role in grammar.of_kind(kind) if role.name not in without]
    return _assigned(kind, roles, [_role_odds(column, roles, grammar) for column in columns], grammar)


def _assigned(kind: str, roles: Sequence[Role], columns: Sequence[Mapping[str, float]], grammar: Grammar) -> Assigned:
    scores = [_scores(odds, roles) for odds in columns]
    order = _order(kind, grammar)
    once = frozenset(role.name for role in roles if role.once)
    best, path = assignment(scores, order, once, WEIGHTS)
    nothing, before = 0.0, ""
    for _ in columns:
        nothing, before = nothing + order(before, OTHER), OTHER
    return Assigned(kind, tuple(path), best - nothing - order(OTHER, ""))


def _scores(odds: Mapping[str, float], roles: Sequence[Role]) -> dict[str, float]:
    """The log-odds of the roles that are worth considering, of a column that is none of them at first."""
    out = {OTHER: 0.0} | {role.name: odds[role.name] for role in roles}
    worth = max(out.values()) - WORTH
    return {role: score for role, score in out.items() if score > worth or role == OTHER}


def _role_odds(column: Evidence, roles: Iterable[Role], grammar: Grammar) -> dict[str, float]:
    """The log-odds of each role of a column, by its head and its cells."""
    heads, cells = column
    odds = [wordings(grammar).odds(head) for head in heads if head.text.strip()]
    letters = _formula_letters(heads)
    filled = [each for cell in cells if cell is not None and (each := cell_type(cell.words)) != "empty"]
    rates = ["rate" if each in BARE else each for each in filled] if _counts_in_percent(heads) else filled
    out = {}
    for role in roles:
        head = max((each[role.name] for each in odds), default=NO_HEAD.get(role.name, HEADLESS))
        seen = filled if role.name in WEIGHTS else rates
        out[role.name] = head + _letters(letters, role) + _unit(heads, role) + _content(seen, role)
    return out


def _counts_in_percent(heads: Sequence[Traced]) -> bool:
    """Whether the head says that the bare figures below it are percents: 执行率（%）."""
    return any(PERCENT.search(head.text.strip()) for head in heads)


def head_odds(head: Traced, grammar: Grammar) -> float:
    """Returns the log-odds that the words are a head of any role, its formula included."""
    odds = wordings(grammar).odds(head)
    letters = _formula_letters([head])
    return max((odds[name] + _letters(letters, role) for name, role in grammar.roles.items() if name in odds))


def _formula_letters(heads: Sequence[Traced]) -> str | None:
    """The letter of a head's column (B), or "formula" for what is reckoned (B/A); None without either."""
    found = next((m["letters"] for head in heads if (m := LETTERS.search(head.text))), None)
    if found is None:
        return None
    return "formula" if len(found) > 1 and any(sign in found for sign in "/÷") else found[0]


def _letters(formula: str | None, role: Role) -> float:
    """What the letters of a head's formula say: (B) is mostly what was spent, (B/A) the rate."""
    if formula is None:
        return 0.0
    seen = counted("letters")
    whole = sum(count for (_, value), count in seen.items() if value == formula)
    mine = sum(count for (_, value), count in seen.items() if _ == role.name)
    both = seen.get((role.name, formula), 0.0)
    every = sum(seen.values()) or 1.0
    return log((both + 0.5) * every / ((mine + 1) * (whole + 1))) if whole and mine else 0.0


def _unit(heads: Sequence[Traced], role: Role) -> float:
    """What the unit in brackets behind a head says: money is counted in 元, and nothing else is; 任务（户） is no number of rows."""
    if "money" not in role.kinds or not COUNTED & set(role.cells):
        return 0.0  # 项目资金（万元） may stand over names
    if any(names_no_money(head.text) for head in heads):
        return NEVER if role.field in AMOUNTS or role.name in SUMMED else _counted(heads, role)
    named = any(unit.kind == "money" for head in heads for unit in _units(head.text))
    return ALIEN_UNIT if named and "money" not in role.cells else 0.0


def _counted(heads: Sequence[Traced], role: Role) -> float:
    """The same for a role that is none of money, where the unit is one of things; rates and prices per unit say nothing."""
    if not any(unit.kind == "count" and "/" not in unit.printed for head in heads for unit in _units(head.text)):
        return 0.0
    return OWN_UNIT if role.cells[0] == "measured" else ALIEN_UNIT


def names_no_money(words: str) -> bool:
    """Returns whether the words over a column name a unit in brackets, and none of money: no figure under 计划面积（亩） is money, and
    none under 标准（元/人） is an amount of the budget."""
    found = _units(words)
    return bool(found) and all(unit.kind != "money" or "/" in unit.printed for unit in found)


@lru_cache(maxsize=4096)
def _units(words: str) -> tuple[Unit, ...]:
    """The units in brackets; 万 and 亿 alone are none, whatever they count."""
    inside = [found["unit"] for found in BRACKET.finditer("".join(words.split()))]
    found = [unit for each in inside if is_unit(each) and (unit := unit_at(each, 0)) is not None]
    return tuple(unit for unit in found if unit.printed.strip("".join(MULTIPLES_UNITS)))


def _content(filled: Sequence[str], role: Role) -> float:
    own = cell_odds(role)
    told = sum([own[each] for each in filled])
    return told * min(1.0, FULL_CELLS / len(filled)) if filled else 0.0


@cache
def cell_odds(role: Role) -> Mapping[str, float]:
    """The log-odds that a cell of each type stands in a column of this role, against any column."""
    seen = counted("cells")
    every = {t: sum(n for (_, value), n in seen.items() if value == t) for t in CELL_TYPES}
    whole = sum(every.values())
    mine = sum(n for (given, _), n in seen.items() if given == role.name)
    rest = (1 - EXPECTED) / (len(CELL_TYPES) - len(role.cells))
    out = {}
    for each in CELL_TYPES:
        expected = EXPECTED / len(role.cells) if each in role.cells else rest
        prob = (seen.get((role.name, each), 0.0) + PRIOR_CELLS * expected) / (mine + PRIOR_CELLS)
        usual = (every[each] + 2.0) / (whole + 2.0 * len(CELL_TYPES))
        out[each] = log((1 - ALIEN) * prob / usual + ALIEN)
    return out


@cache
def wordings(grammar: Grammar) -> Wordings:
    """The wordings of all heads. A column of a source is headed by what a row of that source is called."""
    sources = dict.fromkeys((*grammar.heads["source"], *grammar.names["source"]))
    return Wordings({**grammar.heads, "source": tuple(sources)}, counted("heads"))


@cache
def _order(kind: str, grammar: Grammar) -> Callable[[str, str], float]:
    """The log-probability that a role stands behind another; "" is the edge of the table."""
    places = {role.name: role.order for role in grammar.of_kind(kind)}
    seen = counted(f"order {kind}")

    @cache
    def prior(before: str) -> Mapping[str, float]:
        start = places.get(before)
        raw = {
            name: BACKWARDS if start is not None and place <= start else exp(-(place - (start or 0) - 1) / DECAY)
            for name, place in places.items()
        }
        if before in places and not grammar.roles[before].once:
            raw[before] = AGAIN  # 中央 | 省级 | 市级 | 县级
        whole = sum(raw.values())
        return {name: (1 - UNKNOWN) * value / whole for name, value in raw.items()} | {OTHER: UNKNOWN}

    @cache
    def order(before: str, role: str) -> float:
        mine = sum(count for (given, _), count in seen.items() if given == before)
        expected = 0.1 if role == "" else prior(before).get(role, 0.001)
        prob = (seen.get((before, role), 0.0) + PRIOR_ORDER * expected) / (mine + PRIOR_ORDER)
        return log(max(prob, MIN_ORDER) if role in places else prob)

    return order
