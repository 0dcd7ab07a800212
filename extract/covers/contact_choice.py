"""Chooses whom to ask about a report, of all whom its cover, its form and the lines around it name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.schemas.leaf import TextLeaf

CLOSE = ("联系", "联络")
FILLED = ("填", "经办", "制表", "编报", "撰写", "自评", "评价")
WITH_PHONE = 2
"""So many steps a person rises beside whom a telephone number stands."""


@dataclass(frozen=True, slots=True)
class Said:
    """One field of a contact, in the order of the page: its label (填表人), the field, and the leaf; no leaf for an empty one."""

    label: str
    field: str
    leaf: TextLeaf | None


def contact_choice(said: Sequence[Said]) -> tuple[TextLeaf | None, TextLeaf | None]:
    """Person and telephone number: 联系人 before who filled the form in, that one before who leads the project or the unit, and
    whoever has a telephone number beside the name before others. None where no label names any.
    """
    people = [
        (_rank(each.label) + WITH_PHONE * (_phone_of(said, at) is not None), at)
        for at, each in enumerate(said)
        if each.field == "contact_person" and each.leaf is not None and each.leaf.value
    ]
    phones = [each.leaf for each in said if each.field == "contact_phone" and each.leaf is not None]
    first = next((leaf for leaf in phones if leaf.value), phones[0] if phones else None)
    if not people:
        return next((s.leaf for s in said if s.field == "contact_person" and s.leaf is not None), None), first
    best = max(people, key=lambda each: (each[0], _rank(said[each[1]].label), -each[1]))[1]
    return said[best].leaf, _phone_of(said, best) or first


def _rank(label: str) -> int:
    if any(word in label for word in CLOSE) and "负责人" not in label:
        return 3
    if any(word in label for word in FILLED):
        return 2
    return 1 if "项目" in label else 0


def _phone_of(said: Sequence[Said], at: int) -> TextLeaf | None:
    """The telephone number that follows a person, before another person does."""
    following = said[at + 1] if at + 1 < len(said) else None
    if following is None or following.field != "contact_phone" or following.leaf is None:
        return None
    return following.leaf if following.leaf.value else None
