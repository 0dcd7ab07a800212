"""What became of every figure, every relation and every genuine error of one document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from bench.proof.printed import Printed, Truth, common
from gouji.check.pointers import leaves, pointers
from gouji.check.readings.candidates import CandidateSet
from gouji.check.readings.legibility import dimness
from gouji.check.readings.posterior import posteriors
from gouji.check.relations.relation import Relation
from gouji.check.tie_out import relations, tie_out
from gouji.check.verdicts.second_look import figures_and_dates
from gouji.extract.report import report
from gouji.normalize.document import correct
from gouji.normalize.text.width import fold_width
from gouji.schemas.leaf import Leaf
from gouji.schemas.pages import Document
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Finding, Report
from gouji.schemas.traced import Traced

LOOKED = 0.9995
"""Figures less sure than this are looked at again for measuring what all looks together mean."""
TOLD = {"inconsistent", "misread", "unresolved"}


@dataclass(slots=True)
class FigureRow:
    """One figure (or day) of the record that stands where the truth has one. `said` is whether the reader's own signs are the printed
    ones before anything is corrected, `read` whether those of the figure are that was formed of them, `before` and
    `after` whether its value was right before and after tying out; `raw` and `sure` are the reader's and the final confidence."""

    pointer: str
    printed: str
    was: str
    now: str
    said: bool
    read: bool
    before: bool
    after: bool
    raw: float
    sure: float
    sealed: bool
    touched: bool = False
    related: bool = False


@dataclass(slots=True)
class RelationRow:
    """One relation that was checked: its rule and status, whether it `holds` with what is really printed, and whether a genuine error
    has to do with it (`spoiled`)."""

    rule: str
    subject: str
    status: str
    holds: bool | None
    spoiled: bool
    equation: str


@dataclass(slots=True)
class ErrorRow:
    """A genuine error and its fate: found, unresolved, masked or missed."""

    rule: str
    kind: str
    fate: str
    printed: str
    told: str


@dataclass(slots=True)
class Measured:
    """All of one document."""

    name: str
    quality: str
    figures: list[FigureRow] = field(default_factory=list)
    relations: list[RelationRow] = field(default_factory=list)
    errors: list[ErrorRow] = field(default_factory=list)
    record: Report | None = None


@dataclass(slots=True)
class _Tested:
    relation: Relation
    key: tuple[str, tuple[str, ...]]
    true: list[Printed | None]
    holds: bool | None


def measure(document: Document, truth: Truth, lang: str = "en") -> Measured:
    """Reads the document's lines into a record, ties it out, and holds it against the truth."""
    record = report(document, correct(document))
    before = {id(leaf): (deepcopy(leaf.value), leaf.text, leaf.confidence) for _, leaf in leaves(record)}
    places = pointers(record)
    tested = [t for r in relations(record) if (t := _tested(r, places, truth))]
    record.findings = tie_out(record, lang, document)
    out = Measured(truth.raw["id"], truth.raw["profile"], record=record)
    out.figures = list(_figures(record, before, truth, tested))
    found = {(f.rule, tuple(f.fields)): f for f in record.findings}
    spoiled = [p for error in truth.raw["injected"] for p in (error["figure"], *error["figures"])]
    for each in tested:
        if finding := found.get(each.key):
            bad = any(_same_place(p, s) for p in each.true if p for s in spoiled) or _count_spoiled(each, truth)
            subject = each.relation.subject
            out.relations.append(
                RelationRow(each.relation.rule, subject, finding.status, each.holds, bad, finding.equation)
            )
    out.errors = [_error(error, tested, found, record, truth) for error in truth.raw["injected"]]
    return out


@dataclass(frozen=True, slots=True)
class Weighed:
    """One figure before anything is corrected: what the first look says of it and whether its signs were read `right`.

    `found` are its readings by all looks, None where the first look was sure or where looks say nothing (a seal, a bar, a corrected
    sign); `which` is the place of the printed reading among `found.others`, -1 for the one taken, None where none is it.
    """

    told: float
    right: bool
    dim: float
    found: CandidateSet | None = None
    which: int | None = -1


def weighed_figures(document: Document, truth: Truth) -> Iterator[Weighed]:
    """Every figure of the document that stands where the truth has one."""
    record = report(document, correct(document))
    candidates_of, dim = posteriors(record, document), dimness(document)
    for _, leaf in figures_and_dates(record):
        printed = truth.at(leaf)
        if printed is None or not isinstance(leaf.value, type(printed.value)):
            continue
        told, page = leaf.confidence, dim.get(leaf.page or 0, 0.0)
        right = _signs(leaf.text) == _signs(printed.text)
        if told >= LOOKED or leaf.sealed or "".join(leaf.raw.split()) != leaf.text:
            yield Weighed(told, right, page)
            continue
        found = candidates_of(leaf)
        bar = bool(found.others) and found.others[0].text[1:] == leaf.text[1:] and found.others[0].text[:1] in "><"
        named = (
            i
            for i, r in enumerate(found.others)
            if _right(r.value, printed.value) and _signs(r.text) == _signs(printed.text)
        )
        yield Weighed(
            told, right, page, None if bar or len(found.seen) == 1 else found, -1 if right else next(named, None)
        )


