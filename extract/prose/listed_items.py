"""The things that a list names: 甲、乙及丙; titles in 《》 need no comma between them."""

from __future__ import annotations

from dataclasses import dataclass

import regex

CONJUNCTION = regex.compile(r"以及|及|和|与")
OPENING, CLOSING = "（(《“", "）)》”"


@dataclass(slots=True)
class Span:
    """A piece of the passage."""

    start: int
    end: int


def listed_items(text: str, span: Span, wanted: int) -> list[Span]:
    """The things between the commas of a list, of which `wanted` are announced. The last two may be joined by 及 or 和, where both look
    like the others.
    """
    pieces: list[Span] = []
    begin, depth = span.start, 0
    for place in range(span.start, span.end):
        depth += (text[place] in OPENING) - (text[place] in CLOSING)
        if depth <= 0 and text[place] == "、":
            pieces.append(Span(begin, place))
            begin = place + 1
        elif depth <= 0 and text[place] == "》" and _opens_title(text, place + 1, span.end):
            pieces.append(Span(begin, place + 1))
            begin = place + 1
    pieces.append(Span(begin, span.end))
    pieces = [_trim(text, p) for p in pieces]
    pieces = [p for p in pieces if p.end > p.start]
    if pieces and (split := _split_last(text, pieces, wanted)):
        pieces = pieces[:-1] + split
    if len(pieces) > 1 and len(pieces) == wanted - 1:
        pieces = _split_one(text, pieces)
    return pieces


def _opens_title(text: str, start: int, end: int) -> bool:
    """Whether the next title stands directly behind, a conjunction apart: 《甲办法》和《乙细则》."""
    return regex.compile(r"(?:以及|及|和|与)?《").match(text, start, end) is not None


def _split_one(text: str, pieces: list[Span]) -> list[Span]:
    """The pieces with the only one that joins two names split: 局本级和县图书馆、县文化馆."""
    joined = [
        (place, match)
        for place, piece in enumerate(pieces)
        for match in regex.finditer("和", text, pos=piece.start + 2, endpos=piece.end - 2)
    ]
    if len(joined) != 1:
        return pieces
    (place, match) = joined[0]
    tails = {text[p.start : p.end][-2:] for number, p in enumerate(pieces) if number != place}
    if len(tails) == 1 and text[pieces[place].start : match.start()][-2:] not in tails:
        return pieces  # 民政和社区事务办公室 is one of several 办公室
    halves = [Span(pieces[place].start, match.start()), Span(match.end(), pieces[place].end)]
    return [*pieces[:place], *halves, *pieces[place + 1 :]]


def _trim(text: str, span: Span) -> Span:
    while span.start < span.end and text[span.start] in " ，、：:":
        span.start += 1
    while span.end > span.start and text[span.end - 1] in " ，、：:":
        span.end -= 1
    lead = regex.match(r"以及|及|和|与", text[span.start : span.end])
    span.start += lead.end() if lead and span.end - span.start > lead.end() else 0
    return span


def _split_last(text: str, pieces: list[Span], wanted: int) -> list[Span]:
    """丙及丁 is two things where both end as the others do; a name such as 开放及建设项目 stays one."""
    last = pieces[-1]
    tails = {text[p.start : p.end][-2:] for p in pieces[:-1]}
    halves = [
        (Span(last.start, m.start()), Span(m.end(), last.end))
        for m in CONJUNCTION.finditer(text, last.start + 2, last.end - 1)
    ]
    for left, right in halves:
        ends = text[left.start : left.end][-2:]
        if ends in tails or ends == text[right.start : right.end][-2:]:
            return [left, right]
    for left, right in halves:
        if (
            len(pieces) + 1 <= wanted
            and len(pieces) > 1
            and right.end - right.start >= 2
            and _alike(text, pieces, left, right)
        ):
            return [left, right]
    return []


def _alike(text: str, pieces: list[Span], left: Span, right: Span) -> bool:
    """Without a common ending: both halves are about as long as the other items."""
    usual = sum(p.end - p.start for p in pieces[:-1]) / max(1, len(pieces) - 1)
    return all(0.5 * usual <= s.end - s.start <= 2 * usual for s in (left, right))
