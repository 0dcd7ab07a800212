"""Validates option values that only the catalogue or the export knows."""

from __future__ import annotations

import typer

from gouji.export.formats import CHOICES
from gouji.schemas.texts import has_text, names


def known_rule(value: str | None) -> str | None:
    """The rule. BadParameter with all rules if there is none of that name."""
    if value is not None and not has_text(f"rules.{value}"):
        raise typer.BadParameter(", ".join(names("rules")))
    return value


def known_formats(values: list[str]) -> list[str]:
    """The formats, also comma-separated. BadParameter with all formats if one is unknown."""
    wanted = [name for value in values for name in value.split(",")]
    if [name for name in wanted if name not in CHOICES]:
        raise typer.BadParameter(" | ".join(CHOICES))
    return wanted
