"""The catalogue of everything a person reads, in Chinese and English."""

from __future__ import annotations

import locale
import os
import tomllib
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("zh", "en")


@cache
def _catalogue() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(resources.files(__package__).joinpath("texts.toml").read_text(encoding="utf-8"))


def text(key: str, lang: str, **values: Any) -> str:
    """The sentence `group.key` in `lang`, filled in. An unknown key is a mistake of the program: KeyError."""
    return template(key, lang).format(**values)


def template(key: str, lang: str) -> str:
    """The sentence `group.key` in `lang` as the catalogue has it, with {names} for what is filled in. KeyError as in `text`."""
    group, _, name = key.partition(".")
    return _catalogue()[group][name][lang]


def has_text(key: str) -> bool:
    """Whether the catalogue has `group.key`."""
    group, _, name = key.partition(".")
    return name in _catalogue().get(group, {})


def names(group: str) -> list[str]:
    """All names of a group of the catalogue, in its order."""
    return list(_catalogue()[group])


def default_language() -> str:
    """What GOUJI_LANG says; else en where the locale (LC_ALL, LC_MESSAGES, LANG; on Windows the system's) names another language
    than Chinese, else zh."""
    if (wished := os.environ.get("GOUJI_LANG")) in LANGUAGES:
        return str(wished)
    names = [os.environ.get(name) or "" for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    value = next((n for n in names if n), "")
    if not value and os.name == "nt":
        value = locale.getlocale()[0] or ""
    neutral = value.partition(".")[0] in ("", "C", "POSIX")
    return "zh" if neutral or value.lower().startswith(("zh", "chinese")) else "en"
