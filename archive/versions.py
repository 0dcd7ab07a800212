"""The versions of the program and the models that read a document. Documents of other versions can be read again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from gouji.ocr.engine.model_files import BUNDLED, find_model


@dataclass(frozen=True, slots=True)
class Versions:
    """The program's version, and the models by name and checksum."""

    program: str
    models: str

    def matches(self, program: str | None, models: str | None) -> bool:
        """Whether a document with these versions would be read the same now. Empty models: none was needed."""
        return program == self.program and models in ("", self.models)


def versions(models: Path | None = None) -> Versions:
    """The versions of this run. MissingComponent if `models` is not a complete folder of models."""
    import gouji

    return Versions(gouji.__version__, _bundled() if models is None else _own(models))


def _bundled() -> str:
    return "+".join(f"{name}:{digest[:8]}" for name, _, digest in BUNDLED.values())


def _own(models: Path) -> str:
    digests = []
    for part in BUNDLED:
        with find_model(part, models).file.open("rb") as file:
            digests.append(f"{part}:{hashlib.file_digest(file, 'sha256').hexdigest()[:8]}")
    return f"{models.name}/" + "+".join(digests)