def _tested(relation: Relation, places: dict[int, str], truth: Truth) -> _Tested | None:
    if relation.outcome() is None:
        return None
    true = [truth.at(leaf) for leaf in relation.leaves]
    instead = {
        i: _like(p.value, leaf.value) for i, (p, leaf) in enumerate(zip(true, relation.leaves, strict=True)) if p
    }
    outcome = relation.outcome(instead)
    fields = tuple(dict.fromkeys(places[id(x)] for x in (*relation.leaves, *relation.others) if id(x) in places))
    return _Tested(relation, (relation.rule, fields), true, outcome.holds if outcome else None)


def _like(true: Any, read: Any) -> Any:
    """The printed value with what the record knows of it from elsewhere (a bound from a column of its own)."""
    if isinstance(true, Quantity) and isinstance(read, Quantity) and read.bound and true.bound is None:
        return true.model_copy(update={"bound": read.bound})
    return true


def _figures(record: Report, before: dict[int, Any], truth: Truth, tested: list[_Tested]) -> Iterator[FigureRow]:
    told = {p for f in record.findings if f.status in TOLD for p in f.fields}
    related = {id(leaf) for t in tested for leaf in t.relation.leaves}
    seen: set[int] = set()
    for pointer, leaf in leaves(record):
        if pointer.startswith(("/tables/", "/cover/")) or id(leaf) in seen or id(leaf) not in before:
            continue
        seen.add(id(leaf))
        printed = truth.at(leaf)
        old, text, raw = before[id(leaf)]
        if printed is None or not isinstance(old, type(printed.value)):
            continue
        said, read = (_signs(fold_width(Traced.plain(x)).text) == _signs(printed.text) for x in (leaf.raw, text))
        sides = _right(old, printed.value), _right(leaf.value, printed.value)
        row = FigureRow(pointer, printed.text, text, leaf.text, said, read, *sides, raw, leaf.confidence, leaf.sealed)
        row.touched, row.related = pointer in told, id(leaf) in related
        yield row


def _right(value: Any, true: Any) -> bool:
    if isinstance(true, Quantity):
        return isinstance(value, Quantity) and abs(value.amount) == abs(true.amount)
    return bool(value == true)


def _signs(text: str) -> str:
    """The digits of a figure with their points, without commas of thousands."""
    return re.sub(r"[^\d.]", "", text.replace("．", "."))


def _same_place(printed: Printed, told: dict[str, Any]) -> bool:
    return told["page"] == printed.page and told["bbox"] is not None and common(tuple(told["bbox"]), printed.box) > 0.8


def _count_spoiled(tested: _Tested, truth: Truth) -> bool:
    rule = tested.relation.rule
    return rule == "announced-count" and any(
        rule in e["rules"] and e["figure"]["page"] == tested.relation.leaves[0].page for e in truth.raw["injected"]
    )


def _error(
    error: dict[str, Any], tested: list[_Tested], found: dict[Any, Finding], record: Report, truth: Truth
) -> ErrorRow:
    mine = [t for t in tested if any(p and _same_place(p, error["figure"]) for p in t.true)]
    broken = [found[t.key] for t in mine if t.holds is False and t.key in found]
    fate, told = "missed", ""
    for status, name in (
        ("inconsistent", "found"),
        ("misread", "masked"),
        ("unresolved", "unresolved"),
        ("consistent", "masked"),
    ):
        if hit := next((f for f in broken if f.status == status), None):
            fate, told = name, f"{hit.rule}: {hit.equation}"
            break
    else:
        fate, told = _by_place(error, record, truth)
    return ErrorRow(error["rule"], error["kind"], fate, error["printed"], told)


def _tells(finding: Finding, error: dict[str, Any]) -> bool:
    """Whether the finding says what the error says: the same value seen where the same one is expected."""
    seen, wanted = finding.observed or "", error["observed"]
    return _number(seen) == _number(wanted) and (
        _number(finding.expected or "") == _number(error["expected"]) or finding.rule == "grade-band"
    )


def _number(text: str) -> str:
    """A number without idle zeros; words as they are."""
    bare = text.strip("<>= ")
    return f"{float(bare):.4f}" if re.fullmatch(r"-?\d+(\.\d+)?", bare) else bare[:1]


def _by_place(error: dict[str, Any], record: Report, truth: Truth) -> tuple[str, str]:
    """The error by the findings that touch its own figure, where its relation was not tied out as the truth has it."""
    fates = {"inconsistent": "found", "unresolved": "unresolved"}
    at = dict(leaves(record))
    for status, fate in fates.items():
        for f in (f for f in record.findings if f.status == status):
            if f.rule in error["rules"] and _tells(f, error):
                return fate, f"{f.rule}: {f.message}"
            touched: list[Leaf[Any]] = [at[p] for p in f.fields if p in at]
            if any((p := truth.at(leaf)) and _same_place(p, error["figure"]) for leaf in touched):
                return fate, f"{f.rule}: {f.message}"
    return "missed", ""
