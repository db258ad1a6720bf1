"""How often is the matcher right on labelled lines, and where is it wrong?"""

import csv
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import pyarrow as pa

from sunlit.errors import DamagedOriginalError, NotFoundError
from sunlit.tables import COUNTED_STANCES, FIELDS

_NEEDED: Final = ("text", "field", "parties", "stance")
_BY: Final = ("language", "author", "grade", "stance", "difficulty", "class")


class TiesCells(Protocol):
    """What is measured: anything that ties rows of cells to parties."""

    def match(self, cells: pa.RecordBatch) -> pa.RecordBatch:
        """TIES for a batch of cells."""


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A labelled line: its cells as (name, field, text), and what a person says of it."""

    id: str
    cells: tuple[tuple[str, str, str], ...]
    parties: frozenset[str]
    labels: dict[str, str]

    @property
    def is_tie(self) -> bool:
        """A purchase or a service: what counts as found or missed."""
        return bool(self.parties) and self.labels["stance"] in COUNTED_STANCES


@dataclass(frozen=True, slots=True)
class Told:
    """What the matcher says of a line about one party."""

    party: str
    grade: str
    stance: str
    score: float
    product_class: str
    reason: str


@dataclass(frozen=True, slots=True)
class Share:
    """k of n, with the Wilson 95 % interval of the share."""

    k: int
    n: int

    @property
    def value(self) -> float | None:
        """k / n; None when n is 0."""
        return self.k / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The Wilson score interval at 95 %; None when n is 0."""
        if not self.n:
            return None
        z, p = 1.959964, self.k / self.n
        middle = p + z * z / (2 * self.n)
        spread = z * math.sqrt(p * (1 - p) / self.n + z * z / (4 * self.n * self.n))
        bottom = 1 + z * z / self.n
        return max(0.0, (middle - spread) / bottom), min(1.0, (middle + spread) / bottom)


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One line of the result: a group of lines and how it went there."""

    by: str  # "all", "language", ...
    group: str
    lines: int
    recall: Share
    precision: Share
    stance: Share
    grade: Share
    product_class: Share

    @property
    def f1(self) -> float | None:
        """The harmonic mean of recall and precision; None when either is unknown."""
        r, p = self.recall.value, self.precision.value
        return None if r is None or p is None or r + p == 0 else 2 * r * p / (r + p)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A miss, a false hit or a wrong word, for a person to read."""

    kind: str  # "miss", "false hit", "stance", "class", "grade"
    line: str
    text: str
    party: str
    expected: str
    told: str
    reason: str


@dataclass(frozen=True)
class Evaluation:
    """All figures of one run. `by_line` counts a line once, whatever its number of parties."""

    threshold: float
    lines: int
    by_line: GroupResult
    groups: tuple[GroupResult, ...]
    wrong: tuple[Wrong, ...]

    def rows(self) -> Iterator[dict[str, str]]:
        """The figures as printable cells, one dict per group, all lines first."""
        for row in self.groups:
            yield {
                "by": row.by,
                "group": row.group or "(empty)",
                "lines": str(row.lines),
                "recall": _percent(row.recall),
                "precision": _percent(row.precision),
                "F1": "" if row.f1 is None else f"{row.f1:.3f}",
                "stance": _percent(row.stance),
                "grade": _percent(row.grade),
                "class": _percent(row.product_class),
            }


def _percent(share: Share) -> str:
    if share.value is None or share.interval is None:
        return ""
    low, high = share.interval
    return f"{share.value:.3f} ({low:.3f}-{high:.3f}) {share.k}/{share.n}"


