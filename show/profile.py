"""Shows where the time of a command went."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Console

from gouji.schemas.stages import take_spent
from gouji.schemas.texts import text


def print_profile(console: Console, lang: str) -> None:
    """Prints a row for each stage that took time: seconds of all reading processes together, and the share of the
    total."""
    spent = take_spent()
    total = sum(spent.values()) or 1.0
    names = [text(f"profile.{name}", lang) for name in spent]
    name_width = max(map(cell_len, names), default=0)
    console.print(
        f"{' ' * name_width}  {text('profile.seconds', lang):>7}  {text('profile.share', lang)}", soft_wrap=True
    )
    for name, seconds in zip(names, spent.values(), strict=True):
        console.print(
            f"{name}{' ' * (name_width - cell_len(name))}  {seconds:7.2f}  {seconds / total:.1%}", soft_wrap=True
        )
