"""The lines of the budget as the statements tell them: each figure under its line and its field."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.extract.statements.figure_context import Context, senses
from gouji.extract.statements.gathered_lines import Line, Lines, likeliest, line_name
from gouji.extract.statements.joined_lines import MIN_SHORT_NAME, join_lines
from gouji.extract.statements.line_fields import read_fields
from gouji.extract.statements.line_names import Named
from gouji.extract.statements.role_labels import MONEY
from gouji.extract.statements.sources import giver, whole_source
from gouji.extract.statements.spent_in_full import is_spent_in_full
from gouji.normalize.text.bare_names import bare
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import BudgetRow, Role

WHOLE_COLUMNS = ("initial", "adjusted", "allocated")
LINE_ROLES: dict[str, Role] = {"T": "total", "S": "subproject", "F": "source"}
FIELDS = (*MONEY, "execution_rate", "weight", "score")
TAIL = regex.compile(
    r"(?:实际|累计|全年|当年|年初|已|共|专项|项目|资金|经费|支出|补助|补贴|费用?|工程|工作|任务|子项)+"
)
INCLUDED = regex.compile(r"[（(][其中]{0,2}(?:包?含|包括)")
DOWN, UP = frozenset({"cut", "down"}), frozenset({"raise", "up"})


def budget_lines(
    every: list[Context], roles: Sequence[tuple[str, float]], names: dict[int, Named], project: str | None = None
) -> list[BudgetRow]:
    """The lines in reading order, the total first. `project` is the name of the report's own project, if it is known.

    Of several figures of one field the amount that the roles are surest of counts. A line without a figure of money is
    none. Figures that became a line's are taken: no other view repeats them.
    """
    lines: Lines = {}
    for index, (label, probability) in enumerate(roles):
        line, _, column = label.partition(".")
        if line not in LINE_ROLES or column not in FIELDS:
            continue
        named = names.get(index)
        if line != "T" and (named is None or _is_inside_source(every, roles, index)):
            continue
        if named is not None and named.is_sum and line != "T":
            every[index].figure.taken = True
            continue
        key = (line, "" if named is None or line == "T" else bare(named.words))
        key = next((known for known in lines if _same_line(known, key)), key)
        if key not in lines:
            lines[key] = Line(line_name(every[index], named if line != "T" else None), LINE_ROLES[line])
        lines[key].figures[column].append((every[index], probability))
    _give_back(lines)
    join_lines(lines, project)
    _add_whole_sources(lines)
    _add_spent_in_full(lines)
    read_fields(lines)
    order = {"total": 0, "subproject": 1, "source": 2}
    kept = [line for line in lines.values() if line.role == "total" or any(line.figures[c] for c in MONEY)]
    return [_row(line) for line in sorted(kept, key=lambda each: order[each.role])]


def _is_inside_source(every: list[Context], roles: Sequence[tuple[str, float]], index: int) -> bool:
    """Whether a source's money is in that of the source right before it: 县级财政80万元（含一般债券50万元）."""
    here, before = every[index], every[index - 1] if index else None
    if before is None or before.paragraph != here.paragraph or not here.opened:
        return False
    both = roles[index][0].startswith("F.") and roles[index - 1][0].startswith("F.")
    return both and bool(INCLUDED.search(here.lead)) and before.amount > here.amount


def _add_whole_sources(lines: Lines) -> None:
    """Adds the source that all of a sum came from: 全年预算520万元，均为县级财政安排."""
    total = lines.get(("T", ""))
    for column in WHOLE_COLUMNS if total is not None else ():
        for context, probability in list(total.figures[column]) if total is not None else ():
            name = whole_source(context)
            words = bare("".join(name.text.split())) if name is not None else ""
            known = [
                (key[1], likeliest(line.figures[column]))
                for key, line in lines.items()
                if key[0] == "F" and line.figures[column]
            ]
            if name is None or any(
                amount == abs(context.amount) or giver(other) == giver(words) for other, amount in known
            ):
                continue
            line = lines.setdefault(("F", words), Line(TextLeaf.of(name, "".join(name.text.split())), "source"))
            line.figures[column].append((context, probability))


def _add_spent_in_full(lines: Lines) -> None:
    """Adds the spending of a line of which only the money is told, and that all of it was spent."""
    for line in lines.values():
        if line.figures["spent"] or line.figures["balance"]:
            continue
        for column in WHOLE_COLUMNS[::-1]:
            found = [each for each in line.figures[column] if is_spent_in_full(each[0])]
            if found:
                line.figures["spent"] += found
                break


def _give_back(lines: Lines) -> None:
    """Gives a line of the paragraph what was taken for a second, other figure of the total: the total has one of each."""
    total = lines.get(("T", ""))
    if total is None:
        return
    for column, figures in total.figures.items():
        chosen = likeliest(figures) if figures else None
        for context, probability in [each for each in figures if abs(each[0].amount) != chosen]:
            owner = _line_beside(lines, context, column)
            if owner is not None:
                figures.remove((context, probability))
                owner.figures[column].append((context, probability))


def _line_beside(lines: Lines, context: Context, column: str) -> Line | None:
    """The line whose figures stand nearest before a figure in its paragraph, if it has none of this column."""
    best, nearest = None, -1
    for (kind, _), line in lines.items():
        here = [c.order for found in line.figures.values() for c, _ in found if c.paragraph == context.paragraph]
        before = max((order for order in here if order < context.order), default=-1)
        if kind != "T" and before > nearest:
            best, nearest = line, before
    return best if best is not None and not best.figures[column] else None


def _same_line(known: tuple[str, str], key: tuple[str, str]) -> bool:
    """Whether two names are one, perhaps without its last words: 图书采购 and 图书采购专项支出."""
    (line, name), (other, words) = known, key
    if line != other or name == words:
        return known == key
    short, long = sorted((name, words), key=len)
    return len(short) >= MIN_SHORT_NAME and long.startswith(short) and bool(TAIL.fullmatch(long[len(short) :]))


def _row(line: Line) -> BudgetRow:
    leaves: dict[str, QuantityLeaf] = {}
    told: dict[str, Context] = {}
    for column, figures in line.figures.items():
        if not figures:
            continue
        chosen = likeliest(figures)
        context = next(context for context, _ in figures if abs(context.amount) == chosen)
        again = next((leaves[other] for other, before in told.items() if before is context), None)
        leaves[column] = again or _leaf(context, column)
        told[column] = context
        for context, _ in figures:
            context.figure.taken = True
    row = BudgetRow(name=line.name, role=line.role, source="prose")
    for column, leaf in leaves.items():
        setattr(row, column, leaf)
    return row


def _leaf(context: Context, column: str) -> QuantityLeaf:
    """The figure as a leaf; an adjustment downwards has a minus."""
    return context.figure.leaf(negative=column == "adjustment" and _is_cut(context))


def _is_cut(context: Context) -> bool:
    """Whether the words before an adjustment cut: 压减80万元, 年中调减预算78.6万元."""
    told = [sense for sense in senses(context.clause) if sense in DOWN or sense in UP]
    return (told[-1] in DOWN if told else False) or context.lead.endswith(("减", "减少", "核减为", "扣除"))
