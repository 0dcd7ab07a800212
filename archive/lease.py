"""Who is reading a document: a run of the program, so named that another run can tell whether it still lives."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import psutil


def this_run() -> str:
    """This run: machine, process and the moment it began (a process number alone comes back)."""
    return f"{_machine()} {os.getpid()} {_began(os.getpid())}"


def has_ended(name: str) -> bool:
    """Whether the run `name` was of this machine and has ended. Of other machines only their lease tells."""
    machine, pid, began = name.rsplit(" ", 2)
    return machine == _machine() and _began(int(pid)) != began


def _machine() -> str:
    """The machine as processes see it: two containers of one machine do not see each other's processes."""
    space = Path("/proc/self/ns/pid")
    return platform.node() + (f" {os.readlink(space)}" if space.exists() else "")


def _began(pid: int) -> str:
    try:
        process = psutil.Process(pid)
        return "" if process.status() == psutil.STATUS_ZOMBIE else f"{process.create_time():.2f}"
    except psutil.Error:
        return ""
