"""Describes each block of a document by what tells where a report begins: titles, names, page numbers, kind of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from gouji.extract.bundles.project_names import form_names, is_same_name
from gouji.extract.bundles.title_lines import LEADER_LINE, title_lines
from gouji.extract.bundles.word_classes import body_classes, title_classes
from gouji.normalize.layout.headings import heading
from gouji.normalize.layout.page_lines import folio_of
from gouji.schemas.pages import Page

DIGITS = regex.compile(r"\d{1,3}")
ARTICLE = regex.compile(r"^\s*第[一二三四五六七八九十百]{1,4}[条章]")
SALUTATION = regex.compile(r"^\s*(?!.*(?:其中|包括|如下))\p{Han}[\p{Han}、，,]{2,24}[：:]\s*$")
DOCUMENT_NUMBER = regex.compile(r"[〔\[［【(（](?:19|20)\d\d[〕\]］】)）]\s*\d{1,4}\s*号")
LABEL = regex.compile(r"^\s*[\p{Han}（）()\s]{2,12}[:：]\s*\S")
SIGNED_DATE = regex.compile(r"^\s*(?:(?:19|20)\d\d|二[〇○零].{2})\s*年.{1,4}月.{1,4}日\s*$")
SENTENCE = regex.compile(r"[。，；]")
STOP = regex.compile(r"[。！？；：:]\s*$")
MANY = {"evaluation": 3, "indicator": 3, "money": 2, "accounts": 3, "rule": 2, "letter": 2, "terms": 2}
"""From how many words on a page speaks much of a class."""
OTHER_TITLES = frozenset({"target", "list", "contents", "whole", "rule", "accounts"})
"""A title of these classes is that of no report, though it names one."""
CONTINUED = "continued"
FEW_LINES = 10
"""A page without tables and with at most this many lines may be a cover."""


@dataclass(slots=True)
class _View:
    """What a block says, computed once."""

    page: Page
    titles: list[str]
    names: list[str]
    text: str
    classes: set[str]
    bodies: dict[str, int]
    folio: int | None
    table_words: str


@dataclass(slots=True)
class _Current:
    """The report that seems to be going on: what its first page said, and the text since."""

    kind: str = ""
    names: list[str] = field(default_factory=list)
    text: str = ""
    bodies: set[str] = field(default_factory=set)


def block_features(blocks: list[Page]) -> list[list[str]]:
    """The names of the features of each block, in order."""
    views = [_view(block) for block in blocks]
    current, out = _Current(), []
    for index, view in enumerate(views):
        before = views[index - 1] if index else None
        after = views[index + 1] if index + 1 < len(views) else None
        out.append(["bias", *_features(view, before, after, current)])
        current = _followed(current, view)
    return out


def _view(page: Page) -> _View:
    lines = [line.text for line in page.lines]
    cells = ["".join(line.text for line in cell.lines) for grid in page.tables for cell in grid.cells]
    text, titles = "\n".join([*lines, *cells]), _own_titles(page)
    line = folio_of(page)
    digits = DIGITS.findall(line.text) if line else []
    return _View(
        page,
        titles,
        form_names(page),
        regex.sub(r"[ \t\u3000]", "", text),
        {kind for title in titles for kind in title_classes(title)} - {CONTINUED},
        dict(body_classes(text)),
        int(digits[0]) if digits else None,
        "".join(cells[-40:]),
    )


def _own_titles(page: Page) -> list[str]:
    """The titles of the page. One that says that a table goes on stands below the running head, which announces nothing."""
    titles = title_lines(page)
    return [title for title in titles if CONTINUED in title_classes(title)] or titles


def _features(view: _View, before: _View | None, after: _View | None, current: _Current) -> Iterator[str]:
    if view.page.kind == "unreadable":
        yield "unreadable"
        yield from _before(before, current)
        yield from (f"unreadable.{name}" for name in _gap(before, after))
        return
    yield from (f"title.{kind}" for kind in sorted(view.classes))
    yield f"titles.{'+'.join(sorted(view.classes)) or 'none'}"
    yield from _names(view, before, current)
    yield from _numbers(view, before)
    yield from _contents(view)
    yield from _style(view, before)
    yield from _continuation(view, before)
    yield from _before(before, current)


def _names(view: _View, before: _View | None, current: _Current) -> Iterator[str]:
    titled = next((f".{kind}" for kind in ("report", "form") if kind in view.classes), "")
    if not view.names:
        return
    name = view.names[0]
    if any(is_same_name(name, known) for known in current.names):
        same = "same"
    elif name in current.text:
        same = "told"
    else:
        same = "new" if current.names or current.kind else "first"
    yield f"name.{same}"
    if before is not None and before.page.number == view.page.number:
        yield f"name.{same}.same_page"
    yield f"name.{same}.after.{current.kind or 'none'}{titled}"
    if len(view.names) > 3:
        yield "name.many"


def _numbers(view: _View, before: _View | None) -> Iterator[str]:
    if view.folio is None:
        yield "folio.none"
    elif view.folio == 1:
        yield "folio.first"
    elif before is not None and before.folio is not None:
        step = view.folio - before.folio
        yield "folio.next" if step == 1 else "folio.back" if step <= 0 else "folio.jump"
    else:
        yield "folio.late"


def _contents(view: _View) -> Iterator[str]:
    bodies, lines = view.bodies, [line.text for line in view.page.lines]
    yield from (f"body.{kind}{'.much' if n >= MANY.get(kind, 3) else ''}" for kind, n in sorted(bodies.items()))
    if "evaluation" not in bodies:
        yield "body.no_evaluation"
    if "indicator" in bodies and "achieved" not in bodies:
        yield "body.targets_alone"
    if sum(bool(LEADER_LINE.search(line)) for line in lines) >= 2:
        yield "leaders"
    if sum(bool(ARTICLE.match(line)) for line in lines) >= 2:
        yield "articles"
    if any(SALUTATION.match(line) for line in lines[:8]):
        yield "salutation"
    if any(DOCUMENT_NUMBER.search(line) for line in lines[:6]):
        yield "document_number"
    labels = sum(bool(LABEL.match(line)) for line in lines)
    if not view.page.tables and len(lines) <= FEW_LINES:
        spoken = any(SENTENCE.search(line) for line in lines)
        yield "cover.labelled" if labels >= 2 else "cover.spoken" if spoken else "cover.plain"
    yield "tables" if view.page.tables else "no_tables"


def _style(view: _View, before: _View | None) -> Iterator[str]:
    if before is None:
        yield "first"
        return
    page, last = view.page, before.page
    if page.number == last.number:
        yield "same_page"
    if page.kind != last.kind:
        yield "other_kind"
    if page.width and last.width and page.height and last.height:
        if (page.width > page.height) != (last.width > last.height):
            yield "other_orientation"
        elif abs(page.width - last.width) + abs(page.height - last.height) > 3:
            yield "other_size"


def _continuation(view: _View, before: _View | None) -> Iterator[str]:
    """Whether the block reads on from the one before: a table without a head, a heading's next number, a sentence."""
    heads = [head for line in view.page.lines[:6] if (head := heading(line.text)) and head.level]
    if heads:
        yield "heading.first" if heads[0].level == 1 and heads[0].place == 1 else "heading.later"
    if before is None:
        return
    if view.titles and view.titles[0] in before.titles:
        yield "title.again"
    ended = before.page.lines[-1].text if before.page.lines else ""
    if not before.page.tables and view.page.lines and not view.classes and len(ended) > 12 and not STOP.search(ended):
        yield "sentence.on"
    if view.page.tables and before.page.tables and not view.names and not view.classes:
        yield "table.on.same_width" if _width(view.page) == _width(before.page) else "table.on"


