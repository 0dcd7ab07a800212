"""The catalogue of every sentence that a person reads, in Chinese and English."""

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
    """The sentence `group.key` in `lang`, filled in. Raises KeyError for an unknown key, which is a programming error."""
    return template(key, lang).format(**values)


def template(key: str, lang: str) -> str:
    """The sentence `group.key` in `lang` as the catalogue has it, with {names} for what is filled in. Raises KeyError
    like `text`.
    """
    group, _, name = key.partition(".")
    return _catalogue()[group][name][lang]


def has_text(key: str) -> bool:
    """Whether the catalogue has `group.key`."""
    group, _, name = key.partition(".")
    return name in _catalogue().get(group, {})


def names(group: str) -> list[str]:
    """All names of a group of the catalogue, in the order of the file."""
    return list(_catalogue()[group])


def default_language() -> str:
    """The language that GOUJI_LANG names; else "en" if the locale (LC_ALL, LC_MESSAGES, LANG; on Windows the system's)
    names a language other than Chinese; else "zh".
    """
    if (wished := os.environ.get("GOUJI_LANG")) in LANGUAGES:
        return str(wished)
    names = [os.environ.get(name) or "" for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    value = next((n for n in names if n), "")
    if not value and os.name == "nt":
        value = locale.getlocale()[0] or ""
    neutral = value.partition(".")[0] in ("", "C", "POSIX")
    return "zh" if neutral or value.lower().startswith(("zh", "chinese")) else "en"
