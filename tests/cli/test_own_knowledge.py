"""Does a folder of knowledge of one's own, made as the how-to says, find what it names?"""

import re
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Ran, Sunlit

import sunlit as api
from sunlit.errors import KnowledgeError

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-vendor.md"
LINE = b"4 x AVD-2040P dome, supply and fit\n"


@pytest.fixture
def folder(sunlit: Sunlit, tmp_path: Path) -> Path:
    """A copy of Sunlit's own knowledge with the vendor of the how-to."""
    own = tmp_path / "my-knowledge"
    shutil.copytree(sunlit("knowledge", "where").out.strip(), own)
    text = HOW_TO.read_text(encoding="utf-8")
    for name, block in re.findall(r"```yaml\n# (\S+\.yaml)[^\n]*\n(.*?)```", text, re.S):
        path = own / name
        if path.exists():  # the tranche: under `tranches`
            whole = path.read_text(encoding="utf-8")
            block = whole.replace("tranches:\n", "tranches:\n" + block, 1)
        path.write_text(block, encoding="utf-8")
    return own


def version(ran: Ran) -> str:
    return ran.out.rsplit("Knowledge version ", 1)[1]


def test_the_vendor_is_found_by_verb_and_by_function(sunlit: Sunlit, folder: Path) -> None:
    assert "acme_vision" not in sunlit("grep", stdin=LINE).out
    assert "acme_vision" in sunlit("grep", "--knowledge", folder, stdin=LINE).out
    assert [hit.tie.party for hit in api.grep(LINE.decode(), knowledge=folder)] == ["acme_vision"]
    checked = sunlit("knowledge", "check", "--knowledge", folder)
    assert (checked.status, "0 errors" in checked.out) == (0, True)
    listed = sunlit("knowledge", "list", "--knowledge", folder)
    assert version(listed) != version(sunlit("knowledge", "list"))


def test_a_folder_that_is_none_says_what_is_missing(sunlit: Sunlit, tmp_path: Path) -> None:
    ran = sunlit("grep", "--knowledge", tmp_path, stdin=LINE)
    assert (ran.status, "no .yaml file there" in ran.err) == (1, True)
    with pytest.raises(KnowledgeError, match=r"no \.yaml file there"):
        api.grep("Hikvision", knowledge=tmp_path)
