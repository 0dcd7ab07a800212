"""A guard round a command, by strace: every socket, every name that is looked up and every file that is written, of all its processes.

What a patch of Python's own socket module would miss is seen here: libraries in C++ talk to the system without Python.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

CALLS = (
    "socket", "connect", "bind", "sendto", "sendmsg", "sendmmsg",
    "?open", "openat", "?openat2", "?creat", "?mkdir", "mkdirat", "?mknod", "mknodat",
    "?rename", "?renameat", "renameat2", "?link", "linkat", "?symlink", "symlinkat", "truncate",
)  # fmt: skip
CALL = re.compile(r"^\d+ +(\w+)\((.*)")
RESUMED = re.compile(r"^\d+ +(<\.\.\. |\+\+\+ )")
NAME = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
ADDRESS = re.compile(r'sin6?_port=htons\((\d+)\).*?inet_(?:addr\(|pton\(AF_INET6, )"([^"]+)"')
LOOK_UPS = ("/etc/resolv.conf", "/etc/hosts", "/etc/host.conf")
"""Read by the C library when a name is to be looked up, and for nothing else."""
DEVICES = re.compile(r"/dev/(null|tty|shm/\S+)|/proc/(self|\d+)/oom_score_adj")


@dataclass(frozen=True)
class Guarded:
    """How a command ended, and what it did that it should not have done, one sentence a deed."""

    code: int
    out: str
    err: str
    deeds: list[str]


def strace() -> str:
    """The program. A machine without it skips the test, CI may not."""
    found = shutil.which("strace")
    if found is None and not os.environ.get("CI"):
        pytest.skip("strace is not installed")
    assert found is not None, "CI must have strace: .ci/run installs it"
    return found


def guarded(command: Iterable[str], trace: Path, env: Mapping[str, str], cwd: Path, allowed: Iterable[Path]) -> Guarded:
    """Runs the command; it may write below the folders that are `allowed` only, and talk over Unix sockets and to this machine only."""
    watch = [
        strace(),
        "-f",
        "-qq",
        "-y",
        "-s",
        "4096",
        "-e",
        "signal=none",
        "--seccomp-bpf",
        "-e",
        f"trace={','.join(CALLS)}",
        "-o",
        str(trace),
    ]
    run = subprocess.run([*watch, *command], env=env, cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    unread = [line for line in lines if not CALL.match(line) and not RESUMED.match(line)]
    assert any(" openat(" in line for line in lines) and not unread, (
        f"the guard saw nothing, or does not understand: {unread[:3]} {run.stderr}"
    )
    return Guarded(run.returncode, run.stdout, run.stderr, list(deeds(lines, cwd, [str(folder) for folder in allowed])))


def deeds(lines: Iterable[str], cwd: Path, allowed: list[str]) -> Iterator[str]:
    """What is against the rules in a trace."""
    for line in lines:
        if (found := CALL.match(line)) is not None:
            call, rest = found.groups()
            told = _socket(call, rest) if call in CALLS[:6] else _file(call, rest, cwd, allowed)
            if told:
                yield told


def _socket(call: str, rest: str) -> str:
    if call == "socket":
        return "" if rest.startswith(("AF_UNIX", "AF_INET")) else f"socket {rest}"
    if "sa_family=AF_INET" not in rest:
        return ""
    found = ADDRESS.search(rest)
    port, host = found.groups() if found else ("", rest)
    return "" if port != "53" and (host.startswith("127.") or host == "::1") else f"{call} {host} port {port}"


def _file(call: str, rest: str, cwd: Path, allowed: list[str]) -> str:
    names = [os.path.normpath(os.path.join(folder or cwd, name)) for folder, name in NAME.findall(rest)]
    if call.startswith("open") and not re.search(r"O_WRONLY|O_RDWR|O_CREAT", rest):
        return f"name looked up by {names[0]}" if names and names[0] in LOOK_UPS else ""
    # The first name of a rename is gone afterwards, and written by nobody: the last one counts; both names must be allowed.
    strange = [n for n in names if not DEVICES.fullmatch(n) and not any(n == a or n.startswith(a + "/") for a in allowed)]
    return f"{call} {' '.join(strange)}" if strange else ""
