"""Sentences of the catalogue in another language: what a record says was made in the language that it was read in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from gouji.schemas.texts import LANGUAGES, names, template

SENTENCES = ("finding", "suggestion", "between", "reason", "correction")
"""The groups of the catalogue whose sentences stand in records."""
PARTS = frozenset({"finding.may_be", "finding.lost_line", "finding.lost_more", "finding.comma"})
"""What stands inside of other sentences only."""
WORDS = frozenset({"field", "base", "column"})
"""Places of a sentence that hold the name of a field."""
PLACE = regex.compile(r"\{(\w+)\}")
GREEDY, SHORT = r".*", r".*?"
"""A subject may have the sentence's own colon in it (甲：乙：1 + 1 = 2): it reaches as far as it can."""
BESIDE = {
    "claimed": r"(?:[约近]?[\d.,]+|[一二三四五六七八九十百两几]+)(?:部分|方面|大类|\p{Han})?",
    "subject": r".*?(?=[-+约近≥≤＜＞<>]?\d)",
}
"""Places with nothing between them and the next: a count before what it counts (4个子项目), a name before its figure (实际支出1元)."""
TWICE = "same-figure"
"""The rule whose subject ends in the name of a field."""

BETWEEN = frozenset({"same-project", "prior-year", "unit-sum"})
"""Rules whose subject is the name of a field, where it is one of the catalogue's."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A sentence in one language: its key, what stands in it word for word, and the pattern that takes it to pieces."""

    key: str
    literals: tuple[str, ...]
    pattern: regex.Pattern[str]

    @property
    def weight(self) -> int:
        return sum(map(len, self.literals))


def retold(sentence: str, lang: str, rule: str = "") -> str:
    """The sentence in `lang`, with its figures and names as they stand. `rule`: of the finding that says it. A sentence in that
    language, and one that this program does not make, comes back as it was."""
    for source in LANGUAGES:
        if source != lang and (found := _told(sentence, source, lang, rule)) is not None:
            return found
    return sentence


def _told(sentence: str, source: str, lang: str, rule: str) -> str | None:
    match = _matching(sentence, source)
    if match is not None:
        key, values = match
        return template(key, lang).format(
            **{name: _value(name, value, source, lang, rule) for name, value in values.items()}
        )
    added = _form("finding.may_be", source).pattern
    for end in reversed(list(regex.compile(added.pattern + "$").finditer(sentence, overlapped=True))):
        rest = _told(sentence[: end.start()], source, lang, rule)
        if end.start() and rest is not None:
            return rest + template("finding.may_be", lang).format(**end.groupdict())
    return None


def _matching(sentence: str, source: str) -> tuple[str, dict[str, str]] | None:
    """The key and the values of the sentence that says most of it word for word."""
    able = (form for form in _forms(source) if all(literal in sentence for literal in form.literals))
    found = ((form, match) for form in able if (match := form.pattern.fullmatch(sentence)))
    best = max(found, key=lambda pair: pair[0].weight, default=None)
    return (best[0].key, best[1].groupdict()) if best else None


def _value(name: str, value: str, source: str, lang: str, rule: str) -> str:
    if name in WORDS:
        return _field(value, source, lang)
    if name == "subject":
        line, blank, column = value.rpartition(" ")
        return (
            line + blank + _field(column, source, lang) if rule == TWICE or (not blank and rule in BETWEEN) else value
        )
    return _places(value, source, lang) if name == "places" else value


def _field(word: str, source: str, lang: str) -> str:
    known = (f"field.{name}" for name in names("field"))
    key = next((key for key in known if template(key, source) == word), None)
    return template(key, lang) if key else word


def _places(value: str, source: str, lang: str) -> str:
    """The lines with what was lost in each, and how many more there are."""
    line, more = (_form(f"finding.lost_{part}", source).pattern for part in ("line", "more"))
    last = regex.search(f"{more.pattern}$", value)
    parts = value[: last.start() if last else None].split(template("finding.comma", source))
    told = [
        template("finding.lost_line", lang).format(**match.groupdict()) if (match := line.fullmatch(part)) else part
        for part in parts
    ]
    rest = template("finding.lost_more", lang).format(**last.groupdict()) if last else ""
    return template("finding.comma", lang).join(told) + rest


@cache
def _forms(lang: str) -> list[_Form]:
    return list(_made(lang))


def _made(lang: str) -> Iterator[_Form]:
    for group in SENTENCES:
        for name in names(group):
            if (key := f"{group}.{name}") not in PARTS:
                yield _form(key, lang)


@cache
def _form(key: str, lang: str) -> _Form:
    words = PLACE.split(template(key, lang))
    literals, seen, pattern = words[::2], set[str](), regex.escape(words[0])
    for number, name in enumerate(words[1::2], 1):
        beside = number < len(literals) - 1 and not literals[number]
        sort = BESIDE.get(name, SHORT) if beside else GREEDY if name == "subject" else SHORT
        pattern += (f"(?P={name})" if name in seen else f"(?P<{name}>{sort})") + regex.escape(literals[number])
        seen.add(name)
    return _Form(key, tuple(filter(None, literals)), regex.compile(pattern, regex.DOTALL))
