"""Small reports for tests of the archive: written as text, put into a store without worker processes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import gouji
from archive.across import across
from archive.digest import digest
from archive.discover import discover
from archive.ledger import Ledger
from archive.owner import owner
from archive.read_one import ready
from archive.store import Store
from archive.versions import versions
from schemas.batch import Job, Tally


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
    return Ledger(store, owner(), versions())


def put(store: Store, files: Iterable[Path]) -> Tally:
    """The files, read in this process and put into the store; then reports are held against each other."""
    book = ledger(store)
    for seen in discover(map(str, files)):
        job = Job(digest(seen.path), seen.path, book.me)
        book.enrol([(seen, job.sha256)])
        assert book.claim(job.sha256, None, gone=False)
        assert book.finish(job, ready(gouji.read(seen.path, lang="zh")), 0.1)
    return across(store, "zh")
