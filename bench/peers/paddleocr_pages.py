"""PaddleOCR's own pipeline over PDF files: python paddleocr_pages.py MODELS OUT FILE... (one text file a document).

The models are those of gouji. The models for turning, unwarping and line direction cannot be had offline and are left out,
which makes it faster; everything else is as it comes.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK", "True")

from paddleocr import PaddleOCR


def main() -> None:
    models, out = Path(sys.argv[1]), Path(sys.argv[2])
    reader = PaddleOCR(
        text_detection_model_name="PP-OCRv6_small_det",
        text_detection_model_dir=str(models / "det"),
        text_recognition_model_name="PP-OCRv6_small_rec",
        text_recognition_model_dir=str(models / "rec"),
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
        engine="onnxruntime",
        device="cpu",
    )
    for name in sys.argv[3:]:
        pages = ["\n".join(page["rec_texts"]) for page in reader.predict(name)]
        (out / f"{Path(name).stem}.txt").write_text("\n".join(pages), encoding="utf-8")


main()
