"""RapidOCR as it comes over PDF files, drawn at 200 dots an inch: python rapidocr_pages.py - OUT FILE... (one text file a document)."""

import sys
from pathlib import Path

import pypdfium2
from rapidocr import RapidOCR


def main() -> None:
    out, reader = Path(sys.argv[2]), RapidOCR()
    for name in sys.argv[3:]:
        texts = []
        for page in pypdfium2.PdfDocument(name):
            texts += reader(page.render(scale=200 / 72).to_numpy()[:, :, :3]).txts or ()
        (out / f"{Path(name).stem}.txt").write_text("\n".join(texts), encoding="utf-8")


main()
