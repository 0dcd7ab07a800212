"""The program as a process: its language, its exit code, and how it ends after an unforeseen error."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

from gouji.schemas.errors import GoujiError
from gouji.schemas.printable import printable
from gouji.schemas.texts import LANGUAGES, default_language
from gouji.show.command import OutputFailed
from gouji.show.error_message import print_error
from gouji.show.usage import usage_error

FAILED_EXIT_CODE, INTERRUPTED_EXIT_CODE, CLOSED_PIPE_EXIT_CODE = 2, 130, 141
"""Exit code 1 is reserved for contradictions that were found. 130 and 141 are what a shell reports for Ctrl-C and for a
closed pipe."""


def run(command: Any, args: list[str]) -> int:
    """Runs the command line and gives the exit code; whatever happens, it is one sentence and no traceback."""
    _set_language(args)
    try:
        code = command.main(args=_with_folder(command, args), prog_name="gouji", standalone_mode=False)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _failed(INTERRUPTED_EXIT_CODE)
    except OutputFailed as err:
        return _output_closed(err.__cause__)
    except OSError as err:
        return _output_closed(err) if err.filename is None else _crashed(err)
    except GoujiError as err:
        return _failed(FAILED_EXIT_CODE, err)
    except Exception as err:
        return _usage_failed(err) if hasattr(err, "format_message") else _crashed(err)
    return code if isinstance(code, int) else 0


def _set_language(args: list[str]) -> None:
    """--lang applies to all messages of the program, including its help and errors of the call."""
    for before, arg in zip(["", *args], args, strict=False):
        language = arg.removeprefix("--lang=") if arg.startswith("--lang=") else arg if before == "--lang" else None
        if before == "--":
            return
        if language in LANGUAGES:
            os.environ["GOUJI_LANG"] = str(language)


def _with_folder(command: Any, args: list[str]) -> list[str]:
    """`gouji FOLDER` is the command of that name. A file in its place gives an error that says what to do."""
    if not args or args[0] in command.commands or args[0] in ("-h", "--help", "--version"):
        return args
    first = Path(args[0])
    if "folder" in command.commands and (
        args[0].startswith("-") or first.is_dir() or (os.sep in args[0] and not first.is_file())
    ):
        return ["folder", *args]
    if first.is_file():
        raise GoujiError("file_alone", path=args[0])
    return args


def _usage_failed(err: Any) -> int:
    if type(err).__name__ == "NoArgsIsHelpError":  # a command group without a command
        print(err.ctx.get_help())
        return 0
    with suppress(OSError):
        print(f"gouji: {printable(usage_error(err, default_language()))}", file=sys.stderr)
    return FAILED_EXIT_CODE


def _failed(code: int, err: GoujiError | None = None) -> int:
    if err is not None:
        with suppress(OSError):
            print_error(err, default_language())
    return code


def _output_closed(err: BaseException | None) -> int:
    """Standard output accepts no more: nothing is written to it any more, not even at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(err, OSError) and err.errno != errno.EPIPE:
        return _failed(FAILED_EXIT_CODE, GoujiError("output_failed", reason=err.strerror or err))
    return CLOSED_PIPE_EXIT_CODE


def _crashed(err: Exception) -> int:
    """The location in the program goes with the reason: whoever fixes it has nothing else."""
    last = traceback.extract_tb(err.__traceback__)[-1]
    reason = f"{type(err).__name__}: {err}, {Path(last.filename).name}:{last.lineno}"
    return _failed(FAILED_EXIT_CODE, GoujiError("program_crashed", reason=reason))
