"""The archive of made-up records that the measurements use: whole, without anything twice, the same each time."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from bench.fill_archive import bases, fill, variants
from gouji.archive.find import Filters, find
from gouji.archive.sql_tables import DATA
from gouji.archive.store import open_store


def test_a_filled_archive_is_like_one_that_was_read(tmp_path: Path) -> None:
    found = bases(0, 1, None)  # the samples only: no typefaces needed
    with open_store(tmp_path / "a.db", create=True) as store:
        assert fill(store, variants(found, 10, 1)) == 10
        assert store.states() == {"done": 10}
        for report_id, record in store.records():
            assert record.document.sha256 == report_id
        rows = list(find(store, Filters(rule="execution-rate")))
        assert rows and all("乡" in row["department"] for row in rows)
        with store.engine.connect() as connection:
            counts = {name: connection.execute(select(func.count()).select_from(table)).scalar_one() for name, table in DATA.items()}
    assert counts["reports"] == 10 and min(counts.values()) > 0


def test_the_same_arguments_give_the_same_records() -> None:
    found = bases(0, 1, None)
    first, again, other = (list(variants(found, 6, seed)) for seed in (1, 1, 2))
    assert [read.reports[0].json for read in first] == [read.reports[0].json for read in again]
    assert len({read.sha256 for read in [*first, *other]}) == 12
