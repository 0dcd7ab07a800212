"""The command `extract`: reads reports and delivers the records."""

from __future__ import annotations

import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from gouji.archive.machine import cores, machine_memory
from gouji.schemas.batch import Drawn, Extracted, Failed, Job, PageDone, Settings
from gouji.schemas.errors import GoujiError
from gouji.schemas.page_ranges import page_ranges
from gouji.show.delivery import Deliveries, Delivery
from gouji.show.error_message import print_error
from gouji.show.inputs import Input, inspect_inputs, inspect_pages, is_stream
from gouji.show.page_progress import PageProgress
from gouji.show.reading_process import READ_ISOLATED, ReadingProcess

MEMORY_SHARE = 0.8
"""Share of the machine's memory for reading if no limit is given."""
EXTRACT_ERROR_KEYS = {"worker_died": "reader_died"}
"""Messages that name an option of the batch, and their replacement here."""


def extract_command(
    files: list[Path],
    wanted: Delivery,
    settings: Settings,
    *,
    together: bool = False,
    profile: bool = False,
    task: str = READ_ISOLATED,
) -> int:
    """Reads the files one after the other and returns the exit code: 2 if a file, or a page of one, could not be read.
    One failure never stops the others.

    `together`: the files are the pages of one document. `settings.memory` None means the share of the machine.
    """
    lang = settings.lang
    if len(files) > 1 and not together and wanted.out is None and not wanted.summary:
        raise GoujiError("needs_out")
    if wanted.json and wanted.out is None:
        raise GoujiError("json_needs_out")
    # Only what comes from a pipe needs a copy: reading files leaves nothing in the temporary folder, whatever is killed.
    piped = any(map(is_stream, files))
    with tempfile.TemporaryDirectory(prefix="gouji-") if piped else nullcontext("") as stdin_folder:
        inputs = [inspect_pages(files)] if together else inspect_inputs(files, Path(stdin_folder))
        deliveries = Deliveries(inputs, wanted, lang)
        good = [item for item in inputs if not item.problem]
        reading = ReadingProcess(settings, task) if good else None
        try:
            failed = [item for item in inputs if not _one(item, reading, deliveries, lang)]
        finally:
            if reading:
                reading.end()
    if profile:
        _profile(lang)
    return 2 if failed else 0


def settings_for(
    lang: str,
    models: Path | None,
    workers: int | None,
    timeout: float,
    longest: float,
    memory: int | None,
    *,
    draw: bool,
    quick: bool = False,
) -> Settings:
    """Settings for reading one document after the other, with as many processes as there are cores, within the
    machine's memory share."""
    held = round(machine_memory() * MEMORY_SHARE) if memory is None else memory
    path = None if models is None else models.absolute()
    return Settings(
        lang, path, cores(), timeout, held, longest=longest, together=workers or cores(), draw=draw, quick=quick
    )


def _one(item: Input, reading: ReadingProcess | None, deliveries: Deliveries, lang: str) -> bool:
    """Reads one document. Returns False if it, or one of its pages, could not be read or its results could not be
    written."""
    try:
        if item.problem or reading is None:
            raise GoujiError(item.problem, path=item.given)
        return _deliver(item, reading, deliveries, lang)
    except GoujiError as err:
        err.values.setdefault("path", item.given)
        print_error(err, lang)
        deliveries.failed(item, err)
        return False


def _deliver(item: Input, reading: ReadingProcess, deliveries: Deliveries, lang: str) -> bool:
    """Whether all pages of the document were read completely. A line names each page that was not."""
    complete = True
    progress = PageProgress(item.given, lang)
    pages = tuple(str(page.absolute()) for page in item.pages)
    job = Job(deliveries.digest(item), str(item.path.absolute()), "", pages=pages)
    for _, answer in reading.answers([job]):
        if isinstance(answer, Drawn):
            deliveries.picture(item, answer.number, answer.png)
        elif isinstance(answer, PageDone):
            progress.update(answer.done, answer.pages)
        elif isinstance(answer, Extracted):
            deliveries.records(item, answer)
            complete = not answer.lost and not answer.lost_parts
            _tell_pages(item, answer, lang)
        else:
            raise _error(answer, item)
    return complete


def _tell_pages(item: Input, answer: Extracted, lang: str) -> None:
    """Names the pages that could not be read, and those that are in no report."""
    for reason in answer.lost:
        print_error(GoujiError("page_unreadable", path=item.given, reason=reason), lang)
    for part in answer.lost_parts:
        print_error(GoujiError(part.key, path=item.given, pages=part.pages, reason=part.reason), lang)
    if answer.others:
        print_error(GoujiError("pages_left_out", path=item.given, pages=page_ranges(answer.others)), lang)


def _error(answer: Any, item: Input) -> GoujiError:
    failed = answer if isinstance(answer, Failed) else Failed("crashed", {"reason": type(answer).__name__})
    return GoujiError(EXTRACT_ERROR_KEYS.get(failed.key, failed.key), **{"path": item.given} | failed.values)


def _profile(lang: str) -> None:
    from gouji.show.console import console
    from gouji.show.profile import print_profile

    print_profile(console(stderr=True), lang)
