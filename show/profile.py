"""Where the time of a command went."""

from __future__ import annotations

import os

from rich.console import Console
from rich.table import Table

from schemas.stages import take_spent
from schemas.texts import text


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def print_profile(console: Console, lang: str) -> None:
    """A row for each stage that took time: seconds, of all processes that read, and the share of the whole."""
    spent = take_spent()
    whole = sum(spent.values()) or 1.0
    table = Table("", text("profile.seconds", lang), text("profile.share", lang), box=None)
    for name, seconds in spent.items():
        table.add_row(text(f"profile.{name}", lang), f"{seconds:.2f}", f"{seconds / whole:.1%}")
    console.print(table)
