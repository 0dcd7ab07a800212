"""The command line: what can be asked for. What each command does is in `show`, what its help says in the catalogue."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from gouji.schemas.errors import GoujiError
from gouji.show.archive_group import archives, forget
from gouji.show.command import Command, Group
from gouji.show.language_option import Lang
from gouji.show.option_values import known_formats, known_rule

app = typer.Typer(
    cls=Group,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(archives, name="archive")
command = app.command(cls=Command)
"""Makes a function a command; its help is `help.NAME` in the catalogue, of its parameters `option.NAME_PARAMETER` or `option.PARAMETER`."""


def _place(flag: str, metavar: str) -> Any:
    """A path: what is wrong with it is told where it is used, in the user's language."""
    return typer.Option(flag, metavar=metavar, readable=False, show_default=False)


def _number(flag: str, metavar: str, least: float | None = None) -> Any:
    return typer.Option(flag, metavar=metavar, min=least, show_default=False)


def _words(flag: str, metavar: str, **more: Any) -> Any:
    return typer.Option(flag, metavar=metavar, show_default=False, **more)


Models = Annotated[Path | None, _place("--models", "DIR")]
Rules = Annotated[Path | None, _place("--rules", "FILE")]
Year = Annotated[int | None, _number("--year", "YEAR")]
Unit = Annotated[str | None, _words("--unit", "TEXT")]
Workers = Annotated[int | None, _number("--workers", "N", 1)]
Timeout = Annotated[float, _number("--timeout", "SECONDS", 1)]
DocumentTimeout = Annotated[float, _number("--document-timeout", "SECONDS", 0)]
Memory = Annotated[int | None, _number("--memory", "MB", 0)]
Archive = Annotated[str, _words("--archive", "ADDRESS")]
RetryFailed = Annotated[bool, typer.Option("--retry-failed")]
Force = Annotated[bool, typer.Option("--force")]
AllVersions = Annotated[bool, typer.Option("--all-versions")]
Contacts = Annotated[bool, typer.Option("--with-contacts")]


@app.callback(invoke_without_command=True)
def program(ctx: typer.Context, version: Annotated[bool, typer.Option("--version", is_eager=True)] = False) -> None:
    """What the program does without a command: it tells its version, or its help."""
    if version:
        from gouji.schemas.version import __version__

        typer.echo(f"gouji {__version__}")
        raise typer.Exit()
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@command
def folder(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", readable=False)],
    out: Annotated[Path | None, _place("--out", "DIR")] = None,
    contacts: Contacts = False,
    workers: Workers = None,
    timeout: Timeout = 300,
    document_timeout: DocumentTimeout = 14400,
    memory: Memory = None,
    retry_failed: RetryFailed = False,
    force: Force = False,
    lang: Lang = None,  # type: ignore[assignment]
    models: Models = None,
    rules: Rules = None,
) -> None:
    """Reads a folder and leaves the problem list and the tables in it."""
    from gouji.show.early_checks import require_places

    require_places([str(folder)], lang)

    from gouji.archive.ingest import IngestOptions
    from gouji.schemas.batch import Settings
    from gouji.show.folder_command import FolderOptions, folder_command
    from gouji.show.ingest_command import defaults, models_path

    _judge_by(rules)
    count, each, threads = defaults(workers, memory, None)
    settings = Settings(lang, models_path(models), threads, timeout, each, longest=document_timeout)
    raise typer.Exit(
        folder_command(
            folder, settings, IngestOptions(count, retry_failed=retry_failed), FolderOptions(out, contacts, force)
        )
    )


@command
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", readable=False)],
    out: Annotated[Path | None, _place("--out", "DIR")] = None,
    summary: Annotated[bool, typer.Option("--summary")] = False,
    draw: Annotated[Path | None, _place("--draw", "DIR")] = None,
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
    rules: Rules = None,
) -> None:
    """Reads reports into records."""
    from gouji.show.delivery import Delivery
    from gouji.show.extract_command import extract_command, settings_for

    _judge_by(rules)
    settings = settings_for(lang, models, workers, timeout, document_timeout, memory, draw=draw is not None)
    raise typer.Exit(
        extract_command(files, Delivery(out, summary, draw, force, quiet, json), settings, profile=profile)
    )


def _judge_by(path: Path | None) -> None:
    """Takes the user's rules, from the file or the environment."""
    from gouji.check.judging_rules import judging_rules, use_rules

    if path is not None:
        use_rules(path)
    judging_rules()


