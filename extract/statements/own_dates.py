"""The report's own date and year where no label of the cover tells them: the likeliest of all that it prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from gouji.extract.fiscal_year import SPOKEN, written_year
from gouji.extract.statements.weights import score, shares, weights
from gouji.normalize.figures.dates import find_dates
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced, join

LABEL = regex.compile(r"填报|填表|报告|编制|制表|报送|评价|自评|日期|时间|年度")
PERSON = regex.compile(r"填报人|填表人|负责人|联系|审核|电话|经办|盖章|公章|局长|主任")
TITLE = regex.compile(r"自评|绩效|评价|报告|决算|预算")
YEAR = regex.compile(
    r"(?<![\d.〔【\[（(])(?P<year>(?:19|20)\d\d)\s*(?P<after>年度|年)?(?!\s*\d{1,2}\s*月|\d)"
    rf"|(?P<year>{SPOKEN.pattern})\s*(?P<after>年度|年)(?!\s*[一二三四五六七八九十]{{1,2}}\s*月)"
)
STROKED = regex.compile(
    r"\s*(?P<label>(?:\p{Han}{2,6}[:：]?)?)[1lI|丨]?(?P<date>20\d\d\s*年\s*(?:1[0-2]|0?[1-9])\s*月\s*(?:[12]\d|3[01]|0?[1-9])\s*日)[01lI|丨]?\s*"
)
LOST_MILLENNIUM = regex.compile(r"[〇○零][一二三][〇○零一二三四五六七八九]年\p{Han}{1,3}月\p{Han}{1,3}日\s*$")
LIKELY = 0.7
"""How sure the first character of a year is that the scan lost: no report is of another millennium."""
GATHERED = 0.9
"""The year of a paper that no label names is never surer than this."""
NEAR = 12
"""Lines from the beginning and the end in which a report usually gives its date."""


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A date that may be the report's own."""

    text: Traced
    value: str
    features: tuple[str, ...]


def report_date(lines: Sequence[Traced]) -> TextLeaf | None:
    """The date of the report, ISO as precise as the page; None if it prints none that is likelier it than not."""
    found = date_candidates([_without_strokes(line) for line in lines])
    if not found:
        return None
    odds = shares(
        [weights("date_weights").get("none", 0.0), *(score(weights("date_weights"), c.features) for c in found)]
    )
    best = max(range(len(odds)), key=lambda i: odds[i])
    return TextLeaf.of(found[best - 1].text, found[best - 1].value) if best else None


def _without_strokes(line: Traced) -> Traced:
    """A line with nothing but label and date, without the stroke or speck that was read as a digit beside the date."""
    match = STROKED.fullmatch(line.text)
    if LOST_MILLENNIUM.match(line.text):
        return line.replace(0, 0, "二", LIKELY)
    return join([line.span(0, match.end("label")), line.span(*match.span("date"))]) if match else line


def date_candidates(lines: Sequence[Traced]) -> list[DateCandidate]:
    """Every date with a day or a month, with what speaks for and against it."""
    every = [
        (i, date)
        for i, line in enumerate(lines)
        for date in find_dates(line.text)
        if date.value and len(date.value) > 4
    ]
    latest = max((date.value or "" for _, date in every), default="")
    last = every[-1] if every else None
    out = []
    for index, date in every:
        line = lines[index].text
        value = date.value or ""
        rest = regex.sub(r"\s", "", line[: date.start] + line[date.end :])
        before, after = regex.sub(r"[\s：:]", "", line[: date.start]), regex.sub(r"\s", "", line[date.end :])
        names = [
            f"start={min(index, NEAR)}", f"end={min(len(lines) - 1 - index, NEAR)}", f"alone={min(len(rest), 20) // 4}",
            f"only={not rest}", f"begins={not before}", f"closes={not after}", f"day={len(value) == 10}",
            f"latest={value == latest}", f"last={last is not None and last[1] is date}", f"label={bool(LABEL.search(before[-8:]))}",
            f"person={bool(PERSON.search(line))}", f"stop={'。' in line}",
            *(f"before{size}={before[-size:]}" for size in (1, 2, 4)), *(f"after{size}={after[:size]}" for size in (1, 2)),
            f"latest={value == latest}:end={min(len(lines) - 1 - index, 3)}",
        ]  # fmt: skip
        out.append(DateCandidate(lines[index].span(date.start, date.end), value, tuple(names)))
    return out


def own_year(lines: Sequence[Traced], dated: str | None) -> TextLeaf | None:
    """The year that the report is about; None if it names none that is likelier it than not. `dated` is its own date."""
    found = year_candidates(lines, dated)
    if not found:
        return None
    odds = shares(
        [weights("year_weights").get("none", 0.0), *(score(weights("year_weights"), c.features) for c in found)]
    )
    best = max(range(len(odds)), key=lambda i: odds[i])
    if not best:
        return None
    leaf = TextLeaf.of(found[best - 1].text, found[best - 1].value)
    leaf.limit_confidence(min(odds[best], GATHERED))
    return leaf


def year_candidates(lines: Sequence[Traced], dated: str | None) -> list[DateCandidate]:
    """Every year that is named, with what speaks for and against it."""
    total: Counter[str] = Counter()
    spoken: dict[str, set[str]] = {}
    places: dict[str, Traced] = {}
    for index, line in enumerate(lines):
        for match in YEAR.finditer(line.text):
            year = written_year(match["year"]) or match["year"]
            total[year] += 1
            names = spoken.setdefault(year, set())
            places.setdefault(year, line.span(match.start(), match.end()))
            opens = match.start() == 0 or line.text[match.start() - 1] in "。；，（("
            names.add(f"after={match['after']}")
            if index < NEAR and len(line) < 60 and TITLE.search(line.text):
                names |= {"title", f"title{match['after']}", f"title@{min(index, 3)}"}
            if opens:
                names.add("opens")
            if LABEL.search(line.text[max(0, match.start() - 6) : match.start()]):
                names.add("label")
    if not total:
        return []
    most, latest = max(total.values()), max(total)
    out = []
    for year, times in total.items():
        share = 10 * times // most
        features = [*spoken[year], f"share={share}", f"most={times == most}", f"latest={int(latest) - int(year)}"]
        if dated:
            features.append(f"dated={min(3, max(-1, int(dated[:4]) - int(year)))}")
        out.append(DateCandidate(places[year], year, tuple(features)))
    return out
