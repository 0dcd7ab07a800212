"""Names of units and projects: whether one is whole, and where the document says a damaged one again."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from math import dist
from statistics import median

import regex

from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import any_of

DOUBTFUL = 0.9
"""Below this probability a glyph may be overruled by the same name read clearly elsewhere."""

SEALED_SURE = 0.88
"""What stands under a seal keeps nine tenths of its probability: below this the reader itself was in doubt."""
UNSURE = 0.6
"""Below this probability a single glyph of a name is looked up elsewhere in the document."""

SHORTEST, APART = 5, 1.6
"""A name of so many signs has a pitch; where two signs are further apart than so many times it, a gap is."""

LOST, GAP, ALONG = 1.8, 0.7, 0.9
"""Room for a lost sign, in times the pitch; how sure the signs beside it are at the most; and how straight (as a cosine) a line runs on."""


def complete_name(field: str, name: str) -> bool:
    """Whether `name` ends as names of its kind end (项目, 经费, …; 局, 中心, …): one cut off by a seal does not."""
    return bool(_ending("project" if field == "project_name" else "unit").search(name))


@cache
def _ending(kind: str) -> regex.Pattern[str]:
    return regex.compile(f"(?:{any_of(__package__, 'name_endings', frozenset({kind}))})(?:[（(][^（()）]*[）)])?$")


def without_lettering(field: str, value: Traced) -> Traced:
    """A name without the lettering of a seal that was read on in its line: the name is complete before it, what follows stands under a seal
    and apart from the name, and is no end of a name."""
    places = _sealed_places(value)
    if not places or not value.glyphs[-1].sealed or complete_name(field, value.text):
        return value
    steps = [dist(a, b) for a, b in pairwise(places)]
    wide = APART * median(steps)
    cuts = [i + 1 for i, step in enumerate(steps) if step > wide and all(g.sealed for g in value.glyphs[i + 1 :])]
    cut = next((c for c in cuts if complete_name(field, value.text[:c].strip())), None)
    return value if cut is None else value.span(0, cut).strip()


def doubted_at_gaps(value: Traced) -> Traced:
    """A name with room for a lost sign under a seal: the signs on both sides of the gap are in doubt. A new line is no gap."""
    places = _sealed_places(value)
    if not places:
        return value
    steps = [dist(a, b) for a, b in pairwise(places)]
    pitch, doubted = median(steps), set[int]()
    for at, step in enumerate(steps):
        beside = value.glyphs[at].sealed or value.glyphs[at + 1].sealed
        if beside and LOST * pitch < step and _is_ahead(places, at, step):
            doubted |= {at, at + 1}
    probs = tuple(min(p, GAP) if i in doubted else p for i, p in enumerate(value.probs))
    return Traced(value.text, value.origins, probs) if doubted else value


def _sealed_places(value: Traced) -> list[tuple[float, float]]:
    """The middle of each sign of a name that a seal lies on; none where it has no seal, is too short to have a pitch, or has signs without a
    place of their own."""
    boxes = [glyph.box for glyph in value.glyphs if glyph.box]
    if len(boxes) != len(value) or len(value) < SHORTEST or not any(g.sealed for g in value.glyphs):
        return []
    return [((x0 + x1) / 2, (y0 + y1) / 2) for x0, y0, x1, y1 in boxes]


def _is_ahead(places: list[tuple[float, float]], at: int, step: float) -> bool:
    """Whether the next sign stands further on in the line, the way the first signs run."""
    (x0, y0), (x1, y1) = places[:2]
    (xa, ya), (xb, yb) = places[at : at + 2]
    return (x1 - x0) * (xb - xa) + (y1 - y0) * (yb - ya) > ALONG * step * dist(places[0], places[1])


@cache
def _unit() -> regex.Pattern[str]:
    return regex.compile(
        rf"[\p{{Han}}]{{2,24}}?(?:{any_of(__package__, 'name_endings', frozenset({'unit'}))})(?![\p{{Han}}]*(?:中心|局|馆|站|所)(?:（|$))"
    )


def filled_from(value: Traced, ends: list[Traced], texts: list[Traced]) -> TextLeaf | None:
    """The whole name that `value` is a part or a damaged reading of, with the place that prints it; None where none is found.

    `value` is what stands beside the label, `ends` are pieces that may be its torn-off end.
    """
    name = regex.sub(r"\s", "", value.text)
    torn = [regex.sub(r"\s", "", e.text) for e in ends]
    if complete_name("department", name) and not torn and value.confidence >= DOUBTFUL:
        return None
    own = {id(g) for g in value.glyphs}
    places = [(c, p) for c, p in _unit_names(texts) if not any(id(g) in own for g in p.glyphs)]
    for candidate, place in places:
        if candidate != name and _fits(value, name, candidate, torn):
            return TextLeaf.of(place, candidate)
    return _nearest(value, name, [(c, p) for c, p in places if p.confidence >= DOUBTFUL])


def _nearest(value: Traced, name: str, places: list[tuple[str, Traced]]) -> TextLeaf | None:
    """Under a seal signs vanish as well as change: the one clearly printed unit name that is nearly the same, if there is one."""
    sealed = any(g.sealed for g in value.glyphs) or value.confidence < 0.5
    if not sealed or any(candidate == name for candidate, _ in places):
        return None
    near = [(ratio, name[:at] + c, value[:at] + p) for c, p in places for at, ratio in _overlaps(name, c)]
    if any(n[1] == name for n in near):
        return None  # the text says the same: the reading is right
    # A seal makes signs vanish and hardly ever puts one in: only a name that keeps all that was surely read can be meant.
    alike = [
        n
        for n in near
        if n[0] >= 0.75 and n[1][:2] == name[:2] and (_keeps(n[1], name) or _doubtful_only(value, name, n[1]))
    ]
    alike.sort(key=lambda n: -n[0])
    if not alike or any(alike[0][0] - other[0] < 0.05 and other[1] != alike[0][1] for other in alike[1:]):
        return None
    return TextLeaf.of(alike[0][2], alike[0][1])


def _doubtful_only(value: Traced, name: str, candidate: str) -> bool:
    return (
        len(candidate) == len(name) and len(value.text) == len(name) and _differs_only_where_doubtful(value, candidate)
    )


def _keeps(candidate: str, name: str) -> bool:
    signs = iter(candidate)
    return all(sign in signs for sign in name)


def _overlaps(name: str, candidate: str) -> list[tuple[int, float]]:
    """Where in `name` the candidate may begin (the text often leaves the county out), and how alike the rest is."""
    starts = [i for i in range(len(name)) if name[i : i + 2] == candidate[:2]]
    out = []
    for at in starts:
        rest = name[at:]
        enough = len(candidate) >= max(5, 0.6 * len(name))
        if enough and abs(len(rest) - len(candidate)) <= 2 and rest[-1] == candidate[-1]:
            out.append((at, SequenceMatcher(None, rest, candidate, autojunk=False).ratio()))
    return out


def mended(value: Traced, texts: list[Traced]) -> Traced:
    """The name with its doubtful glyphs put right where the document prints the same neighbours round another sign.

    水募局 with a doubtful 募 becomes 水务局 where the text says 水务局 and nothing else of the form 水?局.
    """
    for index in range(1, len(value) - 1):
        before, after = value.text[index - 1], value.text[index + 1]
        if value.probs[index] >= UNSURE or min(value.probs[index - 1], value.probs[index + 1]) < UNSURE:
            continue
        pattern = regex.compile(rf"{regex.escape(before)}(\p{{Han}}){regex.escape(after)}")
        found = [
            (t, m.start(1))
            for t in texts
            if t is not value
            for m in pattern.finditer(t.text)
            if t.probs[m.start(1)] >= DOUBTFUL
        ]
        if len({t.text[place] for t, place in found}) == 1:
            text, place = found[0]
            value = value.replace(index, index + 1, text.text[place], DOUBTFUL)
    return value


def _fits(value: Traced, name: str, candidate: str, torn: list[str]) -> bool:
    if torn:
        return any(candidate.startswith(name) and candidate.endswith(end) for end in torn)
    if not complete_name("department", name):
        return len(name) >= 2 and candidate.startswith(name) and len(candidate) > len(name) + 1
    return len(candidate) == len(name) and _differs_only_where_doubtful(value, candidate)


def _differs_only_where_doubtful(value: Traced, candidate: str) -> bool:
    kept = [i for i, c in enumerate(value.text) if not c.isspace()]
    wrong = [i for i, c in zip(kept, candidate, strict=True) if value.text[i] != c]
    sure = all(value.probs[i] < SEALED_SURE for i in wrong)
    return sure and 0 < len(wrong) <= max(1, len(kept) // 3)


def _unit_names(texts: list[Traced]) -> list[tuple[str, Traced]]:
    """Names of units in the texts, the most frequent first, each with a place that prints it clearly."""
    places: dict[str, Traced] = {}
    count: Counter[str] = Counter()
    for text in texts:
        for match in _unit().finditer(text.text, overlapped=True):
            span = text.span(match.start(), match.end())
            count[match[0]] += 1
            if match[0] not in places or span.confidence > places[match[0]].confidence:
                places[match[0]] = span
    return [(name, places[name]) for name, _ in count.most_common()]
