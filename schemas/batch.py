"""The data types of a batch: what a worker receives, what it answers, the outcome of a document."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Rows = dict[str, list[dict[str, object]]]
"""The rows of one report, by data table."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings for reading documents.

    `timeout` is seconds without a finished page, `longest` seconds for a whole document. `memory` is the megabytes that
    a worker may hold (0: no limit; None: a share of its machine's memory). A worker is replaced after `recycle` pages,
    and one long document may use `together` processes. `draw`: pictures of the pages, with what was read on them, are
    wanted. `quick`: the quick model reads first.
    """

    lang: str
    models: Path | None = None
    threads: int = 1
    timeout: float = 300.0
    memory: int | None = None
    recycle: int = 400
    longest: float = 14400.0
    together: int = 1
    draw: bool = False
    quick: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A path as the file system describes it without opening it. `problem` is the key of the reason why it is no
    document, or "". `members` are the page images of a folder that is one document.
    """

    path: str
    size: int = 0
    mtime_ns: int = 0
    ctime_ns: int = 0
    problem: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read, claimed in the ledger by `owner`. `pages` are its files if it lies in several."""

    sha256: str
    path: str
    owner: str
    size: int = 0
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """The keys by which reports are matched: normalized unit and project, the budget year, the form of the report."""

    unit_key: str | None
    project_key: str | None
    fiscal_year: int | None
    form: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a record: figures read, relations checked, relations that fail, findings in doubt."""

    figures: int = 0
    relations: int = 0
    inconsistent: int = 0
    doubtful: int = 0
    unreadable: int = 0
    """Documents with a page that could not be read, or not completely."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.figures + other.figures,
            self.relations + other.relations,
            self.inconsistent + other.inconsistent,
            self.doubtful + other.doubtful,
            self.unreadable + other.unreadable,
        )


@dataclass(frozen=True, slots=True)
class LostPages:
    """Pages whose report was not read: their numbers as ranges, and the key and reason of the sentence that says why."""

    pages: str
    key: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReadReport:
    """One report of a document, ready for the archive: its JSON, its rows, its names."""

    report_id: str
    json: str
    rows: Rows
    names: Names


@dataclass(frozen=True, slots=True)
class Read:
    """A document that became records. `others` are the pages that belong to no report, as ranges, `lost` the reports
    that could not be read."""

    sha256: str
    reports: tuple[ReadReport, ...]
    tally: Tally
    pages: int
    by_models: bool
    """Whether a recogniser read any page; if not, other models would give the same record."""
    others: str = ""
    lost: tuple[LostPages, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that could not be read. `key` and `values` make the sentence `error.key` of the catalogue.

    `broken`: the installation lacks something, so no other document would succeed.
    """

    key: str
    values: dict[str, Any] = field(default_factory=dict)
    broken: bool = False


Outcome = Read | Failed


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker has started and is waiting for documents."""


@dataclass(frozen=True, slots=True)
class PageDone:
    """A worker has finished one page: `done` of `pages` are finished."""

    done: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Drawn(PageDone):
    """A page as PNG, with what was read drawn on it."""

    number: int = 0
    png: bytes = b""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document that became records: the JSON of each report, a sentence for each page that was not read completely,
    the pages that are in no report and their sentences, and the seconds of each stage.
    """

    records: tuple[str, ...]
    lost: tuple[str, ...] = ()
    spent: dict[str, float] = field(default_factory=dict)
    others: tuple[int, ...] = ()
    lost_parts: tuple[LostPages, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """A document whose outcome is stored in the archive. `kept` is False if another run had taken it over meanwhile.
    `reports` counts what was read, `lost` are sentences about reports that were not, `left_out` one about pages that
    belong to no report."""

    job: Job
    failed: Failed | None
    pages: int = 0
    seconds: float = 0.0
    tally: Tally = Tally()
    kept: bool = True
    reports: int = 0
    lost: tuple[str, ...] = ()
    left_out: str = ""


@dataclass(slots=True)
class Summary:
    """The result of a batch.

    `failures` are complete sentences, each with its file, `lost` those about reports of files that were read otherwise.
    `elsewhere` counts documents that another run is reading,
    `others` files of other kinds in the folders.
    """

    read: int = 0
    reports: int = 0
    skipped: int = 0
    elsewhere: int = 0
    others: int = 0
    pages: int = 0
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    tally: Tally = Tally()
    compared: Tally = Tally()
    """Relations between reports that this batch made checkable."""
    renewed: list[str] = field(default_factory=list)
    """Paths whose document changed since the last run."""
    gone: list[str] = field(default_factory=list)
    """Paths of documents whose files no longer exist."""
    stopped: bool = False
