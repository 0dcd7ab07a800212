"""Measures how long filtered findings take in a large archive (see bench.fill_archive), in a cold and in a warm
archive.

python -m bench.archive_find --archive FILE.db|postgresql://…
"""

from __future__ import annotations

import argparse
import time

from sqlalchemy import func, select

from gouji.archive.find import Filters, count, find
from gouji.archive.sql_tables import DATA
from gouji.archive.store import open_store

LIMIT = 200


def main() -> None:
    """Prints the seconds of each filter, twice: the findings that `gouji check` shows, with the counts below them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", required=True)
    with open_store(parser.parse_args().archive) as store:
        with store.engine.connect() as connection:
            sizes = {
                name: connection.scalar(select(func.count()).select_from(DATA[name]))
                for name in ("reports", "findings")
            }
            unit = connection.scalar(
                select(DATA["reports"].c.department).where(DATA["reports"].c.department.is_not(None)).limit(1)
            )
        print(sizes)
        for filters in _asked(str(unit)):
            times = [_timed(lambda f=filters: (list(find(store, f, LIMIT)), count(store, f))) for _ in range(2)]  # type: ignore[misc]
            print(
                f"{times[0][0]:6.3f} s  {times[1][0]:6.3f} s  {len(times[1][1][0]):4} shown of {times[1][1][1]}  {filters}"
            )


def _asked(unit: str) -> list[Filters]:
    return [
        Filters(),
        Filters(year=2023),
        Filters(unit=unit),
        Filters(unit=unit[:2]),
        Filters(rule="execution-rate"),
        Filters(rule="execution-rate", status="consistent"),
        Filters(status="inconsistent"),
        Filters(status="unresolved"),
        Filters(severity="error"),
        Filters(severity="warning", year=2022),
        Filters(year=2023, unit=unit, rule="sum-of-parts", status="inconsistent", severity="error"),
        Filters(rule="prior-year"),
    ]


def _timed(what):  # type: ignore[no-untyped-def]
    began = time.perf_counter()
    result = what()
    return time.perf_counter() - began, result


if __name__ == "__main__":
    main()
