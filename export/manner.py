"""How an export is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manner:
    """Whether contacts stay readable, the language of the words, and that of the headings over the columns (None: the columns' names
    in the tables, `lang` in the problem list)."""

    contacts: bool = False
    lang: str = "zh"
    headings: str | None = None
