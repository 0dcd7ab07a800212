"""Errors of one document: each is one sentence that says what to do, and carries its exit code."""

from __future__ import annotations

from functools import partial


class GoujiError(Exception):
    """A document or a setting that cannot be used. `key` names the sentence in texts.toml, `values` fill it."""

    exit_code = 2

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(f"{key} {values}" if values else key)

    def __reduce__(self) -> tuple[object, ...]:
        """Survives pickling, so that another process can raise it."""
        return partial(type(self), self.key, **self.values), ()


class UnreadableDocument(GoujiError):
    """The file cannot be read as a report: empty, broken, encrypted, of an unknown kind, or with nothing to read."""


class MissingComponent(GoujiError):
    """Something that this installation needs is missing: models or a package."""
