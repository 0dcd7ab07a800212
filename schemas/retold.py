"""Translates sentences of the catalogue: a record's sentences are in the language in which it was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from gouji.schemas.texts import LANGUAGES, names, template

SENTENCE_GROUPS = ("finding", "suggestion", "between", "reason", "correction")
"""The groups of the catalogue whose sentences occur in records."""
MISSING_TEMPLATES = tuple(
    f"finding.own_{why}" for why in ("absent", "many", "words", "unreadable", "same", "units", "apart")
)
INNER_TEMPLATES = frozenset(
    {
        "finding.may_be",
        "finding.lost_line",
        "finding.lost_more",
        "finding.comma",
        "finding.own_note",
        "finding.own_and",
        *MISSING_TEMPLATES,
    }
)
"""Templates that occur only inside other sentences."""
FIELD_PLACEHOLDERS = frozenset({"field", "base", "column"})
"""Placeholders that hold the name of a field."""
PLACEHOLDER = regex.compile(r"\{(\w+)\}")
SHORTEST = r".*?"
LONGEST = r".*"
"""Pattern of a subject, which may contain the sentence's own colon (甲：乙：1 + 1 = 2): it extends as far as possible."""
ADJACENT_PATTERNS = {
    "claimed": r"(?:[约近]?[\d.,]+|[一二三四五六七八九十百两几]+)(?:部分|方面|大类|\p{Han})?",
    "subject": r".*?(?=[-+约近≥≤＜＞<>]?\d)",
}
"""Placeholders directly followed by the next one: a count before what it counts (4个子项目), a name before its figure
(实际支出1元).
"""
SAME_FIGURE_RULE = "same-figure"
"""The rule whose subject ends in the name of a field."""

CROSS_REPORT_RULES = frozenset({"same-project", "prior-year", "unit-sum"})
"""Rules whose subject is the name of a field, if the catalogue has it."""


@dataclass(frozen=True, slots=True)
class _Template:
    """The template of a sentence in one language: its key, its literal parts, and the pattern that takes it apart."""

    key: str
    literals: tuple[str, ...]
    pattern: regex.Pattern[str]

    @property
    def weight(self) -> int:
        return sum(map(len, self.literals))


def retold(sentence: str, lang: str, rule: str = "") -> str:
    """The sentence in `lang`, with its figures and names unchanged. `rule` is that of the finding that states it.

    A sentence that is already in `lang`, or that this program does not make, comes back unchanged.
    """
    for source in LANGUAGES:
        if source != lang and (found := _of_own_rule(sentence, source, lang, rule)) is not None:
            return found
    return sentence


def _of_own_rule(sentence: str, source: str, lang: str, rule: str) -> str | None:
    """The sentence, whose note of the user's own rule stays as it is written, and in which several may be missing."""
    if is_own(rule) and (noted := _template("finding.own_note", source).pattern.fullmatch(sentence)):
        inner = _of_own_rule(noted["message"], source, lang, rule)
        return inner and template("finding.own_note", lang).format(message=inner, note=noted["note"])
    return _translated(sentence, source, lang, rule)


def is_own(rule: str) -> bool:
    """Whether the rule is none of the program's: it was the user's, in a rules file that may be gone."""
    return bool(rule) and rule not in names("rules")


def _translated(sentence: str, source: str, lang: str, rule: str) -> str | None:
    match = _matching(sentence, source)
    if match is not None:
        key, values = match
        return template(key, lang).format(
            **{name: _value(name, value, source, lang, rule) for name, value in values.items()}
        )
    added = _template("finding.may_be", source).pattern
    for end in reversed(list(regex.compile(added.pattern + "$").finditer(sentence, overlapped=True))):
        rest = _translated(sentence[: end.start()], source, lang, rule)
        if end.start() and rest is not None:
            return rest + template("finding.may_be", lang).format(**end.groupdict())
    return None


def _matching(sentence: str, source: str) -> tuple[str, dict[str, str]] | None:
    """The key and values of the template that matches the sentence with the most literal text; None if none matches."""
    able = (form for form in _templates(source) if all(literal in sentence for literal in form.literals))
    found = ((form, match) for form in able if (match := form.pattern.fullmatch(sentence)))
    best = max(found, key=lambda pair: pair[0].weight, default=None)
    return (best[0].key, best[1].groupdict()) if best else None


def _value(name: str, value: str, source: str, lang: str, rule: str) -> str:
    if name in FIELD_PLACEHOLDERS:
        return _field(value, source, lang)
    if name == "subject":
        line, blank, column = value.rpartition(" ")
        return (
            line + blank + _field(column, source, lang)
            if rule == SAME_FIGURE_RULE or is_own(rule) or (not blank and rule in CROSS_REPORT_RULES)
            else value
        )
    if name == "missing":
        return _missing(value, source, lang)
    return _places(value, source, lang) if name == "places" else value


def _field(word: str, source: str, lang: str) -> str:
    known = (f"field.{name}" for name in names("field"))
    key = next((key for key in known if template(key, source) == word), None)
    return template(key, lang) if key else word


def _missing(value: str, source: str, lang: str) -> str:
    """What is missing of a relation of the user, each part by its own template."""
    parts = []
    for part in value.split(template("finding.own_and", source)):
        found = ((key, _template(key, source).pattern.fullmatch(part)) for key in MISSING_TEMPLATES)
        parts.append(next((template(key, lang).format(**match.groupdict()) for key, match in found if match), part))
    return template("finding.own_and", lang).join(parts)


def _places(value: str, source: str, lang: str) -> str:
    """The damaged lines with the count of each, and the number of further lines."""
    line, more = (_template(f"finding.lost_{part}", source).pattern for part in ("line", "more"))
    last = regex.search(f"{more.pattern}$", value)
    parts = value[: last.start() if last else None].split(template("finding.comma", source))
    lines = [
        template("finding.lost_line", lang).format(**match.groupdict()) if (match := line.fullmatch(part)) else part
        for part in parts
    ]
    rest = template("finding.lost_more", lang).format(**last.groupdict()) if last else ""
    return template("finding.comma", lang).join(lines) + rest


@cache
def _templates(lang: str) -> list[_Template]:
    return list(_all_templates(lang))


def _all_templates(lang: str) -> Iterator[_Template]:
    for group in SENTENCE_GROUPS:
        for name in names(group):
            if (key := f"{group}.{name}") not in INNER_TEMPLATES:
                yield _template(key, lang)


@cache
def _template(key: str, lang: str) -> _Template:
    words = PLACEHOLDER.split(template(key, lang))
    literals, seen, pattern = words[::2], set[str](), regex.escape(words[0])
    for number, name in enumerate(words[1::2], 1):
        beside = number < len(literals) - 1 and not literals[number]
        sort = ADJACENT_PATTERNS.get(name, SHORTEST) if beside else LONGEST if name == "subject" else SHORTEST
        pattern += (f"(?P={name})" if name in seen else f"(?P<{name}>{sort})") + regex.escape(literals[number])
        seen.add(name)
    return _Template(key, tuple(filter(None, literals)), regex.compile(pattern, regex.DOTALL))
