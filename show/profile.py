"""Where the time of a command went."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Console

from gouji.schemas.stages import take_spent
from gouji.schemas.texts import text


def print_profile(console: Console, lang: str) -> None:
    """A row for each stage that took time: seconds, of all processes that read, and the share of the whole."""
    spent = take_spent()
    whole = sum(spent.values()) or 1.0
    names = [text(f"profile.{name}", lang) for name in spent]
    wide = max(map(cell_len, names), default=0)
    console.print(f"{' ' * wide}  {text('profile.seconds', lang):>7}  {text('profile.share', lang)}", soft_wrap=True)
    for name, seconds in zip(names, spent.values(), strict=True):
        console.print(f"{name}{' ' * (wide - cell_len(name))}  {seconds:7.2f}  {seconds / whole:.1%}", soft_wrap=True)
