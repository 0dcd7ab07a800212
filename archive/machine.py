"""What this machine, or the container we run in, has to give."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import psutil

MEGABYTE = 1 << 20
LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
"""Where Linux tells a container what it may hold, in the newer and the older way."""


def machine_memory() -> int:
    """Megabytes of memory: those of the machine, or fewer where a container is allowed less."""
    found = [psutil.virtual_memory().total]
    for place in LIMITS:
        with suppress(OSError, ValueError):  # not there, or "max"
            found.append(int(Path(place).read_text(encoding="ascii")))
    return min(found) // MEGABYTE


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
