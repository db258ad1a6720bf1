"""What lies in a zip, gzip, bzip2 or xz file, and is it safe to open?"""

import bz2
import gzip
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, cast

from sunlit.errors import (
    DamagedOriginalError,
    EmptyOriginalError,
    LimitError,
    OriginalError,
    UnsafePathError,
)
from sunlit.io.spool import Spool
from sunlit.settings import Limits
from sunlit.sources.raw import Original

CHUNK_BYTES = 2**18
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# What a decompressor raises on bytes that break off or break its rules.
BROKEN = (
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
OPENERS: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
    "gzip": lambda packed: cast("IO[bytes]", gzip.GzipFile(fileobj=packed)),
    "bzip2": lambda packed: cast("IO[bytes]", bz2.BZ2File(packed)),
    "xz": lambda packed: cast("IO[bytes]", lzma.LZMAFile(packed)),  # noqa: SIM115 - _spooled closes
}
LITTER = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)")
OFFICE_PARTS = re.compile(r"^(\[Content_Types\]\.xml|mimetype|Index/Document\.iwa)$")


class Budget:
    """How much an archive may still unfold, over all that lies in it."""

    def __init__(self, archive: Original, limits: Limits) -> None:
        self.allowed = max(
            limits.archive_ratio_from_bytes, limits.archive_ratio * archive.size_bytes
        )
        self.ratio = limits.archive_ratio
        self.used = 0

    @property
    def spent(self) -> bool:
        """Is there nothing left, so that the rest of the archive must wait outside?"""
        return self.used > self.allowed

    def spend(self, path: str, size_bytes: int) -> None:
        """Count bytes that came out; raise LimitError past the allowance."""
        self.used += size_bytes
        if self.spent:
            raise LimitError(
                path,
                f"unfolds to more than {self.ratio} times its size, as a zip bomb does.",
                "Unpack it by hand if you trust it.",
            )


def unpack(
    original: Original, limits: Limits, budget: Budget | None = None, depth: int = 0
) -> Iterator[Original | OriginalError]:
    """Yield the original itself when it is no archive, else its members, else an error."""
    kind = archive_kind(original)
    if kind is None:
        yield original
        return
    budget = budget or Budget(original, limits)
    try:
        if depth >= limits.archive_depth:
            raise LimitError(
                original.path,
                f"is an archive {depth + 1} deep; {limits.archive_depth} are opened.",
                "Unpack the outer ones first.",
            )
        members = _zip_members if kind == "zip" else _stream_member
        for member in members(original, kind, limits, budget):
            if isinstance(member, OriginalError):
                yield member
            elif member.size_bytes == 0:
                yield EmptyOriginalError(member.path, "the file is empty.", "Leave it out.")
            else:
                yield from unpack(member, limits, budget, depth + 1)
            if budget.spent:
                return
    except OriginalError as error:
        yield error


def archive_kind(original: Original) -> str | None:
    """Name the kind of archive by its bytes: "zip", "gzip", "bzip2", "xz"; None for others.

    Workbooks are zips by their bytes and documents to a person: they are no archives here.
    """
    with original.open() as stream:
        head = stream.read(8)
        if head.startswith(b"\x1f\x8b"):
            return "gzip"
        if head.startswith(b"BZh") and head[3:4].isdigit():
            return "bzip2"
        if head.startswith(b"\xfd7zXZ\x00"):
            return "xz"
        if head.startswith(ZIP_STARTS) and not _is_office_file(stream):
            return "zip"
    return None


def _is_office_file(stream: IO[bytes]) -> bool:
    try:
        with zipfile.ZipFile(stream) as archive:
            return any(OFFICE_PARTS.match(name) for name in archive.namelist())
    except BROKEN:
        return False


def _stream_member(
    original: Original, kind: str, _: Limits, budget: Budget
) -> Iterator[Original | OriginalError]:
    name = PurePosixPath(original.path.rsplit("!", 1)[-1]).name
    inner = re.sub(r"\.(gz|gzip|bz2|xz)$", "", name, flags=re.IGNORECASE)
    path = f"{original.path}!{inner if inner != name else 'content'}"
    with original.open() as packed:
        yield _spooled(path, original.path, OPENERS[kind](packed), budget)


def _zip_members(
    original: Original, _: str, limits: Limits, budget: Budget
) -> Iterator[Original | OriginalError]:
    seen: dict[str, int] = {}
    with original.open() as stream, _open_zip(original, stream) as archive:
        files = [info for info in archive.infolist() if not info.is_dir()]
        if len(files) > limits.archive_members:
            raise LimitError(
                original.path,
                f"holds {len(files)} files; at most {limits.archive_members} are opened.",
                "Unpack it and name the files that matter.",
            )
        for info in files:
            if LITTER.search(info.filename):
                continue
            seen[info.filename] = seen.get(info.filename, 0) + 1
            again = f"#{seen[info.filename]}" if seen[info.filename] > 1 else ""
            path = f"{original.path}!{info.filename}{again}"
            try:
                yield _zip_member(archive, info, path, budget)
            except OriginalError as error:
                yield error
        if not seen:
            raise EmptyOriginalError(original.path, "the archive holds no file.", "Fetch it again.")


def _open_zip(original: Original, stream: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except BROKEN as error:
        raise _broken(original.path, error) from error


def _zip_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, budget: Budget
) -> Original:
    parts = re.split(r"[/\\]", info.filename)
    if ".." in parts or parts[0] == "" or re.match(r"^[A-Za-z]:", info.filename):
        raise UnsafePathError(
            path,
            "the archive names a path outside itself, so this member was not read.",
            "Ask who made the archive.",
        )
    if info.flag_bits & 1:
        raise DamagedOriginalError(
            path, "is locked with a password.", "Unpack it with the password first."
        )
    try:
        stream = archive.open(info)
    except BROKEN as error:
        raise _broken(path, error) from error
    return _spooled(path, path, stream, budget)


def _spooled(path: str, blamed: str, stream: IO[bytes], budget: Budget) -> Original:
    spool = Spool()
    try:
        with stream:
            while chunk := stream.read(CHUNK_BYTES):
                budget.spend(path, len(chunk))
                spool.write(chunk)
    except BROKEN as error:
        raise _broken(blamed, error) from error
    finally:
        spool.close()
    spool.close()
    return Original(path, spool.size_bytes, spool.sha256, spool.open)


def _broken(path: str, error: Exception) -> DamagedOriginalError:
    if isinstance(error, EOFError):
        problem = "breaks off before its end, so nothing of it was read."
    else:
        problem = f"is a damaged archive ({error})."
    return DamagedOriginalError(path, problem, "Fetch it again.")
