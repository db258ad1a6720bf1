"""The command line: parse, call a service, show. One file per verb."""

import sys

import typer

from sunlit import __version__
from sunlit.cli.verbs import VerbGroup
from sunlit.errors import SunlitError

app = typer.Typer(
    name="sunlit",
    cls=VerbGroup,
    help="Find the purchases tied to restricted surveillance and telecom vendors, with proof."
    "\n\nExample: sunlit scan payments-2024.csv",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sunlit {__version__}")
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
