"""The command line: a thin skin over gouji.read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from schemas.errors import GoujiError
from schemas.texts import LANGUAGES, default_language, has_text, names
from show.complaint import complain

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Reads scanned budget self-evaluation reports (项目绩效自评报告) into checked records.",
)


def _language(value: str | None) -> str:
    if value is not None and value not in LANGUAGES:
        raise typer.BadParameter("zh | en")
    return value or default_language()


def _rule(value: str | None) -> str | None:
    if value is not None and not has_text(f"rules.{value}"):
        raise typer.BadParameter(", ".join(names("rules")))
    return value


Lang = Annotated[
    str,
    typer.Option(
        "--lang", callback=_language, help="Language of messages and findings: zh or en; by the locale when not given.", show_default=False
    ),
]
Models = Annotated[
    Path | None, typer.Option("--models", help="Folder with other PaddleOCR models: det/ and rec/, each inference.onnx and inference.yml.")
]
Rules = Annotated[
    Path | None, typer.Option("--rules", help="TOML file with what a province judges by (grade bands, tolerances) where it is not the national default.")
]


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="PDF, PNG, JPEG, TIFF, or plain text from another OCR.")],
    out: Annotated[Path | None, typer.Option("--out", help="Folder for <name>.json. Without it one FILE goes to standard output.")] = None,
    summary: Annotated[
        bool, typer.Option("--summary", help="Print the budget, what ties out, what does not and what is doubtful.")
    ] = False,
    draw: Annotated[Path | None, typer.Option("--draw", help="Folder for a picture of each page with boxes round what was read.")] = None,
    profile: Annotated[bool, typer.Option("--profile", help="Print on standard error where the time went, stage by stage.")] = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, help="Processes that read one long scan; as many as cores when not given.", show_default=False),
    ] = None,
    lang: Lang = None,  # type: ignore[assignment]
    models: Models = None,
    rules: Rules = None,
) -> None:
    """Read reports into records. A file that cannot be read costs one line on standard error and exit code 2.

    Example: gouji extract report.pdf --out records --summary
    """
    from show.extract_command import Delivery, extract_command

    _judge_by(rules, lang)
    wanted = Delivery(out, summary, draw)
    raise typer.Exit(extract_command(files, wanted, lang, models=models, workers=workers, profile=profile))


def _judge_by(path: Path | None, lang: str) -> None:
    """Takes the user's rules, from the file or the environment."""
    from check.rules import rules, use_rules

    with _told(lang):
        if path is not None:
            use_rules(path)
        rules()


@contextmanager
def _told(lang: str) -> Iterator[None]:
    """An error that a user can act on costs one line on standard error and exit code 2."""
    try:
        yield
    except GoujiError as err:
        complain(err, lang)
        raise typer.Exit(2) from None


@app.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE.json...]", help="Records that gouji extract wrote.")] = None,
    archive: Annotated[str | None, typer.Option("--archive", help="An archive instead: a SQLite file or a postgresql:// address.")] = None,
    year: Annotated[int | None, typer.Option("--year", help="Of this budget year.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="Of units with this in their name.")] = None,
    rule: Annotated[str | None, typer.Option("--rule", callback=_rule, help="Of this rule, as execution-rate.")] = None,
    status: Annotated[
        Literal["consistent", "inconsistent", "misread", "unresolved"] | None,
        typer.Option("--status", help="Of this status; all but consistent when not given."),
    ] = None,
    severity: Annotated[Literal["error", "warning", "info"] | None, typer.Option("--severity", help="Of this severity.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Findings to print at most; 0 for all.")] = 200,
    rerun: Annotated[bool, typer.Option("--rerun", help="Run the rules again over the stored records first, without the scans.")] = False,
    lang: Lang = None,  # type: ignore[assignment]
) -> None:
    """Show the findings of records or of an archive. Exit code 0: none inconsistent, 1: some are, 2: the command failed.

    Example: gouji check records/*.json
    Example: gouji check --archive reports.db --year 2023 --status inconsistent
    """
    with _told(lang):
        if bool(files) == (archive is not None):
            raise GoujiError("check_both" if files else "check_nothing")

        from rich.console import Console

        if archive is None:
            from show.records import check_records

            wrong = check_records(files or [], Console(), lang)
        else:
            from archive.find import Filters
            from show.check_command import check_archive

            filters = Filters(year, unit, rule, status, severity)
            wrong = check_archive(archive, filters, Console(highlight=False), lang, limit=limit, rerun=rerun)
    raise typer.Exit(wrong)


@app.command()
def explain(
    record: Annotated[Path, typer.Argument(metavar="RECORD.json", help="A record that gouji extract wrote.")],
    pointer: Annotated[str, typer.Argument(metavar="POINTER", help="A field of it, as /budget/0/spent.")],
    source: Annotated[Path | None, typer.Option("--source", help="The scan, where it does not lie beside the record.")] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder for the picture.")] = Path("explained"),
    lang: Lang = None,  # type: ignore[assignment]
) -> None:
    """Show why one figure is what it is: a picture of its place, its readings, who saw what, the relations, the decision.

    Example: gouji explain out/report.json /budget/0/spent --source report.pdf
    """
    from rich.console import Console

    from show.explain import explain as show_explanation
    from show.explain import find_source
    from show.records import load_record

    with _told(lang):
        report = load_record(record)
        show_explanation(report, pointer, find_source(report, record, source), out, Console(highlight=False), lang)


@app.command()
def ingest(
    places: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files and folders (with all below them); - takes a list from standard input.")
    ],
    archive: Annotated[str, typer.Option("--archive", help="SQLite file (made if it is not there), or a postgresql:// address.")],
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes that read; as many as cores when not given.", show_default=False)
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", min=1, help="Seconds without a finished page after which a document is given up.")
    ] = 300,
    document_timeout: Annotated[
        float, typer.Option("--document-timeout", min=0, help="Seconds after which a whole document is given up, 0 for no limit.")
    ] = 14400,
    memory: Annotated[
        int | None,
        typer.Option(
            "--memory",
            min=0,
            help="Megabytes that a worker may hold, 0 for no limit; the machine's share when not given.",
            show_default=False,
        ),
    ] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Read again what other versions of program or models read.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try documents again that failed before.")] = False,
    ray: Annotated[str | None, typer.Option("--ray", help="Read on a Ray cluster: its address, or local.")] = None,
    lang: Lang = None,  # type: ignore[assignment]
    models: Models = None,
    rules: Rules = None,
) -> None:
    """Read a batch of reports into an archive. Safe to stop, and to run again: what is done is skipped.

    Documents that cannot be read are named at the end, exit code 0; 2 when the archive cannot be used.

    Example: gouji ingest scans --archive reports.db
    """
    from archive.ingest import Wishes
    from schemas.batch import Settings
    from show.ingest_command import defaults, ingest_command, models_path

    _judge_by(rules, lang)
    count, each, threads = defaults(workers, memory, ray)
    settings = Settings(lang, models_path(models), threads, timeout, each, longest=document_timeout)
    with _told(lang):
        _, code = ingest_command(places, archive, settings, Wishes(count, refresh, retry_failed, ray))
    raise typer.Exit(code)


