"""The features by which a ratio is told as claimed: the words of its result, where its two figures stand, their names."""

from __future__ import annotations

from functools import lru_cache

import regex

from gouji.extract.statements.answers_to import NONE, Answers, answer_features, best_answers
from gouji.extract.statements.denials import denies
from gouji.extract.statements.figure_context import FILLER, Context, kind_of, senses
from gouji.extract.statements.figure_features import YEAR
from gouji.extract.statements.figure_name import figure_name
from gouji.extract.statements.parallel_runs import is_parallel, run_of
from gouji.extract.statements.rated_pairs import is_rated
from gouji.extract.statements.ratio_candidates import NOISE, RatioCandidate, name_pairs

PAST = regex.compile(r"上年|去年|上一年|往年|同期|前年|原来|以前|之前|此前")
SAID = frozenset(
    {"initial", "adjusted", "budget", "allocated", "spent", "target", "past", "whole", "recovery", "contract"}
)
"""Senses that name the base of a ratio: 占全年预算的, 以年初预算数为分母."""
TOTAL, MAX_TOTAL = regex.compile(r"合计|总计|共|总"), 6
OWN_REACH = 8
"""Figures before a ratio among which its sentence may tell a base of its own."""
STEM = regex.compile(r"(?P<stem>\p{Han}{2})率[^，。；]{0,3}$")
NAMED = regex.compile(r"(?:占|为|是|完成|达到?|相当于|较|比|与|按|由)(?P<words>[^，。；：#]{2,16}?)(?:的|相比|#|$)")


def result_features(every: list[Context], index: int) -> list[str]:
    """What the words around a figure say of the way it follows from others; shared by all candidates of one form."""
    here, lead = every[index], _lead(every, index)
    core = FILLER.sub("", lead)
    told = senses(lead)
    out = [f"last={told[-1] if told else '-'}", f"bracket={here.opened}", f"kind={kind_of(here)}"]
    out += [f"any={sense}" for sense in set(told)]
    out += [f"L{size}={lead[-size:]}" for size in (1, 2, 3, 4) if len(lead) >= size]
    out += [f"F{size}={core[-size:]}" for size in (2, 3, 4) if len(core) >= size and core != lead]
    out += [f"R{size}={here.after[:size]}" for size in (1, 2, 3)]
    if not told:
        before = senses(here.sentence[: len(here.sentence) - len(here.lead)])
        out.append(f"inherit={before[-1] if before else '-'}")
    if kind_of(here) == "rate":
        out.append(f"is100={here.figure.found.quantity.amount == 100}")
        out.append(f"over={here.figure.found.quantity.amount > 100}")
    if here.figure.found.quantity.bound:
        out.append("bound")
    out.append(f"unit={here.figure.found.quantity.unit}")
    return out


def _lead(every: list[Context], index: int) -> str:
    """The words that lead to a figure; in a row of figures (分别占39.5%、34.2%) those before its first."""
    return every[run_of(every, index).start].lead


def place_of(every: list[Context], index: int, other: int) -> str:
    """Where a figure stands as seen from the one at `index`: just before, in its clause, its sentence, its paragraph, …"""
    here, there = every[index], every[other]
    if there.paragraph != here.paragraph:
        return "far" if here.paragraph - there.paragraph > 2 else "paragraph-before"
    if other > index:
        return "next" if other == index + 1 else "behind"
    if there.sentence_start != here.sentence_start:
        return "sentence-before" if _sentences(here, there) == 1 else "earlier"
    between = range(other + 1, index)
    if not between:
        return "just-before"
    like = sum(kind_of(every[j]) == kind_of(there) for j in between)
    return f"sentence-{min(like, 3)}"


def _sentences(here: Context, there: Context) -> int:
    text = here.passage.text.text[there.figure.end : here.figure.start]
    return len(regex.findall(r"[。！？；;]", text))


def place_features(every: list[Context], index: int, other: int, role: str, told: Answers) -> list[str]:
    """What the place and the words of one of the two figures say; `role` is a for the first, b for the second."""
    here, there = every[index], every[other]
    where = place_of(every, index, other)
    out = [f"{role}@{where}", f"{role}:{there.last}", f"r{here.last}:{role}{there.last}"]
    words = _lead(every, index) or "#"
    if here.kind in ("money", "count"):
        out.append(f"{role}-total={TOTAL.search(there.lead[-MAX_TOTAL:]) is not None}:{there.last}")
    out += answer_features(every, told, other, role)
    out += [f"said={sense}:{role}{there.last}" for sense in set(senses(words)) & SAID]
    year = _year(there)
    if year:
        out.append(f"{role}-year={_said_year(year, _own_words(here))}")
    if role == "b":
        out += [f"b-named={_overlap(_named(words), there)}", f"b-after={_overlap(here.after[:10], there)}"]
    else:
        out.append(f"a-named={_overlap(_subject(words), there)}")
        if (parallel := is_parallel(every, index, other)) is not None:
            out.append(f"a-parallel={parallel}")
        if there.kind == "count":
            out.append(
                f"units={'same' if there.figure.found.quantity.unit == here.figure.found.quantity.unit else 'other'}"
            )
    return out


def _said_year(year: int, words: str) -> str:
    """How the words tell of a year: as what is compared with (2023年比2022年), otherwise, or not at all."""
    if str(year) not in words:
        return "unsaid"
    return "compared" if regex.search(rf"[比较同与和]\s*{year}\s*年", words) else "said"


@lru_cache(maxsize=4096)
def _own_words(context: Context) -> str:
    """The words of the sentence up to the figure, years included."""
    return context.passage.text.text[context.sentence_start : context.figure.start]


