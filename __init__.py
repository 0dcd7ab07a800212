"""gouji (勾稽) turns a scanned self-evaluation report into one checked record.

This file runs before every module of the package, so it imports only the version: `gouji --help` loads no recogniser.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.schemas.version import __version__ as __version__

if TYPE_CHECKING:
    from gouji.archive.frames import Archive
    from gouji.ocr.engine.protocol import PageReader
    from gouji.schemas.file_reports import FileReports
    from gouji.schemas.pages import Document
    from gouji.schemas.record import Report


def read(
    path: Path | str | Sequence[Path | str],
    *,
    lang: str | None = None,
    models: Path | None = None,
    reader: PageReader | None = None,
    progress: Callable[[int, int], None] | None = None,
    workers: int = 1,
    quick: bool = False,
) -> FileReports:
    """Returns the records of the reports in a file: PDF, PNG, JPEG, TIFF or plain text. Most files hold one report.

    Several paths, or a folder with page images, are the pages of one document. The result is a sequence that also names
    the pages which are in no report.
    `lang` is zh or en (by the locale if None). `models` is a folder with other PaddleOCR models. `progress(done,
    pages)` is called after each page. At most `workers` processes read a long scan (with more than one, a script needs
    `if __name__ == "__main__"`). `quick`: lines are read by a small model first, and by the full model where that is
    unsure or nothing proves a figure. Raises UnreadableDocument with one sentence if there is nothing to read.
    """
    from gouji.check.confirmation import confirmation
    from gouji.ocr.document import read_document
    from gouji.ocr.quick.confirm import confirm_lines
    from gouji.schemas.errors import UnreadableDocument

    given = Path(path) if isinstance(path, Path | str) else [Path(each) for each in path]
    document = read_document(given, models=models, reader=reader, progress=progress, workers=workers, quick=quick)
    if not any(page.lines or page.tables for page in document.pages):
        raise UnreadableDocument("blank", path=given if isinstance(given, Path) else given[0])
    reports = understand_all(document, lang=lang)
    while any(page.quick for page in document.pages) and confirm_lines(document, *confirmation(reports)):
        reports = understand_all(document, lang=lang)
    return reports


def understand_all(document: Document, *, lang: str | None = None) -> FileReports:
    """Returns the records of all reports of a file whose pages have been read."""
    from gouji.extract.bundles.inherited_cover import inherit_cover
    from gouji.extract.bundles.part_record import name_part
    from gouji.extract.bundles.report_parts import divide
    from gouji.schemas.file_reports import FileReports, LostPart
    from gouji.schemas.stages import stage

    with stage("tables"):
        division = divide(document)
    lost = [LostPart((page,), "part_unreadable") for page in division.lost]
    reports: list[Report] = []
    for number, part in enumerate(division.parts, 1):
        try:
            report = understand(part, lang=lang)
        except Exception as error:  # a defect that one report brings to light costs that report alone
            if len(division.parts) == 1:
                raise
            lost.append(LostPart(tuple(page.number for page in part.pages), "part_failed", type(error).__name__))
            continue
        name_part(report, part, number, len(division.parts), document)
        reports.append(report)
    inherit_cover(reports, division.front, document)
    return FileReports(document.sha256, len(document.pages), tuple(reports), tuple(division.others), tuple(lost))


def understand(document: Document, *, lang: str | None = None) -> Report:
    """Returns the record of a document that is one report, and whose pages have been read."""
    from gouji.check.tie_out import tie_out
    from gouji.extract.forms.text_tables import find_text_tables
    from gouji.extract.report import report
    from gouji.normalize.document import correct
    from gouji.normalize.red_figures import sign_red_figures
    from gouji.normalize.text.own_words import settle_by_own_words
    from gouji.schemas.stages import stage
    from gouji.schemas.texts import default_language, text
    from gouji.tables.find_tables import find_tables

    language = lang or default_language()
    with stage("correction"):
        document, signed = sign_red_figures(document)
        document, settled = settle_by_own_words(document)
    with stage("tables"):
        document = find_text_tables(find_tables(document))
    with stage("correction"):
        corrected = correct(document)
        corrected.changes += [*signed, *settled]
    with stage("fields"):
        record = report(document, corrected)
    for correction in record.corrections:
        correction.reason = text(f"correction.{correction.reason}", language)
    with stage("check"):
        record.findings = tie_out(record, language, document)
    return record


def open_archive(address: Path | str) -> Archive:
    """Opens an archive that `gouji ingest` filled, a SQLite file or a postgresql:// address, as pandas DataFrames.

    `gouji.open_archive("reports.db").findings(status="inconsistent", year=2023)`. Raises GoujiError with one sentence
    if there is none or it cannot be used.
    """
    from gouji.archive.frames import Archive
    from gouji.archive.store import open_store

    return Archive(open_store(address))
