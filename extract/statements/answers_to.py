"""How well the figures of a text answer to the words that a ratio calls one of its figures by, and which of them answers best."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.ratio_words import COMMON, RatioWords, ratio_words

REACH, AHEAD = 160, 12
"""Figures before and behind a ratio among which its own are looked for."""
AFTER, MAX_SENTENCE = 6, 30
APART = 0.7
"""What words count for that stand in the sentence of a figure, not in its clause."""
HALF, MIN_SHOWN, STARTS = 0.5, 0.15, 0.7
EQUAL, LEAST = 0.07, 0.25
"""Shares nearer to each other are alike; a figure that answers less is no best one."""
CALLED = 0.8
"""What a count is worth that bears none of the words before what an average is told of: 中修每公里 of 大修28.8公里."""
WELL, MAX_ADDED = 0.45, 3
MIN_SIGNS = 3
LEVELS = ((0.8, "all"), (0.5, "most"), (0.3, "half"), (0.01, "some"))
MAX_RANK = 2
HAN = regex.compile(r"[^\p{Han}]+")
STOP = regex.compile(r"[，,。；;：:、（(）)#\d]")


@dataclass(frozen=True, slots=True)
class Answers:
    """How well figures answer to the words for the first figure of a ratio, and to those for its second, 0 to 1, by their order."""

    first: dict[int, float]
    second: dict[int, float]


NONE = Answers({}, {})


def answers(every: Sequence[Context], index: int) -> Answers:
    """The figures near the one at `index` that answer to its words; those that do not are left out."""
    said = ratio_words(every, index)
    if not (said.first or said.each):
        return NONE
    one, two = _signs(said.first), _signs(said.second)
    first: dict[int, float] = {}
    second: dict[int, float] = {}
    kinds = ("rate",) if every[index].kind == "points" else ("money", "count", "bare", "score")
    for there in every[max(0, index - REACH) : index + AHEAD]:
        if there.order == index or there.kind not in kinds:
            continue
        if one[0] and (share := _share(one, there)) >= MIN_SHOWN:
            first[there.order] = share
        share = each_share(said, there) if said.each else _share(two, there) if two[0] else 0.0
        if said.each and one[0]:
            share *= CALLED + (1 - CALLED) * _share(one, there)
        if share >= MIN_SHOWN:
            second[there.order] = share
    return Answers(first, second)


def answering(told: Answers, known: Collection[int]) -> list[int]:
    """The figures apart from those known that answer well: the best few to either words."""
    out: list[int] = []
    for each in (told.first, told.second):
        best = sorted((-share, -j) for j, share in each.items() if share >= WELL and j not in known and j not in out)
        out += [-j for _, j in best[:MAX_ADDED]]
    return out


def answer_features(every: Sequence[Context], told: Answers, other: int, role: str) -> list[str]:
    """How well a figure answers, how many others of its unit and of other amounts answer better, and how many as well."""
    shares = told.first if role == "a" else told.second
    if not shares:
        return []
    mine, there = shares.get(other, 0.0), every[other]
    alike = {
        every[j].amount: share
        for j, share in sorted(shares.items(), key=lambda each: each[1])
        if _alike(every[j], there)
    }
    alike.pop(there.amount, None)
    better = sum(share > mine + EQUAL for share in alike.values())
    same = sum(abs(share - mine) <= EQUAL for share in alike.values())
    level = next((name for least, name in LEVELS if mine >= least), "none")
    rank = min(better, MAX_RANK)
    return [
        f"{role}-answers={level}",
        f"{role}-answers={level}:{rank}",
        f"{role}-rank={rank}:{min(same, MAX_RANK)}",
    ]


def best_answers(every: Sequence[Context], told: Answers, first: int, second: int) -> str:
    """Which of the two figures answer to the words for them better than any other amount of their unit but each other: ab, a, b, or -."""
    found = [
        name
        for name, shares, j, other in (("a", told.first, first, second), ("b", told.second, second, first))
        if _is_best(every, shares, j, other)
    ]
    return "".join(found) or "-"


def _is_best(every: Sequence[Context], shares: dict[int, float], index: int, apart: int) -> bool:
    mine = shares.get(index, 0.0)
    amounts = every[index].amount, every[apart].amount
    return mine >= LEAST and all(
        share < mine for j, share in shares.items() if _alike(every[j], every[index]) and every[j].amount not in amounts
    )


def each_share(said: RatioWords, there: Context) -> float:
    """How well a count answers to what an average is told of one of: 户 of 320户, 受益村 of 46个行政村, 座电站 of 电站23座."""
    if there.kind != "count":
        return 0.0
    unit, each = there.figure.found.quantity.unit, said.each
    behind, before = HAN.sub("", STOP.split(there.after.lstrip("#"))[0])[:AFTER], HAN.sub("", there.clause)
    noun = behind or before
    if each == unit or noun.endswith(each):
        return 1.0
    if each.startswith(unit):
        return 1.0 if set(each[len(unit) : len(unit) + 2]) & set(noun) - COMMON else STARTS
    return STARTS if noun[-1:] in each and noun[-1:] not in COMMON else 0.0


def _alike(one: Context, other: Context) -> bool:
    return (one.kind, one.unit) == (other.kind, other.unit)


@lru_cache(maxsize=8192)
def _signs(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """The characters of some words that name something, and the pairs of them."""
    han = HAN.sub("", words.replace("其中", ""))
    return frozenset(han) - COMMON, frozenset(
        pair for i in range(len(han) - 1) if not set(pair := han[i : i + 2]) & COMMON
    )


@lru_cache(maxsize=16384)
def _own_signs(there: Context) -> tuple[frozenset[str], frozenset[str]]:
    behind = STOP.split(there.after.lstrip("#"))[0][:AFTER]
    return _signs(there.clause + behind)


@lru_cache(maxsize=16384)
def _sentence_signs(there: Context) -> tuple[frozenset[str], frozenset[str]]:
    return _signs(there.sentence[-MAX_SENTENCE:])


def _share(said: tuple[frozenset[str], frozenset[str]], there: Context) -> float:
    """The share of the characters of the words, and of their pairs, that a figure has among its own; those of its sentence count less."""
    own = _overlap(said, _own_signs(there))
    return max(own, APART * _overlap(said, _sentence_signs(there))) if own < APART else own


def _overlap(said: tuple[frozenset[str], frozenset[str]], mine: tuple[frozenset[str], frozenset[str]]) -> float:
    signs = len(said[0] & mine[0]) / len(said[0])
    pairs = len(said[1] & mine[1]) / len(said[1]) if said[1] else signs
    return HALF * (signs + pairs)


def is_of_unprinted(every: Sequence[Context], index: int, first: int) -> bool:
    """Whether a change is said of a thing that the figure it was held against shares no word with, in clause or sentence: 火情3起，比上年减少2起，
    过火面积下降46%."""
    signs, _ = _signs(ratio_words(every, index).first)
    return len(signs) >= MIN_SIGNS and first not in answers(every, index).first
