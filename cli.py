"""The command line: commands and options. What each command does is in `show`; its help text is in the catalogue."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from gouji.schemas.errors import GoujiError
from gouji.show.archive_group import archives, forget
from gouji.show.command import Command, Group
from gouji.show.language_option import Lang
from gouji.show.option_values import known_formats

app = typer.Typer(
    cls=Group,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(archives, name="archive")
command = app.command(cls=Command)
"""Makes a function a command. Its help is `help.NAME` in the catalogue; that of its parameters is
`option.NAME_PARAMETER` or `option.PARAMETER`."""


def _path_option(flag: str, metavar: str) -> Any:
    """A path option. Problems of the path are reported where it is used, in the user's language."""
    return typer.Option(flag, metavar=metavar, readable=False, show_default=False)


def _number_option(flag: str, metavar: str, minimum: float | None = None) -> Any:
    return typer.Option(flag, metavar=metavar, min=minimum, show_default=False)


def _text_option(flag: str, metavar: str, **options: Any) -> Any:
    return typer.Option(flag, metavar=metavar, show_default=False, **options)


Models = Annotated[Path | None, _path_option("--models", "DIR")]
Forms = Annotated[Path | None, _path_option("--forms", "DIR")]
Rules = Annotated[Path | None, _path_option("--rules", "FILE")]
Year = Annotated[int | None, _number_option("--year", "YEAR")]
Unit = Annotated[str | None, _text_option("--unit", "TEXT")]
Workers = Annotated[int | None, _number_option("--workers", "N", 1)]
Timeout = Annotated[float, _number_option("--timeout", "SECONDS", 1)]
DocumentTimeout = Annotated[float, _number_option("--document-timeout", "SECONDS", 0)]
Memory = Annotated[int | None, _number_option("--memory", "MB", 0)]
Archive = Annotated[str, _text_option("--archive", "ADDRESS")]
RetryFailed = Annotated[bool, typer.Option("--retry-failed")]
Separate = Annotated[bool, typer.Option("--separate")]
Quick = Annotated[bool, typer.Option("--quick/--careful")]
Force = Annotated[bool, typer.Option("--force")]
AllVersions = Annotated[bool, typer.Option("--all-versions")]
Contacts = Annotated[bool, typer.Option("--with-contacts")]


@app.callback(invoke_without_command=True)
def program(ctx: typer.Context, version: Annotated[bool, typer.Option("--version", is_eager=True)] = False) -> None:
    """Without a command, the program prints its version or its help."""
    if version:
        from gouji.schemas.version import __version__

        typer.echo(f"gouji {__version__}")
        raise typer.Exit()
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@command
def folder(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", readable=False)],
    out: Annotated[Path | None, _path_option("--out", "DIR")] = None,
    contacts: Contacts = False,
    workers: Workers = None,
    timeout: Timeout = 300,
    document_timeout: DocumentTimeout = 14400,
    memory: Memory = None,
    retry_failed: RetryFailed = False,
    separate: Separate = False,
    force: Force = False,
    lang: Lang = None,  # type: ignore[assignment]
    models: Models = None,
    quick: Quick = False,
    rules: Rules = None,
    forms: Forms = None,
) -> None:
    """Reads a folder and writes the problem list and the tables into it."""
    from gouji.show.early_checks import require_places, require_quick_model

    require_places([str(folder)], lang)
    require_quick_model(quick, models, lang)

    from gouji.archive.ingest import IngestOptions
    from gouji.schemas.batch import Settings
    from gouji.show.folder_command import FolderOptions, folder_command
    from gouji.show.ingest_command import defaults, models_path

    _load_rules(rules)
    _load_forms(forms)
    count, megabytes, threads = defaults(workers, memory, None)
    settings = Settings(lang, models_path(models), threads, timeout, megabytes, longest=document_timeout, quick=quick)
    raise typer.Exit(
        folder_command(
            folder,
            settings,
            IngestOptions(count, retry_failed=retry_failed, separate=separate),
            FolderOptions(out, contacts, force),
        )
    )


