"""Delivers records where the user wants them: files, a summary, standard output."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from gouji.archive.digest import digest
from gouji.schemas.as_text import as_text
from gouji.schemas.batch import Extracted
from gouji.schemas.errors import GoujiError
from gouji.schemas.escaped_json import escaped_json
from gouji.schemas.joint_digest import joint_digest
from gouji.schemas.printable import printable
from gouji.schemas.stages import add_spent
from gouji.schemas.texts import text
from gouji.show.error_message import error_message, print_error
from gouji.show.inputs import Input
from gouji.show.is_record import is_record_of
from gouji.show.marked_png import is_marked, marked_png
from gouji.show.output_files import Outputs, SameDocument


@dataclass(frozen=True)
class Delivery:
    """What is wanted of a record: a file in the folder `out` (standard output if neither a file nor a summary is
    wanted), a summary, pictures in `draw`. `force` replaces files that are not gouji's, `quiet` omits the names of
    written files, `json` prints results for a program."""

    out: Path | None = None
    summary: bool = False
    draw: Path | None = None
    force: bool = False
    quiet: bool = False
    json: bool = False


class Deliveries:
    """The results of one call. Their names are fixed before anything is read, so they do not depend on the order of the
    files."""

    def __init__(self, inputs: list[Input], wanted: Delivery, lang: str) -> None:
        self._wanted, self._lang = wanted, lang
        self._outputs = Outputs((file for item in inputs for file in item.files), force=wanted.force)
        self._digests: dict[Input, str] = {}
        self._records: dict[Input, Path] = {}
        self._stems: dict[Input, str] = {}
        self._drawn: dict[int, Path] = {}
        good = sorted((item for item in inputs if not item.problem), key=lambda item: str(item.path.absolute()))
        for item in good if wanted.out or wanted.draw else ():
            self._reserve_names(item)

    def digest(self, item: Input) -> str:
        """The sha256 of the input if its results go to files; otherwise empty."""
        return self._digests.get(item, "")

    def picture(self, item: Input, number: int, png: bytes) -> None:
        """Writes the drawing of a page. GoujiError if it cannot be written."""
        assert self._wanted.draw is not None
        path = self._wanted.draw / f"{self._stems[item]}-{number:02}.png"
        mark = self.digest(item)
        self._drawn[number] = self._outputs.write(path, marked_png(png, mark), partial(is_marked, mark=mark))

    def records(self, item: Input, read: Extracted) -> None:
        """Writes or prints the records and whatever else is wanted. GoujiError if a file cannot be written."""
        add_spent(read.spent)
        drawn, self._drawn = self._drawn, {}
        many = len(read.records) > 1
        for number, record in enumerate(read.records, 1):
            self._record(item, record, number if many else None, drawn)
        if drawn and not self._wanted.json:
            self._print_drawn(item, list(drawn.values()))
        if self._wanted.summary and not self._wanted.json:
            from gouji.schemas.record import Report
            from gouji.show.console import console
            from gouji.show.summary import summary

            for record in read.records:
                summary(Report.model_validate_json(record), console(), self._lang)

    def _record(self, item: Input, record: str, number: int | None, drawn: dict[int, Path]) -> None:
        """Writes or prints one record; `number` is that of the report in a file of several."""
        path = None
        if self._wanted.out is not None:
            same = partial(is_record_of, sha256=self.digest(item))
            path = self._outputs.write(self._record_path(item, number, same), record.encode() + b"\n", same)
        elif not self._wanted.summary:
            print(record)
        if self._wanted.json:
            counted, pages = _counted(record), _pages(record)
            pictures = [str(picture) for page, picture in drawn.items() if page in pages]
            self._print_json({"file": str(item.given), "record": str(path), "pictures": pictures, **counted})
        elif path:
            self._print_written(item, path, number)

    def _record_path(self, item: Input, number: int | None, same: SameDocument) -> Path:
        path = self._records[item]
        return path if number is None else self._outputs.reserve(_part_path(path, number), same)

    def failed(self, item: Input, err: GoujiError) -> None:
        """Prints for a program why there is no record; a person has already seen the message."""
        self._drawn.clear()
        if self._wanted.json:
            self._print_json({"file": str(item.given), "error": err.key, "message": error_message(err, self._lang)})

    def _reserve_names(self, item: Input) -> None:
        """Fixes the names of the output files of an input."""
        try:
            self._digests[item] = sha256 = joint_digest([digest(str(file)) for file in item.files])
        except OSError:
            return  # reading it will report the error
        stem = item.stem
        if self._wanted.out is not None:
            same = partial(is_record_of, sha256=sha256)
            self._records[item] = self._outputs.reserve(self._wanted.out / f"{stem}.json", same)
            stem = self._records[item].stem
        if self._wanted.draw is not None:
            self._stems[item] = self._outputs.reserve_pages(self._wanted.draw, stem, partial(is_marked, mark=sha256))

    def _print_written(self, item: Input, path: Path, number: int | None) -> None:
        assert self._wanted.out is not None
        expected = self._wanted.out / f"{item.stem}.json"
        expected = expected if number is None else _part_path(expected, number)
        if path != expected:
            self._report_other_name(item, expected, path)
        elif not self._wanted.quiet:
            print(printable(as_text(text("summary.written", self._lang, path=path))))

    def _print_drawn(self, item: Input, drawn: list[Path]) -> None:
        assert self._wanted.draw is not None
        expected = self._wanted.draw / f"{item.stem}-{drawn[0].stem.rpartition('-')[2]}.png"
        if drawn[0] != expected:
            self._report_other_name(item, expected, drawn[0])
        elif not self._wanted.quiet:
            print(printable(as_text(text("summary.drawn", self._lang, count=len(drawn), path=drawn[0].parent))))

    def _report_other_name(self, item: Input, expected: Path, path: Path) -> None:
        """Reports a name that differs from the expected one, even with `quiet`."""
        key = "kept_input" if self._outputs.is_input(expected) else "kept_other"
        print_error(GoujiError(key, path=expected, source=item.given, written=path), self._lang)

    def _print_json(self, values: dict[str, Any]) -> None:
        shown = {name: as_text(value) if isinstance(value, str) else value for name, value in values.items()}
        print(escaped_json(json.dumps(shown, ensure_ascii=False)))


def _counted(record: str) -> dict[str, Any]:
    """The content of the record in numbers, for a program."""
    values = json.loads(record)
    states = [finding["status"] for finding in values["findings"]]
    counts = {state: states.count(state) for state in ("consistent", "inconsistent", "misread", "unresolved")}
    heads = {"report_id": values["report_id"], "sha256": values["document"]["sha256"]}
    return {**heads, "pages": len(values["document"]["pages"]), "findings": counts}


def _pages(record: str) -> set[int]:
    """The numbers of the record's pages."""
    return {page["number"] for page in json.loads(record)["document"]["pages"]}


def _part_path(path: Path, number: int) -> Path:
    """The name of the `number`th record of a file."""
    return path.with_name(f"{path.stem}-{number:02}{path.suffix}")
