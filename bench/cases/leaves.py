"""Values that are printed once and must be found again: words, figures, days. A text is a sequence of strings and
leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

Box = tuple[float, float, float, float]
Json = dict[str, Any]
HAN = "零一二三四五六七八九十"
SCALES = {"亿": 8, "万": 4, "千": 3}
BASES = {"元": "元", "美元": "美元"}


@dataclass(eq=False, slots=True, kw_only=True)
class Leaf:
    """A printed value. `places` are (page, box in points), one per line, filled in by the typesetter."""

    places: list[tuple[int, Box]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters as printed."""
        raise NotImplementedError

    @property
    def canonical(self) -> str:
        """The normal form, as text."""
        raise NotImplementedError

    @property
    def value(self) -> Any:
        """The `value` of a leaf of the record."""
        return self.canonical


@dataclass(eq=False, slots=True, kw_only=True)
class Words(Leaf):
    """A name or a word; `means` if the normal form differs from the printed one."""

    printed: str
    means: str | None = None

    @property
    def text(self) -> str:
        return self.printed

    @property
    def canonical(self) -> str:
        return self.printed if self.means is None else self.means


@dataclass(eq=False, slots=True, kw_only=True)
class Day(Leaf):
    """A day, printed by `style` (strftime, with %-m for a month without zero)."""

    day: date
    style: str = "%Y年%-m月%-d日"

    @property
    def text(self) -> str:
        return self.day.strftime(self.style)

    @property
    def canonical(self) -> str:
        return self.day.isoformat()


@dataclass(eq=False, slots=True, kw_only=True)
class Figure(Leaf):
    """A figure. `number` is printed without its sign; `unit` is the intended unit, `shown` the part of it printed after
    the number. `negative` figures are marked by a word (调减, 下降) unless `signed` prints the sign. `lead` and `trail` are
    printed before and after (≥, 近, 左右)."""

    number: str
    unit: str
    shown: str = ""
    lead: str = ""
    trail: str = ""
    negative: bool = False
    signed: bool = False
    bound: str | None = None
    approximate: bool = False
    commas: bool = False
    han: bool = False

    @property
    def text(self) -> str:
        if self.han:
            return HAN[int(self.number)]
        digits = f"{Decimal(self.number):,}" if self.commas else self.number
        return f"{self.lead}{'-' if self.negative and self.signed else ''}{digits}{self.shown}{self.trail}"

    @property
    def decimals(self) -> int:
        """Number of printed decimal places."""
        return len(self.number.partition(".")[2])

    @property
    def base(self) -> str:
        """The unit without 万 or 亿; per mille counts as percent."""
        if self.unit == "‰":
            return "%"
        return self.unit[1:] if self.unit[:1] in SCALES and len(self.unit) > 1 else self.unit

    @property
    def scale(self) -> Decimal:
        """The factor from its unit to the base unit."""
        if self.unit == "‰":
            return Decimal("0.1")
        return Decimal(10) ** SCALES.get(self.unit[:1], 0) if len(self.unit) > 1 else Decimal(1)

    @property
    def amount(self) -> Decimal:
        """The signed value in the base unit."""
        return Decimal(self.number) * self.scale * (-1 if self.negative else 1)

    @property
    def half(self) -> Decimal:
        """Half of the last printed decimal place, in the base unit."""
        return Decimal(5).scaleb(-self.decimals - 1) * self.scale

    @property
    def canonical(self) -> str:
        return f"{self.amount:.2f}" if self.base in BASES else plain(self.amount)

    @property
    def value(self) -> Json:
        sign = "-" if self.negative else ""
        return {
            "number": sign + self.number,
            "unit": self.unit,
            "canonical": self.canonical,
            "canonical_unit": self.base,
            "decimals": self.decimals,
            "approximate": self.approximate,
            "bound": self.bound,
        }


Text = list["str | Leaf"]
"""A paragraph or a cell: strings, and leaves where they are printed."""


def plain(amount: Decimal) -> str:
    """A decimal without exponent and without zeros at the end."""
    text = f"{amount:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def words_of(text: Text) -> str:
    """The characters of a text as printed."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in text)


def leaves_of(text: Text) -> list[Leaf]:
    """The leaves of a text in order."""
    return [piece for piece in text if isinstance(piece, Leaf)]
