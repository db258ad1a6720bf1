"""Does every file that the pages for developers name exist?"""

import re

import pytest
from tests.conftest import REPO

PAGES = ("CONTRIBUTING.md", "docs/explanation/design.md")
_PATH = re.compile(r"`((?:[\w.-]+/)+(?:[\w-]+\.[a-z]+)?|[\w-]+\.py)`")
_ROOTS = (REPO, REPO / "src" / "sunlit")


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_the_page_names_exists(page: str) -> None:
    named = _PATH.findall((REPO / page).read_text(encoding="utf-8"))
    gone = [path for path in named if not any((root / path).exists() for root in _ROOTS)]
    assert named
    assert gone == []


def test_a_newcomer_finds_where_to_change_what() -> None:
    text = (REPO / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for question in (
        "what makes a buyer a school",
        "what class a thing is",
        "which findings are counted",
        "which fact is missing",
        'how strong "Dahua" is',
    ):
        (row,) = [line for line in text.splitlines() if question in line]
        assert len(_PATH.findall(row)) == 2, "the place, and the test that holds it"
