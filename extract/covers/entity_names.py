"""Checks names of units and projects for completeness, and completes damaged ones from the rest of the document."""

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

MIN_CLEAR_PROBABILITY = 0.9
"""A glyph with a lower probability may be overruled by the same name read clearly elsewhere."""

MIN_SEALED_PROBABILITY = 0.88
"""Glyphs under a seal keep nine tenths of their probability: with a lower one the recogniser itself was in doubt."""
MIN_GLYPH_PROBABILITY = 0.6
"""A single glyph of a name with a lower probability is looked up elsewhere in the document."""

MIN_CHARACTERS = 5
"""Minimum number of characters to measure the pitch of a name."""
MIN_BREAK_PITCHES = 1.6
"""A distance above this multiple of the pitch separates a name from the lettering of a seal."""

MIN_GAP_PITCHES = 1.8
"""A distance above this multiple of the pitch has room for a lost character."""
MAX_GAP_CONFIDENCE = 0.7
"""Maximum probability of the characters beside such a gap."""
MIN_LINE_COSINE = 0.9
"""Minimum cosine between the direction of the name and that of the next character on the same line."""


def complete_name(field: str, name: str) -> bool:
    """Whether `name` ends like names of its kind (项目, 经费, …; 局, 中心, …); one cut off by a seal does not."""
    return bool(_ending("project" if field == "project_name" else "unit").search(name))


@cache
def _ending(kind: str) -> regex.Pattern[str]:
    return regex.compile(f"(?:{any_of(__package__, 'name_endings', frozenset({kind}))})(?:[（(][^（()）]*[）)])?$")


def without_lettering(field: str, value: Traced) -> Traced:
    """Removes the lettering of a seal that was read as part of a name's line.

    The name is complete before the lettering, which is under the seal, apart from the name, and not an ending of a
    name.
    """
    places = _sealed_centres(value)
    if not places or not value.glyphs[-1].sealed or complete_name(field, value.text):
        return value
    steps = [dist(a, b) for a, b in pairwise(places)]
    max_step = MIN_BREAK_PITCHES * median(steps)
    cuts = [i + 1 for i, step in enumerate(steps) if step > max_step and all(g.sealed for g in value.glyphs[i + 1 :])]
    cut = next((c for c in cuts if complete_name(field, value.text[:c].strip())), None)
    return value if cut is None else value.span(0, cut).strip()


def with_doubtful_gaps(value: Traced) -> Traced:
    """Lowers the confidence on both sides of a gap under a seal that has room for a lost character. A line break is no
    gap.
    """
    places = _sealed_centres(value)
    if not places:
        return value
    steps = [dist(a, b) for a, b in pairwise(places)]
    pitch, doubted = median(steps), set[int]()
    for at, step in enumerate(steps):
        beside = value.glyphs[at].sealed or value.glyphs[at + 1].sealed
        if beside and MIN_GAP_PITCHES * pitch < step and _is_ahead(places, at, step):
            doubted |= {at, at + 1}
    probs = tuple(min(p, MAX_GAP_CONFIDENCE) if i in doubted else p for i, p in enumerate(value.probs))
    return Traced(value.text, value.origins, probs) if doubted else value


def _sealed_centres(value: Traced) -> list[tuple[float, float]]:
    """The centres of the characters of a name that a seal covers; [] if there is no seal, the name is too short to have
    a pitch, or a character has no box.
    """
    boxes = [glyph.box for glyph in value.glyphs if glyph.box]
    if len(boxes) != len(value) or len(value) < MIN_CHARACTERS or not any(g.sealed for g in value.glyphs):
        return []
    return [((x0 + x1) / 2, (y0 + y1) / 2) for x0, y0, x1, y1 in boxes]


def _is_ahead(places: list[tuple[float, float]], at: int, step: float) -> bool:
    """Whether the next character is further along the line, in the direction of the first two."""
    (x0, y0), (x1, y1) = places[:2]
    (xa, ya), (xb, yb) = places[at : at + 2]
    return (x1 - x0) * (xb - xa) + (y1 - y0) * (yb - ya) > MIN_LINE_COSINE * step * dist(places[0], places[1])


@cache
def _unit() -> regex.Pattern[str]:
    return regex.compile(
        rf"[\p{{Han}}]{{2,24}}?(?:{any_of(__package__, 'name_endings', frozenset({'unit'}))})(?![\p{{Han}}]*(?:中心|局|馆|站|所)(?:（|$))"
    )


def completed_name(value: Traced, ends: list[Traced], texts: list[Traced]) -> TextLeaf | None:
    """The complete name of which `value` is a part or a damaged reading, from the place that prints it; None if none is
    found.

    `value` is the text beside the label, `ends` are pieces that may be its detached end.
    """
    name = regex.sub(r"\s", "", value.text)
    detached = [regex.sub(r"\s", "", e.text) for e in ends]
    if complete_name("department", name) and not detached and value.confidence >= MIN_CLEAR_PROBABILITY:
        return None
    own = {id(g) for g in value.glyphs}
    places = [(c, p) for c, p in _unit_names(texts) if not any(id(g) in own for g in p.glyphs)]
    for candidate, place in places:
        if candidate != name and _fits(value, name, candidate, detached):
            return TextLeaf.of(place, candidate)
    return _nearest(value, name, [(c, p) for c, p in places if p.confidence >= MIN_CLEAR_PROBABILITY])


