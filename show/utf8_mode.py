"""The program in a locale that has no Chinese (LC_ALL=C): file names and messages are UTF-8 all the same."""

from __future__ import annotations

import os
import sys


def ensure_utf8_mode() -> None:
    """Begins the program anew in Python's UTF-8 mode, where the locale's own encoding could not spell its files' names."""
    if os.name != "posix" or sys.flags.utf8_mode or _spells_chinese(sys.getfilesystemencoding()):
        return
    os.environ["PYTHONUTF8"] = "1"
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def _spells_chinese(encoding: str) -> bool:
    try:
        "勾稽".encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
