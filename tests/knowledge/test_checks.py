"""Facts that contradict one another are found, each with its file and key."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sunlit import knowledge
from sunlit.errors import KnowledgeError

Change = Callable[[str, str, str], None]


def problems(folder: Path, level: str = "error") -> list[str]:
    found = knowledge.check(knowledge.load(folder))
    return [f"{one.file}: {one.key}: {one.message}" for one in found if one.level == level]


def test_the_shipped_knowledge_has_no_error() -> None:
    assert [one for one in knowledge.check(knowledge.load()) if one.level == "error"] == []


def test_a_sound_folder_has_no_error_and_no_warning(folder: Path) -> None:
    assert problems(folder) == []
    assert problems(folder, "warning") == []


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        pytest.param(
            "parties/flagged.yaml",
            "owner: holding",
            "owner: nobody",
            "no party 'nobody'",
            id="owner",
        ),
        pytest.param(
            "instruments/us-ban.yaml", "[holding]", "[nobody]", "no party 'nobody'", id="listed"
        ),
        pytest.param(
            "instruments/us-ban.yaml",
            "governs:",
            "superseded_by: us-gone\ngoverns:",
            "no instrument 'us-gone'",
            id="list",
        ),
        pytest.param("cases.yaml", "[flagged]", "[nobody]", "no party 'nobody'", id="case"),
        pytest.param(
            "categories.yaml",
            "ip_camera: video_camera",
            "ip_camera: gone",
            "no category 'gone'",
            id="class",
        ),
        pytest.param(
            "models/flagged.yaml",
            "model_class: ip_camera",
            "model_class: gone",
            "no model class 'gone'",
            id="model class",
        ),
        pytest.param(
            "models/flagged.yaml",
            "examples: [FC-1234]",
            "examples: [XX-1]",
            "does not match its example",
            id="example",
        ),
        pytest.param(
            "models/flagged.yaml", "'FC-[0-9]{4}'", "'FC-[0-9'", "does not compile", id="pattern"
        ),
        pytest.param(
            "models/flagged.yaml", "'FC-[0-9]{4}'", "'FC.?'", "a football club", id="control"
        ),
        pytest.param(
            "instruments/us-ban.yaml",
            "id: ban-2019, from: 2019-08-13",
            "id: ban-2019, from: 2019-08-13, until: 2018-01-01",
            "not after it starts",
            id="inverted",
        ),
        pytest.param(
            "parties/flagged.yaml",
            "text: Flaged,",
            "text: FLAGGED,",
            "is given twice",
            id="duplicate",
        ),
        pytest.param(
            "parties/holding.yaml",
            "source: https://example.org/holding",
            "verified: read",
            "has no source",
            id="source",
        ),
        pytest.param(
            "instruments/us-ban.yaml",
            "parties: [holding]",
            "parties: []",
            "names no party",
            id="empty tranche",
        ),
        pytest.param(
            "instruments/us-ban.yaml",
            "  - {id: ban-2019",
            "  - {id: ban-2019, from: 2020, parties: [flagged]}\n  - {id: ban-2019",
            "this id is used twice",
            id="tranche id",
        ),
        pytest.param(
            "parties/flagged.yaml", "owner: holding, ", "", "names no owner", id="no owner"
        ),
    ],
)
def test_each_contradiction_is_an_error(
    folder: Path, change: Change, name: str, old: str, new: str, says: str
) -> None:
    change(name, old, new)
    assert any(says in problem for problem in problems(folder)), problems(folder)


def test_listing_a_party_twice_at_once_is_a_warning(folder: Path, change: Change) -> None:
    again = "  - {id: ban-2020, from: 2020-01-01, parties: [holding]}\n  - {id: ban-2019"
    change("instruments/us-ban.yaml", "  - {id: ban-2019", again)
    assert any("names holding while" in problem for problem in problems(folder, "warning"))


def test_a_label_of_two_parties_is_a_warning(folder: Path, change: Change) -> None:
    change("relabels.yaml", "leads:\n", "leads:\n  - {text: Otherbrand, party: holding}\n")
    assert problems(folder, "warning") == [
        "relabels.yaml: otherbrand: points to several parties: flagged, holding"
    ]


def test_unread_days_and_unverified_facts_are_notes(folder: Path, change: Change) -> None:
    change(
        "instruments/us-ban.yaml",
        "{from: 2019-08-13, what",
        "{from: 2019-08, verified: unverified, what",
    )
    notes = problems(folder, "note")
    assert any("known only as 2019-08" in note for note in notes)
    assert any("in_force.0: unverified" in note for note in notes)


def test_a_rule_on_purchases_without_bars_is_a_warning(folder: Path, change: Change) -> None:
    change("instruments/us-ban.yaml", "bars:\n  - {id: buy, buyers: [federal_agency]}\n", "")
    [one] = [text for text in problems(folder, "warning") if "us-ban" in text]
    assert "has no bars" in one


def test_a_bar_for_a_party_that_no_tranche_names_is_an_error(folder: Path, change: Change) -> None:
    change("instruments/us-ban.yaml", "id: buy,", "id: buy, parties: [flagged],")
    [one] = problems(folder)
    assert "no tranche names" in one


def test_a_gap_between_two_parts_in_force_is_a_warning(folder: Path, change: Change) -> None:
    change(
        "instruments/us-ban.yaml",
        "{from: 2019-08-13, what: agencies may not buy}",
        "{from: 2019-08-13, until: 2020-01-01}\n  - {from: 2021-01-01}",
    )
    assert any(
        "nothing is in force from 2020-01-01" in text for text in problems(folder, "warning")
    )


def test_a_word_that_no_scope_knows_is_refused_with_its_place(folder: Path, change: Change) -> None:
    change("instruments/us-ban.yaml", "[federal_agency]", "[federal_agencies]")
    with pytest.raises(KnowledgeError, match=r"us-ban.yaml: bars.0.buyers.*federal_agencies"):
        knowledge.load(folder)