def _nearest(value: Traced, name: str, places: list[tuple[str, Traced]]) -> TextLeaf | None:
    """The one clearly printed unit name that is nearly the same, for a name under a seal, where characters vanish and
    change; None if there is none.
    """
    sealed = any(g.sealed for g in value.glyphs) or value.confidence < 0.5
    if not sealed or any(candidate == name for candidate, _ in places):
        return None
    near = [(ratio, name[:at] + c, value[:at] + p) for c, p in places for at, ratio in _overlaps(name, c)]
    if any(n[1] == name for n in near):
        return None  # the text says the same: the reading is right
    # A seal makes characters vanish and hardly ever adds one: only a name that keeps everything read with confidence
    # can be meant.
    alike = [
        n
        for n in near
        if n[0] >= 0.75
        and n[1][:2] == name[:2]
        and (_contains_in_order(n[1], name) or _doubtful_only(value, name, n[1]))
    ]
    alike.sort(key=lambda n: -n[0])
    if not alike or any(alike[0][0] - other[0] < 0.05 and other[1] != alike[0][1] for other in alike[1:]):
        return None
    return TextLeaf.of(alike[0][2], alike[0][1])


def _doubtful_only(value: Traced, name: str, candidate: str) -> bool:
    return (
        len(candidate) == len(name) and len(value.text) == len(name) and _differs_only_where_doubtful(value, candidate)
    )


def _contains_in_order(candidate: str, name: str) -> bool:
    signs = iter(candidate)
    return all(sign in signs for sign in name)


def _overlaps(name: str, candidate: str) -> list[tuple[int, float]]:
    """(index in `name` where the candidate may begin, similarity ratio of the rest); the text often leaves out the
    county.
    """
    starts = [i for i in range(len(name)) if name[i : i + 2] == candidate[:2]]
    out = []
    for at in starts:
        rest = name[at:]
        enough = len(candidate) >= max(5, 0.6 * len(name))
        if enough and abs(len(rest) - len(candidate)) <= 2 and rest[-1] == candidate[-1]:
            out.append((at, SequenceMatcher(None, rest, candidate, autojunk=False).ratio()))
    return out


def with_corrected_glyphs(value: Traced, texts: list[Traced]) -> Traced:
    """Corrects doubtful glyphs of a name where the document prints the same neighbours around one other character.

    水募局 with a doubtful 募 becomes 水务局 if the text has 水务局 and nothing else of the form 水?局.
    """
    for index in range(1, len(value) - 1):
        before, after = value.text[index - 1], value.text[index + 1]
        if (
            value.probs[index] >= MIN_GLYPH_PROBABILITY
            or min(value.probs[index - 1], value.probs[index + 1]) < MIN_GLYPH_PROBABILITY
        ):
            continue
        pattern = regex.compile(rf"{regex.escape(before)}(\p{{Han}}){regex.escape(after)}")
        found = [
            (t, m.start(1))
            for t in texts
            if t is not value
            for m in pattern.finditer(t.text)
            if t.probs[m.start(1)] >= MIN_CLEAR_PROBABILITY
        ]
        if len({t.text[place] for t, place in found}) == 1:
            text, place = found[0]
            value = value.replace(index, index + 1, text.text[place], MIN_CLEAR_PROBABILITY)
    return value


def _fits(value: Traced, name: str, candidate: str, detached: list[str]) -> bool:
    if detached:
        return any(candidate.startswith(name) and candidate.endswith(end) for end in detached)
    if not complete_name("department", name):
        return len(name) >= 2 and candidate.startswith(name) and len(candidate) > len(name) + 1
    return len(candidate) == len(name) and _differs_only_where_doubtful(value, candidate)


def _differs_only_where_doubtful(value: Traced, candidate: str) -> bool:
    kept = [i for i, c in enumerate(value.text) if not c.isspace()]
    wrong = [i for i, c in zip(kept, candidate, strict=True) if value.text[i] != c]
    sure = all(value.probs[i] < MIN_SEALED_PROBABILITY for i in wrong)
    return sure and 0 < len(wrong) <= max(1, len(kept) // 3)


def _unit_names(texts: list[Traced]) -> list[tuple[str, Traced]]:
    """Names of units in the texts, the most frequent first, each with the place that prints it most clearly."""
    places: dict[str, Traced] = {}
    count: Counter[str] = Counter()
    for text in texts:
        for match in _unit().finditer(text.text, overlapped=True):
            span = text.span(match.start(), match.end())
            count[match[0]] += 1
            if match[0] not in places or span.confidence > places[match[0]].confidence:
                places[match[0]] = span
    return [(name, places[name]) for name, _ in count.most_common()]
