"""Make printed forms look like what archives hold: office scans, worn copies, phone pictures, faxes, plain text.

Usage: wear.py FOLDER... --out DIR [--only NAME]. Inside, a page is a float32 array of reflectance from 0 (black) to
1 (white), grey (h, w) or RGB (h, w, 3). Random numbers of `style` are the same for all pages of one form.
"""

import argparse
import hashlib
import html
import json
import re
import shutil
import time
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

Rng = np.random.Generator
LIMIT = 1_500_000
SEAL_FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
GRAIN = ((0.2, 0.043, 0.7), (0.1, 0.003, 0.12), (0.2, 0.3, 0.3), (0.1, 0.0125, 0.43))  # depth, height, width
BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) / 16 - 0.47


def seeded(name: str, part: str) -> Rng:
    """Random numbers that depend on the form's name and the part of the work only."""
    return np.random.default_rng(list(hashlib.sha256(f"{name}/{part}".encode()).digest()))


def field(rng: Rng, shape: tuple[int, ...], cell: float, cell_x: float = 0) -> np.ndarray:
    """Smooth random unevenness from 0 to 1 whose hills are about `cell` pixels high (and `cell_x` wide)."""
    small = rng.random((int(shape[0] / cell) + 3, int(shape[1] / (cell_x or cell)) + 3)).astype(np.float32)
    return np.clip(cv2.resize(small, shape[1::-1], interpolation=cv2.INTER_CUBIC), 0, 1)


def noise(rng: Rng, img: np.ndarray, sigma: float) -> np.ndarray:
    """The image with sensor noise."""
    return np.clip(img + rng.standard_normal(img.shape, np.float32) * sigma, 0, 1)


def blur(img: np.ndarray, sigma: float) -> np.ndarray:
    """Gaussian blur."""
    return cv2.GaussianBlur(img, (0, 0), sigma)


def grey(img: np.ndarray, red: float = 0.3) -> np.ndarray:
    """Colour to grey as a scanner's sensor sees it; with more `red` a red seal fades, as below a copier's lamp."""
    return img @ np.array([red, 0.88 - red, 0.12], np.float32)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """The steep curve of a copier's drum, also any soft edge."""
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


def skew(rng: Rng, img: np.ndarray, dpi: float, degrees: float, lid: float = 1.0) -> np.ndarray:
    """Lay the sheet down a little askew and shifted, fed a little too fast or slow; `lid` shows around it."""
    h, w = img.shape[:2]
    m = cv2.getRotationMatrix2D((w / 2, h / 2), rng.uniform(0.15, 1) * degrees * rng.choice([-1, 1]), 1)
    m = m @ np.diag([*(1 + rng.uniform(-0.004, 0.003, 2)), 1])
    m[:, 2] += rng.uniform(-1.2, 1.2, 2) * dpi / 25.4
    return cv2.warpAffine(img, m, (w, h), flags=cv2.INTER_CUBIC, borderValue=(lid,) * 3).clip(0, 1)


def specks(rng: Rng, shape: tuple[int, ...], count: int, dpi: float, largest: float) -> np.ndarray:
    """Mask (0..1) of dirt: many small grains, few as large as `largest` (mm)."""
    mask = np.zeros(shape[:2], np.uint8)
    for x, y, r in rng.random((count, 3)):
        radius = (0.05 + largest * r**9) * dpi / 25.4 * 16
        centre, axes = (int(x * shape[1] * 16), int(y * shape[0] * 16)), (int(radius), int(radius * (0.4 + 0.6 * x)))
        dot = cv2.ellipse2Poly(centre, axes, int(r * 1800), 0, 360, 40)
        cv2.fillPoly(mask, [dot], 110 + int(y * 140), cv2.LINE_AA, 4)
    return mask.astype(np.float32) / 255


