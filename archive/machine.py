"""The resources of this machine, or of the container that the program runs in."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import psutil

BYTES_PER_MEGABYTE = 1 << 20
CGROUP_LIMIT_FILES = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
"""Files in which Linux gives a container its memory limit (cgroup version 2 and version 1)."""


def machine_memory() -> int:
    """Megabytes of memory: those of the machine, or fewer if a container is limited."""
    found = [psutil.virtual_memory().total]
    for place in CGROUP_LIMIT_FILES:
        with suppress(OSError, ValueError):  # missing, or "max"
            found.append(int(Path(place).read_text(encoding="ascii")))
    return min(found) // BYTES_PER_MEGABYTE


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
