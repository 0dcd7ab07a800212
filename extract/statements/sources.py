"""Sources of funds that several words name: 省级配套资金 here, 省级资金 there; and the one that a whole sum came from."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from gouji.extract.statements.figure_context import Context, names_source
from gouji.schemas.traced import Traced

LEVELS = (
    ("central", regex.compile(r"中央|国家级?财政")),
    ("province", regex.compile(r"自治区|省(?!市)")),
    ("city", regex.compile(r"自治州|[州盟]级?(?!府)|市(?:级|本级|财政|里|配套|本)")),
    ("county", regex.compile(r"(?<!自治)(?:县|区|旗)(?:级|本级|财政|里|配套|本)")),
    ("town", regex.compile(r"乡镇|镇级|镇里|镇财政|乡财政")),
    ("below", regex.compile(r"地方(?!政府)|[省市县区]{2,}(?!委|政府)(?:财政|资金|配套|级)?")),
    ("here", regex.compile(r"(?<![省市县区州旗])本级")),
    ("own", regex.compile(r"自筹|自有")),
    ("gift", regex.compile(r"捐")),
    ("bond", regex.compile(r"债券")),
    ("above", regex.compile(r"上级")),
)
"""Who gives the money: a source that names exactly one of them is that one's."""
WHOLE = regex.compile(
    r"[，,（(]?\s*(?:(?:资金)?(?:来源)?(?:全部|均|全额|皆|都)\s*(?:为|由|系|来自|属于?|是)?|资金来源(?:为|是|于))\s*(?P<name>[\p{Han}]{2,16}?)(?=安排|承担|拨付|投入|负担|列支|，|。|；|）|,|;|$)"
)
"""Behind an amount: 均为一般公共预算, 全部由县财政安排."""


PLAIN = regex.compile("中央|自治区|省|市|县|区|旗|州|盟|乡|镇|级|本|财政|资金|配套|补助|专项|拨款|预算|地方|上级|自筹")


def giver(name: str) -> str | None:
    """Who gives a source's money; None where its name tells nobody, or several (市县配套)."""
    found = [level for level, words in LEVELS if words.search(name)]
    if "below" in found and regex.search("[省市县区]{2,}", name):
        return "below"
    return found[0] if len(found) == 1 else None


def only_giver(name: str) -> bool:
    """Whether a name tells nothing but who gives the money: 中央资金, 县级配套资金."""
    return giver(name) is not None and not PLAIN.sub("", name)


def same_source(mine: str, theirs: str, have: Mapping[str, object], told: Mapping[str, object]) -> bool:
    """Whether two names are one source: of the same giver, and no field has two amounts."""
    level = giver(mine)
    if level is None or level != giver(theirs):
        return False
    return all(have[field] == told[field] for field in have.keys() & told.keys())


def whole_source(context: Context) -> Traced | None:
    """The source that the words behind a sum say all of it came from; None where they say none."""
    text = context.passage.text
    told = WHOLE.match(text.text, context.figure.end)
    if told is None or not names_source(told["name"]):
        return None
    return text.span(told.start("name"), told.end("name"))
