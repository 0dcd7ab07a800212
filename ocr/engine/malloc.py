"""Configures glibc's malloc to keep freed memory for the next page instead of returning it to the system."""

from __future__ import annotations

import ctypes
import sys

M_TRIM_THRESHOLD = -1
"""glibc's number of the option: how much free memory at the end of the heap is kept."""

M_MMAP_THRESHOLD = -3
"""glibc's number of the option: blocks of at least this size are always requested from the system."""

KEPT_BYTES = 256 << 20
MMAP_FROM_BYTES = 256 << 20


def keep_freed_memory() -> None:
    """Keeps freed memory in the process. Has an effect only on Linux with glibc.

    This saves the system from clearing some hundred megabytes again for every page: a tenth of the detection time.
    """
    if sys.platform != "linux":
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # another C library
        return
    mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)
    mallopt(M_MMAP_THRESHOLD, MMAP_FROM_BYTES)