def seal_ink(size: int, text: str) -> np.ndarray:
    """A round stamp's ink, 0..1: ring, five-pointed star, text clockwise along the arc with the heads outward."""
    s, mid = size * 2, size
    img = Image.new("L", (s, s))
    draw = ImageDraw.Draw(img)
    draw.ellipse((s * 0.01, s * 0.01, s * 0.99, s * 0.99), outline=255, width=max(2, round(s * 0.03)))
    turn, reach = np.pi / 5 * np.arange(10) - np.pi / 2, np.where(np.arange(10) % 2, 0.382, 1) * s * 0.155
    draw.polygon(list(zip(mid + reach * np.cos(turn), mid + reach * np.sin(turn), strict=True)), fill=255)
    tall, radius, step = round(s * 0.15), s * 0.375, np.radians(min(34, 270 / max(len(text) - 1, 1)))
    wide = max(2, round(min(tall, step * radius * 0.97)))
    font = ImageFont.truetype(SEAL_FONT, tall, index=2)
    for i, letter in enumerate(text):
        angle = (i - (len(text) - 1) / 2) * step
        glyph = Image.new("L", (tall, tall))
        ImageDraw.Draw(glyph).text((tall / 2, tall / 2), letter, font=font, fill=255, anchor="mm")
        glyph = glyph.resize((wide, tall)).rotate(-np.degrees(angle), Image.Resampling.BICUBIC, expand=True)
        x, y = mid + radius * np.sin(angle), mid - radius * np.cos(angle)
        img.paste(255, (round(x - glyph.width / 2), round(y - glyph.height / 2)), glyph)
    return np.asarray(img.resize((size, size), Image.Resampling.LANCZOS), np.float32) / 255


def stamp(rng: Rng, img: np.ndarray, mm: float, x: float, y: float, diameter: float, text: str) -> None:
    """Press a red seal on the colour page: turned, unevenly inked, the print below still seen."""
    size = round(diameter * mm)
    turn = cv2.getRotationMatrix2D((size / 2, size / 2), rng.uniform(-12, 12), 0.985)
    ink = blur(cv2.warpAffine(seal_ink(size, text), turn, (size, size)), 0.5)
    ink *= np.rot90(np.tile(np.linspace(rng.uniform(0.65, 1), 1, size, dtype=np.float32), (size, 1)), rng.integers(4))
    ink *= 0.5 + 0.5 * np.clip(field(rng, ink.shape, 5 * mm) * 2.2, 0, 1)
    ink *= 1 - 0.6 * (field(rng, ink.shape, 0.35 * mm) > rng.uniform(0.8, 0.92))
    full = np.zeros((img.shape[0] + 2 * size, img.shape[1] + 2 * size), np.float32)
    left, top = round((x + diameter / 2) * mm), round((y + diameter / 2) * mm)
    full[top : top + size, left : left + size] = ink * rng.uniform(0.7, 0.85)
    img *= 1 - full[size:-size, size:-size, None] * np.array([0.14, 0.92, 0.86], np.float32)


def office(rng: Rng, img: np.ndarray, dpi: float, style: Rng) -> tuple[np.ndarray, int]:
    """A tidy flatbed or feeder scan in grey or colour. Like all machines below: gives picture and JPEG quality."""
    ink, paper, tint = style.uniform(0.08, 0.2), style.uniform(0.94, 1), style.uniform([1, 0.985, 0.955], [1, 1, 0.99])
    img = (ink + (paper - ink) * img) * tint.astype(np.float32)
    img = skew(rng, img if style.random() < 0.4 else grey(img), dpi, 0.7, paper - rng.uniform(0, 0.06))
    if style.random() < 0.3:  # dust below the feeder's glass draws a line down the page
        img[:, int(style.uniform(0.03, 0.97) * img.shape[1])] -= style.uniform(0.06, 0.11)
    img = (blur(img, rng.uniform(0.4, 0.65)).T * (1 - 0.5 * specks(rng, img.shape, 8, dpi, 0.2)).T).T
    return noise(rng, img, rng.uniform(0.007, 0.014)), 75


