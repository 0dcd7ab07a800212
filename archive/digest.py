"""The sha256 of a document."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from gouji.ocr.page_files import page_files
from gouji.schemas.joint_digest import joint_digest


def digest(path: str) -> str:
    """The sha256 of a file in hexadecimal, or the joint one of the page images in a folder. OSError if the file cannot be
    read, or the folder has no page images."""
    if os.path.isdir(path):
        files = page_files(Path(path))
        if not files:
            raise FileNotFoundError(path)
        return joint_digest([digest(str(file)) for file in files])
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
