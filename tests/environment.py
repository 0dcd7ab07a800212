"""The environment of programs that tests start."""

from __future__ import annotations

import os
from pathlib import Path


def python_path(*folders: Path | str) -> str:
    """PYTHONPATH for a started program: these folders, then where this process was told to look for gouji."""
    return os.pathsep.join([*map(str, folders), *filter(None, [os.environ.get("PYTHONPATH")])])