def poor(rng: Rng, img: np.ndarray, dpi: float, style: Rng) -> tuple[np.ndarray, int]:
    """An old scanner: few dots, tired lamp, letters fat here and faint there, dirt on the glass."""
    mm = dpi / 25.4
    img = blur(skew(rng, grey(img), dpi, 1.5, 0.9), 0.5)
    gain = field(rng, img.shape, 60 * mm) * 1.3 - 0.55
    fat, faint = np.clip(gain, 0, 0.55), np.clip(-gain, 0, 0.5)
    img = img * (1 - fat) + cv2.erode(img, np.ones((2, 2))) * fat
    img = 1 - (1 - img) * (1 - faint) * (0.88 - 0.12 * field(rng, img.shape, 2 * mm))
    light = 0.78 + 0.18 * field(rng, img.shape, *(np.array(img.shape) * 0.9))
    depth = np.arange(img.shape[1], dtype=np.float32)[:: rng.choice([-1, 1])] / mm
    light -= rng.uniform(0.05, 0.3) * np.exp(-depth / rng.uniform(2, 5))  # the open lid beside one edge
    img = img * light * (1 - 0.75 * specks(rng, img.shape, rng.integers(40, 130), dpi, 0.4))
    return noise(rng, blur(noise(rng, img, rng.uniform(0.02, 0.035)), 0.45), 0.012), int(style.integers(45, 56))


def generation(rng: Rng, ink: np.ndarray, mm: float, threshold: float, loss: float) -> np.ndarray:
    """One pass through a copier: softened, hardened by the drum, toner missing in patches. Takes and gives ink."""
    patch = np.clip(field(rng, ink.shape, 28 * mm) * 2.4 - 1.35, 0, 1)
    starved = loss * patch * (0.25 + field(rng, ink.shape, 0.22 * mm))
    drum = threshold + 0.06 * (field(rng, ink.shape, 50 * mm) - 0.5) + 0.14 * (field(rng, ink.shape, 0.2 * mm) - 0.5)
    return sigmoid((blur(ink, 0.075 * mm) - drum - starved) * 14)


def edges(rng: Rng, ink: np.ndarray, mm: float) -> np.ndarray:
    """Black borders where the lid stood open, and punch holes where nothing is printed."""
    for side in rng.choice(4, rng.integers(1, 3), replace=False):
        ink = np.ascontiguousarray(np.rot90(ink, side))
        strip = ink[: int(8 * mm)]
        deep = (rng.uniform(0.8, 4) + 2 * field(rng, (1, ink.shape[1]), 30 * mm)) * mm
        deep = deep + rng.uniform(-1.5, 1.5) * mm * np.linspace(-1, 1, ink.shape[1]) - np.arange(len(strip))[:, None]
        if strip.mean() < 0.04:
            strip[:] = np.maximum(strip, sigmoid(deep / 1.5 + 3 * (field(rng, strip.shape, 0.3 * mm) - 0.5)))
        ink = np.ascontiguousarray(np.rot90(ink, -side))
    x, middle, reach = int(rng.uniform(7, 9) * mm), ink.shape[0] / 2 + rng.uniform(-8, 8) * mm, int(3.6 * mm)
    for y in (int(middle - 40 * mm), int(middle + 40 * mm)) if rng.random() < 0.75 else ():
        if ink[y - reach : y + reach, x - reach : x + reach].mean() < 0.04:
            cv2.circle(ink, (x, y), int(2.75 * mm), 1.0, -1 if rng.random() < 0.6 else 2, cv2.LINE_AA)
    return ink


