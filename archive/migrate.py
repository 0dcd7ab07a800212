"""Migrates the tables of an archive to the schema of this program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from gouji.schemas.errors import GoujiError

MIGRATIONS_FOLDER = Path(__file__).parent / "migrations"
VERSION_TABLE = "gouji_version"
MIGRATION_LOCK_ID = 0x676F756A69
"""Lock of PostgreSQL: two programs that open a new archive at once take turns. SQLite has only one writer."""


def migrate(engine: Engine, shown: str, *, create: bool) -> None:
    """Creates the tables, or adds what newer versions of the program need. One transaction: all of it or nothing.

    GoujiError: "not_an_archive" for another database, "archive_empty" for an empty one that must not be created,
    "archive_newer" for one of a newer program. `shown` names the archive in the message.
    """
    known = _scripts()
    if is_current(engine, shown, create=create):
        return
    with engine.execution_options(writes=True).connect() as connection, _unchecked_references(connection):
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK_ID})
        upgrade(connection, known)


@contextmanager
def _unchecked_references(connection: Connection) -> Iterator[None]:
    """One transaction in which SQLite does not check references: a table that a migration rebuilds would otherwise take
    the rows that refer to it along. SQLite allows the change between transactions only."""
    driver = connection.connection.driver_connection if connection.dialect.name == "sqlite" else None
    if driver is not None:
        driver.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            yield
    finally:
        if driver is not None:
            driver.execute("PRAGMA foreign_keys = ON")


def is_current(engine: Engine, shown: str, *, create: bool = False) -> bool:
    """Whether the tables have the schema of this program; False for an older one. The same errors as `migrate`."""
    known = _scripts()
    with engine.connect() as connection:
        current = _current(connection, shown, create)
    if current is not None and current not in {s.revision for s in known.walk_revisions()}:
        raise GoujiError("archive_newer", path=shown)
    return current == known.get_current_head()


def upgrade(connection: Connection, known: ScriptDirectory | None = None, to: str = "head") -> None:
    """Runs the migrations that this database has not seen, up to the version `to`."""
    scripts = known or _scripts()
    options = {"version_table": VERSION_TABLE, "fn": lambda rev, _: scripts._upgrade_revs(to, rev)}
    context = MigrationContext.configure(connection, opts=options)
    with Operations.context(context):
        context.run_migrations()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS_FOLDER), version_locations=[str(MIGRATIONS_FOLDER)])


def _current(connection: Connection, shown: str, create: bool) -> str | None:
    """The version of the tables; None for a database that may become an archive."""
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    # A database on a server may be shared; a file is not.
    own_tables = {"documents", "reports"} if connection.dialect.name == "postgresql" else tables
    if tables & own_tables:
        raise GoujiError("not_an_archive", path=shown)
    if not create:
        raise GoujiError("archive_empty", path=shown)
    return None
