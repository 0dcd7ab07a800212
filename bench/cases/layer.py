"""The text layer of an old, poor OCR in a scan: mostly right, with typical mistakes."""

from __future__ import annotations

from bench.cases.leaves import Box
from bench.cases.random import Dice
from bench.cases.scanned import Mapping
from bench.cases.sheet import Char, Sheet

TAKEN = {
    "0": "OO8", "1": "lI7", "2": "Z7", "3": "85", "5": "3S6", "6": "85", "7": "1", "8": "3B", "9": "g4", ".": ",:", "%": "96",
    "万": "方", "元": "无", "未": "末", "已": "己", "人": "入", "日": "曰", "项": "顶", "预": "顶", "算": "箅", "支": "文", "备": "各", "率": "牵",
    "绩": "缋", "自": "白", "目": "日", "，": "、", "。": ".", "、": "，", "≥": "2", "≤": "S", "一": "-",
}  # fmt: skip
"""The characters that a character is mistaken for."""


def layer_chars(sheet: Sheet, place: Mapping, share: float, dice: Dice) -> list[Char]:
    """The page's characters at their places on the scan; `share` of those that can be confused are wrong, a few are
    missing."""
    made = []
    for line in [*sheet.lines, sheet.folio]:
        for char in line:
            if char.char.isspace() or dice.chance(share / 20):
                continue
            read = dice.pick(TAKEN[char.char]) if char.char in TAKEN and dice.chance(share) else char.char
            made.append(_placed(char, read, place(char.box)))
    return made


def _placed(char: Char, read: str, box: Box) -> Char:
    size = min(box[3] - box[1], box[2] - box[0] + 2 if char.width > char.size * 0.9 else box[3] - box[1])
    return Char(read, "song", max(size, 4.0), box[0], box[1], box[2] - box[0])