def read_lines(
    path: Path, field_of: Callable[[str], str | None] = lambda name: None
) -> list[LabelledLine]:
    """The labelled lines of a CSV with the columns of labelled/README.md.

    `field_of` gives the field that a further cell's name speaks of ("marca": manufacturer), as a
    scan understands a column's name. Errors: NotFoundError, DamagedOriginalError when a needed column or a cell's JSON is wrong.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError as error:
        raise NotFoundError(str(path), "no such file.", "Give a CSV of labelled lines.") from error
    missing = [name for name in _NEEDED if rows and name not in rows[0]]
    if missing or not rows:
        raise DamagedOriginalError(
            str(path),
            f"no column {', '.join(missing or _NEEDED)}.",
            "See docs/explanation/matching.md for the columns of labelled lines.",
        )
    return [_line(path, number, row, field_of) for number, row in enumerate(rows, 2)]


def _line(
    path: Path, number: int, row: dict[str, str], field_of: Callable[[str], str | None]
) -> LabelledLine:
    try:
        others = json.loads(row.get("other_cells") or "{}")
    except ValueError as error:
        raise DamagedOriginalError(
            str(path), f"line {number}: other_cells is no JSON.", "Write an object of cells."
        ) from error

    def field(name: str) -> str:
        return name if name in FIELDS else field_of(name) or "other"

    cells = [("text", field(row["field"]), row["text"])]
    cells += [(name, field(name), str(cell)) for name, cell in others.items()]
    parties = frozenset(p for p in (row["parties"] or "").split(";") if p)
    return LabelledLine(row.get("id") or str(number), tuple(cells), parties, row)


def evaluate(
    lines: Sequence[LabelledLine], matcher: TiesCells, threshold: float = 0.5, *, wrong: bool = True
) -> Evaluation:
    """Compare what the matcher says with the labels.

    A tie is counted per party: found when a tie to the party is told as acquires or services at
    `threshold` or more. Stance, grade and class are judged on the labelled parties that were
    named at all, whatever their stance.
    """
    told = [_told(line, matcher) for line in lines]
    pairs = list(zip(lines, told, strict=True))
    groups = [_row("all", "", pairs, threshold)]
    for by in _BY:
        names = sorted({line.labels.get(by, "") for line in lines})
        groups += [
            _row(by, name, [p for p in pairs if p[0].labels.get(by, "") == name], threshold)
            for name in names
        ]
    found = tuple(w for line, ties in pairs for w in _wrong(line, ties, threshold)) if wrong else ()
    return Evaluation(threshold, len(lines), _by_line(pairs, threshold), tuple(groups), found)


def _told(line: LabelledLine, matcher: TiesCells) -> list[Told]:
    fields = [
        pa.field(f"{i}", pa.string(), metadata={b"field": field.encode(), b"column": name.encode()})
        for i, (name, field, _) in enumerate(line.cells)
    ]
    arrays = [pa.array([text], pa.string()) for _, _, text in line.cells]
    ties = matcher.match(pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields)))
    return [
        Told(t["party"], t["grade"], t["stance"], t["score"], t["product_class"] or "", t["reason"])
        for t in ties.to_pylist()
    ]


Pair = tuple[LabelledLine, list[Told]]


def _counted(ties: Iterable[Told], threshold: float) -> set[str]:
    return {t.party for t in ties if t.score >= threshold and t.stance in COUNTED_STANCES}


def _row(by: str, group: str, pairs: Sequence[Pair], threshold: float) -> GroupResult:
    true = found = told = 0
    for line, ties in pairs:
        expected = line.parties if line.is_tie else frozenset()
        counted = _counted(ties, threshold)
        true += len(expected)
        told += len(counted)
        found += len(expected & counted)

    def share(
        right: Callable[[LabelledLine, Told], bool], of: Callable[[LabelledLine], bool]
    ) -> Share:
        judged = [
            (line, t) for line, ties in pairs for t in ties if t.party in line.parties and of(line)
        ]
        return Share(sum(right(line, t) for line, t in judged), len(judged))

    return GroupResult(
        by,
        group,
        len(pairs),
        Share(found, true),
        Share(found, told),
        share(lambda line, t: t.stance == line.labels["stance"], lambda line: True),
        share(lambda line, t: t.grade == line.labels.get("grade", ""), lambda line: True),
        share(
            lambda line, t: t.product_class == line.labels.get("class", ""),
            lambda line: line.is_tie,
        ),
    )


def _by_line(pairs: Sequence[Pair], threshold: float) -> GroupResult:
    base = _row("line", "", pairs, threshold)
    true = [(line, _counted(ties, threshold)) for line, ties in pairs if line.is_tie]
    told = [(line, _counted(ties, threshold)) for line, ties in pairs]
    told = [(line, counted) for line, counted in told if counted]
    recall = Share(sum(bool(line.parties & counted) for line, counted in true), len(true))
    right = sum(line.is_tie and counted <= line.parties for line, counted in told)
    return GroupResult(
        "line",
        "",
        base.lines,
        recall,
        Share(right, len(told)),
        base.stance,
        base.grade,
        base.product_class,
    )


def _wrong(line: LabelledLine, ties: Sequence[Told], threshold: float) -> Iterator[Wrong]:
    text = " | ".join(cell for _, _, cell in line.cells)
    expected = line.parties if line.is_tie else frozenset()
    by_party = {t.party: t for t in ties}
    counted = _counted(ties, threshold)
    for party in sorted(expected - counted):
        t = by_party.get(party)
        said = f"{t.stance} {t.score}" if t else "nothing"
        yield Wrong(
            "miss", line.id, text, party, line.labels["stance"], said, t.reason if t else ""
        )
    for party in sorted(counted - expected):
        t = by_party[party]
        yield Wrong(
            "false hit",
            line.id,
            text,
            party,
            line.labels["stance"],
            f"{t.stance} {t.score}",
            t.reason,
        )
    for t in ties:
        if t.party not in line.parties:
            continue
        for kind, told, label in (
            ("stance", t.stance, line.labels["stance"]),
            ("grade", t.grade, line.labels.get("grade", "")),
            ("class", t.product_class, line.labels.get("class", "")),
        ):
            if told != label and (kind != "class" or line.is_tie):
                yield Wrong(kind, line.id, text, t.party, label, told, t.reason)
