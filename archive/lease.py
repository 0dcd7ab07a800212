"""Identifies a run of the program, so that another run can tell whether it is still alive."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import psutil


def this_run() -> str:
    """This run: machine, process and start time (a process number alone is reused)."""
    return f"{_machine()} {os.getpid()} {_start_time(os.getpid())}"


def has_ended(name: str) -> bool:
    """Whether the run `name` was on this machine and has ended. Of runs on other machines only the lease is known."""
    machine, pid, started = name.rsplit(" ", 2)
    return machine == _machine() and _start_time(int(pid)) != started


def _machine() -> str:
    """The machine as processes see it: two containers on one machine do not see each other's processes."""
    space = Path("/proc/self/ns/pid")
    return platform.node() + (f" {os.readlink(space)}" if space.exists() else "")


def _start_time(pid: int) -> str:
    try:
        process = psutil.Process(pid)
        return "" if process.status() == psutil.STATUS_ZOMBIE else f"{process.create_time():.2f}"
    except psutil.Error:
        return ""
