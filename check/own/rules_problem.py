"""What is wrong with a rules file."""

from __future__ import annotations

from typing import Any

from gouji.schemas.reason import Reason


class RulesProblem(ValueError):
    """A rules file cannot be used. `reason` is the sentence `rules_file.NAME` of the catalogue."""

    def __init__(self, name: str, /, **values: Any) -> None:
        self.reason = Reason(f"rules_file.{name}", **values)
        super().__init__(str(self.reason))
