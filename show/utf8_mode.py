"""Runs the program in a locale without Chinese (LC_ALL=C): file names and messages are UTF-8 all the same."""

from __future__ import annotations

import os
import sys


def ensure_utf8_mode() -> None:
    """Restarts the program in Python's UTF-8 mode if the encoding of the locale cannot represent its file names."""
    if os.name != "posix" or sys.flags.utf8_mode or _encodes_chinese(sys.getfilesystemencoding()):
        return
    os.environ["PYTHONUTF8"] = "1"
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def _encodes_chinese(encoding: str) -> bool:
    try:
        "勾稽".encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
