"""Shared by all tests: the two flags that remake recorded material, and the fixtures that read it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

HERE = Path(__file__).parent
REMAKING = {
    "--record": "read the scans anew with the recogniser and keep what it said in tests/recordings",
    "--rewrite-golden": "write what the code makes now over the golden records; read the difference before keeping it",
}

# The machine may be slow or shared: how long one example takes proves nothing. Nothing is kept between runs.
settings.register_profile("house", deadline=None, database=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")

# A shell that starts the tests in the background has them ignore Ctrl-C, which some of them press.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flags, both off unless somebody asks."""
    group = parser.getgroup("gouji")
    for flag, meaning in REMAKING.items():
        group.addoption(flag, action="store_true", default=False, help=meaning)


def pytest_configure(config: pytest.Config) -> None:
    """A test that remakes what it is compared with cannot fail, so a CI run refuses the flags."""
    on = [flag for flag in REMAKING if config.getoption(flag)]
    if on and os.environ.get("CI"):
        raise pytest.UsageError(f"{', '.join(on)} not in CI: remake the material where a person reads the difference")


@pytest.fixture(scope="session")
def recordings() -> Path:
    """The folder of recorded OCR."""
    return HERE / "recordings"


@pytest.fixture(scope="session")
def recorded(recordings: Path, request: pytest.FixtureRequest) -> Callable[[Path], Any]:
    """Gives the Document of a scan without reading it: the recording of the same name is replayed, or remade under --record."""

    def replay(scan: Path) -> Any:
        from gouji.ocr.recording import read_recording

        kept = recordings / f"{scan.stem}.json.gz"
        if request.config.getoption("--record"):
            _record(scan, kept)
        if not kept.is_file():
            pytest.fail(f"{kept.name} is not recorded yet: run `pytest --record` once, and keep the file")
        return read_recording(kept)

    return replay


def _record(scan: Path, kept: Path) -> None:
    from gouji.ocr.document import read_document
    from gouji.ocr.recording import write_recording

    kept.parent.mkdir(exist_ok=True)
    write_recording(read_document(scan), kept)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares text with a golden file, or writes the file under --rewrite-golden."""

    def compare(path: Path, made: str) -> None:
        if request.config.getoption("--rewrite-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made, encoding="utf-8")
        assert path.is_file(), f"{path.name} is not there yet: run `pytest --rewrite-golden` once, and read it"
        assert made == path.read_text(encoding="utf-8")

    return compare
