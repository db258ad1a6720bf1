"""Is the root help whole, and there at once?"""

import re
import subprocess
import sys
from importlib.metadata import version

import pytest
from click import Context
from typer.main import get_command

import sunlit
from sunlit.cli import app
from sunlit.cli.verbs import VERBS

HEAVY = ("pyarrow", "duckdb", "lxml", "hyperscan", "numpy", "pydantic", "yaml", "rich", "httpx")
ASK = """
import sys
from importlib.metadata import version
from contextlib import suppress
{what}
print(*sorted({{name.partition(".")[0] for name in sys.modules}}))
"""
RUN = """
from sunlit.cli import main
sys.argv = ["sunlit", {argument!r}]
with suppress(SystemExit):
    main()
"""


@pytest.mark.parametrize(
    "what",
    [RUN.format(argument="--help"), RUN.format(argument="--version"), "import sunlit"],
    ids=["help", "version", "import"],
)
def test_neither_help_nor_version_nor_import_waits_for_a_library_that_reads(what: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", ASK.format(what=what)], capture_output=True, text=True, check=True
    )
    loaded = ran.stdout.splitlines()[-1].split()
    assert "sunlit" in loaded
    assert set(HEAVY) & set(loaded) == set()


@pytest.mark.parametrize("name", VERBS)
def test_the_root_help_says_of_a_verb_what_its_own_help_opens_with(name: str) -> None:
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    first = re.split(r"\n\s*\n", (command.help or "").strip())[0]
    assert " ".join(first.split()) == VERBS[name].help


@pytest.mark.parametrize("name", VERBS)
def test_the_help_of_a_verb_shows_its_examples_as_lines_of_their_own(name: str) -> None:
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    for one in (command, *getattr(command, "commands", {}).values()):
        told = one.get_help(Context(one, info_name=name))
        assert "\\b" not in told
        assert "\b" not in told


def test_the_version_is_that_of_the_package() -> None:
    assert sunlit.__version__ == version("sunlit")
