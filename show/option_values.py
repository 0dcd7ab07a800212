"""Validates option values that only the export knows."""

from __future__ import annotations

import typer

from gouji.export.formats import CHOICES


def known_formats(values: list[str]) -> list[str]:
    """The formats, also comma-separated. BadParameter with all formats if one is unknown."""
    wanted = [name for value in values for name in value.split(",")]
    if [name for name in wanted if name not in CHOICES]:
        raise typer.BadParameter(" | ".join(CHOICES))
    return wanted
