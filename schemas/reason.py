"""The reason of an error in both languages: part of a sentence, told in the language of the user."""

from __future__ import annotations

from typing import Any

from gouji.schemas.texts import template


class Reason:
    """A sentence of the catalogue with its values, which may be reasons themselves. As a string it is in English."""

    def __init__(self, key: str, /, **values: Any) -> None:
        self.key, self.values = key, values

    def told(self, lang: str) -> str:
        """The reason in `lang`."""
        values = {name: each.told(lang) if isinstance(each, Reason) else each for name, each in self.values.items()}
        return template(self.key, lang).format(**values)

    def __str__(self) -> str:
        return self.told("en")

    __repr__ = __str__
