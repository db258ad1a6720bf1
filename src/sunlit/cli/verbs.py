"""Which verbs are there, and where does each live? A verb is imported when it is asked for.

The libraries that read and match take a second to import, which `sunlit --help` need not wait for.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any, Final, NamedTuple

import typer
import typer.main
from typer.core import TyperGroup


class Verb(NamedTuple):
    """The module of a verb, its function or app there, and the line that the root help shows."""

    module: str
    name: str
    help: str


#: In the order of the root help. Each line is how the verb's own help opens: a test holds it so.
VERBS: Final = {
    "scan": Verb(
        "sunlit.cli.scan",
        "scan",
        "Find the purchases tied to restricted vendors, with proof, and account for every row.",
    ),
    "read": Verb(
        "sunlit.cli.read",
        "read",
        "Write every purchase as understood, restricted or not: one tidy table from many layouts.",
    ),
    "grep": Verb(
        "sunlit.cli.grep", "grep", "Match any text or table, like grep: one line per row and party."
    ),
    "columns": Verb(
        "sunlit.cli.columns",
        "columns",
        "Show how a file was understood: encoding, dialect, header, each column's meaning.",
    ),
    "explain": Verb(
        "sunlit.cli.explain",
        "explain",
        "Show why a finding was made: the row as published, each span, its source, each "
        "instrument.",
    ),
    "check": Verb(
        "sunlit.cli.check",
        "check",
        "Say what each rule says of a purchase before it is made, and what would settle the rest.",
    ),
    "timeline": Verb(
        "sunlit.cli.timeline",
        "timeline",
        "Show what each rule said of a party's things, from when to when, for such a buyer.",
    ),
    "facts": Verb(
        "sunlit.cli.facts",
        "facts",
        "Show the facts that cells say by themselves, each with the cell that says it.",
    ),
    "demo": Verb(
        "sunlit.cli.demo",
        "demo",
        "Scan a council's real payments, list the purchases that the press reported, write a "
        "report.",
    ),
    "eval": Verb(
        "sunlit.cli.eval",
        "evaluate",
        "Measure recall, precision and F1 of true ties on labelled lines, with 95 % intervals.",
    ),
    "resellers": Verb(
        "sunlit.cli.resellers",
        "resellers",
        "Show which suppliers sold the named things to whom, as far as findings say.",
    ),
    "leads": Verb(
        "sunlit.cli.leads",
        "leads",
        "Show purchases of cameras, radios and network gear of no named make from known sellers.",
    ),
    "knowledge": Verb(
        "sunlit.cli.knowledge",
        "app",
        "List, show and check what findings are judged by: parties, signals, instruments.",
    ),
    "lists": Verb(
        "sunlit.cli.lists",
        "app",
        "Add, update, show and remove lists of names that every scan and grep looks for too.",
    ),
}


class _Commands(Mapping[str, Any]):
    """The command of each verb, made when it is asked for."""

    def __getitem__(self, name: str) -> Any:
        return _command(name)

    def __iter__(self) -> Iterator[str]:
        return iter(VERBS)

    def __len__(self) -> int:
        return len(VERBS)


class VerbGroup(TyperGroup):
    """The root command, with the verbs of `VERBS`."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: Any = _Commands()

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the help."""
        return list(VERBS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write each verb with its line, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, verb.help) for name, verb in VERBS.items()])


@cache
def _command(name: str) -> Any:
    verb = VERBS[name]
    found = getattr(import_module(verb.module), verb.name)
    if not isinstance(found, typer.Typer):
        function, found = found, typer.Typer(rich_markup_mode=None, add_completion=False)
        found.command(name=name)(function)
    command = typer.main.get_command(found)
    command.name = name
    return command
