"""Is a folder of results there whole, or not at all?"""

import os
from pathlib import Path

import pytest

from sunlit.errors import OutputError
from sunlit.io.folders import folder_written_whole, names_folder, refuse_full_folder


def put(out: str) -> None:
    with folder_written_whole(out) as folder:
        (folder / "findings.jsonl").write_text("{}\n")
        (folder / "account.json").write_text("{}")


@pytest.mark.parametrize("name", ["s3://bucket/results", "results/"])
def test_an_address_and_a_name_with_a_slash_are_folders(name: str) -> None:
    assert names_folder(name)


def test_a_folder_that_is_there_is_one_and_a_file_is_none(tmp_path: Path) -> None:
    assert names_folder(str(tmp_path))
    assert not names_folder(str(tmp_path / "findings.jsonl"))


@pytest.mark.parametrize("exists", [True, False])
def test_a_new_or_empty_folder_gets_all_files_and_nothing_is_left_beside_it(
    tmp_path: Path, exists: bool
) -> None:
    out = tmp_path / "results"
    if exists:
        out.mkdir()
    put(f"{out}/")
    assert sorted(file.name for file in out.iterdir()) == ["account.json", "findings.jsonl"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["results"]


@pytest.mark.skipif(os.name != "posix", reason="folders have no permission bits here")
def test_the_folder_is_open_as_any_new_one(tmp_path: Path) -> None:
    (tmp_path / "usual").mkdir()
    put(f"{tmp_path}/results/")
    assert (tmp_path / "results").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_folder_with_something_in_it_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(OutputError, match="not empty"):
        refuse_full_folder(str(tmp_path))
    with pytest.raises(OutputError, match="not empty"):
        put(str(tmp_path))
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_and_a_missing_folder_above_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="is a file"):
        put(f"{tmp_path}/file/")
    with pytest.raises(OutputError, match="folder above"):
        put(f"{tmp_path}/none/results/")


def test_an_error_while_writing_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> None:
        with folder_written_whole(f"{tmp_path}/results/") as folder:
            (folder / "findings.jsonl").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken()
    assert list(tmp_path.iterdir()) == []


def test_what_somebody_puts_there_meanwhile_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "results"
    out.mkdir()

    def overtaken() -> None:
        with folder_written_whole(str(out)) as folder:
            (folder / "findings.jsonl").write_text("ours")
            (out / "theirs.txt").write_text("theirs")

    with pytest.raises(OutputError, match="cannot be written"):
        overtaken()
    assert [entry.name for entry in out.iterdir()] == ["theirs.txt"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["results"]


def test_an_address_without_a_bucket_is_refused() -> None:
    with pytest.raises(OutputError, match="s3://"):
        refuse_full_folder("s3://")
