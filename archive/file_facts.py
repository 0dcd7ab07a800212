"""The facts of a path that the file system gives without opening the file."""

from __future__ import annotations

import errno
import os
import stat

from gouji.schemas.batch import Seen


def file_facts(path: str) -> Seen:
    """The file with its size and times. A path that is not a readable file comes with its `problem`: an error key of
    the catalogue."""
    try:
        facts = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return Seen(path, problem="not_found")
    except (OSError, ValueError) as err:
        return Seen(path, problem="link_circle" if getattr(err, "errno", None) == errno.ELOOP else "not_readable")
    if not stat.S_ISREG(facts.st_mode):
        return Seen(path, problem="is_a_folder" if stat.S_ISDIR(facts.st_mode) else "not_a_file")
    return Seen(path, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)
