"""OCRmyPDF with tesseract's simplified Chinese over PDF files: python ocrmypdf_pages.py - OUT FILE... (one text file a document)."""

import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> None:
    out = Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[3:]:
            side = out / f"{Path(name).stem}.txt"
            command = [
                sys.executable,
                "-m",
                "ocrmypdf",
                "-q",
                "-l",
                "chi_sim",
                "--sidecar",
                str(side),
                name,
                f"{folder}/out.pdf",
            ]
            subprocess.run(command, check=True)


main()
