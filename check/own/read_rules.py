"""Reads the relations of the user ([[relations]]) from the rules file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from gouji.check.own.field_path import MONEY_FIELDS, date_path, figure_path, has_head, part_path
from gouji.check.own.own_rule import FieldPath, Kind, Limit, OwnRule, OwnSeverity, Words
from gouji.check.own.rules_problem import RulesProblem
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.quantity import Quantity
from gouji.schemas.texts import LANGUAGES, has_text

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
KINDS: tuple[Kind, ...] = get_args(Kind)
SEVERITIES: tuple[OwnSeverity, ...] = get_args(OwnSeverity)
COMMON_KEYS = ("id", "name", "kind", "severity", "note", "required")
KEYS = {
    "sum": ("whole", "parts"),
    "ratio": ("rate", "of", "base"),
    "bound": ("figure", "most", "least", "times"),
    "order": ("dates",),
}
"""The keys of each kind besides the common ones."""


def own_rules(raw: Any) -> tuple[OwnRule, ...]:
    """The relations in the order of the file. RulesProblem names the relation, what is wrong, and what is allowed."""
    if not isinstance(raw, list) or not all(isinstance(each, dict) for each in raw):
        raise RulesProblem("not_tables")
    out: list[OwnRule] = []
    for number, table in enumerate(raw, 1):
        try:
            out.append(_rule(table, {rule.id for rule in out}))
        except RulesProblem as problem:
            name = table.get("id")
            where = {"id": name} if isinstance(name, str) and name else {"number": number}
            raise RulesProblem("of_id" if "id" in where else "of_number", why=problem.reason, **where) from problem
    return tuple(out)


def _rule(table: dict[str, Any], before: set[str]) -> OwnRule:
    kind = _one_of(table, "kind", KINDS, None)
    if unknown := [key for key in table if key not in (*COMMON_KEYS, *KEYS[kind])]:
        raise RulesProblem("unknown_key", key=unknown[0], allowed=", ".join((*COMMON_KEYS, *KEYS[kind])))
    paths, least, most = _figures(table, kind)
    return OwnRule(
        id=_id(table, before),
        name=_words(table, "name"),
        kind=kind,
        paths=paths,
        severity=_one_of(table, "severity", SEVERITIES, "error"),
        note=_words(table, "note") if "note" in table else None,
        least=least,
        most=most,
        required=_flag(table, "required"),
    )


def _id(table: dict[str, Any], before: set[str]) -> str:
    value = _text(table, "id")
    if not ID.fullmatch(value):
        raise RulesProblem("bad_id", id=value)
    if has_text(f"rules.{value}"):
        raise RulesProblem("taken_id", id=value)
    if value in before:
        raise RulesProblem("twice", id=value)
    return value


def _figures(table: dict[str, Any], kind: Kind) -> tuple[tuple[FieldPath, ...], Limit | None, Limit | None]:
    if kind == "sum":
        return (figure_path(_text(table, "whole")), *map(part_path, _texts(table, "parts"))), None, None
    if kind == "ratio":
        return tuple(figure_path(_text(table, key)) for key in KEYS[kind]), None, None
    if kind == "order":
        return tuple(map(date_path, _texts(table, "dates"))), None, None
    figure = figure_path(_text(table, "figure"))
    least, most = (_limit(table, key, figure) if key in table else None for key in ("least", "most"))
    if least is None and most is None:
        raise RulesProblem("no_limit")
    if "times" in table and not any(limit and isinstance(limit.of, FieldPath) for limit in (least, most)):
        raise RulesProblem("times_alone")
    return (figure,), least, most


def _limit(table: dict[str, Any], key: str, figure: FieldPath) -> Limit:
    """An end of a bound: a figure of the report, or a number, which needs its unit where the figure is money."""
    written = _text(table, key)
    if has_head(written):
        return Limit(figure_path(written), _times(table) if "times" in table else Decimal(1))
    number = parse_quantity(written)
    if number is None or number.bound or number.approximate:
        raise RulesProblem("bad_limit", key=key, value=written)
    if figure.head == "budget":
        _check_unit(key, written, number, figure.field)
    return Limit(number)


def _check_unit(key: str, written: str, number: Quantity, field: str) -> None:
    allowed = ("元",) if field in MONEY_FIELDS else ("%", "") if field == "execution_rate" else ("分", "")
    if number.canonical_unit not in allowed:
        raise RulesProblem("money_unit" if allowed == ("元",) else "other_unit", key=key, value=written)


def _times(table: dict[str, Any]) -> Decimal:
    written = _text(table, "times").strip()
    try:
        value = Decimal(written.removesuffix("%")) / (100 if written.endswith("%") else 1)
    except InvalidOperation:
        raise RulesProblem("bad_times", value=written) from None
    if not value.is_finite() or value <= 0:
        raise RulesProblem("bad_times", value=written)
    return value


def _one_of(table: dict[str, Any], key: str, allowed: Sequence[Any], default: Any) -> Any:
    value = table.get(key, default)
    if value is None:
        raise RulesProblem("missing_key", key=key, allowed=", ".join(allowed))
    if value not in allowed:
        raise RulesProblem("not_allowed", key=key, value=value, allowed=", ".join(allowed))
    return value


def _flag(table: dict[str, Any], key: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise RulesProblem("not_allowed", key=key, value=value, allowed="true, false")
    return value


def _text(table: dict[str, Any], key: str) -> str:
    if key not in table:
        raise RulesProblem("missing", key=key)
    value = table[key]
    if not isinstance(value, str):
        raise RulesProblem("not_quoted", key=key, value=value)
    if not value.strip():
        raise RulesProblem("empty", key=key)
    return value


def _texts(table: dict[str, Any], key: str) -> list[str]:
    """At least two pieces of text, none twice."""
    if key not in table:
        raise RulesProblem("missing", key=key)
    values = table[key]
    if not isinstance(values, list) or len(values) < 2 or not all(isinstance(v, str) and v.strip() for v in values):
        raise RulesProblem("not_list", key=key)
    if repeated := next((value for value in values if values.count(value) > 1), None):
        raise RulesProblem("repeated", key=key, value=repeated)
    return values


def _words(table: dict[str, Any], key: str) -> Words:
    """A text for both languages, or {zh, en}."""
    value = table.get(key)
    if isinstance(value, dict) and value and set(value) <= set(LANGUAGES):
        told = {lang: " ".join(_text(value, lang).split()) for lang in value}
        return Words(*(told.get(lang) or next(iter(told.values())) for lang in LANGUAGES))
    if key not in table:
        raise RulesProblem("missing", key=key)
    if not isinstance(value, str) or not value.strip():
        raise RulesProblem("not_words", key=key)
    return Words(" ".join(value.split()), " ".join(value.split()))
