"""Small reports for tests of the archive: written as text, put into a store without worker processes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

import gouji
from gouji.archive.compare_reports import compare_reports
from gouji.archive.digest import digest
from gouji.archive.discover import discover
from gouji.archive.ingest import IngestOptions, ingest
from gouji.archive.lease import this_run
from gouji.archive.ledger import Ledger
from gouji.archive.progress import Progress, SilentProgress
from gouji.archive.read_for_archive import archive_entry
from gouji.archive.sql_tables import DATA, cross_findings, documents, history, names, paths, records
from gouji.archive.store import Store, open_store
from gouji.archive.versions import versions
from gouji.schemas.batch import Job, Settings, Summary, Tally


def report(
    unit: str = "青屏县文化馆",
    project: str = "图书流转服务项目",
    year: int = 2023,
    budget: str = "120.50",
    spent: str = "110.86",
    rate: str = "92.00",
    books: str = "12.50万册",
    score: str = "95",
) -> str:
    """A short narrative report that ties out as it stands."""
    return (
        f"{year}年度项目绩效自评报告\n项目名称：{project}\n单位名称：{unit}\n填报日期：{year + 1}年3月15日\n一、项目概况\n（一）项目资金情况\n"
        f"1.{project}。年初预算{budget}万元，实际支出{spent}万元，预算执行率{rate}%。\n"
        f"二、绩效完成情况\n流通图书册次{books}。\n三、自评结论\n自评得分{score}分。\n"
    )


def write(folder: Path, texts: Iterable[str]) -> list[Path]:
    """Each text as a file."""
    files = []
    for number, text in enumerate(texts, 1):
        files.append(folder / f"{number:03}.txt")
        files[-1].write_text(text, encoding="utf-8")
    return files


def ledger(store: Store) -> Ledger:
    """The ledger in the hands of this process."""
    return Ledger(store, this_run(), versions())


def put(store: Store, files: Iterable[Path]) -> Tally:
    """The files, read in this process and put into the store; then reports are held against each other."""
    book = ledger(store)
    for seen in discover(map(str, files)):
        job = Job(digest(seen.path), seen.path, book.me)
        book.register([(seen, job.sha256)])
        assert book.claim(job.sha256, None, gone=False)
        assert book.finish(job, archive_entry(gouji.read(seen.path, lang="zh")), 0.1)
    return compare_reports(store, "zh")


def quick(**more: object) -> Settings:
    """How the tests read: in Chinese, with a thread each."""
    return replace(Settings("zh"), **more)  # type: ignore[arg-type]


def batch(store: Store, *places: Path, wishes: IngestOptions | None = None, progress: Progress | None = None, **more: object) -> Summary:
    """A batch, in one worker process if `wishes` do not say otherwise."""
    return ingest(map(str, places), store, quick(**more), wishes or IngestOptions(1), progress or SilentProgress())


def dump(address: str | Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything of an archive but times, owners and the order of arrival."""
    left_out = {"gone", "found", "started", "finished", "seconds", "attempts", "seen", "mtime_ns", "ctime_ns", "owner", "lease", "id"}
    tables = {"documents": documents, "paths": paths, "history": history, "records": records, "names": names, "cross": cross_findings, **DATA}
    found = {}
    with open_store(address) as store, store.engine.connect() as connection:
        for name, table in tables.items():
            columns = [column for column in table.c if column.name not in left_out]
            found[name] = sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)
    return found
