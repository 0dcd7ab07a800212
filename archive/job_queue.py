"""Finds and claims the documents of a batch one by one while others are being read."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from gouji.archive.digest import digest
from gouji.archive.discover import OTHER_KIND
from gouji.archive.ledger import Ledger, LedgerEntry
from gouji.archive.needs_reading import reading_decision
from gouji.archive.store_outcome import failure_message, lost_message
from gouji.schemas.as_text import as_text
from gouji.schemas.batch import Failed, Job, Seen, Settled, Summary

PATHS_PER_QUERY = 500
"""Paths looked up in the ledger at once. A batch that was read before costs little more than these queries."""
FILES_PER_HASH_ROUND = 16
"""Files opened before the first of them is handed out."""

Item = TypeVar("Item")


class JobQueue:
    """An iterator of jobs. None means that nothing is to be read yet. Documents that are left out are counted in
    `summary`."""

    def __init__(
        self, ledger: Ledger, found: Iterable[Seen], summary: Summary, *, lang: str, refresh: bool, retry_failed: bool
    ) -> None:
        self._ledger, self._found, self._summary, self._lang = ledger, found, summary, lang
        self._options = {"refresh": refresh, "retry_failed": retry_failed}
        self.in_hand: set[str] = set()
        self.fresh: set[str] = set()
        """Documents that this run found at a new path or read for the first time. Their paths may have held another
        document."""
        self._twins: dict[str, list[str]] = defaultdict(list)
        self._failed: dict[str, Failed] = {}
        self._busy: list[tuple[Seen, str]] = []

    def __iter__(self) -> Iterator[Job | None]:
        for group in _groups(self._found, PATHS_PER_QUERY):
            yield from self._group(group)
            yield None
        # A document of another run may be done by now, or that run may have ended.
        later, self._busy = self._busy, []
        yield from self._choose(later)
        self._summary.elsewhere += len(self._busy)

    def settled(self, done: Settled) -> list[str]:
        """Records an outcome. Returns the failure messages, one for each path of the document."""
        self.in_hand.discard(done.job.sha256)
        twins = self._twins.pop(done.job.sha256, [])
        if done.failed is None:
            self._summary.skipped += len(twins)
            return []
        self._failed[done.job.sha256] = done.failed
        return [failure_message(done.failed, path, self._lang) for path in (done.job.path, *twins)]

    def _group(self, group: list[Seen]) -> Iterator[Job | None]:
        self._summary.others += sum(seen.problem == OTHER_KIND for seen in group)
        self._refuse([seen for seen in group if seen.problem not in ("", OTHER_KIND)])
        good = [seen for seen in group if not seen.problem]
        same = self._ledger.unchanged(good)
        yield from self._choose([(seen, same[seen.path]) for seen in good if seen.path in same])
        for few in _groups([seen for seen in good if seen.path not in same], FILES_PER_HASH_ROUND):
            yield from self._fresh(few)

    def _fresh(self, few: list[Seen]) -> Iterator[Job | None]:
        opened, refused = [], []
        for seen in few:
            try:
                opened.append((seen, digest(seen.path)))
            except OSError:
                refused.append(Seen(seen.path, problem="not_readable"))
            yield None
        self.fresh |= self._ledger.register(opened)
        self._refuse(refused)
        yield from self._choose(opened)

    def _refuse(self, refused: list[Seen]) -> None:
        messages = [(seen, failure_message(Failed(seen.problem), seen.path, self._lang)) for seen in refused]
        # A path that does not exist is a slip of the pen or a deleted file. Neither says anything new of the path.
        self._ledger.register([], [(seen, why) for seen, why in messages if os.path.lexists(seen.path)])
        self._summary.failures += [why for _, why in messages]

    def _choose(self, found: list[tuple[Seen, str]]) -> Iterator[Job]:
        known = self._ledger.known(sha for _, sha in found)
        for seen, sha in found:
            if sha in self.in_hand:
                self._twins[sha].append(seen.path)
            elif sha in self._failed:
                self._summary.failures.append(failure_message(self._failed[sha], seen.path, self._lang))
            elif sha not in known:  # removed from the archive since the lookup
                self._summary.elsewhere += 1
            elif self._is_ours(seen, sha, known[sha]):
                self.in_hand.add(sha)
                if known[sha].finished is None:
                    self.fresh.add(sha)
                yield Job(sha, seen.path, self._ledger.me, seen.size)

    def _is_ours(self, seen: Seen, sha: str, known: LedgerEntry) -> bool:
        """Whether the document is to be read and no other run has it."""
        decision = reading_decision(known, self._ledger.versions, **self._options)
        if decision == "read" and self._ledger.claim(sha, known, gone=known.owner is not None):
            return True
        if decision == "done":
            self._summary.skipped += 1
            self._summary.lost += [lost_message(part, seen.path, self._lang) for part in known.lost]
        elif decision == "failed":
            self._summary.failures.append(_previous_failure(seen.path, known))
        else:
            self._busy.append((seen, sha))
        return False


def _previous_failure(path: str, known: LedgerEntry) -> str:
    """The previous failure message of a document, which may have failed under another name."""
    said, shown = known.error or known.error_key or "", as_text(path)
    return said if shown in said else f"{shown} = {said}"


def _groups(items: Iterable[Item], count: int) -> Iterator[list[Item]]:
    source = iter(items)
    while group := list(islice(source, count)):
        yield group
