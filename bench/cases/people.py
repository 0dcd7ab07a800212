"""The people and places of a generated report: all fictional."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bench.cases.random import Dice
from bench.cases.topics import Topic, load_topic, topic_names

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Setting:
    """Place, units, people, year and project of one report."""

    topic: Topic
    place: str
    department: str
    supervisor: str
    nick: str
    project: str
    person: str
    phone: str
    year: int
    filled: date
    content: str


@cache
def table(name: str) -> dict[str, Any]:
    """One of the TOML files beside this module."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def draw_setting(dice: Dice, topic: str | None = None) -> Setting:
    """A setting at random."""
    words, rows = table("words"), load_topic(topic or dice.pick(topic_names()))
    place, office = dice.pick(words["places"]), dice.pick(rows["office"]).text
    year = dice.randint(2018, 2024)
    return Setting(
        topic=rows,
        place=place,
        department=place + office,
        supervisor=place + rows["chief"][0].text,
        nick=office,
        project=dice.pick(rows["project"]).text,
        person=dice.pick(words["surnames"]) + dice.pick(words["given"]),
        phone=f"069{dice.randint(0, 9)}-{dice.randint(2, 8)}{dice.randint(0, 999999):06d}",
        year=year,
        filled=date(year + 1, 1, 8) + timedelta(days=dice.randint(0, 200)),
        content=rows["content"][0].text,
    )
