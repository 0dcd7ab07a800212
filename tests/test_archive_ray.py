"""The same batch on a Ray cluster of two nodes that write into PostgreSQL; one node is killed while it works."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from gouji.archive.ingest import IngestOptions
from gouji.archive.progress import SilentProgress
from gouji.archive.sql_tables import DATA, documents
from gouji.archive.store import open_store
from gouji.cli import app
from gouji.schemas.batch import Summary
from gouji.schemas.errors import GoujiError
from tests.archived import batch, dump, report, write
from tests.postgres import postgres, postgres_server  # noqa: F401
from tests.ray_cluster import Nodes, kill_node, nodes  # noqa: F401

COUNT = 12
FILLER = "本项目按照实施方案开展各项工作，取得了较好的成效。\n" * 400


class Executioner(SilentProgress):
    """Once some documents are done, kills a node that is reading at that moment."""

    def __init__(self, those: list[subprocess.Popen[bytes]]) -> None:
        self._nodes, self.killed_with = those, -1

    def update(self, summary: Summary, in_hand: int) -> None:
        if self.killed_with < 0 and summary.read >= 2 and in_hand:
            busy = [node for node in self._nodes if any(map(reads, psutil.Process(node.pid).children(recursive=True)))]
            if busy:
                self.killed_with = summary.read
                kill_node(busy[0])


def reads(process: psutil.Process) -> bool:
    """Whether it is an actor with a document in hand, as Ray names its processes."""
    with suppress(psutil.Error):
        return " ".join(process.cmdline()).startswith("ray::RayReader.read")
    return False


def test_a_node_dies_and_nothing_is_lost_or_doubled(
    postgres: str,  # noqa: F811
    nodes: Nodes,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gouji.archive.ray_pool.NO_READER_TIMEOUT_SECONDS", 600.0)
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, [report(project=f"{n}号项目") + FILLER for n in range(COUNT)])
    (folder / "bad.pdf").write_bytes(b"")
    executioner = Executioner([nodes.add(), nodes.add()])
    with open_store(postgres, create=True) as store:
        summary = batch(store, folder, wishes=IngestOptions(2, ray=nodes.address), progress=executioner)
        assert 2 <= executioner.killed_with < COUNT
        assert summary.read == summary.pages == COUNT and summary.elsewhere == 0
        assert len(summary.failures) == 1 and "bad.pdf" in summary.failures[0]
        with store.engine.connect() as connection:
            states = connection.execute(select(documents.c.state, documents.c.owner)).all()
            assert sorted(states) == [("done", None)] * COUNT + [("failed", None)]
            assert len(connection.execute(select(DATA["reports"].c.report_id)).all()) == COUNT
    with open_store(tmp_path / "b.db", create=True) as store:
        batch(store, folder)
    assert dump(postgres) == dump(tmp_path / "b.db")


def test_a_cluster_on_this_machine(tmp_path: Path) -> None:
    """One machine may share a SQLite file; nothing to read asks for no cluster."""
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", [report(), report(unit="白石县文化馆")])
    command = ["ingest", str(tmp_path / "in"), "--archive", str(tmp_path / "a.db"), "--lang", "en", "--ray"]
    first = CliRunner().invoke(app, [*command, "local", "--workers", "1"])
    assert first.exit_code == 0 and "2 read (2 pages" in first.stdout, first.output
    again = CliRunner().invoke(app, [*command, "local"])
    assert again.exit_code == 0 and "2 skipped" in again.stdout


@pytest.mark.parametrize(
    ("archive", "cluster", "key"),
    [("a.db", "127.0.0.1:1", "ray_needs_server"), ("postgresql://u@127.0.0.1:1/x", "127.0.0.1:1", "archive_unusable")],
)
def test_what_cannot_be_a_cluster(tmp_path: Path, archive: str, cluster: str, key: str) -> None:
    where = archive if "://" in archive else tmp_path / archive
    with pytest.raises(GoujiError) as caught, open_store(where, create=True) as store:
        batch(store, tmp_path, wishes=IngestOptions(1, ray=cluster))
    assert caught.value.key == key
