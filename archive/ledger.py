"""The ledger of documents: which are known, which run reads them, what became of them. Each step is one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Connection, case, func, insert, or_, select, update

from gouji.archive.clock import now
from gouji.archive.file_facts import file_facts
from gouji.archive.leave_folders import leave_folders
from gouji.archive.put_report import put_reports
from gouji.archive.sql_tables import documents, history, paths
from gouji.archive.store import Store
from gouji.archive.supersede import supersede
from gouji.archive.transition_lock import lock_transitions
from gouji.archive.upsert import upsert
from gouji.archive.versions import Versions
from gouji.schemas.as_text import as_text
from gouji.schemas.batch import Job, LostPages, Read, Seen

LEASE_SECONDS = 120.0
"""Time after which another run may take over a document of a silent run."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What the ledger stores about a document."""

    sha256: str
    state: str
    error_key: str | None
    error: str | None
    program: str | None
    models: str | None
    owner: str | None
    lease: str | None
    finished: str | None
    pages: int | None
    lost_parts: str | None

    @property
    def lost(self) -> list[LostPages]:
        """The parts that could not be read when the document was."""
        return [LostPages(**part) for part in json.loads(self.lost_parts or "[]")]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of an archive as used by one run, `me`."""

    store: Store
    me: str
    versions: Versions

    def unchanged(self, found: Iterable[Seen]) -> dict[str, str]:
        """path → sha256 of the files that were seen before and have the same size and times since. They need not be
        opened."""
        wanted, c = {as_text(seen.path): seen for seen in found}, paths.c
        query = select(c.path, c.sha256, c.size, c.mtime_ns, c.ctime_ns).where(c.path.in_(list(wanted)))
        with self.store.engine.connect() as connection:
            rows = connection.execute(query.where(c.sha256.is_not(None), c.gone.is_(None))).all()
        return {
            wanted[r.path].path: r.sha256 for r in rows if (r.size, r.mtime_ns, r.ctime_ns) == _facts(wanted[r.path])
        }

    def known(self, digests: Iterable[str]) -> dict[str, LedgerEntry]:
        """The ledger entries of documents."""
        c = documents.c
        columns = (c[field.name] for field in fields(LedgerEntry))
        with self.store.engine.connect() as connection:
            rows = connection.execute(select(*columns).where(c.sha256.in_(list(set(digests))))).all()
        return {row.sha256: LedgerEntry(*row) for row in rows}

    def register(self, found: list[tuple[Seen, str]], refused: list[tuple[Seen, str]] = []) -> set[str]:  # noqa: B006
        """Stores new or changed files with their sha256, and `refused` ones with the reason (`problem` is its key).

        A path that holds another content now begins a new version. A refused path keeps its former content. Returns the
        documents that are new at their paths.
        """
        if not found and not refused:
            return set()
        seen = now()
        found = [*found, *self._known_members(found)]
        fresh = [
            {"sha256": d, "state": "waiting", "attempts": 0, "size": s.size, "found": seen, "compared": False}
            for s, d in found
        ]
        facts = [_path_row(s, seen) | {"sha256": d} for s, d in found]
        refused_facts = [_path_row(s, seen) | {"error_key": s.problem, "error": why} for s, why in refused]
        with self.store.writing() as connection:
            lock_transitions(connection)
            upsert(connection, documents, fresh, replace=False)
            leave_folders(connection, [fact["path"] for fact in facts])
            before = _previous_contents(connection, [fact["path"] for fact in facts])
            upsert(connection, paths, facts, replace=True)
            upsert(connection, paths, refused_facts, replace=True)
            changed = {path: digest for s, digest in found if before.get(path := as_text(s.path)) != digest}
            if changed:
                connection.execute(
                    insert(history), [{"path": path, "sha256": d, "seen": seen} for path, d in changed.items()]
                )
                supersede(connection, {*changed.values()} | {before[path] for path in changed if path in before})
        return set(changed.values())

    def _known_members(self, found: list[tuple[Seen, str]]) -> list[tuple[Seen, str]]:
        """The page images of folders that were read before as documents of their own: now they hold the folder's."""
        members = {path: digest for seen, digest in found for path in seen.members}
        with self.store.engine.connect() as connection:
            known = _previous_contents(connection, [as_text(path) for path in members]) if members else {}
        return [(file_facts(path), digest) for path, digest in members.items() if as_text(path) in known]

    def claim(self, sha256: str, as_seen: LedgerEntry | None, gone: bool) -> bool:
        """Claims a document unless another run has it or has finished it since `as_seen`. `gone`: its previous owner
        has ended."""
        c, moment = documents.c, now()
        free = [c.owner.is_(None), c.lease < moment]
        if gone and as_seen is not None:
            free.append(c.owner == as_seen.owner)
        same = func.coalesce(c.finished, "") == ((as_seen.finished if as_seen else None) or "")
        taken = {"owner": self.me, "lease": now(LEASE_SECONDS), "started": moment, "attempts": c.attempts + 1}
        with self.store.writing() as connection:
            result = connection.execute(update(documents).where(c.sha256 == sha256, or_(*free), same).values(taken))
            return result.rowcount == 1

    def renew(self, digests: Iterable[str]) -> None:
        """Extends the leases of documents that are still being read."""
        self._update_own(digests, {"lease": now(LEASE_SECONDS)})

    def release(self, digests: Iterable[str]) -> None:
        """Releases documents unread. Their state is as before the claim."""
        self._update_own(digests, {"owner": None, "lease": None})

    def release_all(self) -> None:
        """Releases everything that this run holds, known to it or not: an interrupt may come between a claim and its
        record."""
        with self.store.writing() as connection:
            connection.execute(update(documents).where(documents.c.owner == self.me).values(owner=None, lease=None))

    def finish(self, job: Job, read: Read, seconds: float) -> bool:
        """Replaces the records and rows of this document. Returns False if another run had taken it over."""
        done = {
            "state": "done",
            "error_key": None,
            "error": None,
            "program": self.versions.program,
            "models": self.versions.models if read.by_models else "",
            "pages": read.pages,
            "compared": False,
            "outside_pages": read.others or None,
            "lost_parts": json.dumps([asdict(part) for part in read.lost]) if read.lost else None,
        }
        with self.store.writing() as connection:
            lock_transitions(connection)
            if connection.execute(self._finished(job, done, seconds)).rowcount != 1:
                return False
            put_reports(connection, job.sha256, read.reports)
            supersede(connection, [job.sha256])
        return True

    def fail(self, job: Job, key: str, message: str, seconds: float, *, again: bool) -> bool:
        """Stores why a document was not read. A document that was read before keeps its record. `again` leaves it
        waiting."""
        c = documents.c
        state = case((c.state == "done", "done"), else_="waiting" if again else "failed")
        program = case((c.state == "done", c.program), else_=self.versions.program)
        models = case((c.state == "done", c.models), else_=self.versions.models)
        values = {"state": state, "error_key": key, "error": message, "program": program, "models": models}
        with self.store.writing() as connection:
            lock_transitions(connection)
            kept = connection.execute(self._finished(job, values, seconds)).rowcount == 1
            supersede(connection, [job.sha256])
        return kept

    def _finished(self, job: Job, values: Mapping[str, object], seconds: float):  # type: ignore[no-untyped-def]
        ended = {"owner": None, "lease": None, "finished": now(), "seconds": round(seconds, 2)}
        own = (documents.c.sha256 == job.sha256, documents.c.owner == job.owner)
        return update(documents).where(*own).values({**values, **ended})

    def _update_own(self, digests: Iterable[str], values: dict[str, object]) -> None:
        wanted = list(digests)
        if wanted:
            with self.store.writing() as connection:
                where = (documents.c.sha256.in_(wanted), documents.c.owner == self.me)
                connection.execute(update(documents).where(*where).values(values))


def _previous_contents(connection: Connection, wanted: list[Any]) -> dict[str, str]:
    """path → sha256 of the previous contents of the paths."""
    query = select(paths.c.path, paths.c.sha256).where(paths.c.path.in_(wanted), paths.c.sha256.is_not(None))
    return {row.path: row.sha256 for row in connection.execute(query)}


def _path_row(seen: Seen, moment: str) -> dict[str, object]:
    size, mtime, ctime = _facts(seen)
    facts = {"path": as_text(seen.path), "size": size, "mtime_ns": mtime, "ctime_ns": ctime, "seen": moment}
    return facts | {"error_key": None, "error": None, "gone": None}


def _facts(seen: Seen) -> tuple[int, int, int]:
    """File facts that reveal a rewritten file without opening it."""
    return seen.size, seen.mtime_ns, seen.ctime_ns
