"""What are the records of CSV that is not regular, and where did a quotation mark never close?"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from sunlit.sources.formats.dialect import Dialect

#: A record over more lines than this has an unclosed quotation mark, not a long cell.
LONGEST_RECORD_LINES = 5_000
#: So many lines in a row that look like records outweigh a mark that does close.
SWALLOWED_LINES = 4


class CellTooLongError(Exception):
    """A cell is longer than is read."""


@dataclass
class SlowReading:
    """Records of one section of text, the text that was left over, and what was mended."""

    rows: list[list[str]] = field(default_factory=list)
    rest: str = ""
    mended: list[int] = field(default_factory=list)  # index into rows


def read_slowly(
    text: str, dialect: Dialect, width: int, longest: int, *, final: bool
) -> SlowReading:
    """Read `text`, which starts at a record, as csv.reader(newline="") does.

    `width` is the usual number of cells. A quotation mark that swallows records is read as a
    plain character and the reading goes on with the next line. Unless `final`, a last record
    that may go on is left in `rest`; one over `longest` characters cannot be a record and is
    mended. Raises CellTooLongError for a cell over `longest` characters.
    """
    lines = list(io.StringIO(text, newline=""))
    reading = SlowReading()
    # The last line may go on in the next block ("\r" may be half of "\r\n").
    usable = len(lines)
    if not final and lines and not lines[-1].endswith("\n"):
        usable -= 1
    start = 0
    while start < usable:
        for record, stop in _records(lines, start, usable, dialect):
            own = lines[start:stop]
            if sum(map(len, own)) > longest and max(map(len, record), default=0) > longest:
                raise CellTooLongError
            at_end = stop == usable
            if stop - start == 1 and not (at_end and _is_open(own[0], dialect)):
                reading.rows.append(record)
            elif at_end and not final and _may_go_on(own, dialect, longest):
                reading.rest = "".join(lines[start:])
                return reading
            elif _is_swallowed(own, dialect, width, may_end=final or not at_end):
                reading.mended.append(len(reading.rows))
                reading.rows.append(_with_plain_mark(own[0], dialect))
                start += 1
                break
            else:
                reading.rows.append(record)
            start = stop
    reading.rest = "".join(lines[usable:])
    return reading


def _records(
    lines: list[str], start: int, usable: int, dialect: Dialect
) -> Iterator[tuple[list[str], int]]:
    """Yield each record with the number of the line after it."""
    stopper = _Stopper(lines, start, usable)
    for record in dialect.records(stopper):
        stop = stopper.begin_record()
        yield record, stop
        if stopper.was_cut:
            return


class _Stopper:
    """Lines for csv.reader that end when one record goes on for too long."""

    def __init__(self, lines: list[str], start: int, usable: int) -> None:
        self._lines = lines
        self._next = start
        self._usable = usable
        self._limit = start + LONGEST_RECORD_LINES
        self.was_cut = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._next >= self._usable:
            raise StopIteration
        if self._next >= self._limit:
            self.was_cut = True
            raise StopIteration
        line = self._lines[self._next]
        self._next += 1
        return line

    def begin_record(self) -> int:
        """Note that a record ended; give the number of the line after it."""
        self._limit = self._next + LONGEST_RECORD_LINES
        return self._next


def _is_open(line: str, dialect: Dialect) -> bool:
    """Does the line end inside a quoted cell?"""
    return _opening_mark(line, dialect) is not None


def _may_go_on(lines: list[str], dialect: Dialect, longest: int) -> bool:
    short = len(lines) < LONGEST_RECORD_LINES and sum(map(len, lines)) <= longest
    return short and _closes(lines, dialect) is None


def _is_swallowed(lines: list[str], dialect: Dialect, width: int, *, may_end: bool) -> bool:
    """Would the record's lines make better records if its quotation mark were a plain one?

    `may_end`: a mark that is open at the last line may be open at the end of the file; if not,
    the record was cut for its length.
    """
    closes = _closes(lines, dialect)
    if len(lines) >= LONGEST_RECORD_LINES or (closes is None and not may_end):
        return True
    if width < 2 or len(_with_plain_mark(lines[0], dialect)) != width:
        return False
    alike = sum(_width(line, dialect) == width for line in lines[1:])
    if closes:
        return width > 2 and alike >= max(SWALLOWED_LINES, 0.8 * (len(lines) - 1))
    return 2 * alike >= len(lines) - 1


def _width(line: str, dialect: Dialect) -> int:
    mark = _opening_mark(line, dialect)
    return len(_with_plain_mark(line, dialect) if mark is not None else _cells(line, dialect))


def _cells(line: str, dialect: Dialect) -> list[str]:
    return next(dialect.records([line]), [])


def _with_plain_mark(line: str, dialect: Dialect) -> list[str]:
    """Read one line alone, its unclosed quotation mark as a plain character."""
    mark = _opening_mark(line, dialect)
    if mark is None:
        return _cells(line, dialect)
    before = _cells(line[:mark], dialect)
    if mark and not before:
        before = [""]
    after = _cells(line[mark + 1 :], dialect) or [""]
    return [*before[:-1], dialect.quotechar + after[0], *after[1:]]


def _opening_mark(line: str, dialect: Dialect) -> int | None:
    """Find the quotation mark that opens a cell which the line does not close."""
    state = _scan(line, dialect)
    return state if isinstance(state, int) else None


def _closes(lines: list[str], dialect: Dialect) -> bool | None:
    """Does the record close its cells (True), with text after the mark (False), or never (None)?"""
    state = _scan("".join(lines), dialect)
    return None if isinstance(state, int) else state == "clean"


def _scan(text: str, dialect: Dialect) -> int | str:
    """Walk as csv.reader does: the place of a mark left open, or "clean", or "loose"."""
    quote, mark, escape = dialect.quotechar, dialect.delimiter, dialect.escapechar
    loose = False
    at_start = True
    place, size = 0, len(text)
    while place < size:
        character = text[place]
        if at_start and character == quote:
            stop = _closing_mark(text, place + 1, quote, escape, dialect.doublequote)
            if stop is None:
                return place
            place = stop + 1
            at_start = False
            loose = loose or (place < size and text[place] not in mark + "\r\n")
            continue
        if character == escape:
            place += 1
            at_start = False
        elif character == mark or character in "\r\n":
            at_start = True
        elif not (at_start and dialect.skipinitialspace and character == " "):
            at_start = False
        place += 1
    return "loose" if loose else "clean"


def _closing_mark(
    text: str, start: int, quote: str, escape: str | None, doublequote: bool
) -> int | None:
    place = start
    while True:
        place = text.find(quote, place)
        if place < 0:
            return None
        if escape is not None and _is_escaped(text, start, place, escape):
            place += 1
        elif doublequote and text.startswith(quote, place + 1):
            place += 2
        else:
            return place


def _is_escaped(text: str, start: int, place: int, escape: str) -> bool:
    run = 0
    while place - run - 1 >= start and text[place - run - 1] == escape:
        run += 1
    return run % 2 == 1
