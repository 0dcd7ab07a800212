"""How the words before a figure are read: its label, and the thing it is about."""

from __future__ import annotations

from functools import cache

import regex

from gouji.extract.vocabulary import any_fund_source
from gouji.normalize.people.contacts import contacts
from gouji.schemas.wordlists import any_of, read_rows

FILLER = r"(?:[为是共计达有了至到：:，、的\s]|合计|总计|共计|累计|金额|资金|总额|人民币|分别|达到|数为|即|仅)*"
LEAD = regex.compile(
    r"^(?:[\s，、：:；。）)]|综上所?述?|其中|此外|另外?外|同时|截[至止](?:到)?[^，]{0,14}(?:底|末|日)，?|(?:19|20)\d\d年(?:度|初|末|底)?|"
    r"[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十][，、]|（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[.．、]|本|该|全年|年中|当年|按|根据[^，]{0,20}要求|因[^，]{0,16}(?:需要|原因))+"
)
GENERIC = regex.compile(
    r"(?:本级|上级|中央|[省市县区州旗]级?|财政|部门|单位|局|厅|批复|下达|本|该|年度|全年|当年|年内|实际|共|项目|专项|资金|经费|预算|支出|总体|整体|合计|总计|全部|各项|上述|以上|年初|财政|收入|和|及|[一二三四五六七八九十两]项)*"
)
TOTAL = regex.compile(r"合计|总计|总体|总额|综上|共计|总预算|总支出|总执行率|全部")


@cache
def label_pattern() -> regex.Pattern[str]:
    """Matches a budget label at the end of the words before a figure."""
    return regex.compile(rf"(?P<label>{any_of(__package__, 'budget_labels')})(?P<filler>{FILLER})$")


@cache
def label_fields() -> dict[str, tuple[str, bool]]:
    """Label → (field, strong)."""
    return {row[0]: (row[1], row[2] == "strong") for row in read_rows(__package__, "budget_labels")}


@cache
def source_pattern() -> regex.Pattern[str]:
    """Matches a source of funds at the end of the words before a figure."""
    return regex.compile(rf"(?P<source>{any_fund_source()})(?:安排|到位|投入|补助|下达)?{FILLER}$")


FUNDING = regex.compile(r"资金来源|来源(?:于|为|是)|筹集|筹措|渠道|到位")
OF_WHICH = regex.compile(
    r"其中[：:，,]?|(?:分项目?|具体|按用途|按支出内容|从用途)(?:来)?(?:看|为|是|包括|分|情况为?)?[：:，,]|(?:主要|具体|分别)?用于[^：。；\d]{0,12}[：:]"
)
"""What leads into a list of parts."""
FUND = regex.compile(
    rf"(?:^|[，、：:；。]|其中[：:，]?)\s*(?P<source>[\p{{Han}}（）()]{{2,14}}?(?:资金|补助|拨款|配套|公益金|自筹|结转|收入|投入|债券|贷款|捐赠|经费))(?:安排|到位|投入|补助|下达)?{FILLER}$"
)
"""Any noun phrase that ends as funds do: a source, in a sentence that speaks of where the money comes from."""
ALL = regex.compile(r"(?:^|[，、：:；])\s*(?:以上|上述|各项)?(?:合计|总计|共计|共)(?:资金|到位)*[为：:]?$")


@cache
def _generic_ending() -> regex.Pattern[str]:
    return regex.compile(f"(?:{any_of(__package__, 'generic_titles')})$")


def is_generic(title: str) -> bool:
    """Whether a heading names a part of the report (投入情况) and not a project, or tells whom to ask (13800000000均可联系)."""
    return not title or bool(_generic_ending().search(title)) or bool(GENERIC.fullmatch(title)) or bool(contacts(title))
