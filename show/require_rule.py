"""Refuses a rule that nobody knows."""

from __future__ import annotations

from gouji.archive.find import Filters, count
from gouji.archive.store import Store
from gouji.check.judging_rules import judging_rules
from gouji.schemas.errors import GoujiError
from gouji.schemas.texts import has_text, names


def require_rule(rule: str | None, store: Store | None = None) -> None:
    """Raises GoujiError("no_such_rule") with all rules if the program, the user's rules file and the archive have none of
    that id. A rule of a file that is gone is still that of findings in the archive.
    """
    if rule is None or has_text(f"rules.{rule}"):
        return
    if store is not None and count(store, Filters(rule=rule, all_versions=True)):
        return
    own = [each.id for each in judging_rules().own]
    if rule not in own:
        raise GoujiError("no_such_rule", rule=rule, rules=", ".join([*own, *names("rules")]))
