"""`sunlit check`: may this be bought, by this buyer, with this money, on this day?"""

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Table

from sunlit import checking, knowledge
from sunlit.cli.options import cache_dir
from sunlit.errors import NotFoundError
from sunlit.publish.clean import one_line
from sunlit.publish.files import written_whole
from sunlit.publish.records import check_page
from sunlit.rules import Answer, answers_as_records, facts_schema, read_facts

_PRINTED = {
    "prohibited": "prohibited",
    "not_prohibited": "not prohibited",
    "depends": "depends",
    "not_applicable": "not applicable",
}


def check(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS|FILE]...", help="What is to be bought, or a quote.", show_default=False
        ),
    ] = None,
    buyer_type: Annotated[
        str | None, typer.Option("--buyer-type", help="school_district, county, federal_agency ...")
    ] = None,
    jurisdiction: Annotated[
        str | None, typer.Option("--jurisdiction", metavar="CODE", help="Where: US-GA, US, GB.")
    ] = None,
    funds: Annotated[
        list[str] | None,
        typer.Option("--funds", help="federal_grant, state, local, or a fund's name (ESSER)."),
    ] = None,
    award_date: Annotated[
        str | None, typer.Option("--award-date", metavar="DAY", help="When the award was issued.")
    ] = None,
    act: Annotated[str | None, typer.Option("--act", help="procure, renew, use, ...")] = None,
    purpose: Annotated[
        str | None, typer.Option("--purpose", help="security, public_safety, none_listed, ...")
    ] = None,
    product_class: Annotated[
        str | None, typer.Option("--product-class", help="video_camera, drone, ...")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help="The day: 2026-11-23, or 2026-11.")
    ] = None,
    fact: Annotated[
        list[str] | None,
        typer.Option("--fact", metavar="NAME=VALUE", help="Any further fact, e.g. waiver=false."),
    ] = None,
    facts_file: Annotated[
        Path | None,
        typer.Option(
            "--facts", metavar="FILE", help="Facts as JSON (- for standard input); answers as JSON."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the record: .html or .json.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    derivation: Annotated[
        bool, typer.Option("--derivation", help="Show how each answer was reached.")
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of the facts and stop.")
    ] = False,
) -> None:
    r"""Say what each rule says of a purchase before it is made, and what would settle the rest.

    \b
    Example: sunlit check "20 Lorex E893AB cameras" --buyer-type school_district \
               --jurisdiction US-GA --funds federal_grant --purpose security --on 2026-11-23
             sunlit check quote.xlsx --buyer-type county --jurisdiction US-LA --out record.html
             sunlit check --facts facts.json

    Not legal advice. Exit status: 0 done, 1 failed, 2 usage.
    """
    if schema:
        _print_json(facts_schema())
        return
    given = _given(
        buyer_type=buyer_type,
        jurisdiction=jurisdiction,
        funds=funds,
        award_date=award_date,
        act=act,
        purpose=purpose,
        product_class=product_class,
        on=on,
    )
    given |= _further(fact or [])
    if facts_file is not None:
        given = {**_facts_of(facts_file), **given}
        if not what:
            _print_json(
                answers_as_records(checking.check_facts(given, str(facts_file), cache_dir()))
            )
            return
    if not what:
        raise typer.BadParameter("say what is to be bought, or give --facts FILE.")
    checked = _checked(what, given)
    _show(checked, given, out, as_json=as_json, derivation=derivation)
    for error in checked.errors:
        typer.echo(f"sunlit: {error}", err=True)
    if checked.errors:
        raise typer.Exit(1)


def _given(**options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value not in (None, [])}


def _further(pairs: list[str]) -> dict[str, Any]:
    """Facts by NAME=VALUE. A name that is no field of the facts answers a question by its id."""
    facts: dict[str, Any] = {}
    known = facts_schema()["properties"]
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise typer.BadParameter(f"--fact {pair!r}: write NAME=VALUE, e.g. waiver=false.")
        truth = {"true": True, "yes": True, "false": False, "no": False}.get(text.casefold())
        value: Any = text if truth is None else truth
        if name in known:
            facts[name] = value
        elif isinstance(value, bool):
            facts.setdefault("settled", {})[name] = value
        else:
            raise typer.BadParameter(f"--fact {name}: is no fact; `--schema` lists them.")
    return facts


def _facts_of(path: Path) -> dict[str, Any]:
    if str(path) == "-":
        content = sys.stdin.buffer.read()
    elif not path.is_file():
        raise NotFoundError(str(path), "no such file.", "Give --facts a JSON file, or - .")
    else:
        content = path.read_bytes()
    read_facts(content, str(path))  # for its errors, which name the key
    found: dict[str, Any] = orjson.loads(content)
    return found


def _checked(what: list[str], given: dict[str, Any]) -> checking.Checked:
    if all(Path(one).exists() for one in what):
        return checking.check_files(what, given, cache_dir=cache_dir())
    return checking.check_text(" ".join(what), given, cache_dir())


def _show(
    checked: checking.Checked,
    given: dict[str, Any],
    out: Path | None,
    *,
    as_json: bool,
    derivation: bool,
) -> None:
    if out is not None and out.suffix.casefold() in (".html", ".htm"):
        with written_whole(out, binary=False) as stream:
            stream.write(_page(checked, given))
    elif out is not None:
        with written_whole(out, binary=True) as stream:
            stream.write(orjson.dumps(_record(checked, given), option=orjson.OPT_INDENT_2))
    if as_json:
        _print_json(_record(checked, given))
    elif out is None:
        _print(checked, derivation)
    else:
        typer.echo(f"{out}: {len(checked.lines)} lines tied to a restricted party.")


def _record(checked: checking.Checked, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "facts": given,
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


def _page(checked: checking.Checked, given: dict[str, Any]) -> str:
    lines = [
        {
            "place": line.place,
            "text": line.text,
            "party_name": line.party_name,
            "reason": line.reason,
            "inferred": [(one.fact, one.value, one.column, one.cell) for one in line.inferred],
            "answers": [one.as_record(derivation=False) for one in line.bearing],
        }
        for line in checked.lines
    ]
    return check_page(
        lines,
        given,
        rows_read=checked.rows_read,
        originals=checked.originals,
        knowledge_version=checked.knowledge_version,
        program_version=version("sunlit"),
    )


def _print(checked: checking.Checked, derivation: bool) -> None:
    console = Console(highlight=False, markup=False)
    for line in checked.lines:
        console.print(one_line(line.text), style="bold")
        console.print(f"{line.place}: {one_line(line.reason or '')}")
        for one in line.inferred:
            console.print(f"{one.fact} is {one.value}: the cell {one.column} says {one.words!r}.")
        bearing = [one for one in line.bearing if one.status != "not_applicable"]
        console.print(_table(bearing) if bearing else "No rule here is about this buyer.")
        others = [one.instrument for one in line.bearing if one.status == "not_applicable"]
        if others:
            console.print(f"No bar on this purchase by itself: {', '.join(others)}.")
        if derivation:
            for answer in line.bearing:
                console.print("\n".join(answer.derivation.lines()))
        console.print()
    tied = f"{len(checked.lines)} of {checked.rows_read} lines" if checked.lines else "No line"
    typer.echo(
        f"{tied} tied to a restricted party. Knowledge {checked.knowledge_version}, "
        f"{len(knowledge.load().instruments)} rules. Not legal advice."
    )


def _table(answers: list[Answer]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("rule", ratio=3, overflow="fold")
    table.add_column("answer", no_wrap=True)
    table.add_column("what would settle it, or why", ratio=5, overflow="fold")
    for one in answers:
        mark = "" if one.verified == "read" else f" ({one.verified.replace('_', ' ')})"
        said = "; ".join(one.missing) if one.missing else one.why
        table.add_row(f"{one.name}{mark}", _PRINTED[one.status], one_line(said))
    return table


def _print_json(record: Any) -> None:
    typer.echo(orjson.dumps(record, option=orjson.OPT_INDENT_2).decode())
