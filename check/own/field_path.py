"""Reads the path of a figure or a date in a relation of the user: `budget.人员经费.spent`, `event.验收`."""

from __future__ import annotations

import unicodedata
from functools import cache

from gouji.check.own.own_rule import FieldPath
from gouji.check.own.rules_problem import RulesProblem
from gouji.extract.prose.event_kinds import event_kinds
from gouji.schemas.reason import Reason
from gouji.schemas.wordlists import read_rows

FIGURE_HEADS = ("budget", "indicator", "fact", "evaluation")
DATE_HEADS = ("cover", "event")
MONEY_FIELDS = frozenset({"initial", "adjustment", "adjusted", "allocated", "spent", "balance"})
"""Columns of budget lines that hold money."""


def figure_path(written: str) -> FieldPath:
    """The path of a figure. RulesProblem says what is wrong and what may stand there."""
    return _path(written, FIGURE_HEADS)


def date_path(written: str) -> FieldPath:
    """The path of a date. RulesProblem says what is wrong and what may stand there."""
    return _path(written, DATE_HEADS)


def part_path(written: str) -> FieldPath:
    """The path of a part of a sum, which a minus in front subtracts. RulesProblem as above."""
    plain = unicodedata.normalize("NFKC", written).strip().replace("−", "-")
    path = _path(plain.removeprefix("-"), FIGURE_HEADS)
    return FieldPath(written, path.head, path.field, path.name, path.role, -1 if plain.startswith("-") else 1)


def has_head(written: str) -> bool:
    """Whether the words begin as a path does, and not as a number."""
    return _split(written)[0] in _words("head")


def folded(name: str) -> str:
    """A name without width, spaces, brackets, stops and 其中, for comparison."""
    return "".join(c for c in unicodedata.normalize("NFKC", name) if c.isalnum()).casefold().removeprefix("其中")


def _split(written: str) -> tuple[str, str]:
    head, _, rest = unicodedata.normalize("NFKC", written).strip().partition(".")
    return head.strip(), rest.strip()


def _path(written: str, heads: tuple[str, ...]) -> FieldPath:
    word, rest = _split(written)
    head = _words("head").get(word)
    if head not in heads:
        raise _problem(written, Reason("rules_file.path_head", allowed=_joined(heads)))
    if head == "event":
        return _event(written, rest)
    if head == "fact":
        return FieldPath(written, head, "value", _name(written, rest, head))
    name, _, column = rest.rpartition(".")
    field = _words(head).get(column.strip())
    if field is None or (head in ("cover", "evaluation") and name):
        raise _problem(
            written, Reason(f"rules_file.path_{head}", allowed=_joined(dict.fromkeys(_words(head).values())))
        )
    if head in ("cover", "evaluation"):
        return FieldPath(written, head, field)
    return (
        _line(written, head, name, field)
        if head == "budget"
        else FieldPath(written, head, field, _name(written, name, head))
    )


def _line(written: str, head: str, name: str, field: str) -> FieldPath:
    """`total`, `source:中央`, or a name."""
    roles = _words("role")
    word, colon, rest = name.partition(":")
    if not colon and roles.get(name.strip()) == "total":
        return FieldPath(written, head, field, "", "total")
    if colon and word.strip() in roles:
        return FieldPath(written, head, field, _name(written, rest, head), roles[word.strip()])
    return FieldPath(written, head, field, _name(written, name, head))


def _event(written: str, kind: str) -> FieldPath:
    if kind not in event_kinds():
        raise _problem(written, Reason("rules_file.path_event", allowed=_joined(event_kinds())))
    return FieldPath(written, "event", "date", kind)


def _name(written: str, name: str, head: str) -> str:
    if not folded(name):
        raise _problem(written, Reason("rules_file.path_name", example=EXAMPLES[head]))
    return name.strip()


EXAMPLES = {"budget": "budget.人员经费.spent", "indicator": "indicator.培训人数.actual", "fact": "fact.受益群众"}


def _problem(written: str, why: Reason) -> RulesProblem:
    return RulesProblem("bad_path", path=written, why=why)


def _joined(words: tuple[str, ...] | dict[str, None]) -> str:
    return ", ".join(words)


@cache
def _words(place: str) -> dict[str, str]:
    return {word: meaning for kind, word, meaning in read_rows(__package__, "path_words") if kind == place}
