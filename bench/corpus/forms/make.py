"""Prints the drawn forms with Chromium and wears them: python -m bench.corpus.forms.make --out DIR [SOURCE ...].

What comes out is `DIR/SOURCE-NN.pdf` (or `.txt`) with its truth beside it. Needs Chromium and the Noto CJK fonts.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DRAWN = Path(__file__).parent / "drawn"
SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
)  # fmt: skip


def print_form(page: Path, out: Path) -> None:
    """Prints one page of HTML to a PDF; raises RuntimeError where no Chromium is found."""
    browser = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if browser is None:
        raise RuntimeError("no Chromium found: install Debian's package chromium")
    with tempfile.TemporaryDirectory() as profile:
        command = [browser, *SWITCHES, f"--user-data-dir={profile}", f"--print-to-pdf={out}", page.resolve().as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def make(sources: list[str], out: Path) -> None:
    """Prints and wears the forms of the sources, all of them without any named."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as printed:
        for source in sources or sorted(folder.name for folder in DRAWN.iterdir()):
            folder = Path(printed) / source
            shutil.copytree(DRAWN / source, folder)
            for page in sorted(folder.glob("*.html")):
                print_form(page, page.with_suffix(".pdf"))
            wear = Path(__file__).with_name("wear.py")
            subprocess.run([sys.executable, str(wear), str(folder), "--out", str(out)], check=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.corpus.forms.make", description="Prints and wears the drawn forms.")
    parser.add_argument("sources", nargs="*")
    parser.add_argument("--out", type=Path, required=True)
    wanted = parser.parse_args()
    make(wanted.sources, wanted.out)


if __name__ == "__main__":
    main()
