"""Nothing asks the network, and nothing is written but what was asked for."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from gouji.schemas.offline import TELEMETRY_OFF
from gouji.schemas.outside import NETWORKED_LIBRARIES
from tests.archived import report, write
from tests.environment import python_path
from tests.guard import Guarded, deeds, guarded

ROOT = Path(__file__).parent.parent
ROOMS = ("ocr", "normalize", "extract", "schemas", "check", "archive", "export", "show", "tables", "samples", "bench", "tests", "__init__.py", "cli.py")
PEERS = ROOT / "bench/peers"
"""Programs that gouji is compared with run in environments of their own, where there is no gouji."""


def loads(source: str) -> Iterator[str]:
    """The packages that a module loads by itself, whether at its head, in a function or by name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__", "importorskip"):
                yield str(node.args[0].value).partition(".")[0]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import onnxruntime", {"onnxruntime"}),
        ("def f():\n    from paddlex.utils import deps", {"paddlex"}),
        ("import importlib\nimportlib.import_module('ray.util')", {"importlib", "ray"}),
        ("rapidocr = outside('rapidocr')", set()),
        ("from ray_cluster import ray", {"ray_cluster"}),
    ],
)
def test_what_a_module_loads(source: str, found: set[str]) -> None:
    assert set(loads(source)) == found


def test_watched_libraries_come_through_one_door() -> None:
    files = [
        f for room in ROOMS for f in ([ROOT / room] if room.endswith(".py") else (ROOT / room).rglob("*.py")) if PEERS not in f.parents
    ]
    assert len(files) > 300
    wrong = {str(f.relative_to(ROOT)): late for f in files if (late := set(loads(f.read_text(encoding="utf-8"))) & set(NETWORKED_LIBRARIES))}
    assert wrong == {}


@pytest.mark.parametrize(
    "module", ["gouji", "gouji.cli", "gouji.ocr.engine.onnx_model", "gouji.ocr.engine.paddle", "gouji.archive.worker_process", "gouji.archive.ray_reader", "gouji.schemas.pages"]
)
def test_every_way_in_sets_the_environment(module: str) -> None:
    """Also against a user's own environment, which a worker would inherit."""
    env = {name: value for name, value in os.environ.items() if name not in TELEMETRY_OFF} | {"ORT_DISABLE_TELEMETRY": "0", "PYTHONPATH": python_path()}
    code = f"import sys, {module}, os; print(*(os.environ.get(n) for n in {list(TELEMETRY_OFF)}), 'onnxruntime' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == [*TELEMETRY_OFF.values(), "False"]


