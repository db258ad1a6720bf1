"""How a check is shown: on the terminal, as JSON, as a record for the file."""

from importlib.metadata import version
from pathlib import Path
from typing import Final

import orjson
import typer
from rich.console import Console
from rich.table import Table

from sunlit.publish import written_whole
from sunlit.publish.clean import one_line
from sunlit.publish.records import CheckRecord, RecordAnswer, RecordLine, check_page
from sunlit.services.answer import Answer, GivenFacts, answers_as_records
from sunlit.services.check import Checked, CheckedLine

_PRINTED: Final = {
    "prohibited": "prohibited",
    "depends": "depends",
}


def print_json(record: object) -> None:
    """Plain data on standard output."""
    typer.echo(orjson.dumps(record, option=orjson.OPT_INDENT_2).decode())


def as_data(checked: Checked, given: GivenFacts) -> dict[str, object]:
    """What was checked, as plain data."""
    return {
        "facts": given,
        "read_as": list(checked.read_as),
        "knowledge_version": checked.knowledge_version,
        "rows_read": checked.rows_read,
        "originals": [{"path": path, "sha256": digest} for path, digest in checked.originals],
        "lines": [
            {
                "place": line.place,
                "text": line.text,
                "party": line.party,
                "reason": line.reason,
                "inferred": [one._asdict() for one in line.inferred],
                "answers": answers_as_records(line.answers),
            }
            for line in checked.lines
        ],
    }


def write_record(path: Path, checked: Checked, given: GivenFacts, made_on: str) -> None:
    """Write the record in the form that the file's name asks for."""
    form = path.suffix.casefold()
    if form == ".json":
        content = orjson.dumps(
            {"made_on": made_on, **as_data(checked, given)}, option=orjson.OPT_INDENT_2
        )
    elif form in (".html", ".htm"):
        content = check_page(_record(checked, given, made_on)).encode()
    elif form == ".pdf":
        # reportlab takes a quarter of a second to import, which only a PDF needs.
        from sunlit.publish.records.check_pdf import check_pdf

        content = check_pdf(_record(checked, given, made_on))
    else:
        raise typer.BadParameter(f"--record {str(path)!r}: name it .pdf, .html or .json.")
    with written_whole(path, binary=True) as stream:
        stream.write(content)


def _record(checked: Checked, given: GivenFacts, made_on: str) -> CheckRecord:
    return CheckRecord(
        made_on,
        [(name, _value(value)) for name, value in given.items()],
        checked.read_as,
        checked.rows_read,
        checked.originals,
        checked.knowledge_version,
        version("sunlit"),
        [_record_line(line) for line in checked.lines],
    )


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_value(one)}" for name, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _record_line(line: CheckedLine) -> RecordLine:
    return RecordLine(
        line.place,
        line.text,
        line.party_name or "",
        line.reason or "",
        _taken(line),
        [_record_answer(one) for one in line.bearing],
    )


def _record_answer(answer: Answer) -> RecordAnswer:
    return RecordAnswer(
        name=answer.name,
        status=answer.status,
        why=answer.why,
        ground=answer.ground,
        elsewhere=answer.elsewhere,
        missing=answer.missing,
        assumed=answer.assumed,
        citation=answer.citation,
        quoted=answer.quoted,
        source=answer.source,
        verified=answer.verified,
    )


def _taken(line: CheckedLine) -> list[str]:
    return [
        f"{one.fact.replace('_', ' ')} is {one.value}: the cell {one.column} says “{one.words}”."
        for one in line.inferred
    ]


def print_checked(checked: Checked, rules: int, *, derivation: bool) -> None:
    """Print each line that is tied to a party, what bars it, what is open, and what does not bar it."""
    console = Console(highlight=False, markup=False)
    for note in checked.read_as:
        console.print(f"{one_line(note)}.")
    for line in checked.lines:
        console.print(one_line(line.text), style="bold")
        console.print(f"{one_line(line.place)}: {one_line(line.reason or '')}")
        for taken in _taken(line):
            console.print(one_line(taken))
        bearing = [one for one in line.bearing if one.status in _PRINTED]
        console.print(_table(bearing) if bearing else "No rule here bars it.")
        for other in _record_line(line).others:
            console.print(f"- {one_line(other)}")
        if derivation:
            for answer in line.bearing:
                console.print("\n".join(answer.derivation.lines()))
        console.print()
    tied = f"{len(checked.lines)} of {checked.rows_read} lines" if checked.lines else "No line"
    typer.echo(
        f"{tied} tied to a restricted party. Knowledge {checked.knowledge_version}, "
        f"{rules} rules. Not legal advice."
    )


def _table(answers: list[Answer]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("rule", ratio=3, overflow="fold")
    table.add_column("answer", no_wrap=True)
    table.add_column("what would settle it, or why", ratio=5, overflow="fold")
    for answer in answers:
        table.add_row(
            f"{answer.name}{_mark(answer)}", _PRINTED[answer.status], one_line(_said(answer))
        )
    return table


def _said(answer: Answer) -> str:
    assumed = [f"Assumed: {one}." for one in answer.assumed]
    if answer.missing:
        return " ".join(["; ".join(answer.missing), *assumed])
    cited = [f"{answer.citation}."] if answer.citation else []
    return " ".join([answer.why, *assumed, *cited])


def _mark(answer: Answer) -> str:
    return "" if answer.verified == "read" else f" ({answer.verified.replace('_', ' ')})"
