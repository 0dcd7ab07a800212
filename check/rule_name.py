"""The name of a rule for a person."""

from __future__ import annotations

from gouji.check.judging_rules import judging_rules
from gouji.schemas.errors import GoujiError
from gouji.schemas.texts import has_text, text


def rule_name(rule: str, lang: str) -> str:
    """The name of a rule of the program, or of the user's rules file; the id itself if neither knows it: the file may be
    gone.
    """
    if has_text(f"rules.{rule}"):
        return text(f"rules.{rule}", lang)
    try:
        own = {each.id: each.name for each in judging_rules().own}
    except GoujiError:
        return rule
    return own[rule].told(lang) if rule in own else rule