@command
def check(
    files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE.json...]", readable=False)] = None,
    archive: Annotated[str | None, _words("--archive", "ADDRESS")] = None,
    year: Year = None,
    unit: Unit = None,
    rule: Annotated[str | None, _words("--rule", "RULE", callback=known_rule)] = None,
    status: Annotated[
        Literal["consistent", "inconsistent", "misread", "unresolved"] | None,
        _words("--status", "consistent|inconsistent|misread|unresolved"),
    ] = None,
    severity: Annotated[Literal["error", "warning", "info"] | None, _words("--severity", "error|warning|info")] = None,
    limit: Annotated[int, _number("--limit", "N", 0)] = 200,
    rerun: Annotated[bool, typer.Option("--rerun")] = False,
    all_versions: AllVersions = False,
    lang: Lang = None,  # type: ignore[assignment]
) -> None:
    """Shows the findings of records or of an archive."""
    if bool(files) == (archive is not None):
        raise GoujiError("check_both" if files else "check_nothing")

    from gouji.show.console import console

    if archive is None:
        from gouji.show.records import check_records

        wrong = check_records(files or [], console(), lang)
    else:
        from gouji.show.early_checks import require_archive

        require_archive(archive)

        from gouji.archive.find import Filters
        from gouji.show.check_command import check_archive

        filters = Filters(year, unit, rule, status, severity, all_versions)
        wrong = check_archive(archive, filters, console(), lang, limit=limit, rerun=rerun)
    raise typer.Exit(wrong)


@command
def explain(
    record: Annotated[Path, typer.Argument(metavar="RECORD.json", readable=False)],
    pointer: Annotated[str, typer.Argument(metavar="POINTER")],
    source: Annotated[Path | None, _place("--source", "FILE")] = None,
    out: Annotated[Path, _place("--out", "DIR")] = Path("explained"),
    lang: Lang = None,  # type: ignore[assignment]
) -> None:
    """Shows why one figure is what it is."""
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
    ray: Annotated[str | None, _words("--ray", "ADDRESS")] = None,
    lang: Lang = None,  # type: ignore[assignment]
    models: Models = None,
    rules: Rules = None,
) -> None:
    """Reads a batch of reports into an archive."""
    from gouji.show.early_checks import require_places

    require_places(places, lang)

    from gouji.archive.ingest import IngestOptions
    from gouji.schemas.batch import Settings
    from gouji.show.ingest_command import defaults, ingest_command, models_path

    _judge_by(rules)
    count, each, threads = defaults(workers, memory, ray)
    settings = Settings(lang, models_path(models), threads, timeout, each, longest=document_timeout)
    _, code = ingest_command(places, archive, settings, IngestOptions(count, refresh, retry_failed, ray))
    raise typer.Exit(code)


@command
def export(
    archive: Archive,
    formats: Annotated[list[str], _words("--format", "NAME", callback=known_formats)],
    out: Annotated[Path, _place("--out", "DIR")],
    year: Year = None,
    unit: Unit = None,
    all_versions: AllVersions = False,
    contacts: Contacts = False,
    headings: Annotated[Literal["zh", "en"] | None, _words("--headings", "zh|en")] = None,
    pictures: Annotated[int, _number("--pictures", "N", 0)] = 500,
    force: Force = False,
    lang: Lang = None,  # type: ignore[assignment]
) -> None:
    """Writes an archive's tables, records or problem list into files."""
    from gouji.show.early_checks import require_archive

    require_archive(archive)
    from gouji.archive.find import Filters
    from gouji.export.options import ExportOptions
    from gouji.show.console import console
    from gouji.show.export_command import archive_files, export_command
    from gouji.show.export_guard import ExportGuard

    filters = Filters(year, unit, all_versions=all_versions)
    manner = ExportOptions(contacts, lang, headings, ExportGuard(archive_files(archive), force=force))
    export_command(archive, formats, out, filters, console(), manner, pictures=pictures)


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
    """Says whether this installation is able to work, and what it lacks."""
    from gouji.ocr.doctor import run_checks
    from gouji.schemas.printable import printable

    looked = run_checks(models, deep=deep)
    for ailment in looked:
        typer.echo(
            printable(
                f"{'✓' if ailment.ok else '✗'} {ailment.subject}  {ailment.found if ailment.ok else ailment.remedy(lang)}".rstrip()
            )
        )
    raise typer.Exit(0 if all(a.ok for a in looked) else 2)


def main() -> None:
    """The program `gouji`."""
    from gouji.show.run import run
    from gouji.show.utf8_mode import ensure_utf8_mode

    ensure_utf8_mode()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(typer.main.get_command(app), sys.argv[1:]))


if __name__ == "__main__":
    main()
