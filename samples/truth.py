"""What a sample must become: the facts of its TOML file, and what the press knows of its pages."""

from __future__ import annotations

import re
from typing import Any

from samples.paper import Box
from samples.spec import Spec

CHANGES = ("growth", "multiple", "share")
NUMBER = re.compile(r"^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)(.*)$")
Json = dict[str, Any]


def truth(spec: Spec, pages: list[Json], hidden: list[Json]) -> Json:
    """The truth file's content (samples/README.md). `hidden` are the stretches of the cover that the seal covers."""
    told = spec.truth
    return {
        "name": spec.name,
        "fiscal_year": told.get("fiscal_year") or told["cover"].get("fiscal_year"),
        "cover": told["cover"],
        "hidden": hidden,
        "sections": [_section(level, text) for level, text in spec.headings],
        "budget": told["budget"],
        "indicators": told.get("indicators", []),
        "facts": [_fact(row) for row in told["facts"]],
        "events": told["events"],
        "counts": told["counts"],
        "evaluation": told["evaluation"],
        "errors": told["errors"],
        "pages": pages,
    }


def page_truth(
    number: int, size: tuple[int, int], dpi: int, turned: int, folio: str | None, lines: list[tuple[str, Box]]
) -> Json:
    """One page: its size and its lines' boxes in PDF points as it is displayed."""
    points = 72 / dpi
    return {
        "number": number,
        "width": round(size[0] * points, 1),
        "height": round(size[1] * points, 1),
        "turned": turned,
        "folio": folio,
        "lines": [{"text": text, "bbox": [round(v * points, 1) for v in box]} for text, box in lines],
    }


def _section(level: int, text: str) -> Json:
    match = NUMBER.match(text)
    number, title = match.groups() if match else ("", text)
    return {"number": number.strip("（）、."), "level": level, "title": title}


def _fact(row: Json) -> Json:
    kind = next((kind for kind in CHANGES if kind in row), None)
    change = {"kind": kind, "value": row[kind], "base": row.get("base")} if kind else None
    return {"subject": row["subject"], "value": row.get("value"), "change": change}
