"""The rules that a province judges by: grade bands, names of grades, tolerances of scores. The national default, or the
user's file.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from gouji.check.audit_checks import AuditChecks, audit_checks
from gouji.check.own.own_rule import OwnRule
from gouji.check.own.read_rules import own_rules
from gouji.check.own.rules_problem import RulesProblem
from gouji.check.own.toml_text import toml_tables
from gouji.schemas.errors import GoujiError

RULES_VARIABLE = "GOUJI_RULES"
"""The environment variable with the path of the user's file, so that every process that reads for this user judges
alike.
"""

FIXED_KEYS = ("points", "checks")
"""Sections that have just the keys of the default."""
REPLACED = ("bands", "rate_caps")
"""Sections of which a user's own replaces all keys."""


@dataclass(frozen=True, slots=True)
class JudgingRules:
    """The rules of judging.

    `bands` are (grade, minimum score in percent of the full score), the best grade first. `words` maps the words that
    reports use to the grades. `rate_score` and `rate_score_whole` are tolerances of the execution rate's score, with
    and without decimals. `loss_needs_reason`: lost points need a stated reason. `checks` are those of what auditors ask
    about. `own` are the user's own relations.
    """

    bands: tuple[tuple[str, Decimal], ...]
    words: dict[str, str]
    rate_score: Decimal
    rate_score_whole: Decimal
    loss_needs_reason: bool
    checks: AuditChecks
    own: tuple[OwnRule, ...] = ()


def judging_rules() -> JudgingRules:
    """The rules in force. Raises GoujiError("bad_rules") that says what is wrong with the user's file."""
    return _read(os.environ.get(RULES_VARIABLE) or None)


def use_rules(path: Path) -> None:
    """Makes this process, and those that it starts, judge by the file at `path`. Raises GoujiError("bad_rules") if the
    file cannot be used.
    """
    _read(str(path))
    os.environ[RULES_VARIABLE] = str(path.resolve())


@cache
def _read(path: str | None) -> JudgingRules:
    default = tomllib.loads(resources.files(__package__).joinpath("bands.toml").read_text(encoding="utf-8"))
    if path is None:
        return _parsed(default)
    try:
        tables = toml_tables(Path(path).read_bytes())
        own = own_rules(tables.pop("relations", []))
        return replace(_parsed(_merged(default, tables)), own=own)
    except OSError as err:
        raise GoujiError("bad_rules", path=path, reason=err.strerror or "?") from err
    except RulesProblem as err:
        raise GoujiError("bad_rules", path=path, reason=err.reason) from err
    except (ValueError, InvalidOperation) as err:
        raise GoujiError("bad_rules", path=path, reason=" ".join(str(err).split()) or "decimal") from err


def _merged(default: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The default overlaid with the user's sections. ValueError names a key that no rule has."""
    for section, keys in own.items():
        if section not in default or not isinstance(keys, dict):
            raise ValueError(f"unknown section [{section}]; there are {', '.join([*default, '[relations]'])}")
        if section in FIXED_KEYS and (unknown := set(keys) - set(default[section])):
            raise ValueError(
                f"unknown key {', '.join(sorted(unknown))} in [{section}]; there are {', '.join(default[section])}"
            )
    merged = {section: dict(keys) for section, keys in default.items()}
    for section, keys in own.items():
        # The bands are replaced as a whole, because a province may have other grades; so are the caps.
        merged[section] = dict(keys) if section in REPLACED else merged[section] | keys
    return merged


def _parsed(raw: dict[str, Any]) -> JudgingRules:
    bands = tuple((str(grade), _decimal(grade, least)) for grade, least in raw["bands"].items())
    least = [value for _, value in bands]
    if (
        not bands
        or least != sorted(least, reverse=True)
        or len(set(least)) < len(least)
        or least[-1] != 0
        or least[0] > 100
    ):
        raise ValueError("[bands] must fall from the best grade to the last, which begins at 0")
    grades = {grade for grade, _ in bands}
    words = {str(word): str(grade) for word, grade in raw["words"].items() if grade in grades} | {
        grade: grade for grade in grades
    }
    points = raw["points"]
    if not isinstance(points["loss_needs_reason"], bool):
        raise ValueError("loss_needs_reason must be true or false")
    return JudgingRules(
        bands,
        words,
        _decimal("rate_score", points["rate_score"]),
        _decimal("rate_score_whole", points["rate_score_whole"]),
        points["loss_needs_reason"],
        audit_checks(raw["checks"], raw["rate_caps"], _decimal),
    )


def _decimal(key: str, value: Any) -> Decimal:
    """The figure as a decimal: a number in quotes, as in the default, or a whole number, never a float. ValueError
    otherwise.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f'{key} = {value}: write the figure in quotes, as "90"')
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{key} = {value!r} is no figure") from None
    if not number.is_finite() or number < 0:
        raise ValueError(f"{key} = {value!r} must not be below 0")
    return number
