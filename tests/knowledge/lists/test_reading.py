"""Is each layout of a list read as what it says, whatever its file is called?"""

import json
import os
from pathlib import Path

import pytest

from sunlit.errors import DamagedOriginalError, NotFoundError
from sunlit.knowledge.lists import ListEntry, NameList, read_list


@pytest.fixture
def lists(fixtures: Path) -> Path:
    return fixtures / "lists"


def by_id(read: NameList) -> dict[str, ListEntry]:
    return {entry.id: entry for entry in read.entries}


def texts(entry: ListEntry) -> list[str]:
    return [name.text for name in entry.names]


def written(folder: Path, content: str | bytes) -> NameList:
    path = folder / "names.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_list(path)


def test_the_ofac_tables_are_read_with_the_aliases_beside_them(lists: Path) -> None:
    read = read_list(lists / "sdn.csv")
    entries = by_id(read)
    assert (read.layout, len(entries)) == ("ofac", 5)
    assert texts(entries["36"]) == ["AEROCARIBBEAN AIRLINES", "AERO-CARIBBEAN"]
    assert [(name.text, name.kind) for name in entries["306"].names][1] == ("BNC", "weak")
    assert (entries["587"].kind, entries["4234"].kind, entries["36"].kind) == (
        "person",
        "vessel",
        "company",
    )
    assert entries["36"].programs == ("CUBA",)


def test_aliases_change_the_version_of_the_list_that_is_read_with_them(
    lists: Path, tmp_path: Path
) -> None:
    (tmp_path / "sdn.csv").write_bytes((lists / "sdn.csv").read_bytes())
    alone = read_list(tmp_path / "sdn.csv")
    (tmp_path / "alt.csv").write_bytes((lists / "alt.csv").read_bytes())
    assert read_list(tmp_path / "sdn.csv").version != alone.version


def test_a_table_of_addresses_is_refused_with_the_table_to_give_instead(lists: Path) -> None:
    with pytest.raises(DamagedOriginalError, match=r"primary table \(sdn.csv"):
        read_list(lists / "add.csv")


def test_the_consolidated_screening_list_gives_kinds_aliases_and_programs(lists: Path) -> None:
    read = read_list(lists / "csl.csv")
    entry = by_id(read)["8124"]
    assert read.layout == "csl"
    assert texts(entry) == ["2904977 CANADA, INC.", "CARIBE SOL", "HAVANTUR CANADA INC."]
    assert entry.kind == "company"
    unsaid = next(entry for entry in read.entries if entry.name.startswith("3K Aviation"))
    assert unsaid.kind == "unknown"


def test_its_json_export_gives_the_same(lists: Path) -> None:
    read = read_list(lists / "csl.json")
    assert (read.layout, [entry.kind for entry in read.entries]) == (
        "csl-json",
        ["company", "unknown"],
    )
    assert texts(read.entries[0]) == ["200G PSA HOLDINGS LLC", "200G PSA"]


def test_followthemoney_lines_give_those_who_have_names_and_leave_addresses_out(
    lists: Path,
) -> None:
    read = read_list(lists / "entities.ftm.json")
    entries = by_id(read)
    assert (read.layout, list(entries)) == ("ftm", ["NK-1", "NK-2"])
    assert entries["NK-2"].kind == "person"
    assert ("ZSC", "weak") in [(name.text, name.kind) for name in entries["NK-1"].names]


def test_a_name_of_one_letter_is_refused_and_said(lists: Path) -> None:
    read = read_list(lists / "entities.ftm.json")
    assert read.notes.refused == 2  # the caption and the name of NK-3
    assert "one letter" in read.notes.first[0]


def test_rows_of_one_id_are_one_entry_with_several_names(tmp_path: Path) -> None:
    read = written(
        tmp_path,
        "id,name,kind\n7,Zanbor Ltd,company\n7,Zanbor Trading,alias\n8,Jane Sample,person\n",
    )
    assert [(e.id, texts(e), e.kind) for e in read.entries] == [
        ("7", ["Zanbor Ltd", "Zanbor Trading"], "company"),
        ("8", ["Jane Sample"], "person"),
    ]


def test_names_one_a_line_need_no_header(tmp_path: Path) -> None:
    read = written(tmp_path, "Zanbor Trading Ltd\nKoziba GmbH\n\n")
    assert [entry.name for entry in read.entries] == ["Zanbor Trading Ltd", "Koziba GmbH"]


def test_a_watch_list_keeps_brands_models_and_other_scripts_apart(tmp_path: Path) -> None:
    one = {
        "id": "ZB",
        "name": "Zanbor Corporation",
        "aliases": ["Zanbor"],
        "brands": ["Zanview"],
        "models": ["ZB-2044X"],
        "nonlatin": ["赞博"],
    }
    (entry,) = written(tmp_path, json.dumps([one])).entries
    assert [(name.text, name.kind) for name in entry.names] == [
        ("Zanbor Corporation", "legal_name"),
        ("Zanbor", "name"),
        ("Zanview", "brand"),
        ("ZB-2044X", "model"),
        ("赞博", "native_name"),
    ]


def test_a_cell_that_is_no_utf8_is_read_as_windows_text(tmp_path: Path) -> None:
    read = written(tmp_path, "id;name\n1;Société Générale de Koziba\n".encode("cp1252"))
    assert read.entries[0].name == "Société Générale de Koziba"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04\0\0",
        b"[1, 2",
        b'{"schema": "Company"\n',
        b'[{"id": 1}]',
        b"[" * 100_000,
        b'id,name\n1,"' + b"x" * 200_000,
    ],
    ids=["empty", "zip", "cut", "bad line", "nameless", "deep", "endless quote"],
)
def test_what_is_no_list_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DamagedOriginalError, match=r"names\.txt"):
        written(tmp_path, content)


def test_a_huge_name_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    read = written(tmp_path, "id,name\n1," + "Zanbor " * 200 + "\n2,Koziba Trading\n")
    assert [entry.id for entry in read.entries] == ["2"]
    assert "longer than 400" in read.notes.first[0]


def test_a_list_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file"):
        read_list(tmp_path / "none.csv")


@pytest.mark.parametrize(
    "content", ["<!DOCTYPE html><p>x", "\n <html>", '<?xml version="1.0"?><a/>']
)
def test_a_web_page_is_no_list_of_its_lines(tmp_path: Path, content: str) -> None:
    with pytest.raises(DamagedOriginalError, match="web page"):
        written(tmp_path, content)


@pytest.mark.large
@pytest.mark.parametrize(
    ("file", "layout", "least"),
    [
        ("bench/peers/watchman/sdn.csv", "ofac", 7_000),
        ("lists/lists_watchman_a/cons_prim.csv", "ofac", 100),
        ("lists/lists_watchman_a/csl.csv", "csl", 100),
        ("lists/lists_opensanctions/dod_1260h_sanctions.csv", "csv", 100),
        ("lists/lists_opensanctions/section_889.csv", "csv", 5),
    ],
)
def test_real_lists_are_read_as_what_they_are(file: str, layout: str, least: int) -> None:
    shared = os.environ.get("SUNLIT_SHARED")
    if not shared:
        pytest.skip("SUNLIT_SHARED names no folder")
    read = read_list(Path(shared) / file)
    assert read.layout == layout
    assert len(read.entries) >= least
