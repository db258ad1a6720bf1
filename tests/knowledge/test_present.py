"""The knowledge as rows and sections."""

from pathlib import Path

import pytest

from sunlit import knowledge
from sunlit.errors import KnowledgeError
from sunlit.knowledge import present


def test_the_list_holds_every_party_and_instrument() -> None:
    known = knowledge.load()
    rows = present.list_rows(known)
    assert [row["id"] for row in rows] == [*known.parties, *known.instruments]
    assert {row["verified"] for row in rows} == {"read", "partly_read", "unverified"}


def test_every_id_can_be_shown_and_each_row_fits_its_columns() -> None:
    known = knowledge.load()
    ids = [*known.parties, *known.instruments, *known.categories]
    ids += [case.id for case in known.cases] + [signal.id for signal in known.signals]
    for wanted in ids:
        sheet = present.show(known, wanted)
        assert sheet.sections
        for section in sheet.sections:
            assert all(len(row) == len(section.columns) for row in section.rows), wanted


def test_a_party_shows_its_listings_with_their_marks() -> None:
    sheet = present.show(knowledge.load(), "huawei")
    [listings] = [section for section in sheet.sections if section.title == "Listings"]
    [first] = [row for row in listings.rows if row[3] == "el-2019-05-huawei"]
    assert first[1] == "2019-05-16"
    assert first[5] == "read"
    sheet = present.show(knowledge.load(), "uniview")
    [listings] = [section for section in sheet.sections if section.title == "Listings"]
    [first] = [row for row in listings.rows if row[3] == "el-2024-12-uniview"]
    assert first[5] == "read; day partly_read"


def test_every_source_number_leads_to_a_source() -> None:
    sheet = present.show(knowledge.load(), "lorex")
    sources = {row[0]: row[1] for row in sheet.sections[-1].rows}
    [owners] = [section for section in sheet.sections if section.title == "Owners"]
    [flir] = [row for row in owners.rows if row[0] == "FLIR Systems"]
    where = [sources[number] for number in flir[-1].split(", ")]
    assert set(where) == set(knowledge.load().parties["lorex"].ownership[1].source)


def test_a_model_pattern_is_found_by_its_short_id(folder: Path) -> None:
    assert present.show(knowledge.load(folder), "f-cam").id == "flagged:model:f-cam"


def test_an_id_that_is_not_there_names_near_ones() -> None:
    with pytest.raises(KnowledgeError, match="Did you mean hikvision"):
        present.show(knowledge.load(), "hik")
    with pytest.raises(KnowledgeError, match="knowledge list"):
        present.show(knowledge.load(), "zzzz")


def test_problems_become_rows() -> None:
    [row] = present.check_rows([knowledge.Problem("error", "a.yaml", "key", "wrong")])
    assert row == {"level": "error", "file": "a.yaml", "key": "key", "message": "wrong"}
