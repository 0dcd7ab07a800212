"""Measures which characters look alike on a scan, and writes normalize/confusions_shape.tsv.

Run it again when a font is to be added:

    python -m bench.harvest_confusions --font SERIF.ttc --font KAI.ttf [--correct-text PROSE.txt ...]

`--correct-text` names files of correct Chinese text: a pair that changes anything there is left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from gouji.normalize.text import confusions
from gouji.normalize.text.lexicon import load_lexicon
from gouji.normalize.text.misread_words import misread_words
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import read_rows

OUT = Path(confusions.__file__).with_name("confusions_shape.tsv")
HEADER = "observed\tintended\tcost\tsource\n"
LARGE, SMALL, BLUR = 64, 20, 2.5
"""Pixels of the drawing, of the character on a rough scan, and the blur between the two."""
BASE_COST, COST_PER_UNLIKENESS = 6.0, 20.0

Pair = tuple[str, str, float]


def main() -> None:
    """Compare the commonest characters in every font and write the nearest pairs."""
    args = _arguments()
    chars = common_characters(args.characters)
    likeness = np.mean([_likeness(chars, font) for font in args.font], axis=0)
    pairs = nearest_pairs(chars, likeness, args.neighbours, args.threshold)
    _write(pairs)
    bad = unsafe_pairs(args.correct_text)
    _write([pair for pair in pairs if pair[:2] not in bad])
    print(f"{len(pairs)} pairs, {len(bad)} of them unsafe")


def common_characters(count: int) -> list[str]:
    """The `count` commonest Chinese characters of the word list."""
    seen: Counter[str] = Counter()
    for word, frequency in load_lexicon().frequency.items():
        for char in word:
            if "一" <= char <= "鿿":
                seen[char] += frequency
    return [char for char, _ in seen.most_common(count)]


def nearest_pairs(chars: list[str], likeness: NDArray[np.float64], neighbours: int, threshold: float) -> list[Pair]:
    """(read, meant, cost) for the `neighbours` most similar characters of each, if their similarity is at least
    `threshold` (-1..1)."""
    np.fill_diagonal(likeness, -1.0)
    pairs: list[Pair] = []
    for row, char in enumerate(chars):
        for col in np.argsort(-likeness[row])[:neighbours]:
            if likeness[row, col] >= threshold:
                pairs.append(
                    (char, chars[col], round(BASE_COST + COST_PER_UNLIKENESS * (1 - float(likeness[row, col])), 1))
                )
    return sorted(pairs, key=lambda pair: (pair[2], pair[0]))


def unsafe_pairs(files: list[Path]) -> set[tuple[str, str]]:
    """The pairs of the table that change something in correct text."""
    read_rows.cache_clear()
    confusions.load_confusions.cache_clear()
    found: set[tuple[str, str]] = set()
    for line in (line for file in files for line in file.read_text(encoding="utf-8").splitlines()):
        for edit in misread_words(Traced.plain(line), load_lexicon()):
            found.update((a, b) for a, b in zip(line[edit.start : edit.end], edit.new, strict=True) if a != b)
    return found


def _likeness(chars: list[str], font: Path) -> NDArray[np.float64]:
    """The correlation of every character's picture with every other's."""
    face = ImageFont.truetype(str(font), LARGE - 8)
    pictures = np.stack([_picture(char, face) for char in chars])
    pictures -= pictures.mean(axis=1, keepdims=True)
    pictures /= np.linalg.norm(pictures, axis=1, keepdims=True) + 1e-9
    return np.asarray(pictures @ pictures.T, dtype=np.float64)


def _picture(char: str, face: ImageFont.FreeTypeFont) -> NDArray[np.float64]:
    image = Image.new("L", (LARGE, LARGE), 0)
    ImageDraw.Draw(image).text((LARGE / 2, LARGE / 2), char, fill=255, font=face, anchor="mm")
    rough = image.filter(ImageFilter.GaussianBlur(BLUR)).resize((SMALL, SMALL))
    return np.asarray(rough, dtype=np.float64).ravel()


def _write(pairs: list[Pair]) -> None:
    rows = "".join(f"{observed}\t{intended}\t{cost}\tshape\n" for observed, intended, cost in pairs)
    OUT.write_text(HEADER + rows, encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--font", action="append", type=Path, required=True, help="a font file; give it several times")
    parser.add_argument("--characters", type=int, default=3500, help="how many of the commonest characters to compare")
    parser.add_argument("--neighbours", type=int, default=3, help="how many nearest characters to keep for each")
    parser.add_argument("--threshold", type=float, default=0.8, help="the least likeness of a pair, -1..1")
    parser.add_argument(
        "--correct-text", action="append", type=Path, default=[], help="correct prose that no pair may change"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
