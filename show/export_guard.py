"""Decides what an export may replace: files of an earlier export that nobody has changed since."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gouji.archive.digest import digest
from gouji.export.data_package import FILE_NAME as PACKAGE
from gouji.export.workbook_seal import is_sealed
from gouji.show.is_record import load_json
from gouji.show.output_files import Outputs


class ExportGuard:
    """Asks the module that decides for all commands. `inputs` are files that are read: the archive."""

    def __init__(self, inputs: Iterable[Path] = (), *, force: bool = False) -> None:
        self._outputs = Outputs(inputs, force=force)

    def refuse(self, path: Path) -> None:
        """GoujiError if the file exists and must stay."""
        self._outputs.refuse(path, _is_ours)

    def choose(self, path: Path) -> Path:
        """The path, or the same name with a number if the file exists and must stay."""
        return self._outputs.reserve(path, _is_ours)


def _is_ours(path: Path) -> bool:
    package = load_json(path if path.name == PACKAGE else path.with_name(PACKAGE))
    package = package if isinstance(package, dict) and isinstance(package.get("gouji"), dict) else None
    if path.name == PACKAGE:
        return package is not None
    if package is not None and path.name in (written := package["gouji"].get("written", {})):
        return digest(str(path)) in written[path.name]
    if package is not None and any(
        r.get("path") == path.name and r.get("bytes") == path.stat().st_size for r in package.get("resources", ())
    ):
        return True  # an older version stored no digests
    return is_sealed(path)
