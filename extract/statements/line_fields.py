"""Under which field the figures of a line belong, as all that the line tells shows."""

from __future__ import annotations

import regex

from gouji.extract.statements.figure_context import Context, senses
from gouji.extract.statements.gathered_lines import Lines

RAISED = regex.compile(r"渠道|筹集|筹措|来源于|来自")
"""Where money was raised from: 项目资金由两个渠道筹集，其中省级补助120万元."""
ALL_CAME = regex.compile(r"\G[^。；;]*?(?:全部|均已?|全额|足额|已|悉数)到位")
UNCHANGED = regex.compile(
    r"(?:未|没有|无|不)(?:再)?(?:作|做|进行|发生)?(?:任何|过)?(?:预算|追加|增减)?(?:调整|调剂|追加|变动|增减)"
)
"""Behind a budget: 年初预算133.70万元，年中未作调整."""
BUDGETS = frozenset({"budget", "adjusted"})


def read_fields(lines: Lines) -> None:
    """Puts the figures under these fields, in place."""
    _read_arrived(lines)
    _read_opening(lines)
    _read_plain_budgets(lines)
    _read_budgets_left(lines)


def _read_plain_budgets(lines: Lines) -> None:
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


def _read_opening(lines: Lines) -> None:
    """A budget whose own words say that it was the opening one is that, unless it was never changed."""
    for line in lines.values():
        told = [(c, p) for c, p in line.figures["adjusted"] if c.last == "initial" and not UNCHANGED.search(c.after)]
        if told and not line.figures["initial"]:
            line.figures["initial"] = told
            line.figures["adjusted"] = [each for each in line.figures["adjusted"] if each not in told]


def _read_arrived(lines: Lines) -> None:
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


def _read_budgets_left(lines: Lines) -> None:
    """What a change leaves of a budget is the budget of the year where its words say budget (调减8万元，实际预算费用0万元)."""
    for line in lines.values():
        told = line.figures["balance"]
        words = {sense for context, _ in told for sense in senses(context.lead)}
        if line.figures["adjustment"] and not line.figures["adjusted"] and "balance" not in words and words & BUDGETS:
            line.figures["adjusted"], line.figures["balance"] = told, []
