"""Reading a folder of knowledge, and refusing one that is not sound."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sunlit import knowledge
from sunlit.errors import KnowledgeError

Change = Callable[[str, str, str], None]


def test_the_packages_own_knowledge_loads_and_is_read_once() -> None:
    assert knowledge.load() is knowledge.load()
    assert len(knowledge.load().instruments) >= 47
    assert {"hikvision", "dahua", "huawei", "zte", "hytera"} <= knowledge.load().parties.keys()


def test_a_folder_gives_its_parties_with_their_listings(folder: Path) -> None:
    known = knowledge.load(folder)
    [listing] = known.parties["holding"].listings
    assert (listing.instrument, str(listing.since), listing.until) == ("us-ban", "2019-08-13", None)
    assert listing.verified == "read"
    assert listing.source == ("https://example.org/ban",)


def test_names_take_the_source_of_their_party_but_generated_ones_stay_unverified(
    folder: Path,
) -> None:
    name, misspelt = knowledge.load(folder).parties["flagged"].names
    assert (name.source, name.verified) == (("https://example.org/flagged",), "read")
    assert (misspelt.source, misspelt.verified) == ((), "unverified")


def test_days_stay_as_known(folder: Path) -> None:
    [owner] = knowledge.load(folder).parties["flagged"].ownership
    assert str(owner.until) == "2022-11-23.."


def test_conflicting_amounts_are_both_kept(folder: Path) -> None:
    [case] = knowledge.load(folder).cases
    assert [str(amount) for amount in case.conflict_amounts] == ["45000", "50000"]
    assert str(case.amount) == "more than 45,000 USD"
    assert str(case.period.day) == "2020-09 to 2020-12"


def test_the_version_follows_the_content_not_the_layout(
    folder: Path, change: Change, tmp_path: Path
) -> None:
    before = knowledge.load(folder)
    change("parties/holding.yaml", "name: Holding Group\n", "# a comment\nname:   Holding Group\n")
    again = tmp_path / "again"
    (folder / "parties").parent.joinpath("again").mkdir()
    for path in [*folder.glob("*.yaml"), *folder.glob("*/*.yaml")]:
        target = again / path.relative_to(folder)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    assert knowledge.load(again).version == before.version
    assert knowledge.load(again) == before


def test_the_version_changes_with_a_fact(folder: Path, tmp_path: Path) -> None:
    assert knowledge.load(folder).version != knowledge.load().version


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        pytest.param(
            "parties/flagged.yaml", "country", "contry", "contry: this key is not known", id="key"
        ),
        pytest.param("parties/flagged.yaml", "kind: name", "kind: nick", "names.0.kind", id="kind"),
        pytest.param(
            "parties/flagged.yaml", "2018-02-06", "6 Feb 2018", "ownership.0.from", id="day"
        ),
        pytest.param(
            "parties/flagged.yaml", "id: flagged", "id: other", "not the file's name", id="id"
        ),
        pytest.param(
            "instruments/us-ban.yaml",
            "kind: procurement_ban\n",
            "",
            "kind: this key is missing",
            id="missing",
        ),
        pytest.param(
            "parties/flagged.yaml",
            "name: Flagged",
            "id: x\nname: Flagged",
            "'id' is given twice",
            id="twice",
        ),
        pytest.param("relabels.yaml", "about:", "about: [", "line", id="broken"),
        pytest.param("resellers.yaml", "resellers:\n", "- ", "no keys at its top level", id="list"),
        pytest.param(
            "parties/flagged.yaml",
            "name: Flagged",
            "name: &a Flagged\nnote: *a",
            "alias",
            id="alias",
        ),
        pytest.param("parties/flagged.yaml", "country: CN", "1: CN", "is no text", id="number key"),
    ],
)
def test_an_error_names_the_file_and_the_key(
    folder: Path, change: Change, name: str, old: str, new: str, says: str
) -> None:
    change(name, old, new)
    with pytest.raises(KnowledgeError) as caught:
        knowledge.load(folder)
    assert name in str(caught.value)
    assert says in str(caught.value)


def test_an_instrument_that_stands_on_another_needs_it(folder: Path, change: Change) -> None:
    change("instruments/us-ban.yaml", "governs:", "lists_as: us-gone\ngoverns:")
    with pytest.raises(KnowledgeError, match="lists_as: no instrument 'us-gone'"):
        knowledge.load(folder)


def test_hostile_nesting_and_size_are_refused(folder: Path) -> None:
    path = folder / "relabels.yaml"
    path.write_text("about: " + "[" * 50_000, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"relabels\.yaml: nested more than 40 deep"):
        knowledge.load(folder)
    path.write_text("\n".join(" " * depth + "a:" for depth in range(3_000)), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="nested more than 40 deep"):
        knowledge.load(folder)
    path.write_text("#" * (9 * 2**20), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="larger than"):
        knowledge.load(folder)


def test_a_missing_file_a_missing_folder_and_wrong_bytes_are_told(folder: Path) -> None:
    (folder / "cases.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(KnowledgeError, match="not UTF-8"):
        knowledge.load(folder)
    (folder / "cases.yaml").unlink()
    with pytest.raises(KnowledgeError, match=r"cases\.yaml"):
        knowledge.load(folder)
    (folder / "instruments" / "us-ban.yaml").unlink()
    with pytest.raises(KnowledgeError, match="Is this the folder"):
        knowledge.load(folder)


def test_a_word_such_as_no_stays_a_word(folder: Path, change: Change) -> None:
    change("parties/flagged.yaml", "country: CN", "country: NO")
    assert knowledge.load(folder).parties["flagged"].country == "NO"