def _formats(values: list[str]) -> list[str]:
    from show.export_command import CHOICES

    wanted = [name for value in values for name in value.split(",")]
    if unknown := [name for name in wanted if name not in CHOICES]:
        raise typer.BadParameter(f"{', '.join(unknown)}: {' | '.join(CHOICES)}")
    return wanted


@app.command()
def export(
    archive: Annotated[str, typer.Option("--archive", help="SQLite file, or a postgresql:// address.")],
    formats: Annotated[
        list[str],
        typer.Option(
            "--format", callback=_formats, help="csv, xlsx, parquet, jsonl, problems (the problem list), or all; may be repeated."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for the files; those of the same names are replaced.")],
    year: Annotated[int | None, typer.Option("--year", help="Reports of this budget year.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="Reports of units with this in their name.")] = None,
    contacts: Annotated[
        bool, typer.Option("--with-contacts", help="Leave contact person and telephone readable; masked everywhere when not given.")
    ] = False,
    pictures: Annotated[int, typer.Option("--pictures", min=0, help="Pictures that the problem list holds at most.")] = 500,
    lang: Lang = None,  # type: ignore[assignment]
) -> None:
    """Write an archive's tables, records or problem list (问题清单) into files.

    csv, xlsx and parquet hold seven tables joined by report_id, jsonl the full records; data_dictionary.csv and
    datapackage.json describe them. problems is an Excel workbook with a row and a picture for each finding.

    Example: gouji export --archive reports.db --format csv --format parquet --out tables
    Example: gouji export --archive reports.db --format problems --year 2023 --out handover
    """
    from rich.console import Console

    from archive.find import Filters
    from show.export_command import export_command

    with _told(lang):
        console = Console(highlight=False)
        export_command(archive, formats, out, Filters(year, unit), console, lang, contacts=contacts, pictures=pictures)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record.

    Example: gouji schema > record.schema.json
    """
    from schemas.record import Report

    typer.echo(json.dumps(Report.model_json_schema(), ensure_ascii=False, indent=2))


@app.command()
def doctor(
    deep: Annotated[bool, typer.Option("--deep", help="Read a small picture too; takes some seconds.")] = False,
    lang: Lang = None,  # type: ignore[assignment]
    models: Models = None,
) -> None:
    """Say whether this installation is able to work, and what it lacks. Exit code 2 where something is missing.

    Example: gouji doctor --deep
    """
    from ocr.doctor import examine

    looked = examine(models, deep=deep)
    for ailment in looked:
        typer.echo(f"{'✓' if ailment.ok else '✗'} {ailment.subject}  {ailment.found if ailment.ok else ailment.remedy(lang)}".rstrip())
    raise typer.Exit(0 if all(a.ok for a in looked) else 2)


def main() -> None:
    """The program `gouji`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()


if __name__ == "__main__":
    main()
