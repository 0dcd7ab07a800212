"""A PostgreSQL server for the tests: Debian's own, on loopback, in a folder that goes away."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def _program(name: str) -> str | None:
    """Debian keeps the server's programs out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


def _as_user() -> list[str]:
    """The server refuses to run as root."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a running server, without a database. Skipped where it is not installed, but never in CI."""
    initdb, server = _program("initdb"), _program("pg_ctl")
    if initdb is None or server is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed: .ci/run installs it")
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="gouji-pg-"))
    port = _free_port()
    try:
        if _as_user():
            shutil.chown(folder, "postgres")
        data, options = str(folder / "data"), f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        _run([initdb, "-D", data, "-U", "gouji", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], folder)
        _run([server, "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start"], folder)
        yield f"postgresql://gouji@127.0.0.1:{port}"
        _run([server, "-D", data, "-m", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: str, request: pytest.FixtureRequest) -> str:
    """The address of an empty database of its own."""
    import psycopg

    name = "t" + str(abs(hash(request.node.nodeid)))
    with psycopg.connect(postgres_server + "/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{postgres_server}/{name}"


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run([*_as_user(), *command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
