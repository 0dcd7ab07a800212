"""Documents for measuring batches: reports as text, and small scans cut out of the samples."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

SAMPLES = Path(__file__).parent.parent / "samples"
DPI = 150
STRIP = 0.07
"""Of a page's height: a scan of two or three lines, so that thousands of pages are read in minutes."""
FILLER = "本项目按照实施方案开展各项工作，取得了较好的成效。\n"


def texts(folder: Path, count: int, lines: int = 0) -> None:
    """`count` reports of made-up projects as text, with `lines` more lines of prose each. Every figure ties out."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        spent = 90 + number % 1000 / 100
        words = (
            f"{2020 + number % 4}年度项目绩效自评报告\n项目名称：{number // 4}号图书流转服务项目\n单位名称：青屏县第{number % 50}文化馆\n"
            f"填报日期：{2021 + number % 4}年3月15日\n一、项目概况\n（一）项目资金情况\n"
            f"1.图书流转服务。年初预算100.00万元，实际支出{spent:.2f}万元，预算执行率{spent:.2f}%。\n"
            f"二、绩效完成情况\n流通图书册次{number % 90 + 10}.50万册。\n{FILLER * lines}三、自评结论\n自评得分95分。\n"
        )
        (folder / f"{number:06}.txt").write_text(words, encoding="utf-8")


def strips(folder: Path, documents: int, pages: int, seed: int = 1) -> None:
    """`documents` scans of `pages` pages each: strips of the sample pages, each with noise of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(seed)
    whole = [page for name in sorted(SAMPLES.glob("*.pdf")) for page in _pages(name)]
    for number in range(documents):
        made = [_strip(dice.choice(whole), dice) for _ in range(pages)]
        made[0].save(folder / f"{number:05}.pdf", save_all=True, append_images=made[1:], resolution=DPI)


def _pages(name: Path) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(name)
    return [document[i].render(scale=DPI / 72).to_pil().convert("L") for i in range(len(document))]


def _strip(page: Image.Image, dice: random.Random) -> Image.Image:
    high = round(page.height * STRIP)
    top = dice.randint(round(page.height * 0.05), round(page.height * 0.7))
    grey = np.asarray(page.crop((0, top, page.width, top + high)), dtype=np.int16)
    noise = np.random.default_rng(dice.getrandbits(32)).normal(0, 4, grey.shape)
    return Image.fromarray(np.clip(grey + noise, 0, 255).astype(np.uint8))
