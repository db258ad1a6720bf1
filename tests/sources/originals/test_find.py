"""Each path gives its originals or one clear error, and an error stops nothing else."""

import bz2
import gzip
import hashlib
import io
import lzma
import zipfile
from pathlib import Path

import pytest

from sunlit.errors import (
    DamagedOriginalError,
    EmptyOriginalError,
    LimitError,
    NotFoundError,
    OriginalError,
    UnsafePathError,
)
from sunlit.settings import Limits
from sunlit.sources.originals.find import find_originals
from sunlit.sources.raw import Original

CSV = b"Supplier,Amount\nA,1\n"
SMALL = Limits(archive_ratio_from_bytes=100_000)


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def found(
    *paths: Path | str, limits: Limits | None = None, stdin: bytes | None = None
) -> list[Original | OriginalError]:
    stream = io.BytesIO(stdin) if stdin is not None else None
    return list(find_originals(paths, limits or Limits(), stream))


def contents(items: list[Original | OriginalError]) -> list[bytes]:
    whole = []
    for item in items:
        if isinstance(item, Original):
            with item.open() as stream:
                whole.append(stream.read())
    return whole


def test_a_file_is_given_with_its_size_and_hash(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(CSV)
    (one,) = found(tmp_path / "a.csv")
    assert isinstance(one, Original)
    assert (one.size_bytes, one.sha256) == (len(CSV), hashlib.sha256(CSV).hexdigest())
    with one.open() as first, one.open() as second:
        assert first.read() == second.read() == CSV


def test_a_folder_is_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", ".hidden", "sub/c.csv", ".git/d.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(CSV)
    names = [Path(item.path).relative_to(tmp_path).as_posix() for item in found(tmp_path)]
    assert names == ["a.csv", "b.csv", "sub/c.csv"]


def test_what_cannot_be_read_is_an_error_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "good.csv").write_bytes(CSV)
    (tmp_path / "folder").mkdir()
    items = found(*(tmp_path / name for name in ("gone.csv", "empty.csv", "folder", "good.csv")))
    assert [type(item) for item in items] == [
        NotFoundError, EmptyOriginalError, EmptyOriginalError, Original,
    ]  # fmt: skip


def test_standard_input_is_kept_so_that_it_can_be_read_twice() -> None:
    (one,) = found("-", stdin=CSV)
    assert contents([one, one]) == [CSV, CSV]


@pytest.mark.parametrize(
    "pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gzip", "bzip2", "xz"]
)
def test_packed_files_are_opened_by_content_not_by_name(pack: object, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(pack(CSV))  # type: ignore[operator]
    items = found(tmp_path / "a.csv")
    assert contents(items) == [CSV]
    assert items[0].path.endswith("a.csv!content")


def test_archives_within_archives_are_opened_to_a_depth(tmp_path: Path) -> None:
    inner = zipped(("a.csv", CSV))
    (tmp_path / "two.zip").write_bytes(
        zipped(("inner.zip", inner), ("b.csv.gz", gzip.compress(CSV)))
    )
    assert contents(found(tmp_path / "two.zip")) == [CSV, CSV]
    (error,) = found(tmp_path / "two.zip", limits=Limits(archive_depth=0))
    assert isinstance(error, LimitError)


def test_members_that_leave_the_archive_are_refused_and_the_others_read(tmp_path: Path) -> None:
    names = ("../up.csv", "/root.csv", "C:\\a.csv", "ok/../../up.csv", "good.csv")
    (tmp_path / "a.zip").write_bytes(zipped(*((name, CSV) for name in names)))
    items = found(tmp_path / "a.zip")
    assert [type(item) for item in items] == [UnsafePathError] * 4 + [Original]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_both_read_under_distinct_paths(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(("a.csv", CSV), ("a.csv", CSV + b"B,2\n")))
    items = found(tmp_path / "a.zip")
    assert contents(items) == [CSV, CSV + b"B,2\n"]
    assert len({item.path for item in items}) == 2


def test_litter_of_operating_systems_is_no_original(tmp_path: Path) -> None:
    litter = ("__MACOSX/._a.csv", ".DS_Store", "x/Thumbs.db")
    members = [(name, b"x") for name in litter]
    (tmp_path / "a.zip").write_bytes(zipped(*members, ("a.csv", CSV)))
    assert contents(found(tmp_path / "a.zip")) == [CSV]


@pytest.mark.parametrize("pack", ["zip", "gzip", "bzip2", "xz", "nested"])
def test_a_bomb_is_stopped_while_it_unfolds(pack: str, tmp_path: Path) -> None:
    zeros = bytes(20_000_000)
    bomb = {
        "zip": lambda: zipped(("a.csv", zeros)),
        "gzip": lambda: gzip.compress(zeros),
        "bzip2": lambda: bz2.compress(zeros),
        "xz": lambda: lzma.compress(zeros),
        "nested": lambda: zipped(
            ("b.zip", zipped(*((f"{n}.csv", bytes(90_000)) for n in range(60))))
        ),
    }[pack]()
    (tmp_path / "bomb").write_bytes(bomb)
    (tmp_path / "good.csv").write_bytes(CSV)
    items = found(tmp_path / "bomb", tmp_path / "good.csv", limits=SMALL)
    assert sum(isinstance(item, LimitError) for item in items) == 1
    assert contents(items)[-1] == CSV


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize(
    "pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gzip", "bzip2", "xz"]
)
def test_half_a_packed_file_gives_an_error_and_no_rows(
    pack: object, cut: float, tmp_path: Path
) -> None:
    whole: bytes = pack(b"".join(b"%d,%d\n" % (n, n * n) for n in range(20_000)))  # type: ignore[operator]
    (tmp_path / "a").write_bytes(whole[: int(len(whole) * cut)])
    (error,) = found(tmp_path / "a")
    assert isinstance(error, DamagedOriginalError)
    assert "breaks off" in str(error)


def test_half_a_zip_and_a_changed_byte_are_damage(tmp_path: Path) -> None:
    whole = zipped(("a.csv", b"".join(b"%d\n" % n for n in range(9999))))
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])
    changed = bytearray(whole)
    changed[200] ^= 0xFF
    (tmp_path / "changed.zip").write_bytes(changed)
    items = found(tmp_path / "half.zip", tmp_path / "changed.zip")
    assert [type(item) for item in items] == [DamagedOriginalError] * 2


def test_a_locked_member_says_so(tmp_path: Path) -> None:
    locked = bytearray(zipped(("a.csv", CSV)))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(locked)
    (error,) = found(tmp_path / "a.zip")
    assert "password" in str(error)


def test_a_member_longer_than_memory_holds_is_spooled_and_removed(tmp_path: Path) -> None:
    content = b"".join(b"%d,abc\n" % n for n in range(300_000))
    (tmp_path / "a.zip").write_bytes(zipped(("a.csv", content)))
    (one,) = found(tmp_path / "a.zip")
    assert contents([one]) == [content]


def test_an_archive_of_too_many_members_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(*((f"{n}", CSV) for n in range(11))))
    (error,) = found(tmp_path / "a.zip", limits=Limits(archive_members=10))
    assert isinstance(error, LimitError)
