"""Does every command of every how-to page run?"""

from pathlib import Path

import pytest
from tests.conftest import REPO
from tests.docs.pages import read_page, run_page

PAGES = sorted((REPO / "docs" / "how-to").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_of_the_page_runs(page: Path, tmp_path: Path) -> None:
    run_page(page, tmp_path)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_has_commands_and_says_which_are_not_run(page: Path) -> None:
    _, blocks = read_page(page)
    assert blocks, "a how-to without a command in a block marked sh"
    text = page.read_text(encoding="utf-8")
    assert text.count("<!-- not run:") == sum(block.why_not is not None for block in blocks)
