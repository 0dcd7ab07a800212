"""The options of an export."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.export.overwrite_guard import NoOverwriteGuard, OverwriteGuard


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Whether contacts are shown, the language of messages, the language of column headings (None: the column names in
    tables, `lang` in the problem list), and the guard of files that must not be replaced."""

    contacts: bool = False
    lang: str = "zh"
    headings: str | None = None
    guard: OverwriteGuard = NoOverwriteGuard()  # noqa: RUF009
