"""Inspects the input files of a command before anything heavy is loaded."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from gouji.archive.file_facts import file_facts
from gouji.ocr.page_files import page_files
from gouji.schemas.as_text import as_text

STDIN = "-"
PIPE_PATHS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""Paths by which a shell passes the output of another program."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file as the user named it, its path, and the key of its problem (empty: none)."""

    given: Path
    path: Path
    problem: str = ""
    pages: tuple[Path, ...] = ()
    """The files of a document that lies in several."""

    @property
    def stem(self) -> str:
        """The name for its results, as text, short enough for any file system."""
        return _short(as_text(self.path.name if self.path.is_dir() else self.path.stem))

    @property
    def files(self) -> tuple[Path, ...]:
        """All files of the document."""
        return self.pages or (self.path,)


def inspect_inputs(files: list[Path], folder: Path) -> list[Input]:
    """The files in their order. Input from a pipe (`-`) is copied into `folder`."""
    return [_streamed(file, folder, n) if is_stream(file) else _input(file) for n, file in enumerate(files, 1)]


def inspect_pages(files: list[Path]) -> Input:
    """The files as the pages of one document, or a folder with its page images. Its problem is that of the first file
    that has one."""
    if len(files) == 1 and files[0].is_dir():
        return Input(files[0], files[0].absolute(), "" if (pages := _page_files(files[0])) else "no_page_images", pages)
    inputs = [_input(file) for file in files]
    bad = next((item for item in inputs if item.problem), None)
    return bad or Input(files[0], files[0], pages=tuple(files))


def _page_files(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(page_files(folder))
    except OSError:
        return ()


def _input(file: Path) -> Input:
    problem = file_facts(str(file)).problem
    if not problem:
        try:
            file.open("rb").close()
        except OSError:
            problem = "not_readable"
    return Input(file, file, problem)


def is_stream(file: Path) -> bool:
    """Whether the file is the output of another program, which can be read only once."""
    if str(file) == STDIN:
        return True
    try:
        return str(file).startswith(PIPE_PATHS) and stat.S_ISFIFO(os.stat(file).st_mode)
    except OSError:
        return False


def _streamed(file: Path, folder: Path, number: int) -> Input:
    name = "stdin" if number == 1 else f"stdin-{number}"
    try:
        source = os.fdopen(os.dup(sys.stdin.fileno()), "rb") if str(file) == STDIN else file.open("rb")
        with source, (folder / name).open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except (OSError, ValueError):
        return Input(file, file, "not_readable")
    return Input(file, folder / name)


def _short(name: str, max_bytes: int = 200) -> str:
    """The name in at most so many bytes: a GBK name takes half as many again in UTF-8."""
    return name.encode("utf-8")[:max_bytes].decode("utf-8", "ignore")
