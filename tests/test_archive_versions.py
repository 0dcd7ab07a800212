"""A report that was corrected and handed in again: which version counts, what changed, what is gone, what is taken out."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import func, insert, select, text
from typer.testing import CliRunner

from gouji.archive.changes import changes, last_change, renewed_by
from gouji.archive.connect import connect
from gouji.archive.count_superseded import count_superseded
from gouji.archive.find import Filters, count, find
from gouji.archive.forget import forget
from gouji.archive.frames import Archive
from gouji.archive.migrate import upgrade
from gouji.archive.missing_files import missing_files
from gouji.archive.sql_tables import DATA, cross_findings, documents, history, names, paths, records
from gouji.archive.store import Store, open_store
from gouji.cli import app
from gouji.schemas.batch import Seen
from gouji.schemas.errors import GoujiError
from tests.archived import batch, dump, ledger, report
from tests.postgres import postgres, postgres_server  # noqa: F401
from tests.versions import BROKEN, CONTENTS, UNREAD, Folder, Step, _sha


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path):
    address = str(tmp_path / "a.db") if request.param == "sqlite" else request.getfixturevalue("postgres")
    with open_store(address, create=True) as opened:
        yield opened


@pytest.fixture
def folder(store: Store, tmp_path: Path) -> Folder:
    (tmp_path / "in").mkdir()
    return Folder(tmp_path / "in", store)


CASES: list[tuple[str, list[Step], set[str], set[str], list[str]]] = [
    ("corrected", [{"a.txt": "A"}, {"a.txt": "B"}], {"B"}, {"A"}, []),
    ("corrected twice", [{"a.txt": "A"}, {"a.txt": "B"}, {"a.txt": "C"}], {"C"}, {"A", "B"}, []),
    ("back to the first", [{"a.txt": "A"}, {"a.txt": "B"}, {"a.txt": "A"}], {"A"}, {"B"}, []),
    ("there and back again", [{"a.txt": "A"}, {"a.txt": "B"}, {"a.txt": "A"}, {"a.txt": "B"}], {"B"}, {"A"}, []),
    ("two paths, one corrected", [{"a.txt": "A", "b.txt": "A"}, {"a.txt": "B"}], {"A", "B"}, set(), []),
    ("two paths, both corrected", [{"a.txt": "A", "b.txt": "A"}, {"a.txt": "B", "b.txt": "B"}], {"B"}, {"A"}, []),
    ("contents that change places", [{"a.txt": "A", "b.txt": "B"}, {"a.txt": "B", "b.txt": "A"}], {"A", "B"}, set(), []),
    ("moved", [{"a.txt": "A"}, {"a.txt": None, "b.txt": "A"}], {"A"}, set(), []),
    ("moved, then corrected", [{"a.txt": "A"}, {"a.txt": None, "b.txt": "A"}, {"b.txt": "B"}], {"B"}, {"A"}, []),
    ("copied, the first deleted, the copy corrected", [{"a.txt": "A", "b.txt": "A"}, {"a.txt": None, "b.txt": "B"}], {"B"}, {"A"}, []),
    ("moved and corrected at once", [{"a.txt": "A"}, {"a.txt": None, "b.txt": "B"}], {"A", "B"}, set(), ["a.txt"]),
    ("deleted", [{"a.txt": "A", "b.txt": "B"}, {"a.txt": None}], {"A", "B"}, set(), ["a.txt"]),
    ("deleted for good", [{"a.txt": "A", "b.txt": "B"}, {"a.txt": None}, {}], {"A", "B"}, set(), ["a.txt"]),
    ("deleted and brought back", [{"a.txt": "A", "b.txt": "B"}, {"a.txt": None}, {"a.txt": "A"}], {"A", "B"}, set(), []),
    ("one of two copies deleted", [{"a.txt": "A", "b.txt": "A"}, {"a.txt": None}], {"A"}, set(), []),
    (
        "both copies deleted",
        [{"a.txt": "A", "b.txt": "A", "c.txt": "B"}, {"a.txt": None, "b.txt": None}],
        {"A", "B"},
        set(),
        ["a.txt", "b.txt"],
    ),
    ("corrected by what cannot be read", [{"a.txt": "A"}, {"a.txt": BROKEN}], set(), {"A"}, []),
    ("corrected and not read yet", [{"a.txt": "A"}, {"a.txt": UNREAD + "B"}], {"A"}, set(), []),
    ("corrected twice and not read yet", [{"a.txt": "A"}, {"a.txt": "B"}, {"a.txt": UNREAD + "C"}], {"B"}, {"A"}, []),
    ("read at last", [{"a.txt": "A"}, {"a.txt": UNREAD + "B"}, {}], {"B"}, {"A"}, []),
    ("back, and the next not read yet", [{"a.txt": "A"}, {"a.txt": "B"}, {"a.txt": "A"}, {"a.txt": UNREAD + "C"}], {"A"}, {"B"}, []),
    ("never read, then replaced", [{"a.txt": "A"}, {"a.txt": UNREAD + "B"}, {"a.txt": "C"}], {"C"}, {"A", "B"}, []),
]


@pytest.mark.parametrize(("steps", "counting", "superseded", "lost"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_which_version_counts(folder: Folder, steps: list[Step], counting: set[str], superseded: set[str], lost: list[str]) -> None:
    missing = [folder.step(step) for step in steps][-1]
    assert folder.counting() == counting
    assert folder.older() == superseded
    assert missing == lost == [Path(path).name for path in missing_files(folder.store)]
    twins = {"A", "B", "C"} & counting
    with folder.store.engine.connect() as connection:  # reports of one unit, project and year are held against each other
        rules = connection.scalars(select(cross_findings.c.rule)).all()
        assert len(rules) == len(twins) * (len(twins) - 1) // 2
        assert connection.scalar(select(func.count()).where(documents.c.compared.is_(False), documents.c.state == "done")) == 0


def test_a_file_that_cannot_be_opened_keeps_its_report(folder: Folder) -> None:
    folder.step({"a.txt": "A"})
    book, path = ledger(folder.store), str(folder.path / "a.txt")
    book.register([], [(Seen(path, problem="not_readable"), "cannot be read")])
    assert folder.counting() == {"A"} and folder.older() == set()
    with folder.store.engine.connect() as connection:
        assert connection.execute(select(paths.c.sha256, paths.c.error_key)).one() == (_sha("A"), "not_readable")
    folder.step({})
    with folder.store.engine.connect() as connection:
        assert connection.scalar(select(paths.c.error_key)) is None


def test_a_superseded_report_is_left_out_everywhere(folder: Folder, tmp_path: Path) -> None:
    folder.step({"a.txt": "A"})
    folder.step({"a.txt": "B"})
    store = folder.store
    assert count_superseded(store, Filters()) == 1 and count_superseded(store, Filters(year=1999)) == 0
    for filters in (Filters(), Filters(rule="execution-rate"), Filters(year=2023)):
        assert count(store, filters).get("inconsistent", 0) == 0 and list(find(store, filters)) == []
    for filters in (Filters(all_versions=True), Filters(rule="execution-rate", all_versions=True)):
        assert [(row["rule"], bool(row["superseded"])) for row in find(store, filters)] == [("execution-rate", True)]
        assert count(store, filters)["inconsistent"] == 1
    frames = Archive(store)
    assert len(frames.budget()) == 1 and len(frames.budget(all_versions=True)) == 2
    assert len(frames.reports()) == 1 and len(frames.reports(all_versions=True)) == 2
    assert sorted(frames.documents()["superseded"]) == [False, True]
    assert exported(store, tmp_path / "new") == ({False}, 1, [None])
    assert exported(store, tmp_path / "all", "--all-versions") == ({False, True}, 2, [None, True])


def exported(store: Store, out: Path, *more: str) -> tuple[set[bool], int, list[bool | None]]:
    """What tells the versions in the tables and records; how many budget lines there are."""
    result = CliRunner().invoke(
        app, ["export", "--archive", store.address, "--format", "csv,jsonl,parquet,problems", "--out", str(out), "--lang", "zh", *more]
    )
    assert result.exit_code == 0, result.output
    assert ("旧版本报告 1 份未计入" in result.stdout) is not bool(more)
    reports = pd.read_csv(out / "reports.csv")
    lines = [json.loads(line) for line in (out / "records.jsonl").read_text("utf-8").splitlines()]
    listed = [cell for sheet in pd.read_excel(out / "问题清单.xlsx", sheet_name=None).values() for cell in sheet.to_numpy().ravel()]
    assert any("旧版本" in str(cell) and "a.txt" in str(cell) for cell in listed) is bool(more)
    return set(reports["superseded"]), len(pd.read_csv(out / "budget.csv")), sorted((line.get("superseded") for line in lines), key=bool)


def test_check_tells_the_versions(folder: Folder) -> None:
    folder.step({"a.txt": "A"})
    folder.step({"a.txt": "B"})
    plain = CliRunner().invoke(app, ["check", "--archive", folder.store.address, "--lang", "en"])
    assert plain.exit_code == 0 and "1 superseded versions of reports are not counted" in plain.stdout
    whole = CliRunner().invoke(app, ["check", "--archive", folder.store.address, "--all-versions", "--lang", "en"])
    assert whole.exit_code == 1 and "superseded version" in whole.stdout and "left out" not in whole.stdout


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("zh", ["实际支出 110.36万元 → 110.86万元", "消除 ✗ 预算执行率", "110.36万元"]),
        ("en", ["spent 110.36万元 → 110.86万元", "gone ✗ execution rate", "110.36万元 ÷"]),
    ],
)
def test_what_changed_is_told(folder: Folder, lang: str, told: list[str]) -> None:
    folder.step({"a.txt": "A", "b.txt": "C"})
    folder.step({"a.txt": "B"})
    result = CliRunner().invoke(app, ["archive", "changes", folder.store.address, "--lang", lang])
    assert result.exit_code == 0 and all(words in result.stdout for words in told), result.stdout
    assert "b.txt" not in result.stdout
    assert renewed_by(folder.store, [_sha("B")]) == [str(folder.path / "a.txt")] and renewed_by(folder.store, [_sha("C")]) == []
    folder.step({"a.txt": "A"})
    (back,) = last_change(folder.store, str(folder.path / "a.txt"), lang)
    assert back.found is not None
    assert [(c.before, c.after) for c in back.found.changes] == [("110.86万元", "110.36万元")]
    assert [f.rule for f in back.found.came] == ["execution-rate"] and back.found.went == []
    both = list(changes(folder.store, str(folder.path), lang))
    assert [(c.before, c.after) for c in both] == [(_sha("A"), _sha("B")), (_sha("B"), _sha("A"))]
    with pytest.raises(GoujiError) as caught:
        list(changes(folder.store, "/no/such", lang))
    assert caught.value.key == "no_such_path"


def test_ingest_tells_what_changed_and_what_is_gone(tmp_path: Path) -> None:
    place, archive = tmp_path / "in", str(tmp_path / "a.db")
    place.mkdir()
    for name in ("a.txt", "b.txt"):
        (place / name).write_text(CONTENTS["A"] + name, encoding="utf-8")
    command = ["ingest", str(place), "--archive", archive, "--workers", "1", "--lang", "en"]
    first = CliRunner().invoke(app, command)
    assert first.exit_code == 0 and "renewed" not in first.stdout and "superseded" not in first.stdout
    (place / "a.txt").write_text(CONTENTS["B"] + "a.txt", encoding="utf-8")
    (place / "b.txt").unlink()
    second = CliRunner().invoke(app, command)
    assert "changed: 1 files" in second.stdout and "spent 110.36万元 → 110.86万元" in second.stdout
    assert "1 superseded versions" in second.stdout
    assert (
        f"1 files no longer exist at their paths; their reports stay in the archive (remove them with gouji forget):\n  {place}/b.txt"
        in second.stdout
    )
    third = CliRunner().invoke(app, command)
    assert "renewed" not in third.stdout and "1 superseded versions" in third.stdout and "b.txt" in third.stdout


def everything(store: Store) -> int:
    """Rows of all tables."""
    tables = (documents, paths, history, records, names, cross_findings, *DATA.values())
    with store.engine.connect() as connection:
        return sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


def test_what_is_forgotten_leaves_nothing(folder: Folder) -> None:
    folder.step({"b.txt": "C"})
    before = everything(folder.store)
    folder.step({"a.txt": "A"})
    folder.step({"a.txt": "B"})
    (folder.path / "a.txt").unlink()
    (done,) = forget(folder.store, [str(folder.path / "a.txt")], "zh")
    assert set(done.documents) == {_sha("A"), _sha("B")} and done.elsewhere == []
    assert everything(folder.store) == before and folder.counting() == {"C"}


@pytest.mark.parametrize("length", [6, 12, 64])
def test_an_id_takes_out_that_report_alone(folder: Folder, length: int) -> None:
    folder.step({"a.txt": "A"})
    folder.step({"a.txt": "B"})
    forget(folder.store, [_sha("B")[:length]], "zh")
    assert folder.counting() == set() and folder.older() == {"A"}  # what was replaced does not come back by itself
    folder.step({})
    assert folder.counting() == {"B"} and folder.older() == {"A"}
    forget(folder.store, [_sha("A")[:length].upper()], "zh")
    assert folder.counting() == {"B"} and folder.older() == set()


def test_what_lies_elsewhere_too_stays(folder: Folder) -> None:
    folder.step({"a.txt": "A", "b.txt": "A"})
    (done,) = forget(folder.store, [str(folder.path / "a.txt")], "zh")
    assert done.documents == [] and done.elsewhere == [str(folder.path / "b.txt")] and folder.counting() == {"A"}
    (done,) = forget(folder.store, [str(folder.path / "b.txt")], "zh")
    assert done.documents == [_sha("A")] and everything(folder.store) == 0


@pytest.mark.parametrize(
    ("wanted", "key"),
    [("none.pdf", "no_such_document"), ("abc", "no_such_document"), ("", "no_such_document"), ("0" * 64, "no_such_document")],
)
def test_an_unknown_name_takes_nothing_out(folder: Folder, wanted: str, key: str) -> None:
    folder.step({"a.txt": "A"})
    before = everything(folder.store)
    for names_ in ([wanted], [_sha("A"), wanted]):
        with pytest.raises(GoujiError) as caught:
            forget(folder.store, names_, "zh")
        assert caught.value.key == key and everything(folder.store) == before
    result = CliRunner().invoke(app, ["forget", wanted, "--archive", folder.store.address, "--lang", "en"])
    assert result.exit_code == 2 and len(result.stderr.splitlines()) == 1


def test_an_id_that_begins_two_is_refused(folder: Folder) -> None:
    with folder.store.writing() as connection:
        for end in "01":
            connection.execute(insert(documents).values(sha256="abcdef" + end * 58, state="failed", attempts=1, found="2024"))
    with pytest.raises(GoujiError) as caught:
        forget(folder.store, ["abcdef"], "zh")
    assert caught.value.key == "many_such_documents"
    assert forget(folder.store, ["abcdef0"], "zh")[0].documents == ["abcdef" + "0" * 58]


def test_a_sum_over_what_was_forgotten_goes_too(folder: Folder) -> None:
    from tests.test_archive_across import OPERA, WHOLE

    CONTENTS.update(W=WHOLE.format(second="57.00", rate="95.00", total="167.86", all="93.00"), O=OPERA)
    try:
        folder.step({"w.txt": "W", "b.txt": "B", "o.txt": "O"})
        with folder.store.engine.connect() as connection:
            assert "unit-sum" in connection.scalars(select(cross_findings.c.rule)).all()
        forget(folder.store, [str(folder.path / "b.txt")], "zh")
        with folder.store.engine.connect() as connection:
            assert set(connection.scalars(select(cross_findings.c.rule))) == {"same-project"}
    finally:
        del CONTENTS["W"], CONTENTS["O"]


def _as_it_was(store_address: str, rows: list[tuple[str, str | None]], lost: list[tuple[str, str]]) -> None:
    """An archive of the first version of the tables: paths with what they hold, and documents without a path by their file name."""
    engine = connect(store_address)
    with engine.execution_options(writes=True).begin() as connection:
        upgrade(connection, to="0001")
        digests = {sha for _, sha in rows if sha} | {sha for sha, _ in lost}
        for sha in sorted(digests):
            connection.execute(
                text("INSERT INTO documents (sha256, state, attempts, found, compared) VALUES (:s, 'done', 1, :f, :c)"),
                {"s": sha, "f": f"2024-0{sha[-1]}", "c": True},
            )
            source = dict(lost).get(sha, "x.pdf")
            connection.execute(text("INSERT INTO reports (report_id, source) VALUES (:s, :n)"), {"s": sha, "n": source})
        for path, held in rows:
            connection.execute(text("INSERT INTO paths (path, sha256, seen) VALUES (:p, :s, '2024-09')"), {"p": path, "s": held})
    engine.dispose()


@pytest.mark.parametrize(
    ("rows", "lost", "superseded", "told"),
    [
        pytest.param([("/x/a.pdf", "d2")], [], set(), [("/x/a.pdf", "d2")], id="nothing happened"),
        pytest.param([("/x/a.pdf", "d2")], [("d1", "a.pdf")], {"d1"}, [("/x/a.pdf", "d1"), ("/x/a.pdf", "d2")], id="corrected"),
        pytest.param([("/x/a.pdf", "d2"), ("/y/a.pdf", "d3")], [("d1", "a.pdf")], {"d1"}, [("/x/a.pdf", "d2"), ("/y/a.pdf", "d3")], id="no telling where"),
        pytest.param([("/x/a.pdf", None)], [("d1", "a.pdf")], set(), [("/x/a.pdf", "d1")], id="could not be opened"),
        pytest.param([("/x/a.pdf", None)], [("d1", "a.pdf"), ("d2", "a.pdf")], {"d1"}, [("/x/a.pdf", "d1"), ("/x/a.pdf", "d2")], id="corrected, then could not be opened"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_older_archive_learns_its_versions(request, tmp_path, kind, rows, lost, superseded, told) -> None:
    address = str(tmp_path / "a.db") if kind == "sqlite" else request.getfixturevalue("postgres")
    _as_it_was(address, rows, lost)
    with open_store(address) as store, store.engine.connect() as connection:
        found = set(connection.scalars(select(documents.c.sha256).where(documents.c.superseded.is_(True))))
        turns = [tuple(row) for row in connection.execute(select(history.c.path, history.c.sha256).order_by(history.c.path, history.c.id))]
        unheld = connection.scalar(select(func.count()).where(paths.c.sha256.is_(None)))
        assert (found, sorted(turns), unheld) == (superseded, told, 0)
        assert set(connection.scalars(select(documents.c.sha256).where(documents.c.compared.is_(False)))) == superseded


def test_the_same_by_whichever_way_it_came(tmp_path: Path) -> None:
    """An archive that met a corrected file is that of one killed between the correction and its reading."""
    for way in ("straight", "broken off"):
        (tmp_path / way / "in").mkdir(parents=True)
        with open_store(tmp_path / way / "a.db", create=True) as store:
            folder = Folder(tmp_path / way / "in", store)
            folder.step({"a.txt": "A"})
            if way == "broken off":
                folder.step({"a.txt": UNREAD + "B"})
            folder.step({"a.txt": "B"})
    straight, broken = (
        {k: v for k, v in dump(tmp_path / way / "a.db").items() if k not in ("paths", "history")} for way in ("straight", "broken off")
    )
    assert straight == broken


def test_a_batch_forgets_what_was_gone_when_it_is_back(tmp_path: Path) -> None:
    place = tmp_path / "in"
    place.mkdir()
    (place / "a.txt").write_text(report(), encoding="utf-8")
    with open_store(tmp_path / "a.db", create=True) as store:
        assert batch(store, place).gone == []
        (place / "a.txt").rename(tmp_path / "aside.txt")
        assert batch(store, place).gone == [str(place / "a.txt")]
        assert batch(store, place / "a.txt").gone == [str(place / "a.txt")]
        (tmp_path / "aside.txt").rename(place / "a.txt")
        assert batch(store, place).gone == [] and missing_files(store) == []
