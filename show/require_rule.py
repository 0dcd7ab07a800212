"""Refuses a rule that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.check.judging_rules import judging_rules
from gouji.schemas.errors import GoujiError
from gouji.schemas.texts import has_text, names

if TYPE_CHECKING:
    from gouji.archive.store import Store


def require_rule(rule: str | None, store: Store | None = None) -> None:
    """Raises GoujiError("no_such_rule") with all rules if the program, the user's rules file and the archive have none of
    that id. A rule of a file that is gone is still that of findings in the archive.
    """
    if rule is None or has_text(f"rules.{rule}"):
        return
    if store is not None and _has_findings(store, rule):
        return
    own = [each.id for each in judging_rules().own]
    if rule not in own:
        raise GoujiError("no_such_rule", rule=rule, rules=", ".join([*own, *names("rules")]))


def _has_findings(store: Store, rule: str) -> bool:
    from gouji.archive.find import Filters, count  # the archive is heavy, and records need none

    return bool(count(store, Filters(rule=rule, all_versions=True)))
