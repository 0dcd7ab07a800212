"""The problem list (问题清单): a workbook that an auditor can hand on."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection
from xlsxwriter.workbook import Workbook

from gouji.archive.find import Filters
from gouji.archive.store import Store
from gouji.export.atomic_folder import atomic_folder
from gouji.export.finding_evidence import Evidence, finding_evidence
from gouji.export.frames import snapshot
from gouji.export.options import ExportOptions
from gouji.export.outcome import ExportOutcome, WrittenFile
from gouji.export.overview import FAILED_STATUSES, overview
from gouji.export.problem_rows import Problem, problem_count, problem_rows
from gouji.export.problem_sheets import SheetStyle, consistent_sheet, failed_sheet
from gouji.export.report_masks import ReportMasks
from gouji.export.sheet_cells import WORKBOOK_OPTIONS
from gouji.export.unit_sheet import unit_sheet
from gouji.export.unit_sums import unit_sums
from gouji.schemas.texts import text
from gouji.schemas.version import __version__

MAX_ROWS_PER_SHEET = 200_000
"""Rows of a sheet: more is no list that a person works through, and the table `findings` has them all."""
FINDINGS_PER_BATCH = 2_000
"""Findings whose records are looked up at a time."""


def write_problems(
    store: Store, out: Path, filters: Filters, manner: ExportOptions, *, most: int, tell: Callable[[str, int], None]
) -> ExportOutcome:
    """Writes the workbook into the folder `out`, with at most `most` pictures: contradictions get theirs first. What is left out is
    told in the workbook. GoujiError where the folder cannot be written."""
    lang = manner.lang
    name = manner.guard.choose(out / text("problems.file", lang)).name
    with (
        atomic_folder(out, manner.guard) as folder,
        snapshot(store) as connection,
        tempfile.TemporaryDirectory() as pictures,
    ):
        counts = {status: problem_count(connection, filters, status) for status in (*FAILED_STATUSES, "consistent")}
        book = Workbook(str(folder / name), WORKBOOK_OPTIONS)
        book.set_custom_property("gouji", __version__)
        style = SheetStyle(book, lang, manner.headings or lang, out)
        whole = unit_sums(connection, filters)
        overview(style, whole, _subtitle(filters, lang), _notes(counts, manner.contacts, most, lang))
        masks = None if manner.contacts else ReportMasks(connection)
        maker = _Maker(store, connection, filters, masks, lang, most, Path(pictures), tell)
        rows = sum(failed_sheet(style, s, maker.failing(s), _note(s, counts[s], lang)) for s in FAILED_STATUSES)
        rows += consistent_sheet(style, maker.rows("consistent"), _note("consistent", counts["consistent"], lang))
        unit_sheet(style, whole.units, text("problems.unit_note", lang))
        book.close()
    return ExportOutcome([WrittenFile(out / name, "problems", None, rows)])


class _Maker:
    """Gives the rows of the sheets, and spends the pictures on them in their order."""

    def __init__(
        self,
        store: Store,
        connection: Connection,
        filters: Filters,
        masks: ReportMasks | None,
        lang: str,
        most: int,
        folder: Path,
        tell: Callable[[str, int], None],
    ) -> None:
        self._store, self._connection, self._filters, self._masks = store, connection, filters, masks
        self._lang, self._left, self._folder, self._tell = lang, most, folder, tell

    def rows(self, status: str) -> Iterator[Problem]:
        older = text("problems.older", self._lang)
        found = problem_rows(
            self._connection, self._filters, status, self._masks, lang=self._lang, limit=MAX_ROWS_PER_SHEET
        )
        return (replace(each, source=f"{each.source}{older}") if each.superseded else each for each in found)

    def failing(self, status: str) -> Iterator[tuple[Problem, Evidence]]:
        source, count = self.rows(status), 0
        while batch := list(islice(source, FINDINGS_PER_BATCH)):
            count += len(batch)
            folder = self._folder / f"{status}-{count}"
            folder.mkdir()
            found = finding_evidence(self._store, batch, folder, contacts=self._masks is None, most=self._left)
            self._left -= sum(told.picture is not None for told in found)
            self._tell(status, count)
            yield from zip(batch, found, strict=True)


def _subtitle(filters: Filters, lang: str) -> str:
    asked = [text("problems.of_year", lang, year=filters.year)] if filters.year is not None else []
    asked += [text("problems.of_unit", lang, unit=filters.unit)] if filters.unit else []
    return "  ".join([text("problems.made", lang, day=date.today().isoformat()), *asked])


def _notes(counts: dict[str, int], contacts: bool, most: int, lang: str) -> list[str]:
    notes = [text(f"problems.about_{status}", lang) for status in (*FAILED_STATUSES, "consistent")]
    notes.append(text("problems.contacts_shown" if contacts else "problems.contacts_masked", lang))
    if sum(counts[status] for status in FAILED_STATUSES) > most:
        notes.append(text("problems.pictures", lang, most=f"{most:,}"))
    return notes


def _note(status: str, count: int, lang: str) -> str:
    if count > MAX_ROWS_PER_SHEET:
        return text("problems.too_many", lang, count=f"{count:,}", most=f"{MAX_ROWS_PER_SHEET:,}")
    return text("problems.count", lang, count=f"{count:,}") + text(f"problems.about_{status}", lang)
