"""The lines of the budget as the statements tell them: each figure under its line and its field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import log

import regex

from gouji.extract.statements.figure_context import Context, senses
from gouji.extract.statements.line_names import Named
from gouji.extract.statements.phrase_names import name_in
from gouji.extract.statements.roles import MONEY
from gouji.extract.statements.sources import giver, only_giver, same_source, whole_source
from gouji.normalize.text.bare_names import bare
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import BudgetRow, Role

WHOLE_COLUMNS = ("initial", "adjusted", "allocated")
LINE_ROLES: dict[str, Role] = {"T": "total", "S": "subproject", "F": "source"}
FIELDS = (*MONEY, "execution_rate", "weight", "score")
MIN_SHORT_NAME = 3
MIN_DOUBT = 1e-4
MAX_LEAD = 12
WHOLE = regex.compile(r"合计|总计|共计|[本该]项目|[本该]专项|全部")
"""Words that say of which line a figure is, if it is the total's."""
TAIL = regex.compile(
    r"(?:实际|累计|全年|当年|年初|已|共|专项|项目|资金|经费|支出|补助|补贴|费用?|工程|工作|任务|子项)+"
)
JOINT = regex.compile(r"(?:为|是|用于|包括|主要有)$")
RAISED = regex.compile(r"渠道|筹集|筹措|来源于|来自")
"""Where money was raised from: 项目资金由两个渠道筹集，其中省级补助120万元."""
ALL_CAME = regex.compile(r"\G[^。；;]*?(?:全部|均已?|全额|足额|已|悉数)到位")
UNCHANGED = regex.compile(
    r"(?:未|没有|无|不)(?:再)?(?:作|做|进行|发生)?(?:任何|过)?(?:预算|追加|增减)?(?:调整|调剂|追加|变动|增减)"
)
"""Behind a budget: 年初预算133.70万元，年中未作调整."""
BUDGETS = frozenset({"budget", "adjusted"})
DOWN, UP = frozenset({"cut", "down"}), frozenset({"raise", "up"})


@dataclass(slots=True)
class _Line:
    """One line while its figures are gathered: of each field the figures with their probability."""

    name: TextLeaf
    role: Role
    figures: dict[str, list[tuple[Context, float]]] = field(default_factory=lambda: defaultdict(list))


def budget_lines(
    every: list[Context], roles: Sequence[tuple[str, float]], names: dict[int, Named], project: str | None = None
) -> list[BudgetRow]:
    """The lines in reading order, the total first. `project` is the name of the report's own project, if it is known.

    Of several figures of one field the amount that the roles are surest of counts. A line without a figure of money is
    none. Figures that became a line's are taken: no other view repeats them.
    """
    lines: dict[tuple[str, str], _Line] = {}
    for index, (label, probability) in enumerate(roles):
        line, _, column = label.partition(".")
        if line not in LINE_ROLES or column not in FIELDS:
            continue
        named = names.get(index)
        if line != "T" and named is None:
            continue
        key = (line, "" if named is None or line == "T" else bare(named.words))
        key = next((known for known in lines if _same_line(known, key)), key)
        if key not in lines:
            lines[key] = _Line(_name(every[index], named if line != "T" else None), LINE_ROLES[line])
        lines[key].figures[column].append((every[index], probability))
    _give_back(lines)
    _move_own(lines, project)
    _move_givers(lines)
    _join_sources(lines)
    _join_subprojects(lines)
    _add_whole_sources(lines)
    _read_arrived(lines)
    _read_opening(lines)
    _read_plain_budgets(lines)
    _read_budgets_left(lines)
    order = {"total": 0, "subproject": 1, "source": 2}
    kept = [line for line in lines.values() if line.role == "total" or any(line.figures[c] for c in MONEY)]
    return [_row(line) for line in sorted(kept, key=lambda each: order[each.role])]


def _join_sources(lines: dict[tuple[str, str], _Line]) -> None:
    """Joins the lines of one giver, whatever they are called, where no field has two amounts."""
    for key in [key for key in lines if key[0] == "F"]:
        line = lines[key]
        for other_key, other in lines.items():
            if other is line:
                break
            if other_key[0] == "F" and same_source(other_key[1], key[1], _amounts(other), _amounts(line)):
                for column, figures in line.figures.items():
                    other.figures[column] += figures
                other.name = min(other.name, line.name, key=lambda name: len(name.text))
                del lines[key]
                break


