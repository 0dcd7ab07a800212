"""Rows of money in a form of plain text: a name, and all its figures or just its amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.extract.forms.text_heads import AMOUNT, ENDS, HAN, MOST_LINES, NONE, NUMBER, STRICT, Row
from gouji.normalize.figures.yuan import YUAN
from gouji.schemas.pages import Line
from gouji.tables.text_pieces import TextRun, text_runs
from gouji.tables.wrapped_text import DECIMALS, LETTERS_TO_DIGITS, WRAPPED_AMOUNT

WELL = re.compile(rf"-?(?:\d+(?:[.,]\d{{1,2}})?|\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,2}}|,\d\d)?)(?:{YUAN}|[%％‰])?")
"""A figure that is whole, its point perhaps read as a comma."""
RATE = re.compile(r"[\doOlI]{1,4}(?:[.,][\doOlI]{1,4})?[%％‰]?")
FUND, FUND_END = (
    re.compile(r"资金|拨款|收入|结转|支出|补助|其他|来源"),
    re.compile(r"(?:资金|拨款|收入|来源|补助|结转)$"),
)
"""What a line of money without figures is called, and what such a name ends with."""


def money_rows(lines: Sequence[Line], body: int, kinds: list[str]) -> tuple[list[Row], int]:
    """The rows of money and the index behind them: a name, on one line or more, and its figures. A row has all its figures, none, or just its
    amounts: of any other nobody knows which are there."""
    rows: list[Row] = []
    name: list[TextRun] = []
    figures: list[TextRun] = []
    remark: list[TextRun] = []
    done = index = body
    for index in range(body, len(lines) + 1):
        pieces = text_runs(lines[index]) if index < len(lines) else []
        tail = (
            [pieces.pop()]
            if "deviation" in kinds
            and len(pieces) > 2
            and HAN.search(pieces[-1].words)
            and not _amount(pieces[-1].words)
            else []
        )
        words = [p for p in pieces if HAN.search(p.words) and not AMOUNT.fullmatch(p.words)]
        more = [p for p in pieces if p not in words]
        over = (
            not pieces
            or len(words) > 1
            or (words and pieces[0] is not words[0])
            or not all(_amount(p.words) for p in more)
        )
        whole = "".join(p.words for p in name)
        longer = bool(
            words and name and not figures and (len(words[0].words) > len(name[-1].words) or FUND_END.search(whole))
        )
        if name and (over or (words and (figures or longer))):
            kept = _placed(figures, kinds) if figures else [()] * (len(kinds) - 1) if FUND.search(whole) else None
            if kept is None:
                return ([], body) if figures else (rows, done)
            rows.append([tuple(name), *kept][: len(kinds) - ("deviation" in kinds and bool(figures))])
            if "deviation" in kinds and figures:
                rows[-1].append(tuple(remark))
            name, figures, remark, done = [], [], [], index
        if (
            over
            or (figures and not name)
            or len(name) >= MOST_LINES
            or (words and not more and ENDS.search(words[0].words))
        ):
            break
        name, figures, remark = [*name, *words], [*figures, *more], tail
        if figures and not name:
            break
    return rows, done


def _amount(words: str) -> bool:
    return bool(AMOUNT.fullmatch(words) or DECIMALS.fullmatch(words) or RATE.fullmatch(words) or NONE.fullmatch(words))


def _placed(figures: list[TextRun], kinds: list[str]) -> Row | None:
    """The figures under their heads; None where they are neither all of them nor just the amounts, with a rate that says that it is one."""
    heads = [kind for kind in kinds[1:] if kind != "deviation"]
    figures = _whole(figures)
    if not all(WELL.fullmatch(p.words.translate(LETTERS_TO_DIGITS)) or NONE.fullmatch(p.words) for p in figures):
        return None
    if len(figures) == len(heads):
        fits = all(_fits(kind, p.words) for kind, p in zip(heads, figures, strict=True))
        return [(p,) for p in figures] if fits else None
    wanted = [i for i, kind in enumerate(heads) if kind == "money"]
    amounts = len(wanted)
    rated = [i for i, kind in enumerate(heads) if kind == "rate"]
    if len(figures) == amounts + 1 and rated and figures[-1].words.endswith(("%", "％")):
        wanted.append(rated[0])
    if len(figures) != len(wanted) or not all(_fits(heads[i], p.words) for i, p in zip(wanted, figures, strict=True)):
        return None
    out: Row = [()] * len(heads)
    for i, piece in zip(wanted, figures, strict=True):
        out[i] = (piece,)
    return out


def _whole(figures: list[TextRun]) -> list[TextRun]:
    """The figures, those that go on in a line of their own put together."""
    out: list[TextRun] = []
    for piece in figures:
        if out and piece.alone and out[-1].alone and _goes_on(out[-1], piece):
            out[-1] = out[-1] + piece
        else:
            out.append(piece)
    return out


def _goes_on(first: TextRun, second: TextRun) -> bool:
    """Whether only both lines together are a figure, or the second is what the first lacks of its two places."""
    cut = WRAPPED_AMOUNT.fullmatch(first.words)
    whole = not STRICT.fullmatch(first.words) and STRICT.fullmatch((first + second).words)
    return bool(whole or (cut and DECIMALS.fullmatch(cut[1] + second.words)))


def _fits(kind: str, words: str) -> bool:
    if NONE.fullmatch(words):
        return True
    form = {"money": AMOUNT, "rate": RATE, "weight": NUMBER, "score": NUMBER, "deviation": HAN}.get(kind)
    return form is not None and form.fullmatch(words) is not None
