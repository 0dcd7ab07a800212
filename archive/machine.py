"""What this machine, or the container we run in, has to give."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import psutil

BYTES_PER_MEGABYTE = 1 << 20
CGROUP_LIMIT_FILES = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
"""Where Linux tells a container what it may hold, in the newer and the older way."""


def machine_memory() -> int:
    """Megabytes of memory: those of the machine, or fewer where a container is allowed less."""
    found = [psutil.virtual_memory().total]
    for place in CGROUP_LIMIT_FILES:
        with suppress(OSError, ValueError):  # not there, or "max"
            found.append(int(Path(place).read_text(encoding="ascii")))
    return min(found) // BYTES_PER_MEGABYTE


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
