"""How likely the words of a head, or of a row's name, are if it means this or that: a noisy channel over the glyphs'
own alternatives, and a character n-gram for wordings that no list has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, inf, log

import regex

from gouji.schemas.traced import Traced

MISREAD = 0.003
"""The probability that a character that the recogniser is sure of is another one."""
STROKES, STROKE_MISREAD = frozenset("一二三-=—"), 0.05
"""Characters that are nothing but level strokes, and the probability that one lost or gained a stroke."""
ADDED = LOST = 0.003
"""The probability that a character was added or lost."""
UNLISTED = 0.05
"""The probability of a wording that no list has."""
ELSEWHERE = 0.05
"""How much less likely it is an unlisted wording of one meaning if another meaning lists it."""
BIGRAM, UNIGRAM = 0.5, 0.35
"""The share of pairs and of single characters in the probability of an unlisted wording."""
MIN_CHAR = 1 / 600
"""The probability of a character that no list has."""
MIN_SHARED_RATIO = 0.34
"""Wordings that share less of their characters with a cell are not compared with it."""
MAX_LENGTH_DIFFERENCE = 2
"""Neither are those that are longer or shorter by more characters than this."""
DAMPED = 0.5
"""The power of a count: what is seen often is likelier, but no listed wording becomes rare by it."""
MAX_LENGTH = 24
"""No head is longer."""
SPURIOUS = regex.compile(r"[\s:：*×xX/%％·.,，、'`\-—_|]")
BRACKETED = regex.compile(r"[（(【\[][^（）()【】\[\]]*(?:[）)】\]]|$)")
YEAR = regex.compile(r"^20\d\d\s*年(?!初|度|末)")
LETTER = regex.compile(r"^(?P<words>.*\p{Han})[A-F\d]$")
CIRCLED = regex.compile(r"(?<=\p{Han})[①-⑳](?:[=＝][①-⑳\d\s+\-−–—/÷×*%％（）()]*)?$")
"""The number of a column or row, with what it is reckoned from (结余数④=②-③)."""

Seen = tuple[tuple[str, float, tuple[tuple[str, float], ...]], ...]
"""The characters of a cell: each with its probability and its alternatives."""


def bare(words: str) -> str:
    """Returns the words of a head without brackets, marks, and the letter or digit behind them."""
    plain = YEAR.sub("", BRACKETED.sub("", CIRCLED.sub("", words.strip())))
    return LETTER.sub(r"\g<words>", SPURIOUS.sub("", plain))


@dataclass(frozen=True, slots=True)
class _Listed:
    """A listed wording: its characters, how many of them a cell must share, and the log-probability of the wording."""

    words: str
    letters: frozenset[str]
    min_shared: float
    prior: float


class Wordings:
    """The wordings of several meanings, with the odds that a piece of text is one of them."""

    def __init__(self, meanings: Mapping[str, Sequence[str]], counts: Mapping[tuple[str, str], float]) -> None:
        """`counts` says how often a meaning was seen under a wording, beside its being listed once."""
        listed: dict[str, dict[str, float]] = {
            m: dict.fromkeys((bare(each) or each for each in ws), 1.0) for m, ws in meanings.items()
        }
        for (meaning, words), count in counts.items():
            if meaning in listed:
                word = bare(words) or words
                listed[meaning][word] = listed[meaning].get(word, 0.0) + count**DAMPED
        self.listed = listed
        total: dict[str, float] = {}
        for each, count in (item for wordings in listed.values() for item in wordings.items()):
            for char in each:
                total[char] = total.get(char, 0.0) + count
        size = sum(total.values())
        self.background = {char: max(MIN_CHAR, count / size) for char, count in total.items()}
        self.models = {meaning: _Ngrams(words, self) for meaning, words in listed.items()}
        self.words = {each for words in listed.values() for each in words}
        self.shares = {meaning: sum(words.values()) for meaning, words in listed.items()}
        self._seen: dict[Seen, dict[str, float]] = {}
        self._near: dict[tuple[str, int], list[_Listed]] = {}

    def prior(self, char: str) -> float:
        """The probability of a character anywhere."""
        return self.background.get(char, MIN_CHAR)

    def odds(self, text: Traced) -> dict[str, float]:
        """Returns for each meaning the log-odds that the text was printed for it, against any other words."""
        seen = _seen(text)
        if not seen or len(seen) > MAX_LENGTH:
            return dict.fromkeys(self.listed, -inf)
        if seen not in self._seen:
            if len(self._seen) > 20000:
                self._seen.clear()
            self._seen[seen] = self._odds(seen)
        return self._seen[seen]

    def _odds(self, seen: Seen) -> dict[str, float]:
        chars = {char for char, _, others in seen for char in (char, *(c for c, _ in others))}
        known = "".join(char for char, _, _ in seen) in self.words
        out = {}
        for meaning in self.listed:
            unlisted = log(UNLISTED) + self.models[meaning].odds(seen) + (log(ELSEWHERE) if known else 0.0)
            ways = [
                each.prior + self._channel(seen, each.words)
                for each in self._of_length(meaning, len(seen))
                if len(chars & each.letters) >= each.min_shared
            ]
            out[meaning] = log_sum([unlisted, *ways])
        return out

    def _of_length(self, meaning: str, length: int) -> list[_Listed]:
        """The wordings of a meaning that are about as long."""
        found = self._near.get((meaning, length))
        if found is None:
            found = self._near[meaning, length] = [
                _Listed(
                    each,
                    frozenset(each),
                    MIN_SHARED_RATIO * len(each),
                    log((1 - UNLISTED) * count / self.shares[meaning]),
                )
                for each, count in self.listed[meaning].items()
                if abs(len(each) - length) <= MAX_LENGTH_DIFFERENCE
            ]
        return found

    def _channel(self, seen: Seen, words: str) -> float:
        """The log-odds that these characters are the words, misread here and there, against any other words."""
        lost, added = log(LOST), log(ADDED)
        row = [lost * j for j in range(len(words) + 1)]
        for i, (char, prob, others) in enumerate(seen, 1):
            known = dict(others)
            last, row[0] = row[0], added * i
            prior, another = log(self.prior(char)), log(max(MISREAD, 1 - prob))
            for j, wanted in enumerate(words, 1):
                if char == wanted:
                    step = log(max(prob, MISREAD)) - prior
                elif wanted in known:
                    step = log(max(known[wanted], MISREAD)) - prior
                elif char in STROKES and wanted in STROKES:
                    step = log(max(STROKE_MISREAD, 1 - prob))
                else:
                    step = another
                best = max(last + step, row[j] + added, row[j - 1] + lost)
                last, row[j] = row[j], best
        return row[-1]


class _Ngrams:
    """A model of the characters of one meaning's wordings."""

    def __init__(self, words: Mapping[str, float], of: Wordings) -> None:
        self.of = of
        self.single: defaultdict[str, float] = defaultdict(float)
        self.pairs: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.firsts: defaultdict[str, float] = defaultdict(float)
        for each, count in words.items():
            for first, second in zip("^" + each, each, strict=False):
                self.single[second] += count
                self.pairs[first, second] += count
                self.firsts[first] += count
        self.size = sum(self.single.values()) or 1.0

    def odds(self, seen: Seen) -> float:
        out, before = 0.0, "^"
        for char, _, _ in seen:
            prior = self.of.prior(char)
            pair = self.pairs.get((before, char), 0.0) / self.firsts.get(before, 1.0)
            rest = 1 - BIGRAM - UNIGRAM
            out += log((BIGRAM * pair + UNIGRAM * self.single.get(char, 0.0) / self.size + rest * prior) / prior)
            before = char
        return out


def _seen(text: Traced) -> Seen:
    words = "".join(text.text.split())
    kept = bare(words) or SPURIOUS.sub("", words)
    out, at = [], 0
    for index, char in enumerate(text.text):
        if at < len(kept) and char == kept[at]:
            others = tuple(o for glyph in text.origins[index] for o in glyph.alternatives[:4])
            out.append((char, round(text.probs[index], 2), others))
            at += 1
    return tuple(out)


def log_sum(values: Sequence[float]) -> float:
    """Returns the logarithm of the sum of the exponentials."""
    most = max(values, default=-inf)
    return most if most == -inf else most + log(sum([exp(v - most) for v in values]))
