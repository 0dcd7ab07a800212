"""The features by which a sum is told as claimed: what leads into its list, what parts its members, where it ends."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gouji.extract.statements.far_features import far_features, is_far
from gouji.extract.statements.figure_context import FILLER, Context, kind_of, senses
from gouji.extract.statements.part_names import part_name_features
from gouji.extract.statements.sum_candidate import SumCandidate
from gouji.extract.statements.sum_candidates import NUMERALS

OPENERS = regex.compile(
    r"其中|包括|包含|含(?!量)|分别|由|即|具体|用于|构成|组成|分为|分成|汇成|拆开|来看|去处|来自|来源|主要|一是|：|[（(]"
)
COUNTED = regex.compile(
    r"([两二三四五六七八九十]|[2-9])(?:个|项|类|部分|块|级|笔|家|方面|股|路|批|期|样|所|座|处|段|种)(?:[^\d]{0,8})$"
)
COUNTED_ANYWHERE = regex.compile(
    r"([两二三四五六七八九十]|(?<!\d)[2-9])(?:个|项|类|部分|块|级|笔|家|方面|股|路|批|条)(?!\d)"
)
MAX_BEFORE = 16
BAD = frozenset({"up", "down", "each", "past", "share", "completion", "rate_done", "target", "contract", "compared"})


def whole_features(every: list[Context], index: int) -> list[str]:
    """What the words around a figure say of it as a whole; shared by all its candidates."""
    whole = every[index]
    core = FILLER.sub("", whole.lead)
    told = senses(whole.lead)
    out = [f"unit={kind_of(whole)}", f"last={told[-1] if told else '-'}"]
    out += [f"any={sense}" for sense in set(told)]
    out += [f"L{size}={whole.lead[-size:]}" for size in (1, 2, 3) if len(whole.lead) >= size]
    out += [f"F{size}={core[-size:]}" for size in (2, 3) if len(core) >= size]
    out += [f"R{size}={whole.after[:size]}" for size in (1, 2, 3)]
    if whole.figure.found.quantity.amount and whole.figure.found.quantity.approximate:
        out.append("about")
    return out


def sum_features(every: list[Context], candidate: SumCandidate) -> list[str]:
    """The features of one candidate."""
    side = "after" if candidate.after else "before"
    found = [*(_behind(every, candidate) if candidate.after else _ahead(every, candidate)), *_members(every, candidate)]
    if is_far(candidate):
        found += far_features(every, candidate)
    return [f"{side}|{name}" for name in found]


def _behind(every: list[Context], candidate: SumCandidate) -> Iterator[str]:
    whole, first, last = every[candidate.whole], every[candidate.parts[0]], every[candidate.parts[-1]]
    yield f"skipped={candidate.skipped}"
    if whole.paragraph == first.paragraph:
        gap = _text(whole, whole.figure.end, first.figure.start)
        yield f"between={min(candidate.parts[0] - candidate.whole - 1, 4)}"
        yield f"deeper={first.depth - whole.depth}"
    else:
        gap = _text(whole, whole.figure.end, len(whole.passage.text.text)) + "¶" + first.lead
        yield "next-paragraph"
        yield f"paragraph-ends={whole.passage.text.text.rstrip()[-1:]}"
    openers = [match[0] for match in OPENERS.finditer(gap)]
    yield f"opener={openers[-1] if openers else '-'}"
    yield from (f"opens={word}" for word in set(openers))
    yield f"stop={'。' if '。' in gap else '；' if '；' in gap else '-'}"
    yield from (f"gap{size}={gap[:size]}" for size in (1, 2, 3))
    yield from (f"gap={sense}" for sense in set(senses(gap)) if sense in BAD)
    yield f"gap-length={min(len(gap), 30) // 5}"
    yield f"count={_announced(whole.sentence + gap, len(candidate.parts))}"
    yield from _end(every, candidate, last)


def _end(every: list[Context], candidate: SumCandidate, last: Context) -> Iterator[str]:
    """What stands behind the last part: the end of the list, or one more figure of its kind."""
    yield f"ends={last.after[:1]}"
    text = last.passage.text.text
    tail = regex.sub(r"\s", "", text[last.figure.end : last.figure.end + 12])
    yield f"then={tail[:1]}"
    yield f"open={'等' in tail[:5]}"
    following = next(
        (c for c in every[candidate.parts[-1] + 1 :][:12] if c.depth <= last.depth and kind_of(c) == kind_of(last)),
        None,
    )
    if following is None or following.paragraph != last.paragraph:
        yield "last-of-paragraph"
        if following is not None and following.passage.head and last.passage.head:
            yield "next-item-follows"
        return
    between = _text(last, last.figure.end, following.figure.start)
    stop = regex.search("[。；）)]", between)
    yield f"cut={stop[0] if stop else '-'}"
    if not stop and len(candidate.parts) > 1:
        same = _separator(every, candidate.parts[-2], candidate.parts[-1]) == between[:1]
        yield f"cut-alike={same}"
        yield from (f"next={sense}" for sense in set(senses(following.lead)) & (BAD | {"whole", "ofwhich", "balance"}))


def _ahead(every: list[Context], candidate: SumCandidate) -> Iterator[str]:
    whole, first, last = every[candidate.whole], every[candidate.parts[0]], every[candidate.parts[-1]]
    gap = _text(last, last.figure.end, whole.figure.start)
    yield f"skipped={candidate.skipped}"
    yield f"between={min(candidate.whole - candidate.parts[-1] - 1, 4)}"
    yield from (f"gap={sense}" for sense in set(senses(gap)))
    yield from (f"gap{size}={gap[:size]}" for size in (1, 2))
    yield from (f"to{size}={gap[-size:]}" for size in (2, 3))
    yield f"stop={'。' if '。' in gap else '；' if '；' in gap else '-'}"
    yield f"count={_announced(gap, len(candidate.parts))}"
    yield f"announced={_announced_before(first, len(candidate.parts))}"
    yield f"covers={_covers(every, candidate)}"
    yield f"starts-sentence={first.sentence_start != whole.sentence_start}"
    earlier = next(
        (
            c
            for c in reversed(every[max(0, candidate.parts[0] - 8) : candidate.parts[0]])
            if kind_of(c) == kind_of(first)
        ),
        None,
    )
    if earlier is None or earlier.paragraph != first.paragraph:
        yield "first-of-paragraph"
    else:
        between = _text(earlier, earlier.figure.end, first.figure.start)
        stop = regex.search("[。；（(]", between)
        yield f"cut={stop[0] if stop else '-'}"
        if not stop:
            yield f"cut-alike={_separator(every, candidate.parts[0], candidate.parts[1]) == between[:1]}"


def _announced_before(first: Context, parts: int) -> str:
    """Whether the sentence counts its parts before it lists them: 由3个渠道筹集，其中…"""
    words = first.passage.text.text[first.sentence_start : first.figure.start]
    found = [NUMERALS.get(match[1]) or int(match[1]) for match in COUNTED_ANYWHERE.finditer(words)]
    return "-" if not found else "same" if parts in found else "other"


def _covers(every: list[Context], candidate: SumCandidate) -> str:
    """Whether the parts are all figures of their kind in the sentences from the first of them to the whole."""
    whole, first = every[candidate.whole], every[candidate.parts[0]]
    like = [
        j
        for j in range(max(0, candidate.parts[0] - MAX_BEFORE), candidate.whole)
        if every[j].paragraph == whole.paragraph
        and every[j].sentence_start >= first.sentence_start
        and kind_of(every[j]) == kind_of(whole)
        and every[j].depth <= first.depth
    ]
    missing = len(like) - len(candidate.parts)
    return "all" if missing <= 0 else "but-one" if missing == 1 else "some"


def _members(every: list[Context], candidate: SumCandidate) -> Iterator[str]:
    parts = [every[j] for j in candidate.parts]
    marks = [_separator(every, a, b) for a, b in zip(candidate.parts, candidate.parts[1:], strict=False)]
    yield f"parts={min(len(parts), 6)}"
    yield f"marks={'one' if len(set(marks)) == 1 else 'two' if len(set(marks)) == 2 else 'many'}"
    yield f"mark={max(set(marks), key=marks.count)}"
    inner = parts[1:]
    named = sum(len(regex.sub(r"[，、；。#D\s]", "", part.lead)) >= 2 for part in inner)
    yield f"named={'all' if named == len(inner) else 'none' if not named else 'some'}"
    bad = sum(any(sense in BAD for sense in senses(part.clause)) for part in parts)
    yield f"bad={'none' if not bad else 'one' if bad == 1 else 'most' if 2 * bad > len(parts) else 'some'}"
    yield from (
        f"part-sense={sense}"
        for sense in {s for part in inner for s in senses(part.clause)} & (BAD | {"whole", "balance", "ofwhich"})
    )
    yield f"units={'same' if all(part.unit == every[candidate.whole].unit for part in parts) else 'alike'}"
    yield from part_name_features(every[candidate.whole], parts)
    yield f"way={candidate.way}"
    whole = every[candidate.whole].figure.found.quantity.amount
    amounts = [part.figure.found.quantity.amount for part in parts]
    yield f"larger={'yes' if max(amounts) > whole else 'equal' if max(amounts) == whole else 'no'}"
    yield f"places={'finer' if max(p.figure.found.quantity.decimals for p in parts) > every[candidate.whole].figure.found.quantity.decimals + 1 else 'alike'}"
    steps = {b - a for a, b in zip(candidate.parts, candidate.parts[1:], strict=False)}
    yield f"steps={'one' if steps == {1} else 'even' if len(steps) == 1 else 'uneven'}"


def _separator(every: list[Context], a: int, b: int) -> str:
    if every[a].paragraph != every[b].paragraph:
        return "¶"
    return _text(every[a], every[a].figure.end, every[b].figure.start)[:1]


def _announced(words: str, parts: int) -> str:
    match = COUNTED.search(words[-24:]) or COUNTED.search(regex.split("[：:（(]", words)[0][-16:])
    if match is None:
        return "-"
    number = NUMERALS.get(match[1]) or int(match[1])
    return "same" if number == parts else "other"


def _text(context: Context, start: int, end: int) -> str:
    return regex.sub(r"\s", "", context.passage.text.text[start:end])
