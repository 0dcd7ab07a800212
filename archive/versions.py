"""The versions of the program and the models that read a document. Documents of other versions can be read again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gouji.ocr.engine.model_files import BUNDLED, file_sha256, find_model
from gouji.ocr.engine.quick_model import FOLDER, NAME, quick_model
from gouji.schemas.errors import MissingComponent


@dataclass(frozen=True, slots=True)
class Versions:
    """The program's version, and the models by name and checksum."""

    program: str
    models: str

    def matches(self, program: str | None, models: str | None) -> bool:
        """Whether a document with these versions would be read the same now. Empty models: none was needed."""
        return program == self.program and models in ("", self.models)


def versions(models: Path | None = None, *, quick: bool = False) -> Versions:
    """The versions of this run; `quick`: with the quick model. MissingComponent if `models` is not a complete folder of
    models, or if there is no quick model.
    """
    import gouji

    full = _bundled() if models is None else _own(models)
    return Versions(gouji.__version__, f"{full}+{_quick(models)}" if quick else full)


def _bundled() -> str:
    return "+".join(f"{name}:{digest[:8]}" for name, _, digest in BUNDLED.values())


def _quick(models: Path | None) -> str:
    found = quick_model(models)
    if found is None:
        raise MissingComponent("quick_missing")
    return f"{NAME if models is None else FOLDER}:{file_sha256(found.file)[:8]}"


def _own(models: Path) -> str:
    digests = []
    for part in BUNDLED:
        digests.append(f"{part}:{file_sha256(find_model(part, models).file)[:8]}")
    return f"{models.name}/" + "+".join(digests)
