"""Nobody ever finds half a file."""

from pathlib import Path

import pytest

from sunlit.errors import OutputError
from sunlit.io.files import written_whole


def test_the_file_is_there_when_all_is_written(tmp_path: Path) -> None:
    with written_whole(tmp_path / "out.csv", binary=False) as out:
        out.write("a\r\nb\n£")
        assert not (tmp_path / "out.csv").exists()
    assert (tmp_path / "out.csv").read_bytes() == "a\r\nb\n£".encode()


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), written_whole(path, binary=True) as out:
        out.write(b"half")
        raise ZeroDivisionError
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]
    assert path.read_text() == "old"


def test_a_missing_folder_is_an_output_error_that_names_the_place(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "out.csv"
    with pytest.raises(OutputError, match=r"missing.out\.csv"), written_whole(path, binary=True):
        pass


def test_a_folder_is_no_place_to_write_to(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"), written_whole(tmp_path, binary=True):
        pass


def test_the_file_can_be_read_as_other_new_files_can(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    with written_whole(tmp_path / "out", binary=True) as out:
        out.write(b"")
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_the_mask_of_the_process_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(mask: int) -> int:
        raise AssertionError("another thread would make files under the wrong mask")

    monkeypatch.setattr("os.umask", refused)
    with written_whole(tmp_path / "out", binary=True) as out:
        out.write(b"")


def test_a_durable_file_waits_for_the_disk_before_and_after_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    monkeypatch.setattr("os.fsync", lambda number: seen.append((tmp_path / "out").exists()))
    with written_whole(tmp_path / "out", binary=True, durable=True) as out:
        out.write(b"kept")
    assert seen == [False, True]
    assert (tmp_path / "out").read_bytes() == b"kept"
