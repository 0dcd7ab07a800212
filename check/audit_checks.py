"""The checks of what auditors ask about: which are on, and from which size on they ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Caps = tuple[tuple[Decimal, Decimal], ...]
SHARES = ("adjustment_share", "excess_share")


@dataclass(frozen=True, slots=True)
class AuditChecks:
    """Each check is on or off. `adjustment_share` and `excess_share` are percent. `caps` are pairs of an execution rate in
    percent and the highest total score below it, by rising rate.
    """

    money_order: bool
    cap_by_rate: bool
    large_adjustment: bool
    low_target: bool
    template_words: bool
    compared_in_words: bool
    adjustment_share: Decimal
    excess_share: Decimal
    caps: Caps


def audit_checks(checks: dict[str, Any], caps: dict[str, Any], decimal: Callable[[str, Any], Decimal]) -> AuditChecks:
    """The checks by the sections [checks] and [rate_caps] of the rules; `decimal` reads a figure of a key. ValueError
    names the key that is wrong.
    """
    for key, value in checks.items():
        if key not in SHARES and not isinstance(value, bool):
            raise ValueError(f"{key} must be true or false")
    read: dict[str, Any] = {key: decimal(key, value) if key in SHARES else value for key, value in checks.items()}
    return AuditChecks(**read, caps=_caps(caps, decimal))


def _caps(raw: dict[str, Any], decimal: Callable[[str, Any], Decimal]) -> Caps:
    caps = tuple(sorted((decimal("[rate_caps]", rate), decimal(rate, most)) for rate, most in raw.items()))
    if [most for _, most in caps] != sorted({most for _, most in caps}):
        raise ValueError("[rate_caps] must allow the less, the lower the rate is")
    return caps
