"""What the words just before a figure leave open: money that they call a budget was not spent, and 满意度 is no execution rate."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from gouji.extract.statements.figure_context import FILLER, Context
from gouji.schemas.wordlists import any_of, read_records

RATE = "execution_rate"
SPENDING = r"(?:执行|支出|支付|使用|拨付|发放|完成|兑付)(?:率|进度|比例)|进度"
SPENT = "spent"
CARRIED_OUT = frozenset({SPENT, "balance", RATE})
"""What a budget has only once it was carried out."""
COMES_IN = regex.compile(r"收入|征收|入库")
GOES_OUT = regex.compile(r"支出|支付|用于|使用|执行|拨付|发放|投入|安排|开支|花|付")
"""Words of income and of spending: a sentence with the first alone tells of no spending."""
GOES_ON = regex.compile(r"\s*(?:其中|[分从按].{1,6}[看是])")
"""A sentence that parts what the one before it told."""
PLAN, MIN_PLANS = regex.compile(r"支出预算|预算支出|收支预算|预算安排|(?:部门|单位|总)预算"), 2
HAPPENED = regex.compile(
    r"决算|执行[率数情进]|实际|已[支使完拨]|支出率|完成率|用去|花[了费]|结余|到位|拨付|兑付|[支完]出?了|(?<!于)支付"
)
"""What is said of a budget that was carried out; 用于支付租金 says what it is for."""


@cache
def spending() -> regex.Pattern[str]:
    """The words of a rate of spending at the end of those that lead to it: 资金支出率, 执行进度."""
    return regex.compile(rf"(?:{SPENDING})[为达到是约至了：:]*$")


OWN = frozenset({"E.score", "E.full_score"})
BAND = regex.compile(r"\s*分?\s*[（(]?\s*(?:不?含|及?以[上下])|\s*分?\s*(?:[～~—–]|至|到)\s*\d")
"""Behind a figure that bounds a grade: 自评得分90（含）～100分为优."""


def is_plan(every: Sequence[Context]) -> bool:
    """Whether the paragraphs tell a budget of which nothing says that it was carried out: its 支出 are to be spent."""
    text = "".join(dict.fromkeys(context.passage.text.text for context in every))
    return len(PLAN.findall(text)) >= MIN_PLANS and HAPPENED.search(text) is None


def is_ruled_out(context: Context, label: str) -> bool:
    """Whether a figure cannot have the role (S.spent) by the words that it follows."""
    field = label.partition(".")[2]
    if label in OWN and BAND.match(context.passage.text.text, context.figure.end):
        return True
    if context.kind == "rate":
        return field == RATE and _other_rate(context.sentence)
    if context.kind != "money" or not field:
        return False
    if field == SPENT and _comes_in(context):
        return True
    fields = _told_fields(context.lead)
    return fields is not None and field not in fields


def _comes_in(context: Context) -> bool:
    """Whether the sentence tells of what came in, and of nothing that went out: 收入完成420万元，从部门看，税务部门完成300万元."""
    text, start = context.passage.text.text, context.figure.start
    begin = text.rfind("。", 0, start) + 1
    if GOES_ON.match(text, begin):
        begin = text.rfind("。", 0, max(0, begin - 1)) + 1
    words = text[begin:start] + context.after
    return COMES_IN.search(words) is not None and GOES_OUT.search(words) is None


@cache
def _told_fields(lead: str) -> frozenset[str] | None:
    """The fields that the end of the words allows; None where it says nothing."""
    core = FILLER.sub("", lead)
    for ends, fields, opened in _table():
        found = ends.search(core)
        if found is not None:
            return None if opened.search(core, 0, found.start()) else fields
    return None


@cache
def _table() -> tuple[tuple[regex.Pattern[str], frozenset[str], regex.Pattern[str]], ...]:
    return tuple(
        (
            regex.compile(f"(?:{'|'.join(sorted(row['ends'].split(), key=len, reverse=True))})$"),
            frozenset(row["fields"].split()),
            regex.compile("|".join(row["open"].split())),
        )
        for row in read_records(__package__, "telling_ends")
    )


def _other_rate(sentence: str) -> bool:
    """Whether the last rate that the sentence names before the figure is one of other things than money."""
    named = [found[0] for found in _rates().finditer(sentence)]
    return bool(named) and regex.fullmatch(SPENDING, named[-1]) is None


@cache
def _rates() -> regex.Pattern[str]:
    return regex.compile(f"{any_of(__package__, 'other_rates')}|{SPENDING}")
