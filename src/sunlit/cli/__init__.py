"""The command line: parse, call pipeline, print. One file per verb."""

import sys
from importlib.metadata import version as installed_version

import typer

from sunlit.cli.check import check
from sunlit.cli.columns import columns
from sunlit.cli.demo import demo
from sunlit.cli.eval import evaluate
from sunlit.cli.explain import explain
from sunlit.cli.facts import facts
from sunlit.cli.grep import grep
from sunlit.cli.knowledge import app as knowledge_app
from sunlit.cli.knowledge_diff import diff
from sunlit.cli.leads import leads
from sunlit.cli.lists import app as lists_app
from sunlit.cli.read import read
from sunlit.cli.resellers import resellers
from sunlit.cli.scan import scan
from sunlit.cli.timeline import timeline
from sunlit.errors import SunlitError

app = typer.Typer(
    name="sunlit",
    help="Find the purchases tied to restricted surveillance and telecom vendors, with proof."
    "\n\nExample: sunlit scan payments-2024.csv",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(name="scan")(scan)
app.command(name="read")(read)
app.command(name="grep")(grep)
app.command(name="columns")(columns)
app.command(name="explain")(explain)
app.command(name="check")(check)
app.command(name="timeline")(timeline)
app.command(name="facts")(facts)
app.command(name="demo")(demo)
app.command(name="eval")(evaluate)
app.command(name="resellers")(resellers)
app.command(name="leads")(leads)
knowledge_app.command(name="diff")(diff)
app.add_typer(knowledge_app, name="knowledge")
app.add_typer(lists_app, name="lists")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sunlit {installed_version('sunlit')}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    """Find the purchases tied to restricted surveillance and telecom vendors, with proof.

    Example: sunlit scan payments-2024.csv
    """


def main() -> None:
    """Run the program; the exit status is 0 done, 1 failed, 2 usage, 3 done but rows were refused."""
    try:
        app()
    except SunlitError as error:
        typer.echo(f"sunlit: {error}", err=True)
        sys.exit(1)
    except SystemExit as stop:
        # The reader of our output (head, less) has seen enough: that is no failure, although
        # click ends with 1 for it.
        sys.exit(0 if isinstance(stop.__context__, BrokenPipeError) else stop.code)
    except KeyboardInterrupt:
        typer.echo("sunlit: stopped; nothing half written is left.", err=True)
        sys.exit(130)