@pytest.mark.parametrize(("before", "early"), [("pass", []), ("import onnxruntime", ["onnxruntime"])])
def test_what_was_loaded_too_early_is_told(before: str, early: list[str], tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name not in TELEMETRY_OFF}
    env |= {"PYTHONPATH": python_path(), "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    code = f"{before}; from gouji.ocr.doctor import _network; a = _network(); print(a.ok, a.found, a.remedy('en'))"
    told = subprocess.run([sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert told.startswith("False onnxruntime onnxruntime was loaded before gouji" if early else "True ORT_DISABLE_TELEMETRY=1")


TRACE = """\
7 socket(AF_UNIX, SOCK_STREAM, 0) = 3</tmp>
7 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 3
7 connect(3<socket:[1]>, {sa_family=AF_INET, sin_port=htons(5432), sin_addr=inet_addr("127.0.0.1")}, 16) = 0
7 connect(3<socket:[1]>, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr)}, 28) = 0
7 openat(AT_FDCWD</w>, "in/scan.pdf", O_RDONLY|O_CLOEXEC) = 3</w/in/scan.pdf>
7 openat(AT_FDCWD</w>, "out/a.json", O_WRONLY|O_CREAT, 0666) = 3</w/out/a.json>
7 openat(AT_FDCWD</w>, "/dev/null", O_WRONLY) = 3</dev/null>
7 rename("/w/out/a.json", "/w/out/b.json") = 0
"""
BAD = [
    'connect(3<socket:[1]>, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("20.42.73.1")}, 16) = -1 ENETUNREACH',
    'sendto(3<socket:[1]>, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16 <unfinished ...>',
    'connect(3<socket:[1]>, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2a00::1", &sin6_addr)}, 28) = 0',
    "socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 3",
    'openat(AT_FDCWD</w>, "/etc/resolv.conf", O_RDONLY|O_CLOEXEC) = 3</etc/resolv.conf>',
    'openat(6</home/u/.cache/x>, "deviceid", O_WRONLY|O_CREAT|O_EXCL, 0600) = 7</home/u/.cache/x/deviceid>',
    'openat(AT_FDCWD</w>, "out/../.ses", O_WRONLY|O_CREAT, 0666 <unfinished ...>',
    'mkdir("/home/u/.paddlex", 0777) = -1 EEXIST (File exists)',
    'rename("/w/out/a.json", "/w/in/scan.pdf") = 0',
    'mkdir("/w/output", 0777) = 0',
]


def test_the_guard_allows_what_is_ours() -> None:
    assert list(deeds(TRACE.splitlines(), Path("/w"), ["/w/out"])) == []


@pytest.mark.parametrize("line", BAD)
def test_the_guard_sees(line: str) -> None:
    assert len(list(deeds([f"7   {line}"], Path("/w"), ["/w/out"]))) == 1


class Place:
    """Folders for a run, and an environment that holds nothing else: in one that looks like CI, ONNX Runtime keeps quiet by itself."""

    def __init__(self, base: Path) -> None:
        self.base, self.traces = base, iter(range(99))
        self.allowed = [base / name for name in ("out", "archive")]
        for name in ("in", "home", "out", "archive", "tmp"):
            (base / name).mkdir()
        self.env = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": python_path(), "PYTHONDONTWRITEBYTECODE": "1"}
        self.env |= {"HOME": str(base / "home"), "TMPDIR": str(base / "tmp")}

    def run(self, *command: str) -> Guarded:
        """gouji with these words, guarded."""
        return guarded([sys.executable, "-m", "gouji", *command], self.base / f"trace{next(self.traces)}", self.env, self.base, self.allowed)

    def left(self) -> list[str]:
        """What lies in the temporary folder and in the home."""
        return [str(f.relative_to(self.base)) for name in ("tmp", "home") for f in (self.base / name).rglob("*")]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    found = Place(tmp_path)
    shutil.copy(ROOT / "samples/table_seal.pdf", tmp_path / "in/scan.pdf")
    return found


@pytest.mark.scan
def test_a_batch_asks_nobody_and_writes_nothing_else(place: Place) -> None:
    """A scan through the recogniser, a batch with workers, its tables and its findings.

    Reading writes nothing into the home and nothing into the temporary folder, so that nothing is left there whatever is killed.
    """
    write(place.base / "in", [report(), report(year=2022, rate="9.20")])
    archive = str(place.base / "archive/a.db")
    steps: list[tuple[int, list[str]]] = [
        (0, ["extract", "in/scan.pdf", "--out", "out/records", "--draw", "out/drawn", "--summary"]),
        (0, ["ingest", "in", "--archive", archive, "--workers", "2", "--lang", "en"]),
        (0, ["export", "--archive", archive, "--format", "all", "--out", "out/tables"]),
        (1, ["check", "--archive", archive]),
    ]
    for code, command in steps:
        if command[0] == "export":
            place.allowed.append(place.base / "tmp")
        done = place.run(*command)
        assert done.deeds == [] and done.code == code, (command, done.err)
        assert command[0] != "ingest" or "3 read" in done.out
    assert (place.base / "out/records/scan.json").is_file() and (place.base / "out/tables").is_dir()
    assert place.left() == []


@pytest.mark.scan
def test_a_cluster_of_this_machine_asks_nobody(place: Place) -> None:
    """Ray's processes talk to each other by this machine's own address, which Ray finds by a route to 8.8.8.8 on which nothing is sent."""
    if importlib.util.find_spec("ray") is None:
        pytest.skip("ray is not installed")
    write(place.base / "in", [report()])
    # The address of a socket is short, so the folder is not pytest's.
    with tempfile.TemporaryDirectory(prefix="gj") as short:
        place.env["TMPDIR"] = short
        place.allowed.append(Path(short))
        done = place.run("ingest", "in/001.txt", "--archive", str(place.base / "archive/a.db"), "--ray", "local", "--workers", "1")
        assert done.code == 0, done.err
        assert list(Path(short).iterdir()) == []
    own = {address.address for addresses in psutil.net_if_addrs().values() for address in addresses}
    # It reads the resolver's settings and the routes without asking; whoever is asked is connected to.
    quiet = ("bind", "socket AF_NETLINK", "name looked up")
    others = {d for d in done.deeds if not d.startswith(quiet) and d.split()[1].removeprefix("::ffff:") not in own}
    assert others <= {"connect 8.8.8.8 port 53"}
    assert place.left() == []


@pytest.mark.scan
def test_the_guard_sees_the_telemetry_where_it_is_on(place: Place) -> None:
    """The same guard and the same recogniser, with the cure taken away: the test above cannot pass blindly."""
    hook = place.base / "hook"
    hook.mkdir()
    code = "import os\nfrom gouji.schemas import offline\noffline.TELEMETRY_OFF.clear()\nos.environ.pop('ORT_DISABLE_TELEMETRY')\n"
    (hook / "sitecustomize.py").write_text(code, encoding="utf-8")
    place.env["PYTHONPATH"] = python_path(hook)
    done = place.run("extract", "in/scan.pdf", "--out", "out/records")
    assert done.code == 0, done.err
    assert any("onnxruntime" in deed or "connect" in deed for deed in done.deeds), done.deeds
    assert "tmp/.ses" in place.left()


@pytest.mark.scan
def test_the_guard_sees_a_name_looked_up(place: Place) -> None:
    look_up = "import socket\ntry: socket.getaddrinfo('gouji.invalid', 80)\nexcept OSError: pass"
    done = guarded([sys.executable, "-c", look_up], place.base / "trace", place.env, place.base, place.allowed)
    assert any(deed.startswith("name looked up") for deed in done.deeds)
