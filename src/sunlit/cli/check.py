"""`sunlit check`: may this be bought, by this buyer, with this money, on this day?"""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import orjson
import typer

from sunlit.cli.check_shown import as_data, print_checked, print_json, write_record
from sunlit.cli.reading import takes_reading_options
from sunlit.cli.scanner import KnowledgeFolder, make_scanner
from sunlit.errors import NotFoundError
from sunlit.services import check as service
from sunlit.services.answer import (
    GivenFacts,
    answers_as_records,
    check_facts,
    facts_schema,
    read_facts,
)
from sunlit.services.knowledge import Knowledge, load
from sunlit.services.run import OF_TEXT, ReadOptions
from sunlit.services.scanner import Scanner


@takes_reading_options(OF_TEXT)
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
    knowledge: KnowledgeFolder = None,
    record: Annotated[
        Path | None,
        typer.Option(
            "--record",
            "--out",
            "-o",
            metavar="FILE",
            help="Write the record: .pdf, .html or .json.",
        ),
    ] = None,
    made_on: Annotated[
        str | None,
        typer.Option("--made-on", metavar="DAY", help="The record's own day; default: today."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    derivation: Annotated[
        bool, typer.Option("--derivation", help="Show how each answer was reached.")
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of the facts and stop.")
    ] = False,
    *,
    reading: ReadOptions,
) -> None:
    """Say what each rule says of a purchase before it is made, and what would settle the rest.

    \b
    Example: sunlit check "20 Lorex E893AB cameras" --buyer-type school_district \\
               --jurisdiction US-GA --funds federal_grant --purpose security --on 2026-11-23
             sunlit check quote.xlsx --buyer-type county --jurisdiction US-LA --record record.pdf
             sunlit check --facts facts.json

    Not legal advice. Exit status: 0 done, 1 failed, 2 usage.
    """
    if schema:
        print_json(facts_schema())
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
        given = {**_facts_of(facts_file, load(knowledge)), **given}
        if not what:
            answers = check_facts(make_scanner(knowledge), given, str(facts_file))
            print_json(answers_as_records(answers))
            return
    if not what:
        raise typer.BadParameter("say what is to be bought, or give --facts FILE.")
    scanner = make_scanner(knowledge)
    checked = _checked(scanner, what, given, reading)
    if record is not None:
        made = made_on or date.today().isoformat()  # noqa: DTZ011 - the user's own day
        write_record(record, checked, given, made)
    if as_json:
        print_json(as_data(checked, given))
    elif record is None:
        print_checked(checked, len(scanner.knowledge.instruments), derivation=derivation)
    else:
        typer.echo(f"{record}: {len(checked.lines)} lines tied to a restricted party.")
    for error in checked.errors:
        typer.echo(f"sunlit: {error}", err=True)
    if checked.errors:
        raise typer.Exit(1)


def _given(**options: object) -> dict[str, object]:
    return {name: value for name, value in options.items() if value not in (None, [])}


def _further(pairs: list[str]) -> dict[str, object]:
    """Facts by NAME=VALUE. A name that is no field of the facts answers a question by its id."""
    facts: dict[str, object] = {}
    settled: dict[str, bool] = {}
    known = facts_schema()["properties"]
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise typer.BadParameter(f"--fact {pair!r}: write NAME=VALUE, e.g. waiver=false.")
        truth = {"true": True, "yes": True, "false": False, "no": False}.get(text.casefold())
        if name in known:
            facts[name] = text if truth is None else truth
        elif truth is not None:
            settled[name] = truth
        else:
            raise typer.BadParameter(f"--fact {name}: is no fact; `--schema` lists them.")
    return {**facts, "settled": settled} if settled else facts


def _facts_of(path: Path, known: Knowledge) -> dict[str, object]:
    if str(path) == "-":
        content = sys.stdin.buffer.read()
    elif not path.is_file():
        raise NotFoundError(str(path), "no such file.", "Give --facts a JSON file, or - .")
    else:
        content = path.read_bytes()
    read_facts(known, content, str(path))  # for its errors, which name the key
    found: dict[str, object] = orjson.loads(content)
    return found


def _checked(
    scanner: Scanner, what: list[str], given: GivenFacts, reading: ReadOptions
) -> service.Checked:
    if all(Path(one).exists() for one in what):
        return service.check_files(scanner, what, given, reading)
    return service.check_text(scanner, " ".join(what), given)
