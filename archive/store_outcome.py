"""Stores the outcome of a document in the archive."""

from __future__ import annotations

from collections.abc import Callable

from gouji.archive.ledger import Ledger
from gouji.schemas.as_text import as_text
from gouji.schemas.batch import Failed, Job, LostPages, Outcome, Settled
from gouji.schemas.texts import has_text, text

OutcomeWriter = Callable[[Job, Outcome, float], Settled]
"""Called with the job, the outcome and the seconds it took."""

TRANSIENT_ERRORS = frozenset({"not_found", "not_readable", "changed_meanwhile"})
"""Reasons that lie in the moment and not in the document: the next run tries again."""


def outcome_writer(ledger: Ledger, lang: str) -> OutcomeWriter:
    """The function that stores an outcome and returns what became of the document."""

    def write(job: Job, outcome: Outcome, seconds: float) -> Settled:
        if not isinstance(outcome, Failed):
            kept = ledger.finish(job, outcome, seconds)
            lost = tuple(lost_message(part, job.path, lang) for part in outcome.lost)
            pages = {"pages": outcome.others}
            left_out = failure_message(Failed("pages_left_out", pages), job.path, lang) if outcome.others else ""
            return Settled(job, None, outcome.pages, seconds, outcome.tally, kept, len(outcome.reports), lost, left_out)
        if outcome.broken:
            ledger.release([job.sha256])
            return Settled(job, outcome, seconds=seconds)
        kept = ledger.fail(
            job, outcome.key, failure_message(outcome, job.path, lang), seconds, again=outcome.key in TRANSIENT_ERRORS
        )
        return Settled(job, outcome, seconds=seconds, kept=kept)

    return write


def lost_message(part: LostPages, path: str, lang: str) -> str:
    """The sentence that names the file and the pages whose report was not read."""
    return failure_message(Failed(part.key, {"pages": part.pages, "reason": part.reason}), path, lang)


def failure_message(failed: Failed, path: str, lang: str) -> str:
    """The sentence that names the file and the reason, on one line."""
    key = f"error.{failed.key}"
    values = {
        name: as_text(value) if isinstance(value, str) else value
        for name, value in ({"path": path} | failed.values).items()
    }
    return " ".join((text(key, lang, **values) if has_text(key) else f"{values['path']}: {failed.key}").split())
