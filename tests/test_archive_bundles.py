"""Files of several reports in an archive: each report counts, and they come and go together with their file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import MetaData, column, func, insert, select
from sqlalchemy import table as bare_table
from typer.testing import CliRunner

import gouji
from gouji.archive.changes import last_change
from gouji.archive.compare_reports import compare_reports
from gouji.archive.connect import connect
from gouji.archive.discover import discover
from gouji.archive.find import Filters, find
from gouji.archive.forget import forget
from gouji.archive.frames import Archive
from gouji.archive.job_queue import JobQueue
from gouji.archive.migrate import upgrade
from gouji.archive.read_for_archive import archive_entry
from gouji.archive.recheck_all import recheck_all
from gouji.archive.sql_tables import DATA, cross_findings, documents, history, names, paths, records
from gouji.archive.store import Store, open_store
from gouji.archive.store_outcome import outcome_writer
from gouji.archive.verify import verify
from gouji.cli import app
from gouji.schemas.batch import Job, Summary
from gouji.schemas.pages import Page
from tests.archived import dump, ledger, put, report, write
from tests.bundled import COVER, LETTER, document, form, unreadable
from tests.postgres import postgres, postgres_server  # noqa: F401

ONE, TWO, OTHER = form("图书流转服务项目"), form("农村电影放映项目", "92"), form("图书流转服务项目", "90")


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path):
    address = str(tmp_path / "a.db") if request.param == "sqlite" else request.getfixturevalue("postgres")
    with open_store(address, create=True) as opened:
        yield opened


def put_pages(store: Store, path: Path, *pages: Page, content: str = "a") -> str:
    """The pages as the document that the file at `path` holds; its sha256 is `content` again and again."""
    path.write_text(content, encoding="utf-8")
    book, sha256 = ledger(store), content * 64
    (seen,) = discover([str(path)])
    job = Job(sha256, seen.path, book.me)
    book.register([(seen, sha256)])
    known = book.known([sha256])[sha256]
    assert book.claim(sha256, known, gone=False)
    read = archive_entry(gouji.understand_all(replace(document(pages), sha256=sha256, source=path.name), lang="zh"))
    assert outcome_writer(book, "zh")(job, read, 0.1).kept
    compare_reports(store, "zh")
    return sha256


def ids(store: Store) -> list[str]:
    return [report_id for report_id, _ in store.json_lines()]


def test_every_report_of_a_file_has_its_record_and_its_rows(store: Store, tmp_path: Path) -> None:
    sha = put_pages(store, tmp_path / "b.pdf", COVER, ONE, TWO)
    assert ids(store) == [f"{sha}-1", f"{sha}-2"] and list(verify(store, "en")) == []
    reports = Archive(store).reports()
    columns = ["document_sha256", "part", "first_page", "last_page", "project_name", "department"]
    assert reports[columns].values.tolist() == [
        [sha, 1, 2, 2, "图书流转服务项目", "青屏县文化局"], [sha, 2, 3, 3, "农村电影放映项目", "青屏县文化局"]
    ]  # fmt: skip
    assert len(Archive(store).documents()) == 1 and store.paths(f"{sha}-2") == [str(tmp_path / "b.pdf")]
    with store.engine.connect() as connection:
        assert connection.execute(select(documents.c.pages, documents.c.outside_pages)).one() == (3, "1")


def test_the_reports_of_a_file_are_replaced_together(store: Store, tmp_path: Path) -> None:
    put_pages(store, tmp_path / "b.pdf", ONE, TWO, OTHER)
    sha = put_pages(store, tmp_path / "b.pdf", TWO)  # read again: now it is one report
    assert ids(store) == [sha] and list(verify(store, "en")) == []
    with store.engine.connect() as connection:
        assert {connection.scalar(select(func.count(func.distinct(table.c.report_id)))) for table in (records, names, DATA["indicators"])} == {1}


def test_a_new_version_supersedes_all_reports_of_the_old_one(store: Store, tmp_path: Path) -> None:
    put_pages(store, tmp_path / "b.pdf", COVER, ONE, TWO)
    new = put_pages(store, tmp_path / "b.pdf", COVER, OTHER, TWO, content="b")
    assert Archive(store).reports()["report_id"].tolist() == [f"{new}-1", f"{new}-2"]
    assert len(Archive(store).reports(all_versions=True)) == 4
    (changed,) = last_change(store, str(tmp_path / "b.pdf"), "zh")
    assert changed.found is not None
    assert {change.subject.split()[0] for change in changed.found.changes} == {"图书流转服务项目"}
    put_pages(store, tmp_path / "b.pdf", COVER, TWO, content="c")
    (changed,) = last_change(store, str(tmp_path / "b.pdf"), "zh")
    assert changed.found is not None and [(c.subject, c.before, c.after) for c in changed.found.changes] == [("图书流转服务项目", "第 2 页的报告", None)]


def test_the_reports_of_a_file_tie_out_against_each_other_and_against_others(store: Store, tmp_path: Path) -> None:
    put_pages(store, tmp_path / "b.pdf", COVER, ONE, TWO, OTHER)
    with store.engine.connect() as connection:
        (found,) = connection.execute(select(cross_findings)).mappings()
    assert (found["rule"], found["status"]) == ("same-document", "unresolved")
    assert (found["report_id"][-2:], found["other_report_id"][-2:], found["page"], found["other_page"]) == ("-1", "-3", 2, 4)
    assert "b.pdf p4" in found["message"]
    put(store, write(tmp_path, [report(unit="青屏县文化局", project="农村电影放映项目", budget="100.00", spent="91.00", rate="91.00", score="92")]))
    rows = list(find(store, Filters(rule="same-project")))
    assert {row["other_source"] for row in rows} | {row["source"] for row in rows} == {"b.pdf", "001.txt"}


def test_reports_of_several_units_in_one_file_are_all_compared(store: Store, tmp_path: Path) -> None:
    texts = [report(unit=unit, budget="120.00", rate="92.38") for unit in ("青屏县文化馆", "白石县文化馆")]
    put(store, write(tmp_path, texts))
    pages = [form("图书流转服务项目"), form("图书流转服务项目", "96")]
    for page, unit in zip(pages, ("青屏县文化馆", "白石县文化馆"), strict=True):
        cells = page.tables[0].cells
        place = next(cell for cell in cells if "文化局" in "".join(line.text for line in cell.lines))
        for line in place.lines:
            line.glyphs = [replace(glyph, char=char) for glyph, char in zip(line.glyphs, unit, strict=True)]
        label = next(cell for cell in cells if "".join(line.text for line in cell.lines) == "主管部门")
        for line in label.lines:
            line.glyphs = [replace(glyph, char=char) for glyph, char in zip(line.glyphs, "实施单位", strict=True)]
    put_pages(store, tmp_path / "b.pdf", *pages)
    with store.engine.connect() as connection:
        assert set(connection.scalars(select(cross_findings.c.unit_key))) == {"青屏县文化馆", "白石县文化馆"}
        assert connection.scalar(select(func.count()).where(documents.c.compared.is_(False))) == 0


def test_a_file_is_forgotten_with_all_its_reports(store: Store, tmp_path: Path) -> None:
    sha = put_pages(store, tmp_path / "b.pdf", ONE, TWO)
    put_pages(store, tmp_path / "c.pdf", form("戏曲进校园项目"), content="c")
    forget(store, [f"{sha}-2"], "zh")
    assert ids(store) == ["c" * 64] and list(verify(store, "en")) == []


def test_checks_run_again_part_by_part(store: Store, tmp_path: Path) -> None:
    put_pages(store, tmp_path / "b.pdf", ONE, TWO)
    before = ids(store)
    assert recheck_all(store, "zh") == 2
    assert ids(store) == before and list(verify(store, "en")) == []


def test_what_was_lost_and_left_out_is_told_now_and_later(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        sha = put_pages(store, tmp_path / "b.pdf", LETTER, ONE, TWO, unreadable())
        known = ledger(store).known([sha])[sha]
        assert [(part.pages, part.key) for part in known.lost] == [("4", "part_unreadable")]
        summary = Summary()
        queue = JobQueue(ledger(store), discover([str(tmp_path / "b.pdf")]), summary, lang="zh", refresh=False, retry_failed=False)
        with store.writing() as connection:  # read by this program
            connection.execute(documents.update().values(program=gouji.__version__, models=ledger(store).versions.models))
        assert list(queue) == [None] and summary.skipped == 1
        assert [("b.pdf" in sentence, "第 4 页" in sentence) for sentence in summary.lost] == [(True, True)]


def test_the_problem_list_names_what_was_lost(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        put_pages(store, tmp_path / "b.pdf", ONE, TWO, unreadable())
        put_pages(store, tmp_path / "c.pdf", ONE, TWO, content="c")
    result = CliRunner().invoke(app, ["export", "--archive", str(tmp_path / "a.db"), "--format", "problems", "--out", str(tmp_path / "o"), "--lang", "zh"])
    assert result.exit_code == 0, result.output
    book = openpyxl.load_workbook(tmp_path / "o" / "问题清单.xlsx")
    told = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if isinstance(cell.value, str) and "无法读取" in cell.value]
    assert [("b.pdf" in sentence, "第 3 页" in sentence) for sentence in told] == [(True, True)]


def test_the_commands_name_the_pages_of_a_report(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        sha = put_pages(store, tmp_path / "b.pdf", COVER, TWO, ONE)
    run = CliRunner()
    checked = run.invoke(app, ["check", "--archive", str(tmp_path / "a.db"), "--status", "consistent", "--lang", "zh"])
    assert "b.pdf p2" in checked.stdout and "b.pdf p3" in checked.stdout
    out = tmp_path / "out"
    exported = run.invoke(app, ["export", "--archive", str(tmp_path / "a.db"), "--format", "csv,jsonl,problems", "--out", str(out), "--lang", "zh"])
    assert exported.exit_code == 0, exported.output
    lines = [json.loads(line) for line in (out / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["report_id"] for line in lines] == [f"{sha}-1", f"{sha}-2"]
    assert {line["document"]["path"] for line in lines} == {str(tmp_path / "b.pdf")}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_older_archive_keeps_everything(request: pytest.FixtureRequest, tmp_path: Path, kind: str) -> None:
    with open_store(tmp_path / "new.db", create=True) as made:
        put(made, write(tmp_path, [report(), report(year=2022), report(spent="100.00")]))
        put_pages(made, tmp_path / "b.pdf", ONE)
    address = str(tmp_path / "old.db") if kind == "sqlite" else request.getfixturevalue("postgres")
    engine = connect(address)
    with engine.execution_options(writes=True).begin() as connection:
        upgrade(connection, to="0002")
    _copy(str(tmp_path / "new.db"), address)
    engine.dispose()
    with open_store(address) as migrated:
        assert list(verify(migrated, "en")) == []
    assert dump(address) == dump(tmp_path / "new.db")


def _copy(source: str, target: str) -> None:
    """All rows of one archive in the tables of another one of an older program."""
    here, there, old = connect(source), connect(target), MetaData()
    old.reflect(there)
    with here.connect() as reading, there.execution_options(writes=True).begin() as writing:
        for table in (documents, paths, history, records, names, *DATA.values(), cross_findings):
            known = old.tables[table.name].c
            rows = [{k: v for k, v in row.items() if k in known} for row in reading.execute(select(table)).mappings()]
            if rows:
                columns = (column(name, table.c[name].type) for name in rows[0])
                writing.execute(insert(bare_table(table.name, *columns)), rows)
