"""What sentences tell of the official expenses (“三公”经费): its budget, what was spent of it, and its parts; a line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

import regex

from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.phrase_names import name_in
from gouji.schemas.traced import Traced

WHOLE = regex.compile(r"[“”\"]?三公[“”\"]?(?:经费)?")
PART = regex.compile(
    r"(?:因公)?出国[（(]境[）)](?:费用?|经费)?|(?:公务用车|公车)购置费?(?!及)|(?:公务用车|公车)(?:购置及)?(?:运行)?(?:维护|运维)?费?|公务接待费?"
)
BUDGET = regex.compile(r"预算|控制数|限额|控制在")
SPENT = regex.compile(r"支出|决算|开支|执行|使用|花|列支|发生")
SURE = 0.9
PLANS = frozenset({"T.initial", "T.adjusted", "T.allocated"})
OTHER_YEAR = regex.compile(r"上年|去年|上一年|前年|同期|往年|年均")
EACH = regex.compile(r"均(?!为|是|在|未|控)|每")
CHANGE = regex.compile(r"节约|节省|减少|增加|下降|压减|核减|少支|少花|增长|超(?:出|支)|[少多降增减低高]$")
"""Behind these stands a difference: 比预算少5.58万元."""
OF_BUDGET = regex.compile(
    r"(?:[为占]|完成|相当于|控制在)(?:年初|全年)?预算数?的$|(?:控制|执行|完成)率[为是达]?(?:到)?$"
)
YEAR = regex.compile(r"(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Expense:
    """The field of a figure, and the name of its line."""

    field: str
    name: Traced

    @property
    def words(self) -> str:
        """The name without blanks."""
        return "".join(self.name.text.split())


def official_expenses(every: Sequence[Context], year: int | None = None) -> dict[int, Expense]:
    """Returns the figures of the year's official expenses by their order; those of other years, changes and averages are none.

    The parts are of that figure of the whole that they come to, else what was spent.
    """
    out: dict[int, Expense] = {}
    for _, group in groupby(every, key=lambda each: each.paragraph):
        told: dict[str, Decimal] = {}
        run: list[tuple[Context, Traced]] = []
        for context in group:
            name = _name(context)
            if name is None or _is_of_another(context, year):
                continue
            named, is_part, is_own = name
            if not is_own and run and run[-1][0].sentence_start == context.sentence_start:
                named, is_part = run[-1][1], _field_of_part(run[-1][0]) is not None
            if is_part:
                run.append((context, named))
                continue
            out |= _parts(run, told)
            field = _field(context)
            if field is not None:
                run = []
                told.setdefault(field, abs(context.amount))
                out[context.order] = Expense(field, name[0])
        out |= _parts(run, told)
    return out


def with_official_expenses(
    every: Sequence[Context], roles: Sequence[tuple[str, float]], year: int | None
) -> list[tuple[str, float]]:
    """Returns the roles with the figures of the official expenses as those of lines, in a report that tells what its total was
    planned to be and what was spent of it: any other text has no budget."""
    fields = {role for place, (role, _) in enumerate(roles) if every[place].kind == "money"}
    if "T.spent" not in fields or not fields & PLANS:
        return list(roles)
    told = official_expenses(every, year)
    return [(f"S.{told[place].field}", SURE) if place in told else own for place, own in enumerate(roles)]


def _name(context: Context) -> tuple[Traced, bool, bool] | None:
    """The name that a figure has, whether it is a part's, and whether its own words tell it; None for anything but the official
    expenses."""
    text, end = context.passage.text, context.figure.start
    floor = end - len(_own_words(context))
    title = next((t for t in context.passage.titles[-1:] if WHOLE.search(t.text)), None)
    whole = _last(WHOLE.finditer(text.text, 0, end))
    if whole is None and title is None:
        return None
    own = _last(WHOLE.finditer(text.text, floor, end))
    part = _last(PART.finditer(text.text, own.end() if own else floor, end))
    if part is not None and not regex.search("[，,]", text.text[part.end() : end]):
        return text.span(*part.span()), True, True
    if own is None and part is None and name_in(BUDGET.sub("", context.lead)):
        return None
    if whole is not None:
        return text.span(*whole.span()), False, own is not None or part is not None
    found = WHOLE.search(title.text) if title is not None else None
    return (title.span(*found.span()), False, False) if title is not None and found is not None else None


def _last(found: Iterator[regex.Match[str]]) -> regex.Match[str] | None:
    return next(reversed(list(found)), None)


def _own_words(context: Context) -> str:
    """The words between the figure and the one before it, in its sentence, as they stand."""
    ends = [figure.end for figure in context.passage.figures if figure.end <= context.figure.start]
    return context.passage.text.text[max([context.sentence_start, *ends]) : context.figure.start]


def _is_of_another(context: Context, year: int | None) -> bool:
    """Whether a figure is of another year, an average, a change, or nothing at all."""
    words = "".join(_own_words(context).split())
    years = {int(found) for found in YEAR.findall(words)}
    if context.kind == "rate":
        return not OF_BUDGET.search(words)
    alien = OTHER_YEAR.search(words) or EACH.search(words) or (year is not None and years - {year})
    return context.kind != "money" or not context.amount or bool(alien) or _is_change(words)


def _is_change(words: str) -> bool:
    changed, told = _last(CHANGE.finditer(words)), _last(SPENT.finditer(words))
    return changed is not None and (told is None or told.start() < changed.start())


def _field(context: Context) -> str | None:
    if context.kind == "rate":
        return "execution_rate"
    words = "".join(_own_words(context).split())
    budget, spent = _last(BUDGET.finditer(words)), _last(SPENT.finditer(words))
    if budget is not None and (spent is None or spent.start() < budget.start()):
        return "initial"
    return "spent" if spent is not None or WHOLE.search(words) else None


def _parts(run: Sequence[tuple[Context, Traced]], told: dict[str, Decimal]) -> dict[int, Expense]:
    """The parts under the figure of the whole that they come to."""
    come_to = sum((abs(context.amount) for context, _ in run if context.kind == "money"), Decimal(0))
    fields = [field for field in ("spent", "initial") if told.get(field) == come_to]
    field = next(iter(fields), "initial" if "initial" in told and "spent" not in told else "spent")
    return {
        context.order: Expense(_field_of_part(context) or field, name)
        for context, name in run
        if context.kind == "money"
    }


def _field_of_part(context: Context) -> str | None:
    """What the words before a part's own figure say: 公务接待费支出1.38万元."""
    words = "".join(_own_words(context).split())
    part = _last(PART.finditer(words))
    behind = words[part.end() :] if part is not None else words
    return "initial" if BUDGET.search(behind) else "spent" if SPENT.search(behind) else None
