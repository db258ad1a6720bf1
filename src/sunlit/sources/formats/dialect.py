"""Which delimiter and quotation mark does a text use?"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import clevercsv
import duckdb

from sunlit.io.files import written_whole
from sunlit.io.scratch import scratch_folder
from sunlit.sources.formats.csv_records import records

#: What tables are published with; the rest need more evidence than a steady count.
USUAL: Final = ",;\t|"
RARE: Final = ": ^~"
NAMES: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe", " ": "space"}
# The sniffers' time grows faster than their sample.
SNIFFER_CHARACTERS = 8_000
SHAPE_CHARACTERS = 64_000
SEP_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?\s*[\r\n]", re.IGNORECASE)
# A quoted cell with a delimiter or a line's edge on each side.
QUOTED_CELL = re.compile(
    r"""(?:(?<=([,;\t|:^~ ]))|^)(["'])(?:(?!\2)[^\r\n]|\2\2)*+\2(?=([,;\t|:^~ ])|$)""", re.MULTILINE
)


@dataclass(frozen=True)
class Dialect:
    """How records are written. `width` is the usual number of cells, `agreed` who said so."""

    delimiter: str
    quotechar: str = '"'
    escapechar: str | None = None
    doublequote: bool = True
    skipinitialspace: bool = False
    confidence: float = 1.0
    agreed: bool = True  # all that answered gave the same delimiter
    width: int = 1

    @property
    def name(self) -> str:
        """The delimiter in a word."""
        return NAMES.get(self.delimiter, repr(self.delimiter))

    def records(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Read lines, each with its line end, as csv.reader does in this dialect."""
        return records(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quotechar,
            escapechar=self.escapechar,
            doublequote=self.doublequote,
            skipinitialspace=self.skipinitialspace,
        )


def sniff(sample: str, delimiter: str | None = None) -> Dialect:
    """Choose the dialect of `sample`, the first 64 K characters of a text, whole lines.

    CleverCSV, DuckDB and the standard library vote with the shape of the rows: the share that
    has the commonest width, and which delimiter stands beside quoted cells. `delimiter`, and
    Excel's own first line `sep=;`, go before any vote.
    """
    sample = sample[:SHAPE_CHARACTERS]
    declared = delimiter or _sep_line(sample)
    if declared is not None:
        return _dialect(sample, declared, 1.0, agreed=True)
    votes = _votes(sample)
    beside = _beside_quotes(sample)
    shapes = {mark: _shape(sample, mark) for mark in {*USUAL, *RARE, *votes.values()}}
    # Cells may hold prose, steady in its spaces; a steady usual delimiter is no accident.
    if any(shapes[mark][0] >= 0.95 for mark in USUAL):
        shapes = {mark: shape for mark, shape in shapes.items() if mark in USUAL}
    scores = {mark: _score(mark, votes, beside, shape) for mark, shape in shapes.items()}
    best = max(scores, key=lambda mark: (scores[mark], mark in USUAL, -ord(mark)))
    steady, _ = shapes[best]
    sure = steady >= 0.5 or list(votes.values()).count(best) > 1
    if best in RARE:  # prose has spaces and colons on every line too
        sure = steady >= 0.8 or beside.get(best, 0.0) >= 0.5
    if not sure:
        best = ","  # one column: any delimiter would cut words
    agreed = set(votes.values()) == {best}
    confidence = 1.0 if agreed else scores[best] / (sum(scores.values()) or 1.0)
    return _dialect(sample, best, confidence, agreed)


def _score(
    mark: str, votes: dict[str, str], beside: dict[str, float], shape: tuple[float, int]
) -> float:
    steady, width = shape
    if steady < 0.5:
        steady /= 2
    weight = 1.0 if mark in USUAL else 0.5
    # Nobody types tabs into cells: steady tabs are a delimiter, whatever else is steady too.
    tabs = 2.5 if mark == "\t" and steady >= 0.9 and width >= 3 else 0.0
    said = list(votes.values()).count(mark)
    return said + weight * (1.5 * steady + beside.get(mark, 0.0)) + tabs


def _sep_line(sample: str) -> str | None:
    found = SEP_LINE.match(sample)
    return found.group(1) if found else None


def _shape(sample: str, mark: str) -> tuple[float, int]:
    """Give the share of records that have the commonest width of two or more, and that width."""
    return max(_widths(sample, mark, quote) for quote in "\"'")


def _widths(sample: str, mark: str, quote: str) -> tuple[float, int]:
    rows = records(io.StringIO(sample, newline=""), delimiter=mark, quotechar=quote)
    widths = Counter(len(row) for row in rows if row)
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 1
    width = max(wide, key=lambda each: (wide[each], each))
    return wide[width] / widths.total(), width


def _beside_quotes(sample: str) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for before, _, after in QUOTED_CELL.findall(sample):
        if before == after or not after or not before:
            counts[before or after] += 1
    counts.pop("", None)
    total = counts.total()
    return {mark: count / total for mark, count in counts.items()}


def _votes(sample: str) -> dict[str, str]:
    """Ask each sniffer; one that finds nothing has no vote."""
    short = sample[:SNIFFER_CHARACTERS]
    if len(short) < len(sample):
        short = short[: max(short.rfind("\n"), short.rfind("\r")) + 1] or short
    sniffers: dict[str, Callable[[str], str | None]] = {
        "clevercsv": _clevercsv,
        "duckdb": _duckdb,
        "csv": _standard,
    }
    answers = {name: ask(short) for name, ask in sniffers.items()}
    return {name: mark for name, mark in answers.items() if mark and len(mark) == 1 and _fits(mark)}


def _fits(mark: str) -> bool:
    return mark == "\t" or (
        mark.isascii() and mark.isprintable() and not (mark.isalnum() or mark in "\"'.-_/\\")
    )


def _clevercsv(sample: str) -> str | None:
    try:
        found = clevercsv.Sniffer().sniff(sample)
    except (clevercsv.Error, clevercsv.exceptions.NoDetectionResult):
        return None
    return str(found.delimiter) if found else None


def _standard(sample: str) -> str | None:
    try:
        return csv.Sniffer().sniff(sample).delimiter
    except csv.Error:
        return None


def _duckdb(sample: str) -> str | None:
    with scratch_folder() as folder:
        file = folder / "sample.csv"
        with written_whole(file, binary=True) as stream:
            stream.write(sample.encode("utf-8", "replace"))
        try:
            with duckdb.connect(":memory:") as connection:
                found = connection.execute(
                    "select delimiter from sniff_csv(?)", [str(file)]
                ).fetchall()
        except duckdb.Error:
            return None
    return str(found[0][0]) if found else None


def _dialect(sample: str, mark: str, confidence: float, agreed: bool) -> Dialect:
    double, single = (_quoted(sample, mark, quote) for quote in "\"'")
    quote = "'" if single > double and single > 1 else '"'
    # A backslash before a quotation mark that does not end the cell is an escape.
    escaped = len(re.findall(rf"\\{quote}(?!{re.escape(mark)}|[\r\n]|$)", sample))
    doubled = len(re.findall(rf"[^{re.escape(mark)}\r\n]{quote}{quote}", sample))
    backslash = escaped > doubled
    padded = 0 if mark == " " else len(re.findall(rf"{re.escape(mark)} +{quote}", sample))
    tight = sample.count(mark + quote)
    _, width = _widths(sample, mark, quote)
    return Dialect(
        delimiter=mark,
        quotechar=quote,
        escapechar="\\" if backslash else None,
        doublequote=not backslash,
        skipinitialspace=padded > tight,
        confidence=round(confidence, 3),
        agreed=agreed,
        width=width,
    )


def _quoted(sample: str, mark: str, quote: str) -> int:
    edge = re.escape(mark)
    return len(
        re.findall(rf"(?:^|{edge} ?){quote}[^{quote}\r\n]*{quote}(?={edge}|[\r\n]|$)", sample, re.M)
    )
