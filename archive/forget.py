"""Removes a document from an archive as if it had never been read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, select, text, update

from gouji.archive.compare_reports import compare_reports
from gouji.archive.put_report import clear_document
from gouji.archive.sql_tables import cross_findings, documents, history, names, paths
from gouji.archive.store import Store
from gouji.archive.supersede import supersede
from gouji.archive.transition_lock import lock_transitions
from gouji.schemas.as_text import as_text
from gouji.schemas.errors import GoujiError

MIN_ID_CHARACTERS = 6
"""Minimum length of an abbreviated id. Fewer characters are more likely a slip of the pen."""
NUMBER_OF_REPORT = re.compile(r"(?<=^[0-9a-f]{64})-\d+$")
"""What stands behind the sha256 of the file in the id of a report: a file is removed as a whole."""
HEX_DIGITS = frozenset("0123456789abcdef")


@dataclass(slots=True)
class Forgotten:
    """What happened to one name: the documents that were removed, and the other paths of documents that stay because
    they lie elsewhere too."""

    name: str
    documents: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


def forget(store: Store, wanted: Iterable[str], lang: str) -> list[Forgotten]:
    """Removes documents with all their rows and compares the reports of their units again.

    A path selects all versions that were found there; an id (or its beginning, if it is unique) selects that report
    alone. GoujiError "no_such_document" or "many_such_documents"; nothing is removed then.
    """
    with store.writing() as connection:
        _lock_documents(connection)
        done = [
            _remove_path(connection, name, path) if path else _remove_document(connection, name, sha)
            for name, path, sha in _resolved(connection, wanted)
        ]
    compare_reports(store, lang)
    return done


def _lock_documents(connection: Connection) -> None:
    """Keeps other runs from finishing a document of the units that are cleared here."""
    lock_transitions(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE documents IN SHARE ROW EXCLUSIVE MODE"))


def _resolved(connection: Connection, wanted: Iterable[str]) -> list[tuple[str, str | None, str]]:
    """(name, path or None, sha256 or "") of each name, determined before the first one is removed."""
    return [
        (name, path, "" if path else _sha256(connection, name))
        for name in wanted
        for path in [_known_path(connection, name)]
    ]


def _known_path(connection: Connection, name: str) -> str | None:
    path = as_text(os.path.abspath(name))
    known = select(paths.c.path).where(paths.c.path == path).union(select(history.c.path).where(history.c.path == path))
    return path if connection.execute(known).first() else None


def _sha256(connection: Connection, name: str) -> str:
    start = NUMBER_OF_REPORT.sub("", name.lower())
    if len(start) < MIN_ID_CHARACTERS or not HEX_DIGITS.issuperset(start):
        raise GoujiError("no_such_document", path=name)
    found = connection.scalars(select(documents.c.sha256).where(documents.c.sha256.startswith(start)).limit(2)).all()
    if len(found) > 1:
        raise GoujiError("many_such_documents", path=name)
    if not found:
        raise GoujiError("no_such_document", path=name)
    return str(found[0])


def _remove_path(connection: Connection, name: str, path: str) -> Forgotten:
    """Removes the path with its versions. A document that lies at another path too stays there."""
    done = Forgotten(name)
    versions = list(
        connection.scalars(select(history.c.sha256).where(history.c.path == path).distinct().order_by(history.c.sha256))
    )
    connection.execute(delete(paths).where(paths.c.path == path))
    connection.execute(delete(history).where(history.c.path == path))
    for sha256 in versions:
        other_paths = (
            select(paths.c.path).where(paths.c.sha256 == sha256).order_by(paths.c.gone.is_not(None), paths.c.path)
        )
        if other := connection.scalar(other_paths):
            done.elsewhere.append(other)
        elif connection.scalar(select(exists().where(history.c.sha256 == sha256))):
            supersede(connection, [sha256])  # an older version of another path
        else:
            done.documents.append(_remove(connection, sha256))
    return done


def _remove_document(connection: Connection, name: str, sha256: str) -> Forgotten:
    return Forgotten(name, [_remove(connection, sha256)])


def _remove(connection: Connection, sha256: str) -> str:
    found = select(names.c.unit_key).distinct().where(names.c.sha256 == sha256, names.c.unit_key.is_not(None))
    units = connection.scalars(found).all()
    clear_document(connection, sha256)
    for unit in units:  # a finding on a sum over the unit's reports names only one of them
        connection.execute(delete(cross_findings).where(cross_findings.c.unit_key == unit))
        remaining = select(names.c.sha256).where(names.c.unit_key == unit)
        connection.execute(update(documents).where(documents.c.sha256.in_(remaining)).values(compared=False))
    same_path_documents = list(
        connection.scalars(
            select(history.c.sha256).where(history.c.path.in_(_paths_of(sha256)), history.c.sha256 != sha256)
        )
    )
    for table in (paths, history, documents):
        connection.execute(delete(table).where(table.c.sha256 == sha256))
    supersede(connection, same_path_documents)
    return sha256


def _paths_of(sha256: str) -> Select[Any]:
    return select(history.c.path).where(history.c.sha256 == sha256).distinct()
