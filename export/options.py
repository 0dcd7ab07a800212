"""How an export is written."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.export.overwrite_guard import NoOverwriteGuard, OverwriteGuard


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Whether contacts stay readable, the language of the words, and that of the headings over the columns (None: the columns' names
    in the tables, `lang` in the problem list), and who keeps the files that are not to be replaced."""

    contacts: bool = False
    lang: str = "zh"
    headings: str | None = None
    guard: OverwriteGuard = NoOverwriteGuard()  # noqa: RUF009
