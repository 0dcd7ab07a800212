"""Patterns for the written forms of dates, built from date_words.tsv."""

from __future__ import annotations

import regex

from gouji.normalize.figures.chinese_numbers import chinese_number
from gouji.schemas.wordlists import read_records

TO_HALF_WIDTH = str.maketrans(
    "０１２３４５６７８９．／－−﹣～：壹贰叁肆伍陆柒捌玖拾", "0123456789./---~:一二三四五六七八九十"
)
"""Dates in full-width digits and in the numerals of cheques are dates too."""
_ROWS = read_records(__package__, "date_words")


def _words(kind: str) -> str:
    return "|".join(sorted((row["word"] for row in _ROWS if row["kind"] == kind), key=len, reverse=True))


_B = r"[ \t\u3000\u00a0]*"
_TO = rf"{_B}(?:-|—|–|~|～|至|到|、|和|及|与){_B}"
_YEAR4 = r"(?<![0-9]|[0-9],)(?:19|20)[0-9]{2}"
_HANZI_YEAR = r"(?:一九|二[〇○零0Oo])[〇○零一二三四五六七八九0Oo]{2}"
_HANZI_SMALL = r"(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_NUM = rf"(?:(?<![0-9]|[0-9][.,])[0-9]{{1,2}}|(?<![一二三四五六七八九十]){_HANZI_SMALL})"
_DAY_END = rf"(?:{_words('day')})"
_TIME = rf"(?:{_B}[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?|T[0-9:]+)?"
# A day may lack its 日 only if nothing follows that it could count.
_DAY = rf"(?P<day>{_NUM})(?:{_B}{_DAY_END}|(?={_B}(?:$|[，。；、）)\n]))|(?={_TO}[0-9]{{1,2}}{_B}日))"
_MONTH = rf"(?<![第每]{_B})(?P<month>{_NUM}){_B}月(?!次|饼|票|薪|嫂|租|均|报|度|子|球|牙|亮|光|季|结|供|销|产)"
_MONTH_TAIL = rf"(?:{_words('month')})?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = r"(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_NTH = r"(?:st|nd|rd|th)?"
_GLYPH = r"(?P<glyph>[0-9]?[^\p{Han}\p{Ps}\p{Pe}\p{Pi}\p{Pf}0-9\s，。；、：:,;.“”\"'·\-—~个\0][0-9]?)"
_YEAR_UNIT = r"年(?!级|代|龄)(?:度|末|底|初)?"

_DATE_FORMS = (
    rf"(?:(?:{_YEAR4}|{_HANZI_YEAR}){_B}年{_B})?{_GLYPH}{_B}月{_B}[0-9]{{1,2}}{_B}{_DAY_END}",
    rf"(?P<year>{_YEAR4}|{_HANZI_YEAR}){_B}年{_B}{_MONTH}{_B}{_DAY}{_TIME}",
    rf"(?P<year>{_YEAR4}|{_HANZI_YEAR}){_B}年{_B}(?P<month>{_NUM})(?={_TO}[0-9]{{1,2}}{_B}月)",
    rf"(?P<year>{_YEAR4}|{_HANZI_YEAR}){_B}年{_B}{_MONTH}{_MONTH_TAIL}",
    rf"(?<![0-9]\.)(?P<year>{_YEAR4})(?P<s>[-./])(?P<month>[0-9]{{1,2}})(?P=s)(?P<day>[0-9]{{1,2}})(?![0-9]|[./][0-9]|-(?!(?:19|20)[0-9]{{2}}[-./])[0-9]){_TIME}",
    rf"(?<![0-9]\.)(?P<year>{_YEAR4})[-/](?P<month>0[1-9]|1[0-2])(?![0-9.]|[-/][0-9]|{_B}[号年%])",
    rf"(?P<year>{_YEAR4})\.(?P<month>0?[1-9]|1[0-2])(?={_B}[-—~至]{_B}(?:19|20)[0-9]{{2}}\.[0-9]{{1,2}}(?![0-9.]))",
    rf"(?<=(?:19|20)[0-9]{{2}}\.[0-9]{{1,2}}{_B}[-—~至]{_B})(?P<year>(?:19|20)[0-9]{{2}})\.(?P<month>0?[1-9]|1[0-2])(?![0-9.])",
    rf"(?P<year>{_YEAR4}|{_HANZI_YEAR}){_B}(?:{_YEAR_UNIT}|(?=(?:财政|预算|会计)年度)|(?={_TO}(?:{_YEAR4}{_B}[、和及与]{_B})*{_YEAR4}{_B}年))",
    # Of 15/01/2024 and 01/15/2024 only one part can be the month; of 03/04/2024 nobody knows which is.
    rf"(?<![0-9A-Za-z.])(?P<day>[0-9]{{1,2}}){_NTH}[ \-]?(?P<month>{_ENGLISH}),?[ \-]?(?P<year>(?:19|20)[0-9]{{2}})(?![0-9])",
    rf"(?<![A-Za-z])(?P<month>{_ENGLISH}) ?(?P<day>[0-9]{{1,2}}){_NTH}(?:, ?| )(?P<year>(?:19|20)[0-9]{{2}})(?![0-9])",
    rf"(?<![A-Za-z])(?P<month>{_ENGLISH}),? ?(?P<year>(?:19|20)[0-9]{{2}})(?![0-9])",
    r"(?<![0-9./])(?P<day>1[3-9]|2[0-9]|3[01])/(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)[0-9]{2})(?![0-9/])",
    r"(?<![0-9./])(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2[0-9]|3[01])/(?P<year>(?:19|20)[0-9]{2})(?![0-9/])",
    rf"{_MONTH}{_B}{_DAY}{_TIME}",
    rf"(?<![0-9.,%万亿]{_B})(?P<month>{_NUM})(?={_B}(?:-|—|–|~|至|到){_B}[0-9]{{1,2}}{_B}月)",
    rf"{_MONTH}{_MONTH_TAIL}",
    rf"(?P<same>{_words('same')}){_B}(?P<day>{_NUM}){_B}{_DAY_END}{_TIME}",
    rf"(?<=[0-9]{{1,2}}{_B}月{_B}[0-9]{{1,2}}{_B}日?{_B}(?:-|—|–|~|至|到){_B})(?P<day>[0-9]{{1,2}}){_B}日",
)
# No date begins with anything else: this skips most of a text at once.
_DATE_START = rf"(?=[^\p{{Han}}\s，。；、：]|[一二三四五六七八九十]|{_words('same')})"
DATE = regex.compile(f"{_DATE_START}(?:{'|'.join(_DATE_FORMS)})")
COMPACT_DATE = regex.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
YEAR_AND_MONTH = regex.compile(r"((?:19|20)[0-9]{2})[.\-/]([0-9]{1,2})")
RELATIVE_YEAR = regex.compile(rf"(?P<word>{_words('year')})[ \t]*\Z")
YEAR_OFFSETS = {row["word"]: int(row["offset"]) for row in _ROWS if row["kind"] == "year"}
"""How many years a word such as 次年 lies after the year in force."""


def number_of(text: str | None) -> int | None:
    """Returns the number of a year, month or day in digits or Chinese characters; None if there is none."""
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    if text[:3].lower() in _MONTHS:
        return _MONTHS.index(text[:3].lower()) + 1
    written = text.translate(str.maketrans("0Oo○", "〇〇〇〇"))
    value = chinese_number(written)
    return None if value is None else int(value)
