"""What is printed where: the figures and days of a truth, found by their place on the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.schemas.glyph import Box
from gouji.schemas.leaf import Leaf
from gouji.schemas.quantity import Quantity

LEAST = 0.35
"""The share of the smaller box that two boxes must have in common to be one place."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure or a day as printed: `value` a Quantity or an ISO day; `pointer` its place in the truth, where it has a field."""

    text: str
    canonical: str
    value: Quantity | str
    page: int
    box: Box
    pointer: str | None


@dataclass(slots=True)
class Truth:
    """The truth of one document. `wrong` are the places of figures that a genuine error spoiled or that share a broken relation with one."""

    raw: dict[str, Any]
    printed: list[Printed]

    def at(self, leaf: Leaf[Any]) -> Printed | None:
        """What is printed at the leaf's place; None where the truth has no figure or day there.

        The box of a figure that runs over two lines covers others too: there the signs decide, or nothing does.
        """
        if leaf.page is None or leaf.bbox is None:
            return None
        found = [
            (_alike(leaf.bbox, p.box), p)
            for p in self.printed
            if p.page == leaf.page and common(leaf.bbox, p.box) >= LEAST
        ]
        if not found:
            return None
        share, best = max(found, key=lambda pair: pair[0])
        if share >= LEAST or len(found) == 1:
            return best
        return next((p for _, p in found if _signs(p.text) == _signs(leaf.text)), None)


def load_truth(folder: Path) -> Truth:
    """The truth of a case."""
    raw = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    figures = [_figure(row) for row in raw["figures"] if row["bbox"]]
    days = [_day(e["date"], f"/events/{n}/date") for n, e in enumerate(raw["events"]) if e["date"]["bbox"]]
    days += (
        [_day(raw["cover"]["report_date"], "/cover/report_date")]
        if (raw["cover"].get("report_date") or {}).get("bbox")
        else []
    )
    return Truth(raw, [*figures, *days])


def _figure(row: dict[str, Any]) -> Printed:
    return Printed(
        row["text"], row["canonical"], Quantity.model_validate(row["value"]), row["page"], _box(row), row["pointer"]
    )


def _day(row: dict[str, Any], pointer: str) -> Printed:
    return Printed(row["text"], row["value"], row["value"], row["page"], _box(row), pointer)


def _box(row: dict[str, Any]) -> Box:
    x0, y0, x1, y1 = row["bbox"]
    return float(x0), float(y0), float(x1), float(y1)


def common(a: Box, b: Box) -> float:
    """The share of the smaller box that both have in common."""
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0


def _alike(a: Box, b: Box) -> float:
    """What both boxes have in common of what either covers."""
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    shared = max(0.0, width) * max(0.0, height)
    return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared)


def _signs(text: str) -> str:
    return "".join(c for c in text if c.isdigit() or c == ".")