def _move_own(lines: dict[tuple[str, str], _Line], project: str | None) -> None:
    """Takes the one line that is named like the report's own project for the total, where the total says nothing else."""
    words = bare(project) if project else ""
    own = [key for key in lines if key[0] == "S" and _is_whole_name(key[1], words)]
    total = lines.get(("T", ""))
    if len(own) != 1 or (total is not None and _amounts(total).keys() & _amounts(lines[own[0]]).keys()):
        return
    line = lines.pop(own[0])
    first = next(context for figures in line.figures.values() for context, _ in figures)
    total = lines.setdefault(("T", ""), _Line(_name(first, None), "total"))
    for column, figures in line.figures.items():
        total.figures[column] += figures


def _is_whole_name(name: str, project: str) -> bool:
    """Whether a name is the project's without its unit or place; of a project of two things (道路养护和绿化) one is a part."""
    before = project.removesuffix(name)
    return len(name) > MIN_SHORT_NAME and project.endswith(name) and not regex.search("[和与及、]", before)


def _move_givers(lines: dict[tuple[str, str], _Line]) -> None:
    """Takes a line that is named by nothing but who gives (中央资金) for that source, where the report has such a source."""
    sources = {giver(name) for kind, name in lines if kind == "F"}
    for key in [key for key in lines if key[0] == "S" and only_giver(key[1])]:
        if giver(key[1]) in sources:
            line = lines.pop(key)
            line.role = "source"
            known = lines.setdefault(("F", key[1]), line)
            if known is not line:
                for column, figures in line.figures.items():
                    known.figures[column] += figures


def _join_subprojects(lines: dict[tuple[str, str], _Line]) -> None:
    """Joins lines of which one name is the other behind words that are no name (分配情况为更新改造, 更新改造; but not 农村公路养护,
    公路养护), where no field has two amounts."""
    for key in [key for key in lines if key[0] == "S"]:
        for other in [other for other in lines if other[0] == "S" and other != key]:
            line, known = lines.get(key), lines[other]
            if line is not None and _ends_alike(key[1], other[1]) and _agree(known, line):
                for column, figures in line.figures.items():
                    known.figures[column] += figures
                del lines[key]


def _ends_alike(long: str, short: str) -> bool:
    before = long.removesuffix(short)
    return len(short) >= MIN_SHORT_NAME and before != long and (not name_in(before) or bool(JOINT.search(before)))


def _agree(line: _Line, other: _Line) -> bool:
    have, told = _amounts(line), _amounts(other)
    return bool(told) and not (have.keys() & told.keys())


def _amounts(line: _Line) -> dict[str, Decimal]:
    return {column: _likeliest(figures) for column, figures in line.figures.items() if figures}


def _add_whole_sources(lines: dict[tuple[str, str], _Line]) -> None:
    """Adds the source that all of a sum came from: 全年预算520万元，均为县级财政安排."""
    total = lines.get(("T", ""))
    for column in WHOLE_COLUMNS if total is not None else ():
        for context, probability in list(total.figures[column]) if total is not None else ():
            name = whole_source(context)
            words = bare("".join(name.text.split())) if name is not None else ""
            known = [
                (key[1], _likeliest(line.figures[column]))
                for key, line in lines.items()
                if key[0] == "F" and line.figures[column]
            ]
            if name is None or any(
                amount == abs(context.amount) or giver(other) == giver(words) for other, amount in known
            ):
                continue
            line = lines.setdefault(("F", words), _Line(TextLeaf.of(name, "".join(name.text.split())), "source"))
            line.figures[column].append((context, probability))


def _give_back(lines: dict[tuple[str, str], _Line]) -> None:
    """Gives a line of the paragraph what was taken for a second, other figure of the total: the total has one of each."""
    total = lines.get(("T", ""))
    if total is None:
        return
    for column, figures in total.figures.items():
        chosen = _likeliest(figures) if figures else None
        for context, probability in [each for each in figures if abs(each[0].amount) != chosen]:
            owner = _line_beside(lines, context, column)
            if owner is not None:
                figures.remove((context, probability))
                owner.figures[column].append((context, probability))


def _line_beside(lines: dict[tuple[str, str], _Line], context: Context, column: str) -> _Line | None:
    """The line whose figures stand nearest before a figure in its paragraph, if it has none of this column."""
    best, nearest = None, -1
    for (kind, _), line in lines.items():
        here = [c.order for found in line.figures.values() for c, _ in found if c.paragraph == context.paragraph]
        before = max((order for order in here if order < context.order), default=-1)
        if kind != "T" and before > nearest:
            best, nearest = line, before
    return best if best is not None and not best.figures[column] else None


