"""docling with its RapidOCR backend over PDF files, offline: python docling_pages.py - OUT FILE... (one text file a document)."""

import os
import sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

from docling.datamodel.base_models import InputFormat
from docling.datamodel.pipeline_options import PdfPipelineOptions, RapidOcrOptions
from docling.document_converter import DocumentConverter, PdfFormatOption


def main() -> None:
    out = Path(sys.argv[2])
    options = PdfPipelineOptions(do_ocr=True, ocr_options=RapidOcrOptions(force_full_page_ocr=True))
    reader = DocumentConverter(format_options={InputFormat.PDF: PdfFormatOption(pipeline_options=options)})
    for name in sys.argv[3:]:
        (out / f"{Path(name).stem}.txt").write_text(reader.convert(name).document.export_to_text(), encoding="utf-8")


main()
