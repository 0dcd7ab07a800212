"""Joins the lines of the budget that are one, whatever they are called, and moves those that are the total's or a source's."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import regex

from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.gathered_lines import Line, Lines, amounts, line_name
from gouji.extract.statements.phrase_names import name_in
from gouji.extract.statements.sources import giver, only_giver, same_source
from gouji.normalize.text.bare_names import bare

MIN_SHORT_NAME = 3
MIN_LIST = 2
MIN_STEM = 2
PLANS = ("adjusted", "initial", "allocated")
RATE_SLACK = Decimal("0.06")
SHORT = regex.compile(r"(?:这)?(?:项目|专项|工程|资金|经费|补助|补贴)+$")
"""What a short name may have behind it that the long one has not: 湿地项目 for 湿地保护与恢复."""
NO_SOURCE = regex.compile(r"\d|^(?:下达|拨付|安排)|另|[厅局]$")
"""In words that tell who passed money on, and when, but not what it is called."""
JOINT = regex.compile(r"(?:为|是|用于|包括|主要有)$")


def join_lines(lines: Lines, project: str | None) -> None:
    """Joins and moves them in place. `project` is the name of the report's own project, if it is known."""
    _move_own(lines, project)
    _move_givers(lines)
    _join_sources(lines)
    _join_subprojects(lines)
    _join_short_names(lines)


def _join_sources(lines: Lines) -> None:
    """Joins the lines of one giver, whatever they are called, where no field has two amounts; where it is first told it is named in
    full (省级水利发展资金, then 省级资金)."""
    for key in [key for key in lines if key[0] == "F"]:
        line = lines[key]
        for other_key, other in lines.items():
            if other is line:
                break
            if other_key[0] == "F" and same_source(other_key[1], key[1], amounts(other), amounts(line)):
                for column, figures in line.figures.items():
                    other.figures[column] += figures
                if NO_SOURCE.search(other.name.text):
                    other.name = line.name  # 2023年中央 is 中央补助
                del lines[key]
                break


def _move_own(lines: Lines, project: str | None) -> None:
    """Takes the one line that is named like the report's own project for the total, where the total says nothing else."""
    words = bare(project) if project else ""
    own = [key for key in lines if key[0] == "S" and _is_whole_name(key[1], words)]
    total = lines.get(("T", ""))
    if len(own) != 1 or (total is not None and amounts(total).keys() & amounts(lines[own[0]]).keys()):
        return
    line = lines.pop(own[0])
    first = next(context for figures in line.figures.values() for context, _ in figures)
    total = lines.setdefault(("T", ""), Line(line_name(first, None), "total"))
    for column, figures in line.figures.items():
        total.figures[column] += figures


def _is_whole_name(name: str, project: str) -> bool:
    """Whether a name is the project's without its unit or place; of a project of two things (道路养护和绿化) one is a part."""
    before = project.removesuffix(name)
    return len(name) > MIN_SHORT_NAME and project.endswith(name) and not regex.search("[和与及、]", before)


def _move_givers(lines: Lines) -> None:
    """Takes a line that is named by nothing but who gives (中央资金) for that source, where the report has such a source."""
    sources = {giver(name) for kind, name in lines if kind == "F"}
    for key in [key for key in lines if key[0] == "S" and only_giver(key[1])]:
        if giver(key[1]) in sources and not _is_in_list(lines, key):
            line = lines.pop(key)
            line.role = "source"
            known = lines.setdefault(("F", key[1]), line)
            if known is not line:
                for column, figures in line.figures.items():
                    known.figures[column] += figures


def _is_in_list(lines: Lines, key: tuple[str, str]) -> bool:
    """Whether a figure of the line stands in a list of others that nobody gives: 郗城区456万元、任河县312万元、市本级180万元."""
    others = [line for (kind, name), line in lines.items() if kind == "S" and not only_giver(name)]
    return any(
        sum(any(_stand_together(context, each) for each, _ in line.figures[column]) for line in others) >= MIN_LIST
        for column, figures in lines[key].figures.items()
        for context, _ in figures
    )


def _stand_together(one: Context, other: Context) -> bool:
    return (one.paragraph, one.sentence_start) == (other.paragraph, other.sentence_start)


def _join_subprojects(lines: Lines) -> None:
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


def _agree(line: Line, other: Line) -> bool:
    have, told = amounts(line), amounts(other)
    return bool(told) and not (have.keys() & told.keys())


def _join_short_names(lines: Lines) -> None:
    """Joins a line to the only one whose name its own shortens (渔港, 渔港市场; 监测, 耕地质量监测), where no field has two amounts and
    the figures of both show that they are of one."""
    for key in [key for key in lines if key[0] == "S"]:
        line, stem = lines[key], SHORT.sub("", key[1]) or key[1]
        longer = [
            other
            for other in lines
            if other[0] == "S" and other != key and len(other[1]) > len(stem) >= MIN_STEM
            if other[1].startswith(stem) or other[1].endswith(stem)
        ]
        if len(longer) == 1 and _agree(lines[longer[0]], line) and _fit(lines[longer[0]], line):
            for column, figures in line.figures.items():
                lines[longer[0]].figures[column] += figures
            del lines[key]


def _fit(line: Line, other: Line) -> bool:
    """Whether a budget of the one and what the other spent of it make the rate, or the balance, that either tells."""
    both: Mapping[str, Decimal] = amounts(line) | amounts(other)
    plan = next((both[column] for column in PLANS if column in both), None)
    spent = both.get("spent")
    if plan is None or spent is None or not plan:
        return False
    rate, rest = both.get("execution_rate"), both.get("balance")
    return (rate is not None and abs(spent * 100 / plan - rate) <= RATE_SLACK) or plan - spent == rest
