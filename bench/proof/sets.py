"""The documents of the experiment: which they are, and making them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from bench.cases.case import Order, make_case


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("sets.toml").read_text(encoding="utf-8"))


def set_names() -> list[str]:
    """The sets there are."""
    return list(_table())


def orders(name: str) -> Iterator[Order]:
    """The documents of a set: every quality in turn, and with each round of qualities the next form and the next topic."""
    row = _table()[name]
    forms, qualities, topics = row["forms"], row["qualities"], row["topics"]
    for number in range(row["count"]):
        turn = number // len(qualities)
        form, layout = forms[turn % len(forms)].split()
        yield Order(
            number,
            row["seed"],
            form,
            qualities[number % len(qualities)],
            row["errors"],
            layout,
            topics[(turn + number) % len(topics)],
        )


def folder_of(order: Order, out: Path) -> Path:
    """Where the case is, or will be."""
    return out / order.name(order.layout or "")


def made(name: str, out: Path) -> Iterator[Path]:
    """The folders of the set's documents under `out`; those that are not there yet are made."""
    for order in orders(name):
        folder = folder_of(order, out / name)
        yield folder if (folder / "truth.json").is_file() else make_case(order, out / name)
