"""Which encoding is a text in, decided over all of its bytes?"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import charset_normalizer
import numpy as np
import pyarrow as pa

from sunlit.errors import DamagedOriginalError, LimitError, OriginalError
from sunlit.sources.raw import Original

CHUNK_BYTES = 2**20
SAMPLE_BYTES = 2**16
WESTERN = "cp1252"
# Longest first: the UTF-32 mark begins with the UTF-16 one.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How bytes that do not fit are kept in a text, and what then stands for them.
ESCAPED = "surrogateescape"
MISFITS = re.compile("[\udc80-\udcff]+")
HIGH_RUN = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True)
class Encoding:
    """How bytes become text. `warning` is what the user should be told, or None."""

    name: str
    reason: str
    errors: str = "strict"
    mark_bytes: int = 0
    nul_bytes: int = 0
    warning: str | None = None

    @property
    def plain_utf8(self) -> bool:
        """Can the bytes be passed on as they are, after the mark?"""
        return self.name == "utf-8" and self.errors == "strict" and not self.nul_bytes


@dataclass
class _Tally:
    """What a pass over all bytes found."""

    nul_bytes: int = 0
    characters: int = 0  # beyond ASCII, well formed in UTF-8
    misfits: int = 0  # bytes that are no UTF-8
    runs: int = 0  # sections of bytes beyond ASCII, and their bytes
    run_bytes: int = 0
    sample: bytes = b""  # lines with bytes beyond ASCII


def choose_encoding(
    original: Original, declared: str | None, line_bytes: int | None = None
) -> Encoding:
    """Decide over the whole file: declared, byte-order mark, strict UTF-8, cp1252, then a guess.

    Raises LimitError for a line longer than `line_bytes`, DamagedOriginalError when the declared
    encoding does not fit.
    """
    with original.open() as stream:
        head = stream.read(SAMPLE_BYTES)
    marked = next(((mark, name) for mark, name in MARKS if head.startswith(mark)), None)
    if declared is not None:
        return _declared(original, declared, marked)
    if marked is not None and marked[1] != "utf-8":
        return Encoding(marked[1], "byte-order mark", "replace", len(marked[0]))
    wide = _wide_without_mark(head)
    if wide is not None:
        return Encoding(wide, "every second byte is zero", "replace")
    mark_bytes = len(codecs.BOM_UTF8) if marked else 0
    nul_bytes = _nul_bytes_if_utf8(original, line_bytes)
    if nul_bytes is None:
        return _from_tally(_tally(original), mark_bytes)
    reason = "byte-order mark" if marked else "every byte fits UTF-8"
    return Encoding("utf-8", reason, "strict", mark_bytes, nul_bytes, _nul_warning(nul_bytes))


def head_as_utf8(head: bytes) -> bytes:
    """Give the first bytes of a file without their mark, in UTF-8 when the mark says another."""
    for mark, name in MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(name, "replace").encode("utf-8", "replace")
    return head


def utf8_blocks(original: Original, encoding: Encoding, block_bytes: int) -> Iterator[bytes]:
    """Yield the text as UTF-8 in blocks of about `block_bytes`, without mark and zero bytes."""
    with original.open() as stream:
        stream.seek(encoding.mark_bytes)
        if encoding.plain_utf8:
            while block := stream.read(block_bytes):
                yield block
            return
        yield from _transcoded(original, stream, encoding, block_bytes)


def _transcoded(
    original: Original, stream: IO[bytes], encoding: Encoding, block_bytes: int
) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding.name)(encoding.errors)
    at_end = False
    while not at_end:
        block = stream.read(block_bytes)
        at_end = not block
        try:
            text = decoder.decode(block, at_end)
        except UnicodeError as error:
            raise _does_not_fit(original, encoding.name) from error
        if encoding.errors == ESCAPED:
            text = MISFITS.sub(_as_western, text)
        text = text.replace("\0", "")
        if text:
            yield text.encode("utf-8", "replace")


def _as_western(misfits: re.Match[str]) -> str:
    """Read each byte that does not fit as cp1252 does; its five gaps as the control they are."""
    bad = misfits[0].encode("ascii", ESCAPED)
    return "".join(bytes([byte]).decode(WESTERN, "ignore") or chr(byte) for byte in bad)


def _declared(original: Original, declared: str, marked: tuple[bytes, str] | None) -> Encoding:
    try:
        "".encode(declared)
        name = codecs.lookup(declared).name
    except LookupError as error:
        raise OriginalError(
            original.path, f"there is no encoding called {declared!r}.", "Try utf-8 or cp1252."
        ) from error
    mark = len(marked[0]) if marked and _same_family(marked[1], name) else 0
    if mark and marked:
        name = marked[1]
    name = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}.get(name, name)
    decoder = codecs.getincrementaldecoder(name)("strict")
    nul_bytes = 0
    with original.open() as stream:
        stream.seek(mark)
        at_end = False
        while not at_end:
            chunk = stream.read(CHUNK_BYTES)
            at_end = not chunk
            try:
                nul_bytes += decoder.decode(chunk, at_end).count("\0")
            except UnicodeError as error:
                raise _does_not_fit(original, declared) from error
    return Encoding(name, "declared", "strict", mark, nul_bytes, _nul_warning(nul_bytes))


def _same_family(marked: str, name: str) -> bool:
    return name.split("-")[:2] == marked.split("-")[:2]


def _does_not_fit(original: Original, name: str) -> DamagedOriginalError:
    return DamagedOriginalError(
        original.path,
        f"the text is not valid {name}.",
        "Leave out --encoding to have it worked out, or name another.",
    )


def _wide_without_mark(head: bytes) -> str | None:
    """Tell UTF-16 by its zero bytes: nearly all on one side of each pair, hardly any on the other."""
    even, odd = head[0::2], head[1::2]
    if len(odd) < 4:
        return None
    zeros_even, zeros_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros_odd > 0.4 and zeros_even < 0.05:
        return "utf-16-le"
    if zeros_even > 0.4 and zeros_odd < 0.05:
        return "utf-16-be"
    return None


def _nul_bytes_if_utf8(original: Original, longest: int | None) -> int | None:
    """Count the zero bytes of a file that is UTF-8 throughout; None when it is not."""
    nul_bytes = line_bytes = 0
    cut = b""
    valid = True
    with original.open() as stream:
        while chunk := stream.read(CHUNK_BYTES):
            line_bytes = _line_so_far(original, chunk, line_bytes, longest)
            if not valid or (not cut and chunk.isascii()):
                nul_bytes += chunk.count(0)
                continue
            whole, cut = whole_characters(cut + chunk)
            valid = _is_utf8(whole)
            nul_bytes += chunk.count(0)
    return nul_bytes if valid and not cut else None


def _is_utf8(content: bytes) -> bool:
    offsets = pa.py_buffer(np.array([0, len(content)], np.int32))
    text = pa.StringArray.from_buffers(1, offsets, pa.py_buffer(content))
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def whole_characters(block: bytes) -> tuple[bytes, bytes]:
    """Split UTF-8 before a character that the block's end may have cut."""
    stop = len(block)
    while stop > max(0, len(block) - 3) and block[stop - 1] & 0xC0 == 0x80:
        stop -= 1
    if stop and block[stop - 1] >= 0xC0:
        lead = block[stop - 1]
        size = 2 + (lead >= 0xE0) + (lead >= 0xF0)
        if len(block) - stop + 1 < size:
            return block[: stop - 1], block[stop - 1 :]
    return block, b""


