"""What one file becomes: its reports, and its pages that are in none of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from gouji.schemas.record import Report


@dataclass(frozen=True, slots=True)
class LostPart:
    """Pages whose report could not be read: their numbers, and the key and values of the sentence that says why."""

    pages: tuple[int, ...]
    key: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FileReports(Sequence[Report]):
    """The reports of the file with that `sha256` and so many `pages`, in order. `others` are the numbers of the pages that hold no self-evaluation (a letter,
    contents, regulations), `lost` the parts that could not be read."""

    sha256: str
    pages: int
    reports: tuple[Report, ...]
    others: tuple[int, ...] = ()
    lost: tuple[LostPart, ...] = ()

    @overload
    def __getitem__(self, index: int) -> Report: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Report]: ...
    def __getitem__(self, index: int | slice) -> Report | Sequence[Report]:
        return self.reports[index]

    def __len__(self) -> int:
        return len(self.reports)

    def __iter__(self) -> Iterator[Report]:
        return iter(self.reports)


def only_report(report: Report) -> FileReports:
    """The reports of a file that holds this one and nothing else."""
    return FileReports(report.document.sha256, len(report.document.pages), (report,))
