"""The store: its tables in both databases, exact figures, what is no archive, the ledger's claims."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, insert, select, text, update

from gouji.archive.clock import now
from gouji.archive.digest import digest
from gouji.archive.discover import discover
from gouji.archive.exact_decimal import from_sqlite, to_sqlite
from gouji.archive.find import Filters, count, find
from gouji.archive.lease import has_ended, this_run
from gouji.archive.ledger import Ledger
from gouji.archive.migrate import VERSION_TABLE
from gouji.archive.needs_reading import reading_decision
from gouji.archive.recheck_all import recheck_all
from gouji.archive.sql_tables import DATA, documents, metadata
from gouji.archive.store import Store, open_store
from gouji.archive.versions import versions
from gouji.schemas.errors import GoujiError
from tests.archived import ledger, put, report, write
from tests.postgres import postgres, postgres_server  # noqa: F401


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path):
    """A new archive in each of the two databases."""
    address = str(tmp_path / "a.db") if request.param == "sqlite" else request.getfixturevalue("postgres")
    with open_store(address, create=True) as opened:
        yield opened


def rows(store: Store, table: str) -> list[tuple[object, ...]]:
    with store.engine.connect() as connection:
        return [tuple(r) for r in connection.execute(select(DATA[table]).order_by(*DATA[table].primary_key))]


def test_the_migrations_make_what_the_program_expects(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []


def test_a_report_goes_in_whole_and_replaces_itself(store: Store, tmp_path: Path) -> None:
    (file,) = write(tmp_path, [report()])
    put(store, [file])
    before = {name: rows(store, name) for name in DATA}
    assert len(before["budget"]) == 1 and before["findings"] and before["facts"]
    book, sha = ledger(store), digest(str(file))
    assert book.claim(sha, book.known([sha])[sha], gone=False)
    book.release([sha])
    recheck_all(store, "zh")
    assert {name: rows(store, name) for name in DATA} == before
    record = store.record(sha)
    assert record is not None and record.document.sha256 == sha
    assert store.paths(sha) == [str(file)]
    assert store.states() == {"done": 1}


def test_rules_are_run_again_and_what_is_read_anew_meanwhile_stays(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = write(tmp_path, [report(), report(unit="白石县文化馆", rate="93.00")])
    put(store, files)
    with store.writing() as connection:  # as an older program would have left it
        connection.execute(update(DATA["findings"]).values(status="consistent"))
    assert recheck_all(store, "zh") == 2
    assert count(store, Filters(rule="execution-rate")) == {"consistent": 1, "inconsistent": 1}
    lines = list(store.json_lines())
    monkeypatch.setattr(Store, "json_lines", lambda _: iter([(lines[0][0], lines[0][1] + " "), lines[1]]))
    assert recheck_all(store, "zh") == 1


@pytest.mark.parametrize("digits", ["0", "-6.00", "1234567.89", "99999999999999.99", "0.1", "1e3", "123456789012345678901.23", "0.0000001"])
def test_figures_stay_exact(store: Store, digits: str, tmp_path: Path) -> None:
    put(store, write(tmp_path, [report()]))
    value = Decimal(digits)
    assert from_sqlite(to_sqlite(value)) == value
    with store.writing() as connection:
        connection.execute(update(DATA["budget"]).values(spent_yuan=value))
    with store.engine.connect() as connection:
        assert connection.scalar(select(DATA["budget"].c.spent_yuan)) == value


def test_a_document_is_claimed_once(store: Store, tmp_path: Path) -> None:
    files = write(tmp_path, [report()])
    (seen,) = discover(map(str, files))
    sha = digest(seen.path)
    mine, theirs = ledger(store), Ledger(store, "far 1 0.00", versions())
    mine.register([(seen, sha)])
    known = mine.known([sha])[sha]
    assert theirs.claim(sha, known, gone=False)
    assert not mine.claim(sha, known, gone=False)
    assert reading_decision(mine.known([sha])[sha], mine.versions, refresh=False, retry_failed=False) == "busy"
    with store.writing() as connection:
        connection.execute(update(documents).values(lease=now(-1)))
    assert reading_decision(mine.known([sha])[sha], mine.versions, refresh=False, retry_failed=False) == "read"
    assert mine.claim(sha, mine.known([sha])[sha], gone=False)


def test_who_has_ended_holds_nothing() -> None:
    child = subprocess.run(
        [sys.executable, "-c", "from gouji.archive.lease import this_run; print(this_run())"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    assert has_ended(child.stdout.strip())
    assert not has_ended(this_run())
    assert not has_ended("another-machine 1 0.00")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), 1),
        (Filters(year=2023), 1),
        (Filters(year=2022), 0),
        (Filters(unit="白石"), 1),
        (Filters(unit="%"), 0),
        (Filters(rule="execution-rate"), 1),
        (Filters(status="inconsistent", severity="error"), 1),
        (Filters(status="unresolved"), 0),
        (Filters(unit="青屏", status="consistent", rule="execution-rate"), 1),
    ],
)
def test_findings_are_filtered(store: Store, filters: Filters, found: int, tmp_path: Path) -> None:
    put(store, write(tmp_path, [report(), report(unit="白石县文化馆", rate="93.00")]))
    got = list(find(store, filters))
    assert len(got) == found
    assert count(store, filters).get("inconsistent", 0) == (filters.year != 2022 and filters.unit not in ("%", "青屏"))


def something_else(path: Path) -> None:
    import sqlite3

    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE letters (id INTEGER)")


def newer(path: Path) -> None:
    with open_store(path, create=True) as store, store.writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))


@pytest.mark.parametrize(
    ("make", "create", "key"),
    [
        (None, False, "archive_missing"),
        (lambda p: p.write_bytes(b""), False, "archive_empty"),
        (lambda p: p.write_bytes("不是数据库".encode() * 100), True, "not_an_archive"),
        (something_else, True, "not_an_archive"),
        (newer, True, "archive_newer"),
        (lambda p: p.mkdir(), True, "archive_unusable"),
    ],
)
def test_what_is_no_archive_is_refused(tmp_path: Path, make, create: bool, key: str) -> None:
    path = tmp_path / "x.db"
    if make:
        make(path)
    with pytest.raises(GoujiError) as caught:
        open_store(path, create=create)
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("address", "key"),
    [("mysql://x/y", "archive_address"), ("postgresql://u:secret@127.0.0.1:1/x", "archive_unusable")],
)
def test_addresses_that_cannot_be_used(address: str, key: str) -> None:
    with pytest.raises(GoujiError) as caught:
        open_store(address)
    assert caught.value.key == key
    assert "secret" not in str(caught.value)


def test_an_upgrade_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gouji.archive import migrate

    def broken(connection: object, known: object = None) -> None:
        connection.execute(text("CREATE TABLE half (id INTEGER)"))  # type: ignore[attr-defined]
        raise OSError("power")

    monkeypatch.setattr(migrate, "upgrade", broken)
    with pytest.raises(GoujiError):
        open_store(tmp_path / "x.db", create=True)
    monkeypatch.undo()
    with open_store(tmp_path / "x.db", create=True) as store, store.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(documents)) == 0


def test_datasette_opens_it_as_it_is(tmp_path: Path) -> None:
    import asyncio

    from datasette.app import Datasette

    with open_store(tmp_path / "a.db", create=True) as store:
        put(store, write(tmp_path, [report()]))

    async def ask(path: str):
        return await Datasette([str(tmp_path / "a.db")]).client.get(path)

    row = asyncio.run(ask("/a/budget.json?_shape=array")).json()[0]
    assert row["spent_yuan"] == 1108600
    page = asyncio.run(ask("/a/reports"))
    assert page.status_code == 200 and "青屏县文化馆" in page.text


def test_a_row_without_its_report_is_refused(store: Store) -> None:
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError), store.writing() as connection:
        connection.execute(insert(DATA["budget"]).values(report_id="none", row=1))


def test_findings_come_in_order_and_no_more_than_asked(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [report(year=2022, books="10.00万册"), report(books="12.50万册，比上年增长31%")]
    texts += [report(unit=f"{place}县文化馆", rate="93.00", year=year) for place in "甲乙丙" for year in (2023, 2021)]
    put(store, write(tmp_path, texts))
    found = list(find(store, Filters()))
    assert [row["status"] for row in found] == ["inconsistent"] * 7
    places = [(row["fiscal_year"], row["department"], row["report_id"]) for row in found]
    assert places == sorted(places)
    assert [row["rule"] for row in found if row["other_report_id"]] == ["prior-year"]
    for many in (0, 10**9):  # both ways to the same rows
        monkeypatch.setattr("gouji.archive.find.MAX_SORTED_FINDINGS", many)
        for limit in range(1, 8):
            assert list(find(store, Filters(), limit)) == found[:limit]
    assert list(find(store, Filters(year=2021), 2)) == [row for row in found if row["fiscal_year"] == 2021][:2]
    held = list(find(store, Filters(status="consistent", rule="fiscal-year"), 3))
    assert len(held) == 3 and {row["rule"] for row in held} == {"fiscal-year"}