@command
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", readable=False)],
    out: Annotated[Path | None, _path_option("--out", "DIR")] = None,
    summary: Annotated[bool, typer.Option("--summary")] = False,
    draw: Annotated[Path | None, _path_option("--draw", "DIR")] = None,
    together: Annotated[bool, typer.Option("--together")] = False,
    profile: Annotated[bool, typer.Option("--profile")] = False,
    workers: Workers = None,
    timeout: Timeout = 300,
    document_timeout: DocumentTimeout = 14400,
    memory: Memory = None,
    force: Force = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q")] = False,
    json: Annotated[bool, typer.Option("--json")] = False,
    lang: Lang = None,  # type: ignore[assignment]
    models: Models = None,
    quick: Quick = False,
    rules: Rules = None,
    forms: Forms = None,
) -> None:
    """Reads reports into records."""
    from gouji.show.delivery import Delivery
    from gouji.show.early_checks import require_quick_model
    from gouji.show.extract_command import extract_command, settings_for

    require_quick_model(quick, models, lang)
    _load_rules(rules)
    _load_forms(forms)
    settings = settings_for(
        lang, models, workers, timeout, document_timeout, memory, draw=draw is not None, quick=quick
    )
    raise typer.Exit(
        extract_command(
            files, Delivery(out, summary, draw, force, quiet, json), settings, together=together, profile=profile
        )
    )


def _load_forms(folder: Path | None) -> None:
    """Loads the user's grammar of forms, from the folder or the environment."""
    from gouji.extract.roles.grammar import load_grammar, use_forms

    if folder is not None:
        use_forms(folder)
    load_grammar()


def _load_rules(path: Path | None) -> None:
    """Loads the user's rules, from the file or the environment."""
    from gouji.check.judging_rules import judging_rules, use_rules

    if path is not None:
        use_rules(path)
    judging_rules()


@command
def check(
    files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE.json...]", readable=False)] = None,
    archive: Annotated[str | None, _text_option("--archive", "ADDRESS")] = None,
    year: Year = None,
    unit: Unit = None,
    rule: Annotated[str | None, _text_option("--rule", "RULE")] = None,
    status: Annotated[
        Literal["consistent", "inconsistent", "misread", "unresolved"] | None,
        _text_option("--status", "consistent|inconsistent|misread|unresolved"),
    ] = None,
    severity: Annotated[
        Literal["error", "warning", "info"] | None, _text_option("--severity", "error|warning|info")
    ] = None,
    limit: Annotated[int, _number_option("--limit", "N", 0)] = 200,
    rerun: Annotated[bool, typer.Option("--rerun")] = False,
    all_versions: AllVersions = False,
    lang: Lang = None,  # type: ignore[assignment]
    rules: Rules = None,
) -> None:
    """Shows the findings of records or of an archive."""
    if bool(files) == (archive is not None):
        raise GoujiError("check_both" if files else "check_nothing")
    if rerun or rules is not None:
        _load_rules(rules)

    from gouji.show.console import console

    if archive is None:
        from gouji.show.records import check_records
        from gouji.show.require_rule import require_rule

        require_rule(rule)
        exit_code = check_records(files or [], console(), lang)
    else:
        from gouji.show.early_checks import require_archive

        require_archive(archive)

        from gouji.archive.find import Filters
        from gouji.show.check_command import check_archive

        filters = Filters(year, unit, rule, status, severity, all_versions)
        exit_code = check_archive(archive, filters, console(), lang, limit=limit, rerun=rerun)
    raise typer.Exit(exit_code)


@command
def explain(
    record: Annotated[Path, typer.Argument(metavar="RECORD.json", readable=False)],
    pointer: Annotated[str, typer.Argument(metavar="POINTER")],
    source: Annotated[Path | None, _path_option("--source", "FILE")] = None,
    out: Annotated[Path, _path_option("--out", "DIR")] = Path("explained"),
    lang: Lang = None,  # type: ignore[assignment]
    rules: Rules = None,
) -> None:
    """Explains why one figure has its value."""
    if rules is not None:
        _load_rules(rules)

    from gouji.show.records import load_record

    report = load_record(record)

    from gouji.show.console import console
    from gouji.show.explain import explain as show_explanation
    from gouji.show.explain import find_source

    show_explanation(report, record.stem, pointer, find_source(report, record, source), out, console(), lang)


