"""A relation that the user wrote into the rules file (自定义勾稽关系)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gouji.schemas.quantity import Quantity

Kind = Literal["sum", "ratio", "bound", "order"]
OwnSeverity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the user in both languages; in the one given for the other if there is only one."""

    zh: str
    en: str

    def told(self, lang: str) -> str:
        """The words in `lang`."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class FieldPath:
    """The path of a figure or a date.

    `head` is the part of the record, `name` the line's, indicator's or fact's name ("" where there is none), `role` the
    role that a budget line must have (None: any), `field` the column. `sign` is -1 for a part that is subtracted.
    `written` is the path as the user wrote it.
    """

    written: str
    head: str
    field: str
    name: str = ""
    role: str | None = None
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Limit:
    """An end of a bound: a figure of the report times a factor, or a number of the user."""

    of: FieldPath | Quantity
    times: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class OwnRule:
    """One relation of the user.

    `paths`: of a sum the whole and its parts; of a ratio the rate, the part and the base; of a bound the figure; of an
    order the dates. `least` and `most` are the ends of a bound. `required`: a figure that is missing is a finding.
    """

    id: str
    name: Words
    kind: Kind
    paths: tuple[FieldPath, ...]
    severity: OwnSeverity = "error"
    note: Words | None = None
    least: Limit | None = None
    most: Limit | None = None
    required: bool = False