def _tally(original: Original) -> _Tally:
    tally = _Tally()
    decoder = codecs.getincrementaldecoder("utf-8")(ESCAPED)
    with original.open() as stream:
        while chunk := stream.read(CHUNK_BYTES):
            tally.nul_bytes += chunk.count(0)
            _count_characters(tally, decoder.decode(chunk))
            if tally.run_bytes < SAMPLE_BYTES:
                _add_runs(tally, chunk)
        _count_characters(tally, decoder.decode(b"", final=True))
    return tally


def _count_characters(tally: _Tally, text: str) -> None:
    misfits = sum(map(len, MISFITS.findall(text)))
    tally.misfits += misfits
    tally.characters += len(text) - len(text.encode("ascii", "ignore")) - misfits


def _line_so_far(original: Original, chunk: bytes, line_bytes: int, longest: int | None) -> int:
    last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
    if last >= 0:
        return len(chunk) - last - 1
    line_bytes += len(chunk)
    if longest is not None and line_bytes > longest:
        raise LimitError(
            original.path,
            f"one line is longer than {longest // 2**20} MiB.",
            "This is no table of rows; look at the file with `head -c 1000`.",
        )
    return line_bytes


def _add_runs(tally: _Tally, chunk: bytes) -> None:
    runs = HIGH_RUN.findall(chunk)
    tally.runs += len(runs)
    tally.run_bytes += sum(map(len, runs))
    if len(tally.sample) < SAMPLE_BYTES:
        lines = [line for line in chunk.split(b"\n") if not line.isascii()]
        tally.sample += b"\n".join(lines)[: SAMPLE_BYTES - len(tally.sample)]


def _from_tally(tally: _Tally, mark_bytes: int) -> Encoding:
    nul = _nul_warning(tally.nul_bytes)
    if mark_bytes or tally.characters >= tally.misfits:
        said = f"{tally.misfits} bytes are not UTF-8, as the rest is; they were read as {WESTERN}."
        return Encoding("utf-8", "mostly UTF-8", ESCAPED, mark_bytes, tally.nul_bytes, said)
    guess = _guess(tally)
    if guess is not None:
        said = f"The encoding was guessed: {guess}. Names may be misspelt; --encoding settles it."
        return Encoding(guess, "statistical guess", "replace", 0, tally.nul_bytes, said)
    return Encoding(WESTERN, "no UTF-8; usual code page", ESCAPED, 0, tally.nul_bytes, nul)


def _guess(tally: _Tally) -> str | None:
    """Guess only where cp1252 is implausible: its accents stand alone between ASCII letters."""
    if tally.run_bytes < 1.6 * tally.runs or tally.run_bytes < 20:
        return None
    best = charset_normalizer.from_bytes(tally.sample, threshold=0.3).best()
    return best.encoding if best is not None else None


def _nul_warning(nul_bytes: int) -> str | None:
    return f"{nul_bytes} zero bytes were left out." if nul_bytes else None