def base_said(here: Context, base: Context) -> str:
    """Whether the words around a ratio say what its base is, and mean this one: 占全年预算的, （支出数÷调整后预算数）, 以到位数为分母."""
    told = {*senses(here.lead), *senses(here.after)} & SAID - {"spent"}
    mine = set(senses(base.lead)) | {base.last}
    if told & mine:
        return "said"
    if _overlap(_named(here.lead or "#"), base) in ("all", "half"):
        return "named"
    return "other" if told else "unsaid"


def pair_features(
    every: list[Context], candidate: RatioCandidate, previous: int | None, told: Answers = NONE
) -> list[str]:
    """What the two figures say together. `previous` is the second figure of the last ratio told before, if there is one."""
    here, a, b = every[candidate.result], every[candidate.first], every[candidate.second]
    places = place_of(every, candidate.result, candidate.first), place_of(every, candidate.result, candidate.second)
    ahead = candidate.first < candidate.second
    mine, theirs = name_pairs(a), name_pairs(b)
    alike = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    years = _year(a), _year(b)
    out = [
        f"ab@{places[0]}+{places[1]}",
        f"order={'a' if ahead else 'b'}{abs(candidate.first - candidate.second) == 1}",
        f"ab:{a.last},{b.last}",
        f"past={_past(a)}{_past(b)}",
        f"years={years[0] < years[1] if all(years) else '-'}",
        f"depths={_sign(a.depth - here.depth)}{_sign(b.depth - here.depth)}",
        f"larger={a.amount > b.amount}",
        f"ab-like={'all' if alike > 0.7 else 'half' if alike > 0.35 else 'some' if alike else 'none'}",
        f"ab-like@{places[1]}={alike > 0.35}",
    ]
    if told.first or told.second:
        best = best_answers(every, told, candidate.first, candidate.second)
        out += [f"best={best}", f"best={best}:{places[1]}"]
    if here.kind in ("count", "money"):
        out.append(f"rest={_rest(here, a, b)}")
        rated = (
            is_rated(every, candidate.result, candidate.first, candidate.second) if candidate.form == "less" else None
        )
        out += [f"rated={rated}"] if rated is not None else []
    if here.kind == "rate" and (stem := _stem(here)):
        out.append(f"stem={_says(stem, a)}{_says(stem, b)}")
    if previous is not None:
        again = every[previous].amount == b.amount
        out.append(f"base-again={again}")
        apart = "apart" if (here.paragraph, here.sentence_start) != (b.paragraph, b.sentence_start) else "here"
        out.append(
            f"base-again={again}:{apart}:{'rivalled' if tells_own_base(every, candidate.result, b.unit) else 'alone'}"
        )
    if not ahead:
        middle = every[candidate.second + 1 : candidate.first]
        out.append(f"b-largest={not any(c.kind == b.kind and c.amount > b.amount for c in middle)}")
    return out


def tells_own_base(every: list[Context], index: int, unit: str) -> bool:
    """Whether the sentence of a ratio tells, before it, more than one figure of the unit of a base: 计划实施380公里…，实际完成200公里，完成率100%."""
    here = every[index]
    own = [c for c in every[max(0, index - OWN_REACH) : index] if c.unit == unit and c.paragraph == here.paragraph]
    return sum(c.sentence_start == here.sentence_start for c in own) > 1


def ratio_features(every: list[Context], candidate: RatioCandidate, previous: int | None, told: Answers) -> list[str]:
    """All features of one candidate; `told` are the answers to the words of its result."""
    names = [
        *place_features(every, candidate.result, candidate.first, "a", told),
        *place_features(every, candidate.result, candidate.second, "b", told),
        *pair_features(every, candidate, previous, told),
    ]
    return [f"{candidate.form}|{name}" for name in names]


def _stem(here: Context) -> str:
    """What a rate is called after: 合格 of 合格率; empty without one."""
    found = STEM.search(here.lead)
    return found["stem"] if found else ""


@lru_cache(maxsize=4096)
def _says(stem: str, context: Context) -> str:
    """Whether a figure is named by the word that a rate is called after, or by its denial: 合格3,212批次, 不合格74批次."""
    name = figure_name(context)
    return "n" if stem in name and denies(name, stem) else "y" if stem in name else "-"


def _rest(here: Context, a: Context, b: Context) -> str:
    """Whether the figure is named as the rest of what one of the two is: 抽检860块，合格843块，不合格17块."""
    mine = figure_name(here)
    return "b" if denies(mine, figure_name(b)) else "a" if denies(mine, figure_name(a)) else "-"


@lru_cache(maxsize=4096)
def _past(context: Context) -> str:
    return "p" if PAST.search(context.lead[-12:]) or PAST.search(context.after[:4]) else "-"


@lru_cache(maxsize=4096)
def _year(context: Context) -> int:
    words = context.passage.text.text[max(0, context.figure.start - 16) : context.figure.start]
    found = YEAR.findall(words)
    return int(found[-1][:4]) if found else 0


def _sign(number: int) -> str:
    return "+" if number > 0 else "-" if number < 0 else "0"


def _named(words: str) -> str:
    found = [match["words"] for match in NAMED.finditer(words)]
    return found[-1] if found else ""


def _subject(words: str) -> str:
    return regex.split("占|为|是|的", words)[0]


def _overlap(words: str, context: Context) -> str:
    """How much of `words` the words of a figure have in common, by pairs of characters."""
    mine = NOISE.sub("", words)
    theirs = NOISE.sub("", context.sentence[-24:] if len(context.lead) < 4 else context.lead[-24:])
    pairs = {mine[i : i + 2] for i in range(len(mine) - 1)}
    if not pairs:
        return "-"
    share = sum(pair in theirs for pair in pairs) / len(pairs)
    return "all" if share > 0.75 else "half" if share > 0.3 else "some" if share else "none"
