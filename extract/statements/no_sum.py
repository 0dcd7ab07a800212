"""Figures that look like the parts of a whole and are told otherwise: what was cut counts against the others, what is told of
each of several counts as often as these."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.other_lists import is_of_another_list
from gouji.extract.statements.overlapping import overlap
from gouji.extract.statements.standards import standard_of
from gouji.extract.statements.sum_candidates import NESTED

CHANGED = regex.compile(
    r"(?:比|较|同期|以来)[^，,；;。：:]{0,20}?(?:[增减](?:加|少|长|支|收)|上升|下降|提高|降低|多|少)[了约近]*$"
)
"""What leads to the amount by which something changed since another year: 比去年增加, 同比减少, 较上年预算下降."""
OF_EACH = regex.compile(r"各(?:有|为|设|计|建)?$")
CUT = regex.compile(r"减少|压减|核减|调减|下降|扣减|扣除")


PLANNED = frozenset({"initial", "adjusted", "budget", "allocated"})
NEXT, MIN_DIGITS = 3, 3
"""Figures beside the parts of which one may be a part, too; a figure of fewer digits comes out by chance, if not over weights alone."""
EARNED = regex.compile(r"[，,（(]?(?:实际|自评|实)?得分?[为是：:]?")
WEIGHT = regex.compile(r"权重|分值|满分|标准分")
SCORED = regex.compile(r"得分|实得|自评")
CONVERTED = regex.compile(r"[，,（(]?(?:即|折合|合|约合|换算为|相当于)[，,]?")
FEW_PARTS, FEW = 2, 100
HALVES = (("男", "女"), ("城", "乡"), ("新", "老"), ("内", "外"), ("已", "未"))
"""Signs of two names that leave nothing out."""
TOTAL = regex.compile(r"(?:累计|合计|共计|总计|小计|共)(?:支出|使用|完成|发放|投入|拨付)?[为达]?$")
NAMES_ALL = regex.compile(r"合计|共计|总计|分为|组成|构成|两[部类种项]")
UNPRINTED = regex.compile(r"(?:连同|加上|加之|另加|外加|再加|并入|计入|算上|扣除|剔除|减去)[^\d，,。；;]{2,14}[，,]")
"""Words that tell of a part, or of what was taken off, without its figure, and of the whole behind a comma."""


def is_no_sum(every: Sequence[Context], claim: Claimed, decimals: int | None) -> bool:
    """Tells whether the parts come to the whole where what was cut is taken off, whether one is told of each of several
    (甲、乙、丙各1个), or one by how much it changed since another year, and no part of what there is now, or where the words tell
    of a part whose figure stands elsewhere."""
    if claim.form != "sum":
        return False
    result = every[claim.result].figure.found.quantity
    parts = [every[i] for i in claim.operands]
    if (
        overlap(parts)
        or _holds_weight_and_score(parts)
        or _is_score_over_weights(every[claim.result], parts)
        or _holds_a_whole(parts)
        or _is_one_of_its_list(every, every[claim.result], parts)
        or _has_its_own_total(every, every[claim.result], parts)
        or _may_lack_one(every[claim.result], parts)
        or any(_is_in_another_unit(every, part) for part in parts)
        or _are_of_several_stages(parts)
        or is_of_another_list(every, claim, decimals)
    ):
        return True
    if any(UNPRINTED.search(figure.lead) for figure in (every[claim.result], *parts)):
        return True  # 产出49分、效益28分，连同预算执行得分，总分96.1分
    if any(OF_EACH.search(part.clause) for part in parts) or _holds_changes(every[claim.result], parts):
        return True
    each = [standard_of(part) is not None for part in parts]
    if any(each) and not all(each):
        return True  # 每台4.80万元，另购软件8.00万元: the price of one is no part
    signed = [
        q.model_copy(update={"canonical": f"-{q.canonical}"}) if CUT.search(c.lead.rpartition("、")[2]) else q
        for c in parts
        for q in [c.figure.found.quantity]
    ]
    expected = computed("sum", signed, decimals)
    return (expected is not None and agrees(result, expected, "sum")) or _holds_with_one_more(every, claim, decimals)


def _holds_weight_and_score(parts: Sequence[Context]) -> bool:
    """Whether one part is what was earned of another: 预算执行10分，得9.5分，全部合计99.5分."""
    orders = {part.order for part in parts}
    return any(part.order - 1 in orders and EARNED.fullmatch(part.lead) is not None for part in parts)


def _is_score_over_weights(whole: Context, parts: Sequence[Context]) -> bool:
    """Whether full marks would make up what was earned: 指标部分满分90分，另加预算执行10分，自评总得分96.60分."""
    earned = whole.kind == "score" and SCORED.search(whole.lead) is not None and WEIGHT.search(whole.lead) is None
    return earned and any(WEIGHT.search(part.lead) and not SCORED.search(part.lead) for part in parts)


def _holds_a_whole(parts: Sequence[Context]) -> bool:
    """Whether one part is made up by parts right behind it, or by all before it: 新建站点18处，甲县7处、乙县6处、丙县5处; 甲612万元、乙986万元，
    累计1,598万元，其余240万元."""
    amounts = [part.amount for part in parts]
    if len(parts) > FEW_PARTS and amounts[0] == sum(amounts[1:]):
        return True
    totals = (place for place in range(2, len(parts)) if TOTAL.search(parts[place].lead))
    return any(amounts[place] == sum(amounts[start:place]) for place in totals for start in range(place - 1))


def _is_one_of_its_list(every: Sequence[Context], whole: Context, parts: Sequence[Context]) -> bool:
    """Whether what was taken for the whole and the parts behind it, in one list, make up a figure that is printed before them:
    下达4,500万元……甲县1,350万元，乙县1,120万元，丙县2,030万元."""
    beside = all(_sentence(part) == _sentence(whole) and part.order > whole.order for part in parts)
    total = whole.amount + sum(part.amount for part in parts)
    opened = any("其中" in part.lead for part in parts) or any(part.depth > whole.depth for part in parts)
    told = (c for c in every[: whole.order] if (c.kind, c.unit, c.amount) == (whole.kind, whole.unit, total))
    return beside and not opened and any(_digits(c) >= MIN_DIGITS - 1 for c in told)


def _has_its_own_total(every: Sequence[Context], whole: Context, parts: Sequence[Context]) -> bool:
    """Whether what the parts make is told right behind them: 资金900万元，去向为甲250万元、乙410万元，累计660万元，其余240万元未支付."""
    if whole.order > parts[-1].order:
        return False
    behind = every[parts[-1].order + 1 : parts[-1].order + 2]
    total = sum(part.amount for part in parts)
    return any(
        (c.paragraph, c.unit, c.amount) == (whole.paragraph, whole.unit, total) and TOTAL.search(c.lead) for c in behind
    )


def _digits(context: Context) -> int:
    return len(context.figure.found.quantity.number.replace(".", "").replace(",", "").strip("0"))


def _sentence(context: Context) -> tuple[int, int]:
    return context.paragraph, context.sentence_start


def _may_lack_one(whole: Context, parts: Sequence[Context]) -> bool:
    """Whether two parts of a few fall short of their whole: 33人，其中管理岗4人、专业技术岗26人 may leave out who is neither."""
    short = len(parts) == FEW_PARTS and sum(part.amount for part in parts) < whole.amount < FEW
    if not short or whole.kind != "count" or "其中" not in parts[0].lead or NAMES_ALL.search(whole.sentence):
        return False
    first, second = (part.lead for part in parts)
    return not any((a in first and b in second) or (b in first and a in second) for a, b in HALVES)


def _is_in_another_unit(every: Sequence[Context], part: Context) -> bool:
    """Whether a part is the amount before it told in another unit: 236.80万元，折合2,368,000元."""
    before = every[part.order - 1] if part.order else None
    told = before is not None and before.paragraph == part.paragraph and before.kind == part.kind == "money"
    units = [c.figure.found.quantity.unit for c in (before, part)] if told and before else []
    return len(set(units)) > 1 and CONVERTED.fullmatch(part.lead) is not None


def _are_of_several_stages(parts: Sequence[Context]) -> bool:
    """Whether a part is money that was planned and another what was spent: no whole has both for parts."""
    stages = {part.last for part in parts if part.kind == "money"}
    return "spent" in stages and bool(PLANNED & stages)


def _holds_with_one_more(every: Sequence[Context], claim: Claimed, decimals: int | None) -> bool:
    """Whether the sum comes out with one more figure of its list: 支出90万元，其中甲50万元，乙30万元；另有丙10万元."""
    whole = every[claim.result]
    parts = [every[i].figure.found.quantity for i in claim.operands]
    depth = min(every[i].depth for i in claim.operands)
    few = len(whole.figure.found.quantity.number.replace(".", "").strip("0")) < MIN_DIGITS
    if few and not all(WEIGHT.search(every[i].lead) for i in claim.operands):
        return False
    for other in every[max(0, min(claim.operands) - NEXT + 1) : max(claim.operands) + NEXT]:
        if other.order in (claim.result, *claim.operands) or other.unit != whole.unit or other.kind != whole.kind:
            continue
        if few and not WEIGHT.search(other.lead):
            continue
        inside = other.order > claim.operands[0] and NESTED.search(other.lead) is not None
        if other.depth > depth or inside:
            continue  # part of a part: who adds it, too, counts it twice
        expected = computed("sum", [*parts, other.figure.found.quantity], decimals)
        if expected is not None and agrees(whole.figure.found.quantity, expected, "sum"):
            return True
    return False


def _holds_changes(whole: Context, parts: Sequence[Context]) -> bool:
    """Whether a part is a change since another year, as the whole is not: 决算8.2万元，其中运行费比去年增加0.85万元."""
    return not CHANGED.search(whole.clause) and any(CHANGED.search(part.clause) for part in parts)
