"""Builds the wheel with setuptools in a temporary folder. Setuptools alone leaves build files in the source tree and
packs leftovers of an earlier build."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403

EXTRA = "DIST_EXTRA_CONFIG"
"""The variable that names an additional settings file of distutils."""


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """The name of the wheel, built from the sources alone. The source tree is not changed."""
    before = os.environ.get(EXTRA)
    with tempfile.TemporaryDirectory(prefix="gouji-build-") as folder:
        settings = Path(folder, "extra.cfg")
        settings.write_text(f"[build]\nbuild_base = {folder}\n[egg_info]\negg_base = {folder}\n", encoding="utf-8")
        os.environ[EXTRA] = str(settings)
        try:
            name: str = build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)
        finally:
            if before is None:
                del os.environ[EXTRA]
            else:
                os.environ[EXTRA] = before
    return name
