"""Turns the corrected document into a record: the parsers run in turn, and a figure goes to the first that recognises
it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from gouji.extract.covers.cover import cover
from gouji.extract.covers.project_title import project_in_title
from gouji.extract.fiscal_year import fiscal_year, named_year, titled_year
from gouji.extract.forms.budget_rows import totals
from gouji.extract.forms.captions import captions
from gouji.extract.forms.cell_facts import cell_facts
from gouji.extract.forms.cell_prose import cell_passages, goal_passages, row_passages
from gouji.extract.forms.cell_values import cell_figure
from gouji.extract.forms.form_parts import TableParts
from gouji.extract.forms.page_continuation import joined
from gouji.extract.forms.rate_fractions import restore_fractions
from gouji.extract.forms.row_totals import without_row_totals
from gouji.extract.forms.stroked_points import without_strokes
from gouji.extract.forms.verdict_labels import add_lines
from gouji.extract.forms.year_heads import first_rows
from gouji.extract.merge import (
    FIGURES,
    merged_budget,
    merged_cover,
    merged_evaluation,
    restated_indicators,
    tell_wholes_of_lists,
)
from gouji.extract.missing_pages import missing_pages
from gouji.extract.page_text import page_records
from gouji.extract.prose.announced_counts import counts
from gouji.extract.prose.declared_units import measured_passages
from gouji.extract.prose.evaluation import evaluation
from gouji.extract.prose.events import events
from gouji.extract.prose.facts import facts
from gouji.extract.prose.grade_bands import grade_bands
from gouji.extract.prose.indicators import indicators
from gouji.extract.prose.note_until import may_tell
from gouji.extract.prose.outline import outline
from gouji.extract.prose.rate_points import rate_points
from gouji.extract.prose.restated_amounts import restated
from gouji.extract.prose.spent_until import spent_until
from gouji.extract.prose.spoken import spoken, without_instructions
from gouji.extract.roles.captioned_lists import tell_captioned_lists
from gouji.extract.roles.doubled_columns import part_doubled_columns
from gouji.extract.roles.execution_points import add_execution_points
from gouji.extract.roles.field_headers import field_headers
from gouji.extract.roles.grammar import Grammar, load_grammar
from gouji.extract.roles.label_lines import label_lines, with_label_lines
from gouji.extract.roles.open_head_groups import widen_open_groups
from gouji.extract.roles.parted_heads import part_heads
from gouji.extract.roles.read_forms import form_parts
from gouji.extract.roles.surroundings import surroundings
from gouji.extract.roles.titled_points import add_titled_points
from gouji.extract.roles.untold_lists import add_untold_lists
from gouji.extract.roles.whole_rows import add_to_whole, told_points
from gouji.extract.roles.year_rows import claims_of_years, facts_of_years, row_of_year
from gouji.extract.statements.based_rates import based_rates
from gouji.extract.statements.bounds import bounds
from gouji.extract.statements.budget_lines import budget_lines
from gouji.extract.statements.chains import with_chains
from gouji.extract.statements.claims import claims
from gouji.extract.statements.counts_of_sums import counts_of_sums
from gouji.extract.statements.deadlines import deadlines
from gouji.extract.statements.each_units import each_units
from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.granted_twice import granted_twice
from gouji.extract.statements.line_names import line_names
from gouji.extract.statements.odd_units import odd_units
from gouji.extract.statements.official_expenses import with_official_expenses
from gouji.extract.statements.own_dates import own_year, report_date
from gouji.extract.statements.product_claims import product_claims
from gouji.extract.statements.rate_claims import rate_claims
from gouji.extract.statements.repeated import repeated
from gouji.extract.statements.roles import roles
from gouji.extract.statements.score_lines import score_lines
from gouji.extract.statements.stale_copies import stale_copies
from gouji.extract.statements.target_claims import target_pairs
from gouji.extract.statements.target_indicators import target_indicators
from gouji.extract.statements.told_claims import told_claims
from gouji.extract.statements.told_execution_points import with_execution_points
from gouji.extract.statements.told_totals import runs_over, told_totals, without_lines
from gouji.extract.template_words import template_words
from gouji.extract.unused.unused import unused
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.pages import Document
from gouji.schemas.paragraph import Change, Corrected
from gouji.schemas.record import Correction, DocumentRecord, ReaderRecord, Report, Restated, Section, Table, TableCell
from gouji.tables.cell_grid import CellGrid, GridCell, cell_grids
from gouji.tables.column_consistency.comparison_bars import restore_comparison_bars
from gouji.tables.column_consistency.decimal_points import restore_decimal_points
from gouji.tables.column_consistency.percent_signs import restore_percent_signs
from gouji.tables.fused_rows import part_merged_figures, split_fused_rows
from gouji.tables.inner_heads import with_inner_heads
from gouji.tables.unit_rows import with_units_in_heads

SUM_ROW_NAMES = totals("fund") | totals("score")
"""Names of rows that sum the rows above them."""


def report(document: Document, corrected: Corrected, grammar: Grammar | None = None) -> Report:
    """The record without findings. What the page does not state is None or an empty list."""
    grids, changes = cell_grids(document, corrected.share)
    grids = with_units_in_heads(with_inner_heads(grids))
    for grid in grids:
        part_merged_figures(grid)
        split_fused_rows(grid)
    rules = grammar or load_grammar()
    for grid in grids:
        part_heads(grid, rules)
        part_doubled_columns(grid, rules)
        widen_open_groups(grid, rules)
    changes += restore_comparison_bars(grids) + restore_decimal_points(grids) + restore_percent_signs(grids)
    whole = joined(grids, document, lambda grid: field_headers(grid, rules))
    said = [part for p in corrected.paragraphs for part in without_instructions(p)]
    front = [p.text for p in said if p.place == "cover"]
    body = spoken(said)
    turns: dict[int | None, int] = {page.number: page.rotation for page in document.pages}
    around = surroundings(whole, corrected.paragraphs, turns, rules)
    from_tables = form_parts(whole, around, rules)
    restore_fractions(from_tables.budget)
    _add_told_points(from_tables, corrected, whole, rules)
    head = merged_cover(cover(said, turns, from_tables.contacts), from_tables)
    head.project_name = head.project_name or project_in_title(
        head.title, head.department.value if head.department else None
    )
    lines = [p.text for p in said]
    head.report_date = head.report_date or report_date(lines)
    dated = head.report_date.value if head.report_date else None
    head.fiscal_year = (
        head.fiscal_year
        or (titled_year(front) if whole else None)
        or own_year(lines, dated)
        or fiscal_year([*front, *first_rows(whole)], [p.text for p in body], dated)
        or named_year(head.project_name, dated)
    )
    year = int(head.fiscal_year.value) if head.fiscal_year and head.fiscal_year.value else None
    parts = measured_passages(body, year)
    notes = measured_passages([p for p in said if p.place != "body" and may_tell(p.text.text)], year)
    in_cells = cell_passages(whole, [each.unit for each in around], year)
    told = list(in_cells)
    told += row_passages(from_tables.unknown, corrected.paragraphs, year)
    goals = goal_passages(whole, [each.unit for each in around], year)
    every = contexts([*parts, *told, *goals])
    found = [claim for claim in claims(every) if claim.holds or not runs_over(every, claim.claimed, whole)]
    told_roles = roles(every, year, [claim.claimed for claim in found])
    told_roles = with_execution_points(every, with_official_expenses(every, told_roles, year))
    told_roles = [("O", 1.0) if each.passage in goals else role for each, role in zip(every, told_roles, strict=True)]
    claimed = with_chains(
        every,
        based_rates(every, told_roles, [*found, *rate_claims(every, told_roles, found), *each_units(every, found)]),
    )
    claimed = product_claims(every, claimed)
    claimed += [*odd_units(every, claimed), *stale_copies(every, claimed, year), *granted_twice(every, claimed)]
    own = head.project_name.value if head.project_name else None
    following = [claim.claimed for claim in found]
    rows = budget_lines(every, told_roles, line_names(every, told_roles, following), own)
    labelled = [line for page in document.pages if page.kind == "text" for line in page.lines]
    told_by_labels = label_lines(labelled, year, rules)
    rows = with_label_lines(rows, told_by_labels)
    known = add_untold_lists(from_tables, whole, around, rows, told_totals(every, told_roles), year, rules)
    if (apart := without_lines(every, told_roles, known)) != told_roles:
        told_roles = apart  # what the rows of these tables tell is no longer taken for sentences
        rows = budget_lines(every, told_roles, line_names(every, told_roles, following), own)
        rows = with_label_lines(rows, told_by_labels)
    tell_captioned_lists(rows, from_tables)
    again = tell_wholes_of_lists(rows, from_tables.lists)
    from_tables.budget = [line for line in from_tables.budget if all(line is not each for each in again)]
    from_tables.budget += row_of_year(from_tables.years, year, [*from_tables.budget, *rows])
    money, restated_budget = merged_budget(rows, from_tables.budget)
    measured = indicators(parts)
    pairs = target_pairs(every, told_roles)
    if not from_tables.indicators:
        measured += target_indicators(every, pairs, measured)
    stated_verdict = score_lines(every, told_roles, evaluation(parts, told))
    if whole:
        add_lines(lines, stated_verdict, from_tables.evaluation)
    verdict = without_row_totals(merged_evaluation(stated_verdict, from_tables.evaluation), from_tables.indicators)
    if any(page.kind == "scanned" for page in document.pages):
        verdict = without_strokes(
            verdict
        )  # what was typed has no strokes: a total beyond all points is the report's own
    add_execution_points(money, verdict, from_tables.indicators)
    printed = [*lines, *(cell.text for sheet in whole for cell in sheet.cells)]
    verdict.bands, verdict.rate_points = grade_bands(printed), rate_points(printed)
    listed = [*counts(parts), *counts_of_sums(every, claimed)]
    sections = outline(parts, captions(parts, grids, turns))
    stated_facts = facts(parts)
    # A table of which nothing came is understood by nobody, whatever kind it looked like: its own sums are checked.
    read_labels = any(leaf.value is not None for leaf in from_tables.labels.values())
    money_told = bool(from_tables.budget or from_tables.years)
    gave = bool(money_told or from_tables.indicators or read_labels or from_tables.evaluation.score)
    made = Report(
        document=_document(document, corrected, grids),
        form=_form(sections, from_tables),
        cover=head,
        sections=sections,
        budget=money,
        indicators=[*from_tables.indicators, *measured],
        events=events(parts, listed),
        spent_until=spent_until(parts, money, year, notes),
        evaluation=verdict,
        counts=listed,
        facts=[*stated_facts, *cell_facts(in_cells), *facts_of_years(from_tables.years, year)],
        claims=[
            *told_claims(every, [*claimed, *bounds(every, told_roles, pairs)], told_roles),
            *claims_of_years(from_tables.years, year),
        ],
        deadlines=deadlines(parts),
        restated=[
            *restated(parts),
            *_apart(repeated(every, figures_of(from_tables)), restated_budget),
            *restated_budget,
            *restated_indicators(from_tables.indicators, stated_facts),
        ],
        tables=[
            _table(sheet, gave and sheet not in from_tables.unknown, index, from_tables)
            for index, sheet in enumerate(whole)
        ],
        template_words=template_words(corrected, whole, money, from_tables.indicators, dated is not None),
        corrections=[_correction(change) for change in (*corrected.changes, *changes, *from_tables.changes)],
        findings=[],
    )
    made.unused = unused(made, document, whole, from_tables, rules)
    return made


def _apart(again: list[Restated], known: list[Restated]) -> list[Restated]:
    """The figures printed again without those that table and prose are compared by."""
    amounts = {leaf.value.amount for pair in known for leaf in (pair.first, pair.second) if leaf.value}
    return [pair for pair in again if pair.second.value and pair.second.value.amount not in amounts]


def figures_of(tables: TableParts) -> list[tuple[QuantityLeaf, str]]:
    """The figures of the budget rows and the actual values of the indicators of tables, each with the name of its row."""
    rows = [(getattr(row, name), row.name) for row in tables.budget for name in FIGURES]
    rows += [(each.actual, each.name) for each in tables.indicators]
    return [(leaf, name.value or name.text) for leaf, name in rows if isinstance(leaf, QuantityLeaf)]


def _add_told_points(parts: TableParts, corrected: Corrected, sheets: Sequence[CellGrid], grammar: Grammar) -> None:
    """Puts the points of the execution that stand in a line beside the tables, or in a title among their rows, into the total of
    their money."""
    totals = [line for line in parts.budget if line.role == "total"]
    if totals:
        for paragraph in corrected.paragraphs:
            add_to_whole(totals[0], told_points(paragraph.text, grammar))
    if len(totals) == 1:
        titles = [cell.text for sheet in sheets for cell in sheet.cells if cell.words]
        add_titled_points(totals[0], [*(paragraph.text for paragraph in corrected.paragraphs), *titles])


def _form(sections: list[Section], from_tables: TableParts) -> Literal["narrative", "table", "mixed"]:
    """The form of the report: a narrative has headings, a table has a form of its own, a mixed report has both."""
    has_table = bool(from_tables.indicators or from_tables.budget)
    has_headings = any(section.number for section in sections)
    return "mixed" if has_table and has_headings else "table" if has_table else "narrative"


def _table(sheet: CellGrid, understood: bool, index: int, parts: TableParts) -> Table:
    accounts = parts.accounts.get(index, [])
    rows: list[list[TableCell]] = [[] for _ in range(sheet.rows)]
    for cell in sorted(sheet.cells, key=lambda c: (c.row, c.col)):
        rows[cell.row].append(_cell(cell))
    sums = [
        r
        for r in range(sheet.rows)
        if (name := next((c.words for c in sheet.own(r) if c.words), "")) and name.strip("：:") in SUM_ROW_NAMES
    ]
    return Table(
        page=sheet.page,
        bbox=sheet.box,
        rows=rows,
        understood=understood and not accounts,
        totals=sums,
        sums=accounts or parts.sums.get(index, []),
        undecided=parts.undecided.get(index, []),
    )


def _cell(cell: GridCell) -> TableCell:
    """The cell with its figure. Its place is that of the whole cell, even if it is empty."""
    leaf = TableCell.of(cell.text, cell_figure(cell))
    leaf.text, leaf.page, leaf.bbox, leaf.boxes, leaf.line = cell.words, cell.page, cell.box, [], cell.line
    leaf.rowspan, leaf.colspan = cell.rowspan, cell.colspan
    return leaf


def _document(document: Document, corrected: Corrected, grids: list[CellGrid]) -> DocumentRecord:
    reader = document.reader
    return DocumentRecord(
        sha256=document.sha256,
        source=document.source,
        kind=document.kind,
        pages=page_records(document, corrected, grids),
        reader=ReaderRecord(engine=reader.engine, model=reader.model, version=reader.version),
        missing_after=missing_pages(document),
    )


def _correction(change: Change) -> Correction:
    seen = change.before.evidence()
    return Correction(
        page=seen.page,
        bbox=seen.bbox,
        boxes=list(seen.boxes),
        line=seen.line,
        before=change.before.text,
        after=change.after,
        kind=change.kind,
        reason=change.reason,
        confidence=round(change.confidence, 4),
    )
