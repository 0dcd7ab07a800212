"""How the C library hands out memory: what was freed is kept for the next page instead of going back to the system."""

from __future__ import annotations

import ctypes
import sys

TRIM, LARGE = -1, -3
"""The library's numbers for: free memory at the end that is given back, and the size of a piece that is always asked of the system."""

KEPT, PIECE = 256 << 20, 256 << 20


def keep_freed_memory() -> None:
    """Saves the system from clearing some hundred megabytes anew for every page: a tenth of the time of finding lines. Linux with glibc only."""
    if sys.platform != "linux":
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # another C library
        return
    mallopt(TRIM, KEPT)
    mallopt(LARGE, PIECE)
