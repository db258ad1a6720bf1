"""The words from which facts are read are part of the knowledge, and its errors name their place."""

import re
from pathlib import Path

import pytest

from sunlit import knowledge
from sunlit.errors import KnowledgeError

FILES = ("acts", "buyers", "classes", "funds", "places", "purposes")


def test_every_word_is_of_its_list_and_none_is_read_two_ways() -> None:
    for words in knowledge.load().vocabulary.words.values():
        assert set(words.spelt.values()) <= set(words.listed)
        assert words.alone <= words.spelt.keys()


@pytest.mark.parametrize("name", FILES)
def test_a_folder_that_lacks_a_file_is_told_which(folder: Path, name: str) -> None:
    (folder / "vocabulary" / f"{name}.yaml").unlink()
    with pytest.raises(KnowledgeError, match=rf"vocabulary/{name}\.yaml: cannot be read"):
        knowledge.load(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("buyers", "'dhsc'", "'dh(sc'", r"buyers\.yaml: names\.\d+\.patterns\.\d+: no regular"),
        ("buyers", "  county: [", "  shire: [", r"buyers\.yaml: words\.shire: is none of"),
        ("buyers", "kind: crown_corporation", "kind: crown", r"buyers\.yaml: names\.\d+\.kind"),
        ("buyers", "words:\n", "words:\n  company: [hamlet]\n  person: [hamlet]\n", "given twice"),
        (
            "acts",
            "  use: [",
            "  use: [lease, ",
            r"acts\.yaml: words\.use: 'lease' stands under procure",
        ),
        ("classes", "  drone: {name", "  kite: {name", "the list is closed: drone, kite"),
        ("classes", "  - [drone]", "  - [kite]", "kite: no product class and no wider word"),
        ("funds", "awards_from: 2020-03-27", "awards_from: soon", r"awards_from"),
        ("funds", "as_of: 2026-11-28\n", "", r"funds\.yaml: as_of: this key is missing"),
        ("purposes", "'wildlife'", "'wild[life'", r"purposes\.yaml: another_use: no regular"),
        ("classes", "rather: [", "rather: [shares, ", r"classes\.yaml: rather"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_key(
    folder: Path, name: str, old: str, new: str, says: str
) -> None:
    path = folder / "vocabulary" / f"{name}.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(KnowledgeError) as refused:
        knowledge.load(folder)
    assert re.search(says, str(refused.value)), refused.value


@pytest.mark.parametrize("name", FILES)
def test_another_word_is_another_version(folder: Path, name: str) -> None:
    path = folder / "vocabulary" / f"{name}.yaml"
    path.write_text(path.read_text().replace("as_of: 2026-11-28", "as_of: 2026-11-29"))
    assert knowledge.load(folder).version != knowledge.load().version
