"""What the rest of the document says of a figure: others of the same measure, their sums, headings beside its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.phrase_names import name_in

MEASURES = frozenset({"initial", "raise", "cut", "adjusted", "allocated", "spent", "balance", "budget", "rate_done"})
"""Senses of which a line of the budget has one figure: a second amount of the same sense is another line's."""
MAX_COUNTED = 4
MAX_PARTS = 16

Rivals = dict[tuple[str, str], list[Context]]


def rival_features(every: Sequence[Context]) -> list[list[str]]:
    """The features of each figure, in the order of `every`."""
    rivals: Rivals = defaultdict(list)
    siblings: dict[tuple[tuple[str, ...], str, str], set[str]] = defaultdict(set)
    for context in every:
        if context.kind in ("money", "rate") and context.last in MEASURES:
            rivals[context.kind, context.last].append(context)
            siblings[context.passage.path[:-1], context.kind, context.last].update(context.passage.path[-1:])
    sums = {key: _sums(found) for key, found in rivals.items() if key[0] == "money"}
    told = _told_titles(every)
    out = []
    for context in every:
        key = context.kind, context.last
        beside = siblings.get((context.passage.path[:-1], *key), set())
        names = [*_title(context, told), *_measured(context, rivals.get(key, []), len(beside))]
        whole, parts = sums.get(key, (set(), set()))
        names += ["rivals-whole"] if context.amount in whole else []
        names += ["rivals-part"] if context.amount in parts else []
        out.append(list(dict.fromkeys(names)))
    return out


def _measured(context: Context, rivals: list[Context], beside: int) -> Iterator[str]:
    """How many other amounts of the same measure the document has, and where this one stands among them."""
    if not rivals:
        return
    amounts = list(dict.fromkeys(each.amount for each in rivals))
    others = min(len(amounts) - 1, MAX_COUNTED)
    yield f"rivals={others}"
    yield f"rivals={others}:{context.last}"
    if others:
        place = "first" if context.amount == amounts[0] else "last" if context.amount == amounts[-1] else "middle"
        yield f"rival-{place}:{others}"
        yield "rival-largest" if context.amount == max(amounts) else "rival-smaller"
    if context.passage.path:
        yield f"siblings={min(beside, 3)}"
        yield f"siblings={min(beside, 3)}:{bool(name_in(context.passage.path[-1]))}"


def _sums(rivals: list[Context]) -> tuple[set[Decimal], set[Decimal]]:
    """The amounts that are the sum of others told one after another, and these others."""
    amounts = list(dict.fromkeys(each.amount for each in rivals))
    known = {amount for amount in amounts if amount}
    wholes: set[Decimal] = set()
    parts: set[Decimal] = set()
    for first, total in enumerate(amounts):
        for last in range(first + 1, min(first + MAX_PARTS, len(amounts))):
            total += amounts[last]
            run = amounts[first : last + 1]
            if total in known and total not in run:
                wholes.add(total)
                parts.update(run)
    return wholes, parts


def _told_titles(every: Sequence[Context]) -> Counter[str]:
    """How many paragraphs with figures name each heading, without those that begin with it."""
    begins: dict[str, set[str]] = defaultdict(set)
    for title in {each.passage.path[-1] for each in every if each.passage.path}:
        begins[title[:2]].add(title)
    told: Counter[str] = Counter()
    for text in dict.fromkeys(regex.sub(r"\s", "", each.passage.text.text) for each in every):
        found = {
            title
            for place in range(1, len(text) - 1)
            for title in begins.get(text[place : place + 2], ())
            if text.startswith(title, place)
        }
        told.update(title for title in found if not text.startswith(title))
    return told


def _title(context: Context, told: Counter[str]) -> Iterator[str]:
    title = context.passage.path[-1] if context.passage.path else ""
    if title and name_in(title):
        times = min(told[title], 2)
        yield f"title-told={times}"
        yield f"title-told={times}:{'own' if name_in(context.lead) else 'bare'}"
