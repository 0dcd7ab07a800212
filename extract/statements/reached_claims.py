"""Whether the words claim that a target was reached: 全面完成年初目标, 以上指标均达到目标值, all points of an indicator."""

from __future__ import annotations

from functools import cache

import regex

from gouji.extract.statements.figure_context import Context
from gouji.schemas.wordlists import any_of

STOP = regex.compile(r"[。！？；;]")
FULL_STOP = regex.compile(r"[。！？]")
WEIGHT, EARNED = regex.compile(r"满分|分值|权重|标准分|该项|该指标|本项"), regex.compile(r"得|评")
KEPT_BOUND = regex.compile(r"未(?:超|突破|高于|发生|出现)\p{Han}?")
REASON = regex.compile(r"[。！？]?\s*[（(]?(?:说明|备注|偏差|主要原因|原因)")
"""How a sentence begins that tells why a target was missed."""
EACH = r"(?:均|都|全部|全面|已经?|圆满|如期|顺利|超额|足额|按期|按时|按计划|双双|分别)"
GOAL = r"(?:目标任务|目标值|目标|任务数?|计划数?|要求|标准|指标值?|规定|预期|承诺|人数|数量)"
END = r"(?=[，,。；;）)]|$)"
REACHED = rf"(?:(?:完成|实现|达成)了?{END}|达标{END}|(?:完成|达到|超过|高于|优于|好于|实现|符合)了?(?:[或并](?:超过|优于|高于|好于))?[\p{{Han}}“”]{{0,12}}?{GOAL}{END})"
"""The words that tell that something was reached, to the end of their clause: 完成, 达标, 高于年初要求, 达到或超过目标值."""
BEHIND = regex.compile(rf"[，,（(]?[且并]?{EACH}*{REACHED}")
ABROAD = regex.compile(r"全省|全市|全国|全县|国家|行业|部颁|上年|去年|往年|平均|同类")
"""What is no target of the unit's own: 高于全省平均标准."""
TOGETHER = regex.compile(r"[均都]|全部|全面|双双|如数")


def is_claimed_reached(every: list[Context], result: int, target: int) -> bool:
    """Whether the report says of a result and its target that it was reached. Where any word says that something was missed, why,
    or only in part, nothing is claimed.
    """
    last = every[max(result, target)]
    text = last.passage.text.text
    begin = _last_stop(text, every[min(result, target)].figure.start)
    end = _next(FULL_STOP, text, last.figure.end)
    if every[result].paragraph != every[target].paragraph or misses(text[begin:end]) or REASON.match(text, end):
        return False
    rest = text[last.figure.end : _next(STOP, text, last.figure.end)]
    return says_reached(rest) or _has_all_points(every, max(result, target)) or _said_of_all(text, end)


def misses(words: str) -> bool:
    """Whether any word says that something was missed, why, or only in part; 未超过 says of nothing that it was missed."""
    return _words("missed").search(KEPT_BOUND.sub("", words)) is not None


def says_reached(rest: str) -> bool:
    """Whether the rest of a sentence says that what it told was reached, of these figures and no others behind them."""
    if says_behind(rest):
        return True
    found = _words("reached").search(rest)
    if found is None:
        return "得满分" in rest
    between = rest[: found.start()]
    return (
        not regex.search(r"\d", between) or TOGETHER.search(rest[max(0, found.start() - 2) : found.end()]) is not None
    )


def says_behind(rest: str) -> bool:
    """Whether the words right behind a figure say that it reached the unit's own target: ，高于年初要求."""
    found = BEHIND.match(rest)
    return found is not None and ABROAD.search(found[0]) is None


def _has_all_points(every: list[Context], last: int) -> bool:
    """Whether the two figures behind are the points of the indicator and as many that it earned, or the other way round: 得10分（分值10分）."""
    behind = [each for each in every[last + 1 : last + 3] if each.paragraph == every[last].paragraph]
    if len(behind) < 2 or any(each.kind not in ("score", "bare") for each in behind):
        return False
    first, second = behind
    same = _is_same_sentence(every[last], first) and _is_same_sentence(first, second)
    told = [WEIGHT.search(each.lead) is not None for each in behind]
    earned = [EARNED.search(each.lead) is not None for each in behind]
    ordered = (told[0] and earned[1]) or (earned[0] and not told[0] and told[1])
    return same and ordered and first.amount == second.amount > 0


def _is_same_sentence(first: Context, second: Context) -> bool:
    text = first.passage.text.text[first.figure.end : second.figure.start]
    return STOP.search(text) is None


def _said_of_all(text: str, end: int) -> bool:
    """Whether the next sentence says of all that was told that it was reached, and names no figure of its own."""
    following = text[end + 1 : _next(FULL_STOP, text, end + 1)]
    opens = regex.match(r"\s*(?:以上|上述|各项|所有)", following)
    own = regex.search(r"\d", following) or misses(following)
    return bool(opens and not own and TOGETHER.search(following) and _words("reached").search(following))


def _last_stop(text: str, place: int) -> int:
    found = [match.end() for match in FULL_STOP.finditer(text, 0, place)]
    return found[-1] if found else 0


def _next(stops: regex.Pattern[str], text: str, place: int) -> int:
    found = stops.search(text, min(place, len(text)))
    return found.start() if found else len(text)


@cache
def _words(kind: str) -> regex.Pattern[str]:
    return regex.compile(any_of(__package__, "reached_words", frozenset({kind})))
