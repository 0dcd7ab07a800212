"""The documents of a batch that are to be read, found and claimed one by one while others are being read."""

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
from gouji.archive.store_outcome import failure_message
from gouji.schemas.as_text import as_text
from gouji.schemas.batch import Failed, Job, Seen, Settled, Summary

PATHS_PER_QUERY = 500
"""Paths asked of the ledger at once: a batch that was read before costs little more than these questions."""
FILES_PER_HASH_ROUND = 16
"""Files opened before the first of them is handed out."""

Item = TypeVar("Item")


class JobQueue:
    """An iterator of jobs; None means that nothing is to be read yet. What is left out is counted in `summary`."""

    def __init__(
        self, ledger: Ledger, found: Iterable[Seen], summary: Summary, *, lang: str, refresh: bool, retry_failed: bool
    ) -> None:
        self._ledger, self._found, self._summary, self._lang = ledger, found, summary, lang
        self._wishes = {"refresh": refresh, "retry_failed": retry_failed}
        self.in_hand: set[str] = set()
        self.fresh: set[str] = set()
        """Documents that this run found at a new place or read for the first time: their paths may have held another."""
        self._twins: dict[str, list[str]] = defaultdict(list)
        self._fell: dict[str, Failed] = {}
        self._busy: list[tuple[Seen, str]] = []

    def __iter__(self) -> Iterator[Job | None]:
        for group in _groups(self._found, PATHS_PER_QUERY):
            yield from self._group(group)
            yield None
        # What another run had in hand may be done by now, or that run may have ended.
        later, self._busy = self._busy, []
        yield from self._choose(later)
        self._summary.elsewhere += len(self._busy)

    def settled(self, done: Settled) -> list[str]:
        """Takes note of an outcome; the sentences of what failed, one for each path of the document."""
        self.in_hand.discard(done.job.sha256)
        twins = self._twins.pop(done.job.sha256, [])
        if done.failed is None:
            self._summary.skipped += len(twins)
            return []
        self._fell[done.job.sha256] = done.failed
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
        self.fresh |= self._ledger.enrol(opened)
        self._refuse(refused)
        yield from self._choose(opened)

    def _refuse(self, refused: list[Seen]) -> None:
        told_of = [(seen, failure_message(Failed(seen.problem), seen.path, self._lang)) for seen in refused]
        # What is not there at all is a slip of the pen, or a file that is gone; neither is news of the path.
        self._ledger.enrol([], [(seen, why) for seen, why in told_of if os.path.lexists(seen.path)])
        self._summary.failures += [why for _, why in told_of]

    def _choose(self, found: list[tuple[Seen, str]]) -> Iterator[Job]:
        known = self._ledger.known(sha for _, sha in found)
        for seen, sha in found:
            if sha in self.in_hand:
                self._twins[sha].append(seen.path)
            elif sha in self._fell:
                self._summary.failures.append(failure_message(self._fell[sha], seen.path, self._lang))
            elif sha not in known:  # forgotten since we looked
                self._summary.elsewhere += 1
            elif self._is_ours(seen, sha, known[sha]):
                self.in_hand.add(sha)
                if known[sha].finished is None:
                    self.fresh.add(sha)
                yield Job(sha, seen.path, self._ledger.me, seen.size)

    def _is_ours(self, seen: Seen, sha: str, known: LedgerEntry) -> bool:
        """Whether the document is to be read and nobody else has it."""
        wish = reading_decision(known, self._ledger.versions, **self._wishes)
        if wish == "read" and self._ledger.claim(sha, known, gone=known.owner is not None):
            return True
        if wish == "done":
            self._summary.skipped += 1
        elif wish == "failed":
            self._summary.failures.append(_again(seen.path, known))
        else:
            self._busy.append((seen, sha))
        return False


def _again(path: str, known: LedgerEntry) -> str:
    """Why it failed the last time, for a document that may have failed under another name."""
    said, shown = known.error or known.error_key or "", as_text(path)
    return said if shown in said else f"{shown} = {said}"


def _groups(items: Iterable[Item], count: int) -> Iterator[list[Item]]:
    source = iter(items)
    while group := list(islice(source, count)):
        yield group
