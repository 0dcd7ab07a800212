"""Fills an archive with generated reports, by the hundred thousand, to measure queries on archives.

    python -m bench.fill_archive --archive FILE.db --count 100000 [--base 60] [--seed 1] [--fonts DIR]

`--base` reports are generated, typeset as PDF and read like any other; the records of the samples are added. The rest
are copies of these in other places, under other names and ids. The figures of a report stay as read. The same arguments
give the same records. Each takes some 90 kB of disk, 100,000 of them 9 GB.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Table, insert

import gouji
from bench.cases.case import Order, make_case
from bench.cases.people import table
from bench.cases.writer import FORMS
from gouji.archive.clock import now
from gouji.archive.read_for_archive import archive_entry
from gouji.archive.sql_tables import DATA, cross_findings, documents, paths, records
from gouji.archive.sql_tables import names as names_table
from gouji.archive.store import Store, open_store
from gouji.archive.versions import versions
from gouji.schemas.batch import Read, ReadReport
from gouji.schemas.file_reports import only_report
from gouji.schemas.record import Report
from samples.fonts import MissingFont

SAMPLES = Path(__file__).parent.parent / "samples" / "expected"
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
TOWNS = [STEMS[n % 10] + BRANCHES[n % 12] + "乡" for n in range(60)]
"""The sixty names of the calendar: no county has towns of these names."""
BATCH = 250
"""Reports in a transaction."""
BETWEEN = 50
"""Of so many reports one is held against another, and they disagree."""


@dataclass(frozen=True, slots=True)
class Base:
    """A report that was read, and the place that it names."""

    read: Read
    place: str

    @property
    def report(self) -> ReadReport:
        """The only report of the document."""
        return self.read.reports[0]


def bases(count: int, seed: int, fonts: Path | None) -> list[Base]:
    """Reports of all forms with up to two genuine errors each, and the samples. MissingFont without typefaces."""
    found = [Report.model_validate_json(path.read_bytes()) for path in sorted(SAMPLES.glob("*.json"))]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            order = Order(number, seed, FORMS[number % len(FORMS)], "digital", number % 3)
            found += gouji.read(make_case(order, Path(folder), fonts) / "input.pdf", lang="zh")
    return [Base(archive_entry(only_report(report)), _place(report)) for report in found]


def _place(report: Report) -> str:
    unit = (report.cover.department.value if report.cover.department else None) or ""
    return next((place for place in table("words")["places"] if place in unit), unit[:3])


def variants(found: list[Base], count: int, seed: int) -> Iterator[Read]:
    """`count` records: the bases again and again, each time in another place."""
    for number in range(count):
        base, turn = found[number % len(found)], number // len(found)
        yield _variant(base, hashlib.sha256(f"{seed}/{number}".encode()).hexdigest(), TOWNS[turn % len(TOWNS)])


def _variant(base: Base, digest: str, town: str) -> Read:
    """The report in a town of its place, under the id `digest`."""
    old, new = base.place or "\0", base.place + town
    rows = {
        name: [
            {k: v.replace(old, new) if isinstance(v, str) and old in v else v for k, v in row.items()}
            | {"report_id": digest}
            for row in kept
        ]
        for name, kept in base.report.rows.items()
    }
    source = f"{digest[:12]}.pdf"
    rows["reports"][0] |= {"source": source, "document_sha256": digest}
    told = base.report.json.replace(base.read.sha256, digest).replace(old, new)
    keys = base.report.names
    unit = keys.unit_key.replace(old, new) if keys.unit_key else None
    report = replace(base.report, report_id=digest, json=told, rows=rows, names=replace(keys, unit_key=unit))
    return replace(base.read, sha256=digest, reports=(report,))


def fill(store: Store, reads: Iterable[Read]) -> int:
    """Writes the records with their rows and their lines of the ledger; how many there were."""
    written, source, last = 0, iter(reads), None
    made = versions()
    while batch := list(islice(source, BATCH)):
        with store.writing() as connection:
            _put(connection, documents, [_document(read, made.program, made.models) for read in batch])
            _put(
                connection,
                paths,
                [
                    {"path": f"/scans/{r.sha256[:2]}/{r.sha256[:12]}.pdf", "sha256": r.sha256, "seen": now()}
                    for r in batch
                ],
            )
            _put(connection, records, [_record(read) for read in batch])
            for name, data in DATA.items():
                _put(connection, data, [row for read in batch for row in read.reports[0].rows[name]])
            _put(connection, names_table, [_names(read) for read in batch])
            _put(connection, cross_findings, [_between(read, last or read) for read in batch[::BETWEEN]])
        written, last = written + len(batch), batch[-1]
    return written


def _document(read: Read, program: str, models: str) -> dict[str, object]:
    moment = now()
    done = {
        "sha256": read.sha256,
        "state": "done",
        "attempts": 1,
        "program": program,
        "models": models if read.by_models else "",
    }
    return done | {"pages": read.pages, "seconds": 1.0, "found": moment, "finished": moment, "compared": True}


def _record(read: Read) -> dict[str, object]:
    return {"report_id": read.sha256, "sha256": read.sha256, "json": read.reports[0].json}


def _names(read: Read) -> dict[str, object]:
    keys = read.reports[0].names
    return {
        "report_id": read.sha256,
        "sha256": read.sha256,
        "unit_key": keys.unit_key,
        "project_key": keys.project_key,
        "fiscal_year": keys.fiscal_year,
        "form": keys.form,
    }


def _between(read: Read, other: Read) -> dict[str, object]:
    head = read.reports[0].rows["reports"][0]
    return {name: head[name] for name in ("report_id", "department", "project_name", "fiscal_year")} | {
        "other_report_id": other.sha256,
        "unit_key": read.reports[0].names.unit_key or "",
        "rule": "prior-year",
        "status": "inconsistent",
        "severity": "error",
        "message": f"实际支出：文中110.86万元，而上年报告{other.sha256[:12]}.pdf为108.60万元，不一致",
        "equation": "110.86万元 ≠ 108.60万元",
        "observed": "1108600",
        "expected": "1086000",
        "tolerance": "50",
        "field": "/budget/0/spent",
        "other_field": "/budget/0/spent",
    }


def _put(connection: Connection, into: Table, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(into), rows)


def main() -> int:
    """The command line; 0 when the archive was filled, 2 when a typeface is missing."""
    asked = _parser().parse_args()
    began = time.monotonic()
    try:
        found = bases(asked.base, asked.seed, asked.fonts)
    except MissingFont as missing:
        print(missing, file=sys.stderr)
        return 2
    read = time.monotonic()
    with open_store(asked.archive, create=True) as store:
        written = fill(store, variants(found, asked.count, asked.seed))
    print(f"{len(found)} reports read in {read - began:.0f} s, {written} written in {time.monotonic() - read:.0f} s")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench.fill_archive", description="Fills an archive with fictional records.")
    parser.add_argument("--archive", required=True, help="a new SQLite file, or an empty PostgreSQL database")
    parser.add_argument("--count", type=int, default=100_000, help="records to write (100000)")
    parser.add_argument("--base", type=int, default=60, help="reports to draw up and read (60)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other reports (1)")
    parser.add_argument("--fonts", type=Path, help="a folder with the fonts; without it those of the system")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