@command
def ingest(
    places: Annotated[list[str], typer.Argument(metavar="PATH...")],
    archive: Archive,
    workers: Workers = None,
    timeout: Timeout = 300,
    document_timeout: DocumentTimeout = 14400,
    memory: Memory = None,
    refresh: Annotated[bool, typer.Option("--refresh")] = False,
    retry_failed: RetryFailed = False,
    ray: Annotated[str | None, _text_option("--ray", "ADDRESS")] = None,
    separate: Separate = False,
    lang: Lang = None,  # type: ignore[assignment]
    models: Models = None,
    quick: Quick = False,
    rules: Rules = None,
    forms: Forms = None,
) -> None:
    """Reads a batch of reports into an archive."""
    from gouji.show.early_checks import require_places, require_quick_model

    require_places(places, lang)
    require_quick_model(quick, models, lang)

    from gouji.archive.ingest import IngestOptions
    from gouji.schemas.batch import Settings
    from gouji.show.ingest_command import defaults, ingest_command, models_path

    _load_rules(rules)
    _load_forms(forms)
    count, megabytes, threads = defaults(workers, memory, ray)
    settings = Settings(lang, models_path(models), threads, timeout, megabytes, longest=document_timeout, quick=quick)
    _, code = ingest_command(places, archive, settings, IngestOptions(count, refresh, retry_failed, ray, separate))
    raise typer.Exit(code)


@command
def export(
    archive: Archive,
    formats: Annotated[list[str], _text_option("--format", "NAME", callback=known_formats)],
    out: Annotated[Path, _path_option("--out", "DIR")],
    year: Year = None,
    unit: Unit = None,
    all_versions: AllVersions = False,
    contacts: Contacts = False,
    headings: Annotated[Literal["zh", "en"] | None, _text_option("--headings", "zh|en")] = None,
    pictures: Annotated[int, _number_option("--pictures", "N", 0)] = 500,
    force: Force = False,
    lang: Lang = None,  # type: ignore[assignment]
    rules: Rules = None,
) -> None:
    """Writes the tables, records or problem list of an archive to files."""
    if rules is not None:
        _load_rules(rules)

    from gouji.show.early_checks import require_archive

    require_archive(archive)
    from gouji.archive.find import Filters
    from gouji.export.options import ExportOptions
    from gouji.show.console import console
    from gouji.show.export_command import archive_files, export_command
    from gouji.show.export_guard import ExportGuard

    filters = Filters(year, unit, all_versions=all_versions)
    options = ExportOptions(contacts, lang, headings, ExportGuard(archive_files(archive), force=force))
    export_command(archive, formats, out, filters, console(), options, pictures=pictures)


command(forget)


@command
def schema() -> None:
    """Prints the JSON Schema of a record."""
    import json

    from gouji.schemas.record import Report

    typer.echo(json.dumps(Report.model_json_schema(), ensure_ascii=False, indent=2))


@command
def doctor(
    deep: Annotated[bool, typer.Option("--deep")] = False,
    lang: Lang = None,  # type: ignore[assignment]
    models: Models = None,
) -> None:
    """Checks whether this installation works, and reports what is missing."""
    from gouji.ocr.doctor import run_checks
    from gouji.schemas.printable import printable

    checks = run_checks(models, deep=deep)
    for result in checks:
        typer.echo(printable(f"{'✓' if result.ok else '✗'} {result.subject}  {result.message(lang)}".rstrip()))
    raise typer.Exit(0 if all(a.ok for a in checks) else 2)


def main() -> None:
    """The entry point of the program `gouji`."""
    from gouji.show.run import run
    from gouji.show.utf8_mode import ensure_utf8_mode

    ensure_utf8_mode()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(typer.main.get_command(app), sys.argv[1:]))


if __name__ == "__main__":
    main()
