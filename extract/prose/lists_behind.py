"""Lists behind their count: 2个新采购项目，分别为甲、乙。 以下三项工作：一是…；二是…。 5项制度：《甲》《乙》…。"""

from __future__ import annotations

import regex

from gouji.extract.prose.counted_things import NOUN, counted_things
from gouji.extract.prose.listed_items import Span, listed_items
from gouji.extract.prose.ordinals import ordinals
from gouji.extract.prose.passages import Figure, Passage
from gouji.schemas.record import AnnouncedCount

LISTED_AFTER = regex.compile(
    r"(?:的\p{Han}{1,6})?(?:组成|构成|实施|开展|推进|进行)?[，,：:]?\s*(?:其中)?(?P<verb>分别(?:为|是|有)|具体(?:为|是|有|包括)|即|包括|为|是|[：:])\s*[：:]?"
)
IN_BRACKETS = regex.compile(r"[）)]\s*[：:]")
BEFORE_BRACKET = regex.compile(r"(\p{Han}{2,12})[（(]共?$")
ENDED, COUNTED_OFF = regex.compile(r"[。]\s*"), regex.compile(r"[第其]?一[是，,：:]|[（(]?[1一][）)]|1[.．、]|①")
REST = regex.compile(r"。(?P<names>[\p{Han}A-Za-z0-9（）]{3,16}(?:、[\p{Han}A-Za-z0-9（）]{3,16})*)。?\s*")
AMOUNTS = regex.compile(
    r"(?P<name>\p{Han}{2,12}?)\d[\d,]*(?:\.\d+)?\p{Han}{1,2}(?:[，、；](?P<name>\p{Han}{2,12}?)\d[\d,]*(?:\.\d+)?\p{Han}{1,2}){2,}(?=。|；?$)"
)
"""A list of names with an amount each, up to the end of its sentence."""
SAID = regex.compile(r"[已均将按了并不]")
"""A name has none of these, a sentence has."""


def list_behind(passage: Passage, figure: Figure) -> AnnouncedCount | None:
    """The count with what the words behind it list; None where they list nothing."""
    text = passage.text.text
    if closed := IN_BRACKETS.match(text, figure.end):  # 项目内容（共五项）：1.…；2.…
        named = ordinals(text, closed.end() - 1)
        counted = counted_things(passage, figure, named, numbered=True) if named else None
        before = BEFORE_BRACKET.search(text, 0, figure.start)
        return counted.model_copy(update={"subject": before[1] if before else ""}) if counted else None
    noun = NOUN.match(text, figure.end)
    after = noun.end() if noun else figure.end
    if (stop := ENDED.match(text, after)) and COUNTED_OFF.match(text, stop.end()):  # 有三个方面。一是…。二是…。
        named = ordinals(text, stop.start())
        return counted_things(passage, figure, named, numbered=True) if named else None
    match = LISTED_AFTER.match(text, after)
    if not match or text.count("（", figure.end, after) != text.count("）", figure.end, after):
        return None
    counted_off = ordinals(text, match.end())
    if counted_off and not regex.search(r"[。；]|、.*、", text[match.end() : counted_off[0].start]):
        return counted_things(passage, figure, counted_off, numbered=True)
    wanted = int(figure.found.quantity.number)
    colon = match["verb"] in ("：", ":")
    if colon and match.end() >= len(text) - 1:
        return None
    if figure.found.kind == "bare":
        return None
    amounts = AMOUNTS.match(text, match.end()) if colon else None
    if (
        amounts and noun and all(name[-1] in noun[0] for name in amounts.captures("name"))
    ):  # 五个县区：甲县90万元，乙区70万元。
        return counted_things(passage, figure, [Span(*span) for span in amounts.spans("name")], False)
    stop = regex.search(r"[。；]|，(?!以及|及|和)", text[match.end() :])
    end = match.end() + (stop.start() if stop else len(text) - match.end())
    close = regex.search(r"等\s*$|等[\p{Han}]{0,4}$", text[match.end() : end])
    items = listed_items(text, Span(match.end(), match.end() + close.start() if close else end), wanted)
    items += _behind_stop(text, end, items, wanted) if not close else []
    single = (colon or match["verb"] in ("为", "是", "即")) and len(items) == 1 and wanted != 1
    if single or not all(_is_name(text[i.start : i.end]) for i in items):
        return None
    return counted_things(passage, figure, items, bool(close))


def _behind_stop(text: str, end: int, items: list[Span], wanted: int) -> list[Span]:
    """The rest of a list that a comma read as a full stop cuts in two (分别为甲费、乙费。丙费。): where the paragraph ends with just as many
    names as are missing, each of which ends as one of the others does, and nothing is said of them."""
    rest = REST.fullmatch(text, end)
    if rest is None or len(items) < 2:
        return []
    spans = [
        Span(m.start(), m.end())
        for m in regex.finditer(r"[^、。]+", text, pos=rest.start("names"), endpos=rest.end("names"))
    ]
    ends = {text[i.end - 1] for i in items}
    named = all(text[s.end - 1] in ends and not SAID.search(text[s.start : s.end]) for s in spans)
    return spans if named and len(spans) == wanted - len(items) else []


def _is_name(words: str) -> bool:
    return 2 <= len(words) <= 40 and not regex.search(r"[，：]", words)
