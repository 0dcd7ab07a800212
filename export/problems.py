"""The problem list (问题清单): a workbook that an auditor can pass on."""

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
from gouji.export.lost_parts import lost_parts
from gouji.export.options import ExportOptions
from gouji.export.outcome import ExportOutcome, WrittenFile
from gouji.export.overview import FAILED_STATUSES, overview
from gouji.export.problem_rows import Problem, problem_count, problem_rows
from gouji.export.problem_sheets import SheetStyle, consistent_sheet, failed_sheet
from gouji.export.report_masks import ReportMasks
from gouji.export.sheet_cells import WORKBOOK_OPTIONS
from gouji.export.unit_sheet import unit_sheet
from gouji.export.unit_sums import unit_sums
from gouji.export.workbook_seal import seal_workbook
from gouji.schemas.texts import text
from gouji.schemas.version import __version__

MAX_ROWS_PER_SHEET = 200_000
"""A longer list is not one that a person works through, and the table `findings` has all rows."""
FINDINGS_PER_BATCH = 2_000
"""Findings whose records are read at a time."""


def write_problems(
    store: Store,
    out: Path,
    filters: Filters,
    options: ExportOptions,
    *,
    max_pictures: int,
    report_progress: Callable[[str, int], None],
) -> ExportOutcome:
    """Writes the workbook into the folder `out`, with at most `max_pictures` pictures, contradictions first.

    The workbook says what is left out. GoujiError if the folder cannot be written.
    """
    lang = options.lang
    name = options.guard.choose(out / text("problems.file", lang)).name
    with (
        atomic_folder(out, options.guard) as folder,
        snapshot(store) as connection,
        tempfile.TemporaryDirectory() as pictures,
    ):
        counts = {status: problem_count(connection, filters, status) for status in (*FAILED_STATUSES, "consistent")}
        book = Workbook(str(folder / name), WORKBOOK_OPTIONS)
        book.set_custom_property("gouji", __version__)
        style = SheetStyle(book, lang, options.headings or lang, out)
        totals = unit_sums(connection, filters)
        masks = None if options.contacts else ReportMasks(connection)
        notes = [*lost_parts(connection, masks, lang), *_notes(counts, options.contacts, max_pictures, lang)]
        overview(style, totals, _subtitle(filters, lang), notes)
        source = _RowSource(store, connection, filters, masks, lang, max_pictures, Path(pictures), report_progress)
        rows = sum(failed_sheet(style, s, source.failing(s), _note(s, counts[s], lang)) for s in FAILED_STATUSES)
        rows += consistent_sheet(style, source.rows("consistent"), _note("consistent", counts["consistent"], lang))
        unit_sheet(style, totals.units, text("problems.unit_note", lang))
        book.close()
        seal_workbook(folder / name)
    return ExportOutcome([WrittenFile(out / name, "problems", None, rows)])


class _RowSource:
    """Produces the rows of the sheets and allots the pictures to them in order."""

    def __init__(
        self,
        store: Store,
        connection: Connection,
        filters: Filters,
        masks: ReportMasks | None,
        lang: str,
        max_pictures: int,
        folder: Path,
        report_progress: Callable[[str, int], None],
    ) -> None:
        self._store, self._connection, self._filters, self._masks = store, connection, filters, masks
        self._lang, self._left, self._folder, self._report_progress = lang, max_pictures, folder, report_progress

    def rows(self, status: str) -> Iterator[Problem]:
        superseded_note = text("problems.older", self._lang)
        found = problem_rows(
            self._connection, self._filters, status, self._masks, lang=self._lang, limit=MAX_ROWS_PER_SHEET
        )
        return (replace(each, source=f"{each.source}{superseded_note}") if each.superseded else each for each in found)

    def failing(self, status: str) -> Iterator[tuple[Problem, Evidence]]:
        source, count = self.rows(status), 0
        while batch := list(islice(source, FINDINGS_PER_BATCH)):
            count += len(batch)
            folder = self._folder / f"{status}-{count}"
            folder.mkdir()
            found = finding_evidence(self._store, batch, folder, contacts=self._masks is None, max_pictures=self._left)
            self._left -= sum(evidence.picture is not None for evidence in found)
            self._report_progress(status, count)
            yield from zip(batch, found, strict=True)


def _subtitle(filters: Filters, lang: str) -> str:
    asked = [text("problems.of_year", lang, year=filters.year)] if filters.year is not None else []
    asked += [text("problems.of_unit", lang, unit=filters.unit)] if filters.unit else []
    return "  ".join([text("problems.made", lang, day=date.today().isoformat()), *asked])


def _notes(counts: dict[str, int], contacts: bool, max_pictures: int, lang: str) -> list[str]:
    notes = [text(f"problems.about_{status}", lang) for status in (*FAILED_STATUSES, "consistent")]
    notes.append(text("problems.contacts_shown" if contacts else "problems.contacts_masked", lang))
    if sum(counts[status] for status in FAILED_STATUSES) > max_pictures:
        notes.append(text("problems.pictures", lang, most=f"{max_pictures:,}"))
    return notes


def _note(status: str, count: int, lang: str) -> str:
    if count > MAX_ROWS_PER_SHEET:
        return text("problems.too_many", lang, count=f"{count:,}", most=f"{MAX_ROWS_PER_SHEET:,}")
    return text("problems.count", lang, count=f"{count:,}") + text(f"problems.about_{status}", lang)
