"""The nouns of a batch: what a worker is told, what it answers, what became of a document."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Rows = dict[str, list[dict[str, object]]]
"""The rows of one report for each data table."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are read. `timeout` is seconds without a finished page, `longest` those for a whole document, `memory` the
    megabytes that a worker may hold (0: no limit; None: a share of its machine's), `recycle` the pages after which it is replaced,
    `together` the processes that one long document may take, `draw` whether its pages are wanted with what was read on them."""

    lang: str
    models: Path | None = None
    threads: int = 1
    timeout: float = 300.0
    memory: int | None = None
    recycle: int = 400
    longest: float = 14400.0
    together: int = 1
    draw: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A path that was found, as the file system tells it without opening it. `problem` names why it is no document."""

    path: str
    size: int = 0
    mtime_ns: int = 0
    ctime_ns: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read, claimed in the ledger by `owner`."""

    sha256: str
    path: str
    owner: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Names:
    """What reports are matched by: the unit and the project in bare form, the budget year, the form of the report."""

    unit_key: str | None
    project_key: str | None
    fiscal_year: int | None
    form: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What a record holds, counted: figures that were read, relations that were checked, those that fail, those in doubt."""

    figures: int = 0
    relations: int = 0
    inconsistent: int = 0
    doubtful: int = 0
    unreadable: int = 0
    """Documents with a page that could not be read, or not wholly."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.figures + other.figures,
            self.relations + other.relations,
            self.inconsistent + other.inconsistent,
            self.doubtful + other.doubtful,
            self.unreadable + other.unreadable,
        )


@dataclass(frozen=True, slots=True)
class Read:
    """A document that became a record, ready for the archive: its JSON, its rows, its names."""

    sha256: str
    json: str
    rows: Rows
    names: Names
    tally: Tally
    pages: int
    by_models: bool
    """Whether a recogniser looked at a page: else other models would read the same."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that did not. `key` and `values` are the sentence `error.key` of the catalogue.

    `broken`: this installation lacks something, no document will fare better.
    """

    key: str
    values: dict[str, Any] = field(default_factory=dict)
    broken: bool = False


Outcome = Read | Failed


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker has started and waits for documents."""


@dataclass(frozen=True, slots=True)
class PageDone:
    """A worker has finished one page: `done` of `pages` are."""

    done: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Drawn(PageDone):
    """A page with what was read on it, as PNG."""

    number: int = 0
    png: bytes = b""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document that became a record: its JSON, a sentence for each page that was not read, or not wholly, and the seconds of each stage."""

    json: str
    lost: tuple[str, ...] = ()
    spent: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settled:
    """A document whose outcome stands in the archive. `kept` is False where another run had taken it over meanwhile."""

    job: Job
    failed: Failed | None
    pages: int = 0
    seconds: float = 0.0
    tally: Tally = Tally()
    kept: bool = True


@dataclass(slots=True)
class Summary:
    """What a batch came to. `failures` are whole sentences, each with its file; `elsewhere` are in the hands of another run,
    `others` files of other kinds that folders held beside the documents."""

    read: int = 0
    skipped: int = 0
    elsewhere: int = 0
    others: int = 0
    pages: int = 0
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)
    tally: Tally = Tally()
    compared: Tally = Tally()
    """Relations between reports that this batch made checkable."""
    renewed: list[str] = field(default_factory=list)
    """Paths that hold another document than before."""
    gone: list[str] = field(default_factory=list)
    """Paths of documents whose files are not there any more."""
    stopped: bool = False
