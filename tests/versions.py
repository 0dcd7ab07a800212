"""Folders whose files change, as an ingest meets them one after the other, without worker processes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

import gouji
from gouji.archive.compare_reports import compare_reports
from gouji.archive.current_versions import current_versions
from gouji.archive.digest import digest
from gouji.archive.discover import discover
from gouji.archive.missing_files import mark_missing
from gouji.archive.read_for_archive import archive_entry
from gouji.archive.sql_tables import DATA, documents
from gouji.archive.store import Store
from gouji.schemas.batch import Job
from tests.archived import ledger, report

BROKEN = "broken"
"""A content that cannot be read."""
UNREAD = "unread "
"""Before a content that is found and not read yet, as when a run was killed."""
Step = Mapping[str, str | None]
"""What is done to the folder: a file gets a content (a key of `CONTENTS`), or goes."""
CONTENTS = {"A": report(spent="110.36"), "B": report(), "C": report(score="90"), BROKEN: "\0"}


@dataclass(frozen=True)
class Folder:
    """A folder that an archive is fed from."""

    path: Path
    store: Store

    def step(self, step: Step) -> list[str]:
        """Changes the files and takes them in; the names of the files that are gone."""
        unread = {name for name, content in step.items() if content and content.startswith(UNREAD)}
        for name, content in step.items():
            file = self.path / name
            if content is None:
                file.unlink()
            else:
                file.write_text(CONTENTS[content.removeprefix(UNREAD)], encoding="utf-8")
                os.utime(file, ns=(0, 0))
        self._take_in(unread)
        lost = mark_missing(self.store, [str(self.path)])
        compare_reports(self.store, "zh")
        return [Path(path).name for path in lost]

    def _take_in(self, unread: set[str]) -> None:
        book = ledger(self.store)
        good = [seen for seen in discover([str(self.path)]) if not seen.problem]
        for seen in good:
            sha = book.unchanged([seen]).get(seen.path) or digest(seen.path)
            book.register([(seen, sha)])
            known = book.known([sha])[sha]
            if Path(seen.path).name in unread or known.state != "waiting":
                continue
            assert book.claim(sha, known, gone=False)
            job = Job(sha, seen.path, book.me)
            if Path(seen.path).read_text(encoding="utf-8") == CONTENTS[BROKEN]:
                assert book.fail(job, "empty", "nothing in it", 0.1, again=False)
            else:
                assert book.finish(job, archive_entry(gouji.read(seen.path, lang="zh")), 0.1)

    def counting(self) -> set[str]:
        """The contents whose reports count."""
        wanted = select(DATA["reports"].c.report_id).where(*current_versions(False, DATA["reports"].c.report_id))
        with self.store.engine.connect() as connection:
            return {name for sha in connection.scalars(wanted) for name in CONTENTS if _sha(name) == sha}

    def older(self) -> set[str]:
        """The contents that are superseded."""
        with self.store.engine.connect() as connection:
            wanted = select(documents.c.sha256).where(documents.c.superseded.is_(True))
            return {name for sha in connection.scalars(wanted) for name in CONTENTS if _sha(name) == sha}


def _sha(name: str) -> str:
    import hashlib

    return hashlib.sha256(CONTENTS[name].encode()).hexdigest()