def _width(page: Page) -> int | None:
    """The width of the first table across the page, to a tenth of the page's width."""
    box = page.tables[0].box
    size = page.width if page.rotation % 180 == 0 else page.height
    if box is None or not size:
        return None
    low, high = (box[0], box[2]) if page.rotation % 180 == 0 else (box[1], box[3])
    return round(10 * (high - low) / size)


def _before(before: _View | None, current: _Current) -> Iterator[str]:
    """How complete the report before is."""
    if before is not None and before.page.kind == "unreadable":
        yield "after.unreadable"
        return
    yield f"current.{current.kind or 'none'}"
    if before is None:
        return
    if any(word in before.table_words for word in ("总分", "合计", "总计", "总得分")):
        yield "before.total"
    if current.kind == "form":
        yield "before.indicators" if "indicator" in current.bodies else "before.no_indicators"
    if any(SIGNED_DATE.match(line.text) for line in before.page.lines[-4:]):
        yield "before.signed"
    ended = before.page.lines[-1].text if before.page.lines else ""
    if ended and not before.page.tables and len(ended) > 12 and not STOP.search(ended):
        yield "before.open"


def _gap(before: _View | None, after: _View | None) -> Iterator[str]:
    """What the pages beside an unreadable page say of it."""
    if before is not None and after is not None and before.folio and after.folio:
        yield "folio.next" if after.folio == before.folio + 2 else "folio.first" if after.folio == 1 else "folio.other"
    if after is None:
        yield "last"
    elif not after.classes and not after.names:
        yield "next.untitled" if "evaluation" in after.bodies else "next.other"


def _followed(current: _Current, view: _View) -> _Current:
    """The current report after this block. A form of the project that a narrative tells of belongs to the narrative."""
    titled = view.classes & {"report", "form"} and not view.classes & OTHER_TITLES
    own = any(
        is_same_name(name, known) or name in current.text
        for name in view.names[:1]
        for known in (current.names or [""])
    )
    begins = (view.names and not own) or (titled and not (current.kind == "report" and (own or not view.names)))
    if not begins or not (titled or "evaluation" in view.bodies):
        current.text += view.text
        current.names += view.names
        current.bodies |= set(view.bodies)
        return current
    kind = "form" if (view.page.tables and "indicator" in view.bodies) or "report" not in view.classes else "report"
    return _Current(kind, list(view.names), view.text, set(view.bodies))
