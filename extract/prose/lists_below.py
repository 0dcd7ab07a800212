"""Lists below their count: 主要承担以下五项重点工作： and then a paragraph for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.prose.counted_things import noun
from gouji.extract.prose.ordinals import CIRCLED, ORDINALS, ordinals
from gouji.extract.prose.passages import Figure, Passage
from gouji.schemas.record import AnnouncedCount

ANNOUNCES = regex.compile(r"以下|如下|下列|[共分按为做了在抓有个项类方面条点]|案例|案件|问题|情形|事项")
AS_FOLLOWS = regex.compile(r"(?:[，,](?:现|具体)?\p{Han}{0,8})?(?:如下|逐[项条一个]\p{Han}{0,8}|分述)[：:。]?$")
"""The end of a sentence that announces what stands below it, behind the count: 不一致9处，具体如下："""
COUNTED_OFF = regex.compile(
    r"\s*(?:第?(?P<ordinal>[一二三四五六七八九十])(?:是|要是)|其(?P<ordinal>[一二三四五六七八九])(?=[，,、：:])|(?P<circled>[①②③④⑤⑥⑦⑧⑨⑩]))"
)
"""How a paragraph begins that is one of several."""
MAX_HEADING = 16
COUNTED_NOUN = regex.compile(r"\p{Han}{1,8}")
BEGUN = regex.compile(r"[^，。；：:]{0,12}(?:[，,]\p{Han}{0,10})?[：:]")
LETTERED = regex.compile(r"\s*([A-Z])\s*[.、．:：）)类]")


def list_below(passage: Passage, figure: Figure, following: Sequence[Passage]) -> AnnouncedCount | None:
    """The count with the paragraphs behind it that are numbered 1. 2. 3. or A B C; None where they do not follow."""
    items = (
        _begun(passage, figure, following) or _below(passage, figure, following) or _under(passage, figure, following)
    )
    if len(items) < 2:
        return None
    leaves = [item.leaf(begin, _end_of_item(item, begin)) for item, begin in items]
    return AnnouncedCount(
        subject=noun(passage, figure).rstrip("：:"), announced=figure.leaf(), items=leaves, numbered=True
    )


def _below(passage: Passage, figure: Figure, following: Sequence[Passage]) -> list[tuple[Passage, int]]:
    """The things below a sentence that ends by announcing them."""
    text = passage.text.text.rstrip()
    follows = AS_FOLLOWS.search(text, figure.end)
    if not (follows or text.endswith(("：", ":"))) or not ANNOUNCES.search(text, max(passage.words, figure.start - 16)):
        return []
    if any(sign in text[figure.end : follows.start() if follows else -1] for sign in "，。；;：:"):
        return []
    items = list(_numbered(following))
    if len(items) < 2:
        items = list(_counted_off(following))
    if len(items) < 2 and following and (following[0].head is None or COUNTED_OFF.match(following[0].text.text)):
        items = [(following[0], span.start) for span in ordinals(following[0].text.text, 0)]
    return items


def _under(passage: Passage, figure: Figure, following: Sequence[Passage]) -> list[tuple[Passage, int]]:
    """The numbered points that stand under a heading that counts them (五、三点不足), up to the next heading of its level; none where they
    do not count on from one."""
    text = passage.text.text.rstrip()
    if passage.head is None or len(text) > MAX_HEADING or not COUNTED_NOUN.fullmatch(text, figure.end):
        return []
    if following and (following[0].head is None or COUNTED_OFF.match(following[0].text.text)):  # 一是…；二是… below it
        off = list(_counted_off(following))
        return off if len(off) > 1 else [(following[0], span.start) for span in ordinals(following[0].text.text, 0)]
    points: list[tuple[Passage, int]] = []
    level: int | None = None
    for under in following:
        head = under.head
        if head is None:
            continue
        if head.level <= passage.head.level:
            break
        level = head.level if level is None else level
        if head.level == level:
            points.append((under, head.end))
    places = [point.head.place for point, _ in points if point.head is not None]
    return points if places == list(range(1, len(places) + 1)) else []


def _begun(passage: Passage, figure: Figure, following: Sequence[Passage]) -> list[tuple[Passage, int]]:
    """The things of a list that begins behind the count and goes on below it: 典型案例3起：一是…； and then 二是…；"""
    match = BEGUN.match(passage.text.text, figure.end)
    first = COUNTED_OFF.match(passage.text.text, match.end()) if match else None
    if first is None or (first["ordinal"] or first["circled"]) not in ("一", "①"):
        return []
    items = [(passage, first.end()), *_inside(passage, first.end(), 2, first.lastgroup)]
    for under in following:
        begun = next(_counted_off([under], len(items) + 1, first.lastgroup), None)
        if begun is None:
            break
        items += [begun, *_inside(under, begun[1], len(items) + 2, first.lastgroup)]
    return items


def _numbered(following: Sequence[Passage]) -> Iterator[tuple[Passage, int]]:
    """The paragraphs that count on from 1 or A, one directly behind the other, and where the words of each begin."""
    level: int | None = None
    for number, passage in enumerate(following, 1):
        head, letter = passage.head, LETTERED.match(passage.text.text)
        if head is not None and head.place == number and level in (None, head.level):
            level = head.level
            yield passage, head.end
        elif head is None and level in (None, 0) and letter and ord(letter[1]) - ord("A") + 1 == number:
            level = 0
            yield passage, letter.start(1)
        else:
            return


def _counted_off(
    following: Sequence[Passage], first: int = 1, style: str | None = None
) -> Iterator[tuple[Passage, int]]:
    """The paragraphs that begin with 一是, 二是, 三是 or ①, ②, ③, one directly behind the other, and where the words of each begin."""
    for number, passage in enumerate(following, first):
        match = COUNTED_OFF.match(passage.text.text)
        if match is None or style not in (None, match.lastgroup):
            return
        style = match.lastgroup
        signs = ORDINALS if style == "ordinal" else CIRCLED
        if signs.find(match[style or 0]) + 1 != number:
            return
        yield passage, match.end()


def _inside(passage: Passage, start: int, number: int, style: str | None) -> Iterator[tuple[Passage, int]]:
    """The points that are counted on inside a paragraph, each behind the end of a sentence."""
    signs = ORDINALS if style == "ordinal" else CIRCLED
    for stop in regex.finditer(r"[。；;]", passage.text.text, pos=start):
        match = COUNTED_OFF.match(passage.text.text, stop.end())
        if match and match.lastgroup == style and signs.find(match[style or 0]) + 1 == number:
            number += 1
            yield passage, match.end()


def _end_of_item(passage: Passage, begin: int) -> int:
    stop = regex.search(r"[，,：:；;。]", passage.text.text[begin:])
    return begin + stop.start() if stop else len(passage.text.text)