def copy(rng: Rng, img: np.ndarray, dpi: float, style: Rng) -> tuple[np.ndarray, int]:
    """A copy of a copy, kept black and white (quality 0) or scanned in grey."""
    mm = dpi / 25.4
    ink = generation(rng, skew(rng, 1 - grey(img, style.uniform(0.5, 0.65)), dpi, 0.5, 0), mm, 0.34, 0.1)
    ink = generation(rng, skew(rng, ink, dpi, 0.5, 0), mm, 0.36, 0.42)
    if style.random() < 0.5:  # a scratch on the drum
        scratch = ink[:, int(style.uniform(0.05, 0.95) * ink.shape[1])]
        scratch[:] = np.maximum(scratch, 0.9 * (field(rng, (len(scratch), 1), 4)[:, 0] > 0.6))
    ink = edges(rng, np.maximum(ink, specks(rng, ink.shape, rng.integers(90, 260), dpi, 0.45)), mm)
    if style.random() < 0.5:
        return (ink < 0.5).astype(np.float32), 0
    return noise(rng, blur(0.97 - ink * (0.86 - 0.14 * field(rng, ink.shape, 0.5 * mm)), 0.5), 0.012), 70


def bend(rng: Rng, w: int, h: int, along_x: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each point of a phone's picture the page's point (x, y) seen there, and how near the curling edge it is."""
    far, (a, b, c) = 1.25 * max(h, w), np.radians(rng.uniform([-3.6, -3.6, -1.2], [3.6, 3.6, 1.2]))
    turns = [cv2.Rodrigues(np.array(t, float))[0] for t in ((a, 0, 0), (0, b, 0), (0, 0, c))]
    plane = np.column_stack([(turns[0] @ turns[1] @ turns[2])[:, :2], [0, 0, far]])
    ys, xs = np.mgrid[0 : round(h * 1.075), 0 : round(w * 1.075)].astype(np.float32)
    ys, xs = ys - h * 0.5375 + rng.uniform(-0.006, 0.006) * h, xs - w * 0.5375 + rng.uniform(-0.006, 0.006) * w
    u, v, q = np.tensordot(np.linalg.inv(np.diag([far, far, 1]) @ plane), np.stack([xs, ys, np.ones_like(xs)]), 1)
    along = np.clip(0.5 + (u / q / w if along_x else v / q / h) * rng.choice([-1, 1]), 0, 1)
    lift = rng.uniform(0.008, 0.018) * w * (along**3 + 0.35 * np.sin(along * np.pi * rng.uniform(1.5, 2.5)))
    u, v = u / q * (1 - lift / far) + w / 2, v / q * (1 - lift / far) + h / 2
    return u.astype(np.float32), v.astype(np.float32), along


def photo(rng: Rng, img: np.ndarray, dpi: float, style: Rng) -> tuple[np.ndarray, int]:
    """A phone's picture: page held at an angle, curling at one side, the holder's shadow on it."""
    h, w = img.shape[:2]
    u, v, along = bend(rng, w, h, style.random() < 0.6)
    inside = blur(((u > 0) & (u < w - 1) & (v > 0) & (v < h - 1)).astype(np.float32), 0.7)
    below = (1 - inside) * (1 - 0.45 * blur(np.roll(inside, int(0.01 * w), (0, 1)), 0.012 * w))
    page = cv2.remap(0.1 + 0.84 * img, u, v, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    wood = np.array([[0.5, 0.36, 0.24], [0.62, 0.5, 0.38], [0.42, 0.43, 0.45], [0.27, 0.25, 0.24]])[style.integers(4)]
    grain = 0.72 + sum(a * field(rng, u.shape, b * w, c * w) for a, b, c in GRAIN)
    out = (grain * below)[..., None] * wood + page * inside[..., None]
    x, y, turn = u / w - 0.5, v / h - 0.5, rng.uniform(0, 2 * np.pi)
    light = 1.06 - 0.1 * along**2 - 0.14 * (x**2 + y**2) + 0.07 * (field(rng, u.shape, h / 3) - 0.5)
    shadow = x * np.cos(turn) + y * np.sin(turn) + 0.1 * field(rng, u.shape, h / 3) - rng.uniform(0.05, 0.4)
    light *= 1 - rng.uniform(0.12, 0.3) * sigmoid(shadow * rng.uniform(25, 60))
    cast = np.array([1, style.uniform(0.94, 0.98), style.uniform(0.86, 0.94)])  # lamp light, or (turned) daylight
    out = np.float32(out * light[..., None] * cast[:: style.choice([1, 1, -1])])
    smear = np.rot90(np.eye(3, dtype=np.float32) / 3, rng.integers(2))  # a shaking hand, or out of focus
    out = cv2.filter2D(out, -1, smear) if rng.random() < 0.5 else blur(out, rng.uniform(0.7, 1))
    out = blur(noise(rng, out, 0.022), 0.5)
    return np.clip(out + 0.6 * (out - blur(out, 1.5)), 0, 1), 70


def fax(rng: Rng, img: np.ndarray, dpi: float, style: Rng) -> tuple[np.ndarray, int]:
    """A fax of 204 by 196 or 98 lines an inch, brought back to square dots; lines lost on the way."""
    h, w = img.shape[0] // 2, img.shape[1] // 2
    lines = round(h * (98 if style.random() < 0.35 else 196) * 2 / dpi)
    img = cv2.resize(skew(rng, grey(img, 0.58), dpi, 0.6), (w, lines), interpolation=cv2.INTER_AREA)
    img = np.clip(img + 0.5 * (img - blur(img, 1.2)), 0, 1)
    grid = np.tile(BAYER, (lines // 4 + 1, w // 4 + 1))[:lines, :w]
    bits = np.float32(noise(rng, img, 0.035) > style.uniform(0.6, 0.68) + grid * style.choice([0.16, 0.5]))
    bits[specks(rng, bits.shape, rng.integers(10, 50), 204, 0.3) > 0.4] = 0
    for _ in range(rng.integers(3, 9)):  # a line lost: its neighbour again, or white from some place on
        y, x = rng.integers(2, lines), max(0, int(rng.uniform(-0.6, 0.9) * w))
        bits[y, x:] = 1 if rng.random() < 0.5 else bits[y - 1, x:]
    return cv2.resize(bits, (w, h), interpolation=cv2.INTER_NEAREST), 0


def wear(pdf: Path, truth: dict, out: Path) -> str:
    """Wear every page of one form and write the PDF, one picture a page; says what came out."""
    name, kind, pages, quality = truth["name"], truth["quality"], [], 0
    document, machine = pdfium.PdfDocument(pdf), {"office": office, "poor": poor, "copy": copy, "photo": photo}
    dpi = {"poor": seeded(name, "dpi").integers(150, 171), "photo": seeded(name, "dpi").integers(170, 201), "fax": 408}
    for number, page in enumerate(document, 1):
        rng, dots = seeded(name, f"page {number}"), float(dpi.get(kind, 200))
        img = page.render(scale=dots / 72, rev_byteorder=True).to_numpy()[..., :3].astype(np.float32) / 255
        for seal in truth.get("seals") or []:
            if seal[0] == number:
                stamp(rng, img, dots / 25.4, *seal[1:5])
        picture, quality = machine.get(kind, fax)(rng, img, dots, seeded(name, "style"))
        image = Image.fromarray(np.round(picture * 255).astype(np.uint8))
        pages.append(image if quality else image.convert("1", dither=Image.Dither.NONE))
    dpi_out = tuple(a * 72 / b for a, b in zip(pages[0].size, document[0].get_size(), strict=True))
    options = {"dpi": dpi_out, "creationDate": time.gmtime(0), "modDate": time.gmtime(0)}
    for q in range(quality, min(quality, 30) - 1, -5):  # until it is small enough
        options |= {"quality": q} if q else {}
        pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], **options)
        if out.stat().st_size <= LIMIT * len(pages):
            break
    return f"{len(pages)} page(s) {pages[0].size} {pages[0].mode}, {out.stat().st_size // 1000} kB"


def table_text(table: str, separator: str) -> str:
    """Each row of an HTML table as a line (marked by \\1); the places a merged cell covers stay empty."""
    cells: dict[tuple[int, int], str] = {}
    rows = re.findall(r"(?i)<tr\b.*?(?=<tr\b|$)", table)
    for r, row in enumerate(rows):
        c = 0
        for attributes, inner in re.findall(r"(?i)<t[dh]\b([^>]*)>(.*?)(?=<t[dh]\b|</t[rdh]\b|</table|$)", row):
            while (r, c) in cells:
                c += 1
            found = (re.search(rf"(?i){key}\W+(\d+)", attributes) for key in ("rowspan", "colspan"))
            down, across = (int(f[1]) if f else 1 for f in found)
            cells |= {(r + i, c + j): "" for i in range(down) for j in range(across)}
            inner = re.sub(r"<[^>]*>", "", re.sub(r"(?i)<(br|/?p|/?div)\b[^>]*>", " ", inner))
            cells[r, c] = re.sub(" +", " ", inner).strip(" ")
    lines = [[text for (y, _), text in sorted(cells.items()) if y == r] for r in range(len(rows))]
    return "\n" + "".join("\1" + separator.join(line) + "\n" for line in lines)


def page_text(source: str, separator: str) -> str:
    """The form's text as another program hands it over: prose as lines, table rows as lines of separated cells."""
    source = re.sub(r"(?is)<(style|title|script)\b.*?</\1>|<!.*?>", "", source).replace("&nbsp;", " ")
    source = re.sub(r"[ \t\r\n\xa0]+", " ", source)
    source = re.sub(r"(?i)<table\b.*?</table>", lambda m: table_text(m[0], separator), source)
    source = re.sub(r"(?i)</?(p|div|h\d|br|li|body|header|footer|section)\b[^>]*>", "\n", source)
    lines = [s[1:] if s[:1] == "\1" else s.strip(" ") or None for s in re.sub(r"<[^>]*>", "", source).split("\n")]
    return html.unescape("\n".join(s for s in lines if s is not None)) + "\n"


def make(truth_file: Path, truth: dict, out: Path) -> str:
    """One form: its worn file and its truth; says what was done."""
    pdf, said = truth_file.with_suffix(".pdf"), "as it is"
    if truth_file.with_suffix(".txt").exists():  # written as text from the beginning
        shutil.copyfile(truth_file.with_suffix(".txt"), out.with_suffix(".txt"))
    elif truth["quality"] == "text":
        separator = "\t" if hashlib.sha256(truth["name"].encode()).digest()[0] % 2 else " | "
        text = page_text(pdf.with_suffix(".html").read_text(encoding="utf-8"), separator)
        said = f"{out.with_suffix('.txt').write_text(text, encoding='utf-8')} letters, separator {separator!r}"
    elif truth["quality"] == "digital":
        shutil.copyfile(pdf, out.with_suffix(".pdf"))
    else:
        said = wear(pdf, truth, out.with_suffix(".pdf"))
    shutil.copyfile(truth_file, out.with_suffix(".json"))
    return f"{truth['name']}: {truth['quality']}, {said}"


def main() -> None:
    """Read the command line and make the forms."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--only", help="the name of the one form to make")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for truth_file in sorted(f for folder in args.folders for f in folder.glob("[0-9][0-9].json")):
        truth = json.loads(truth_file.read_text(encoding="utf-8"))
        typed = truth_file.with_suffix(".txt")
        needed = typed if typed.exists() else truth_file.with_suffix(".html" if truth["quality"] == "text" else ".pdf")
        if args.only in (None, truth["name"]):
            found = needed.exists()
            print(make(truth_file, truth, args.out / truth["name"]) if found else f"{needed}: missing", flush=True)


if __name__ == "__main__":
    main()
