"""A batch with files that are broken in every way: each is named with its reason, everything else is read."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from typer.testing import CliRunner

from gouji.archive.sql_tables import documents, paths
from gouji.archive.store import open_store
from gouji.cli import app
from gouji.schemas.texts import text
from tests.archived import report
from tests.broken_files import broken_files
from tests.test_ocr_files import TEXT, pdf

GOOD = {
    "good.txt": report().encode(),
    "good gb.txt": report(unit="白石县文化馆").encode("gb18030"),
    "a text.pdf": report(unit="青山县文化馆").encode(),
    "a pdf.txt": pdf(TEXT),
    "more/deep/good.txt": report(unit="碧水县文化馆").encode(),
}


def test_a_batch_of_broken_files(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    expected = broken_files(folder)
    for name, data in GOOD.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / "notes.docx").write_bytes(b"something else")
    (folder / "more/up").symlink_to("..")
    result = CliRunner().invoke(app, ["ingest", str(folder), "--archive", str(tmp_path / "a.db"), "--workers", "1", "--lang", "zh"])
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert len(expected) >= 20
    told = {line.removeprefix("✗ ") for line in lines if line.startswith("✗")}
    assert told == {" ".join(text(f"error.{key}", "zh", path=path, kind="Word (DOCX)").split()) for path, key in expected.items()}
    assert f"读取 {len(GOOD)} 份" in result.stdout and f"失败 {len(expected)} 份" in result.stdout
    assert "另有 1 个其他类型的文件" in result.stdout
    with open_store(tmp_path / "a.db") as store, store.engine.connect() as connection:
        read = connection.execute(select(paths.c.path, documents.c.error_key).join(documents)).all()
        refused = connection.execute(select(paths.c.path, paths.c.error_key).where(paths.c.sha256.is_(None))).all()
    keys = {path: key for path, key in (*read, *refused)}
    assert {path: key for path, key in keys.items() if key} == expected
