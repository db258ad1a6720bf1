"""Where can a large CSV text be cut, so that its parts hold the records of the whole?

A first pass counts quotation marks and line ends: a line end with an even number of marks
before it ends a record, where all marks stand in their places. The reading of a part finds out
whether that held (PartsDifferError); nothing rests on this pass alone.
"""

from dataclasses import dataclass

import numpy as np

from sunlit.errors import DamagedOriginalError
from sunlit.settings import Limits
from sunlit.sources.formats.dialect import Dialect
from sunlit.sources.originals.encoding import Encoding
from sunlit.sources.raw import Original

#: So many blocks make a part: enough that a worker is not sent from one to the next all the time.
PART_BLOCKS = 8


class PartsDifferError(DamagedOriginalError):
    """A part of a text does not end where the next was taken to begin."""

    def __init__(self, path: str) -> None:
        super().__init__(path, "cannot be read in parts.", "Read it as one.")


@dataclass(frozen=True)
class Cut:
    """A place between two blocks of a text: how many blocks and records lie before it.

    The last `rest_bytes` of those blocks are of a record that goes on.
    """

    blocks: int = 0
    rest_bytes: int = 0
    records: int = 0


START = Cut()


def find_cuts(
    original: Original, encoding: Encoding, dialect: Dialect, block_bytes: int, limits: Limits
) -> tuple[Cut, ...]:
    """Give the cuts between the parts of a text, in order; none where it is read as one.

    The text behind the last cut is one part, however long: behind a mark out of its place
    nothing can be told.
    """
    marks = dialect.delimiter + dialect.quotechar
    if not encoding.plain_utf8 or dialect.escapechar or not marks.isascii():
        return ()
    cuts: list[Cut] = []
    cut = START
    quoted = False
    with original.open() as stream:
        stream.seek(encoding.mark_bytes)
        while block := stream.read(block_bytes):
            ends = _record_ends(block, dialect, quoted)
            if ends is None:
                break
            if cut.blocks and cut.blocks % PART_BLOCKS == 0:
                cuts.append(cut)
            count, last, quoted = ends
            rest = len(block) - last - 1 if count else cut.rest_bytes + len(block)
            if rest > limits.cell_bytes:
                break
            cut = Cut(cut.blocks + 1, rest, cut.records + count)
    return tuple(cuts)


def _record_ends(block: bytes, dialect: Dialect, quoted: bool) -> tuple[int, int, bool] | None:
    """Count the records that end in a block, with the place of the last end.

    `quoted` tells whether the block begins inside a quoted cell; the third value, whether it
    ends in one. None when a mark stands where none opens or closes a cell.
    """
    quote = dialect.quotechar.encode()
    if quote not in block:
        return (0, -1, True) if quoted else (block.count(b"\n"), block.rfind(b"\n"), False)
    bytes_ = np.frombuffer(block, np.uint8)
    quotes = np.flatnonzero(bytes_ == quote[0])
    opening, closing = quotes[quoted::2], quotes[not quoted :: 2]
    edge = np.zeros(256, np.bool_)
    edge[[ord(dialect.delimiter), quote[0], *b"\r\n"]] = True
    before, after = opening[opening > 0] - 1, closing[closing < len(block) - 1] + 1
    if not (edge[bytes_[before]].all() and edge[bytes_[after]].all()):
        return None
    newlines = np.flatnonzero(bytes_ == ord("\n"))
    ends = newlines[np.searchsorted(quotes, newlines) % 2 == quoted]
    ends_quoted = quoted ^ (len(quotes) % 2 == 1)
    return len(ends), int(ends[-1]) if len(ends) else -1, ends_quoted
