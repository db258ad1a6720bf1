"""May this be bought? Each line of a quote that names a party, with what each rule says of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyarrow as pa

from sunlit import knowledge, rules, sources
from sunlit.errors import InputError, OriginalError
from sunlit.rules import Answer, Facts, Inferred
from sunlit.schema import rows_of
from sunlit.services.answer import GivenFacts, facts_of_tie, ties_of_text
from sunlit.services.cells import name_and_field
from sunlit.services.scanner import Scanner
from sunlit.settings import DEFAULT_LIMITS, Limits
from sunlit.sources import Original, ReadOptions
from sunlit.sources.columns.names import field_of_name
from sunlit.tables import Tie

#: A quote, a bid tabulation: what is checked line by line and printed for the file.
MOST_LINES: Final = 20_000
#: Columns whose cells say what the thing is, and perhaps what it is for.
_ITEM_FIELDS: Final = frozenset({"description", "title"})


@dataclass(frozen=True)
class CheckedLine:
    """One line of what was asked about, tied to one party; `party` null when none is named."""

    place: str
    text: str
    party: str | None
    party_name: str | None
    reason: str | None
    facts: Facts
    inferred: tuple[Inferred, ...]
    answers: Mapping[str, Answer]
    told: tuple[str, ...]  # the instruments that bear on it, in order

    @property
    def bearing(self) -> list[Answer]:
        """The answers to tell: prohibited first, then what depends, then the rest."""
        order = ("prohibited", "depends", "not_prohibited", "not_applicable")
        chosen = [self.answers[name] for name in self.told]
        return sorted(chosen, key=lambda one: order.index(one.status))


@dataclass
class Checked:
    """What was checked: the lines that are tied to a party, and how many were read."""

    knowledge_version: str
    lines: list[CheckedLine] = field(default_factory=list)
    rows_read: int = 0
    read_as: tuple[str, ...] = ()  # how the words of the facts were read
    originals: list[tuple[str, str]] = field(default_factory=list)  # path, SHA-256
    errors: list[str] = field(default_factory=list)


def check_text(scanner: Scanner, text: str, given: GivenFacts) -> Checked:
    """Check what is written in a few words or lines, each line by itself."""
    known = scanner.knowledge
    given, read_as = _as_known(scanner.knowledge, given)
    checked = Checked(known.version, read_as=read_as)
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            checked.rows_read += 1
            cells = [("description", "description", line)]
            ties = ties_of_text(scanner, line)
            checked.lines += _lines(known, f"line {number}", line, cells, ties, given)
    return checked


def check_files(
    scanner: Scanner,
    paths: Sequence[str | Path],
    given: GivenFacts,
    options: ReadOptions | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Checked:
    """Check each row of tables, or line of texts, and tell of those that name a party.

    An original that cannot be read is in `errors`. InputError when more than MOST_LINES are tied.
    """
    given, read_as = _as_known(scanner.knowledge, given)
    checked = Checked(scanner.knowledge.version, read_as=read_as)
    for original in sources.find_originals(paths, limits):
        if isinstance(original, OriginalError):
            checked.errors.append(str(original))
            continue
        checked.originals.append((original.path, original.sha256))
        try:
            _check_original(scanner, original, given, options or ReadOptions(), limits, checked)
        except OriginalError as error:
            checked.errors.append(str(error))
    return checked


def _as_known(
    known: knowledge.Knowledge, given: GivenFacts
) -> tuple[dict[str, object], tuple[str, ...]]:
    """The given facts in the lists' own words, and how others were read. Raises InputError."""
    facts, notes = rules.facts_as_written(known, given, "the facts")
    return facts.model_dump(exclude_unset=True, exclude_none=True), notes


def _check_original(
    scanner: Scanner,
    original: Original,
    given: GivenFacts,
    options: ReadOptions,
    limits: Limits,
    checked: Checked,
) -> None:
    for rows in sources.rows(original, options, limits):
        checked.rows_read += rows.cells.num_rows
        by_row: dict[int, list[Tie]] = {}
        for tie in rows_of(Tie, scanner.matcher.match(rows.cells)):
            if tie.score >= scanner.min_score:
                by_row.setdefault(tie.row, []).append(tie)
        for index, ties in by_row.items():
            cells = _cells_of(rows.cells, index)
            text = " | ".join(cell for _, _, cell in cells if cell)
            place = f"{original.path}#row={rows.numbers[index]}"
            checked.lines += _lines(scanner.knowledge, place, text, cells, ties, given)
            if len(checked.lines) > MOST_LINES:
                raise InputError(
                    f"{original.path}: more than {MOST_LINES} lines name a restricted party. "
                    "Use `sunlit scan` for files as large as this."
                )


def _lines(
    known: knowledge.Knowledge,
    place: str,
    text: str,
    cells: Sequence[tuple[str, str, str | None]],
    ties: Sequence[Tie],
    given: GivenFacts,
) -> Iterator[CheckedLine]:
    inferred = tuple(
        fact for fact in rules.facts_of_cells(known, cells) if given.get(fact.fact) is None
    )
    base = rules.read_facts(known, rules.with_inferred(given, inferred))
    item = " | ".join(cell for _, field, cell in cells if cell and field in _ITEM_FIELDS) or text
    for tie in ties:
        party = tie.party
        facts = base.model_copy(update={"item": item, **facts_of_tie(tie, base)})
        yield CheckedLine(
            place,
            text,
            party,
            known.parties[party].name,
            tie.reason,
            facts,
            inferred,
            rules.answer(known, facts, assume_use=True),
            tuple(rules.told(known, facts)),
        )


def _cells_of(cells: pa.RecordBatch, row: int) -> list[tuple[str, str, str | None]]:
    """Each cell with its column's name and meaning: "Fund" is no role for matching, but says money."""
    named = [name_and_field(column) for column in cells.schema]
    return [
        (name, (field_of_name(name) or field) if field == "other" else field, cell.as_py())
        for (name, field), cell in zip(
            named, (column[row] for column in cells.columns), strict=True
        )
    ]
