"""The subject of a generated project: its names, parts, outputs and indicators (bench/topics/NAME.tsv)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "topics"
KINDS = frozenset(
    [
        "project",
        "office",
        "chief",
        "part",
        "buy",
        "output",
        "count",
        "quality",
        "speed",
        "social",
        "rateaim",
        "word",
        "none",
        "less",
        "content",
        "flow",
        "share",
        "rate",
    ]
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A row of a topic: `low` to `high` is the range of its figures, `more` its verb, purpose, level or part."""

    text: str
    unit: str
    low: int
    high: int
    more: str


Topic = dict[str, list[Thing]]


def topic_names() -> list[str]:
    """The available topics."""
    return sorted(path.stem for path in FOLDER.glob("*.tsv"))


@cache
def load_topic(name: str) -> Topic:
    """The rows of a topic by their kind. ValueError for an unknown kind."""
    topic: Topic = {kind: [] for kind in KINDS}
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if row["kind"] not in KINDS:
                raise ValueError(f"{name}.tsv: no such kind: {row['kind']}")
            topic[row["kind"]].append(
                Thing(row["text"], row["unit"], int(row["low"] or 0), int(row["high"] or 0), row["more"])
            )
    return topic