def _read_plain_budgets(lines: dict[tuple[str, str], _Line]) -> None:
    """A budget that nothing says was the opening one, or that was never changed, in a line that tells no other, is the budget
    of the year."""
    for line in lines.values():
        told = line.figures["initial"]
        changed = line.figures["adjusted"] or line.figures["adjustment"]
        plain = line.role == "subproject" and not any(
            "initial" in senses(context.sentence) and not UNCHANGED.search(context.after) for context, _ in told
        )
        if told and plain and not changed:
            line.figures["adjusted"], line.figures["initial"] = told, []


def _read_opening(lines: dict[tuple[str, str], _Line]) -> None:
    """A budget whose own words say that it was the opening one is that, unless it was never changed."""
    for line in lines.values():
        told = [(c, p) for c, p in line.figures["adjusted"] if c.last == "initial" and not UNCHANGED.search(c.after)]
        if told and not line.figures["initial"]:
            line.figures["initial"] = told
            line.figures["adjusted"] = [each for each in line.figures["adjusted"] if each not in told]


def _read_arrived(lines: dict[tuple[str, str], _Line]) -> None:
    """Money of which the sentence says that it arrived, and no word before it that it was planned, arrived: 全年到位资金2,437.75万元，
    其中省级补助1,100万元；市级补助420.75万元."""
    for line in lines.values():
        for column in ("initial", "adjusted") if line.role != "subproject" else ():
            have = {abs(c.amount) for c, _ in line.figures["allocated"]}
            told = [(c, p) for c, p in line.figures[column] if have <= {abs(c.amount)} and _only_arrived(c)]
            line.figures[column] = [each for each in line.figures[column] if each not in told]
            line.figures["allocated"] += told


def _only_arrived(context: Context) -> bool:
    text, start = context.passage.text.text, context.figure.start
    begin = max(context.passage.words, text.rfind("。", 0, start) + 1)
    before = "".join(text[begin:start].split())
    told = set(senses(before))
    came = "allocated" in told or RAISED.search(before) or ALL_CAME.search(text, context.figure.end)
    return bool(came) and not told & {"initial", *BUDGETS, "future"}


def _read_budgets_left(lines: dict[tuple[str, str], _Line]) -> None:
    """What a change leaves of a budget is the budget of the year where its words say budget (调减8万元，实际预算费用0万元)."""
    for line in lines.values():
        told = line.figures["balance"]
        words = {sense for context, _ in told for sense in senses(context.lead)}
        if line.figures["adjustment"] and not line.figures["adjusted"] and "balance" not in words and words & BUDGETS:
            line.figures["adjusted"], line.figures["balance"] = told, []


def _likeliest(figures: Sequence[tuple[Context, float]]) -> Decimal:
    """The amount of which it is least likely that all its places are something else; what stands in brackets behind others is a
    part of them (120万元（含上年结转20万元）)."""
    others: dict[Decimal, float] = defaultdict(float)
    for context, probability in (each for each in figures if not _is_part_in_bracket(each[0], figures)):
        others[abs(context.amount)] += log(max(1 - probability, MIN_DOUBT))
    return min(others, key=lambda amount: others[amount])


def _is_part_in_bracket(context: Context, figures: Sequence[tuple[Context, float]]) -> bool:
    """Whether a figure stands in a bracket behind a larger one of the same line and field in its sentence."""
    return any(
        other.depth < context.depth
        and (other.paragraph, other.sentence_start) == (context.paragraph, context.sentence_start)
        and other.order < context.order
        and abs(other.amount) > abs(context.amount)
        for other, _ in figures
    )


def _same_line(known: tuple[str, str], key: tuple[str, str]) -> bool:
    """Whether two names are one, perhaps without its last words: 图书采购 and 图书采购专项支出."""
    (line, name), (other, words) = known, key
    if line != other or name == words:
        return known == key
    short, long = sorted((name, words), key=len)
    return len(short) >= MIN_SHORT_NAME and long.startswith(short) and bool(TAIL.fullmatch(long[len(short) :]))


def _name(context: Context, named: Named | None) -> TextLeaf:
    """The name of a line; that of the total stands where its first figure is told."""
    if named is not None:
        return TextLeaf.of(named.text, named.words)
    start, end = context.figure.start, context.figure.end
    begin = max(context.sentence_start, start - max(1, min(len(context.lead), MAX_LEAD)))
    told = WHOLE.search(context.passage.text.text, begin, start)
    begin, stop = told.span() if told else (begin, start if start > begin else end)
    return TextLeaf.of(context.passage.text.span(begin, stop), "合计")


def _row(line: _Line) -> BudgetRow:
    leaves: dict[str, QuantityLeaf] = {}
    for column, figures in line.figures.items():
        if not figures:
            continue
        chosen = _likeliest(figures)
        leaves[column] = _leaf(next(context for context, _ in figures if abs(context.amount) == chosen), column)
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
