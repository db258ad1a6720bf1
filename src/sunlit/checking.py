"""May this be bought? Joins sources, matching and rules for `sunlit check` and `facts`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from sunlit import knowledge, matching, rules, sources
from sunlit.errors import InputError, OriginalError
from sunlit.rules import Answer, Facts, Inferred
from sunlit.settings import DEFAULT_LIMITS, Limits
from sunlit.sources import Original, ReadOptions
from sunlit.sources.columns.names import field_of_name

#: Ties scored lower are not told: below it, more are wrong than right.
MIN_SCORE: Final = 0.5
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


@dataclass(frozen=True)
class FoundFact:
    """A fact that cells of a file say, how many rows say it, and where it stands first."""

    inferred: Inferred
    path: str
    first_row: int
    rows: int


def check_facts(
    given: Mapping[str, Any] | bytes | str, name: str = "facts", cache_dir: Path | None = None
) -> dict[str, Answer]:
    """Each instrument's answer on the facts; the party is read from `item` when none is given.

    `cache_dir`: where the compiled matcher is kept; None keeps it nowhere.
    Each answer says in `read_as` how words were read, and in `assumed` what was taken for granted.
    Raises InputError when the facts are not as docs/reference/facts.md says.
    """
    known = knowledge.load()
    facts, notes = rules.facts_as_written(given, name)
    facts, more = facts_with_parties(known, facts, cache_dir)
    whole = rules.completed(known, facts)
    read_as = (*notes, *more, *_read_from_item(facts, whole))
    answers = rules.answer(known, whole, assume_use=True)
    return {one: replace(told, read_as=read_as) for one, told in answers.items()}


def _read_from_item(facts: Facts, whole: Facts) -> list[str]:
    if facts.product_class == whole.product_class:
        return []
    return [f"product_class: {whole.product_class}, from “{facts.item}”"]


def facts_with_parties(
    known: knowledge.Knowledge, facts: Facts, cache_dir: Path | None = None
) -> tuple[Facts, list[str]]:
    """The facts with ids of parties for the names that were written, and how they were read."""
    update: dict[str, Any] = {}
    notes: list[str] = []
    if facts.party is not None:
        update |= _named(known, "party", facts.party, facts, notes)
    elif facts.produced_by is None and facts.item:
        update |= _party_of_item(known, facts.item, facts, notes, cache_dir)
    if facts.produced_by not in (None, "other"):
        update |= _named(known, "produced_by", str(facts.produced_by), facts, notes)
    party = known.parties.get(str(update.get("party", facts.party)))
    if party and "component" not in facts.model_fields_set:
        part = rules.part_in_words(facts.item or "", [one.text for one in party.names])
        if part:
            update["component"] = True
            notes.append(f"component: yes, from “{part}”")
    return facts.model_copy(update=update), notes


def _named(
    known: knowledge.Knowledge, fact: str, written: str, facts: Facts, notes: list[str]
) -> dict[str, Any]:
    """The id of a party for its name; nothing where none is known: `rules.answer` refuses that."""
    named = rules.party_of_name(known, written)
    if named is None or named.party == written or (named.relabel and fact == "produced_by"):
        return {}
    party = known.parties[named.party]
    label = f", whose products may bear the label “{written}”" if named.relabel else ""
    notes.append(f"{fact}: “{written}” is read as {party.id} ({party.name}{label})")
    relabel = named.relabel and fact == "party" and "relabel" not in facts.model_fields_set
    return {fact: party.id, **({"relabel": True} if relabel else {})}


def _party_of_item(
    known: knowledge.Knowledge,
    item: str,
    facts: Facts,
    notes: list[str],
    cache_dir: Path | None,
) -> dict[str, Any]:
    """The party that the item names, but for one that it leaves out; and who made the unit."""

    def names(party: str) -> list[str]:
        return [one.text for one in known.parties[party].names]

    ties = [
        tie
        for tie in _ties(known, item, cache_dir)
        if not rules.left_out_in_words(item, names(tie["party"]))
    ]
    if not ties:
        return {}
    makers = {
        tie["party"]: words
        for tie in ties
        if (words := rules.made_by_in_words(item, names(tie["party"])))
    }
    tie = next((one for one in ties if one["party"] not in makers), ties[0])
    party = tie["party"]
    found = _of_tie(tie, facts)
    if "relabel" in facts.model_fields_set:
        del found["relabel"]
    label = ", by another maker's label alone" if found.get("relabel") else ""
    notes.append(f"party: {party} ({known.parties[party].name}){label}, from “{item}”")
    for maker, words in list(makers.items())[:1] if facts.produced_by is None else ():
        found["produced_by"] = maker
        notes.append(f"produced_by: {maker}, from “{words}”")
    others = sorted({one["party"] for one in ties} - {party} - makers.keys())
    if others:
        notes.append(f"party: the item names {', '.join(others)} too; ask for each by `party`")
    if "product_class" in found:
        notes.append(f"product_class: {found['product_class']}, from “{item}”")
    return found


def check_text(text: str, given: Mapping[str, Any], cache_dir: Path | None = None) -> Checked:
    """Check what is written in a few words or lines, each line by itself."""
    known = knowledge.load()
    given, read_as = _as_known(given)
    checked = Checked(known.version, read_as=read_as)
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            checked.rows_read += 1
            cells = [("description", "description", line)]
            ties = _ties(known, line, cache_dir)
            checked.lines += _lines(known, f"line {number}", line, cells, ties, given)
    return checked


def check_files(
    paths: Sequence[str | Path],
    given: Mapping[str, Any],
    options: ReadOptions | None = None,
    limits: Limits = DEFAULT_LIMITS,
    cache_dir: Path | None = None,
) -> Checked:
    """Check each row of tables, or line of texts, and tell of those that name a party.

    An original that cannot be read is in `errors`. InputError when more than MOST_LINES are tied.
    """
    known = knowledge.load()
    matcher = _matcher(known, cache_dir)
    given, read_as = _as_known(given)
    checked = Checked(known.version, read_as=read_as)
    for original in sources.find_originals(paths, limits):
        if isinstance(original, OriginalError):
            checked.errors.append(str(original))
            continue
        checked.originals.append((original.path, original.sha256))
        try:
            _check_original(
                known, matcher, original, given, options or ReadOptions(), limits, checked
            )
        except OriginalError as error:
            checked.errors.append(str(error))
    return checked


def _as_known(given: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The given facts in the lists' own words, and how others were read. Raises InputError."""
    facts, notes = rules.facts_as_written(given, "the facts")
    return facts.model_dump(exclude_unset=True, exclude_none=True), notes


def _check_original(
    known: knowledge.Knowledge,
    matcher: matching.Matcher,
    original: Original,
    given: Mapping[str, Any],
    options: ReadOptions,
    limits: Limits,
    checked: Checked,
) -> None:
    for rows in sources.rows(original, options, limits):
        checked.rows_read += rows.cells.num_rows
        by_row: dict[int, list[dict[str, Any]]] = {}
        for tie in matcher.match(rows.cells).to_pylist():
            if tie["score"] >= MIN_SCORE:
                by_row.setdefault(tie["row"], []).append(tie)
        for index, ties in by_row.items():
            cells = _cells_of(rows.cells, index)
            text = " | ".join(cell for _, _, cell in cells if cell)
            place = f"{original.path}#row={rows.numbers[index]}"
            checked.lines += _lines(known, place, text, cells, ties, given)
            if len(checked.lines) > MOST_LINES:
                raise InputError(
                    f"{original.path}: more than {MOST_LINES} lines name a restricted party. "
                    "Use `sunlit scan` for files as large as this."
                )


def found_facts(
    paths: Sequence[str | Path],
    options: ReadOptions | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[FoundFact | OriginalError]:
    """What the cells of files say by themselves: each fact, value and cell, with its rows."""
    for original in sources.find_originals(paths, limits):
        if isinstance(original, OriginalError):
            yield original
            continue
        found: dict[Inferred, list[int]] = {}
        try:
            for batch in sources.read(original, options or ReadOptions(), limits):
                _count_facts(batch, found)
        except OriginalError as error:
            yield error
        for one, (first, rows) in sorted(found.items()):
            yield FoundFact(one, original.path, first, rows)


def _count_facts(batch: sources.ReadBatch, found: dict[Inferred, list[int]]) -> None:
    """Look at each distinct cell once."""
    numbers = batch.purchases.column("row_number")
    for index, column in enumerate(batch.cells.schema):
        name, meaning = _meaning(column)
        coded = batch.cells.column(index).dictionary_encode()
        said = {
            code: inferred
            for code, cell in enumerate(coded.dictionary.to_pylist())
            if cell and (inferred := rules.inferred_of_cell(name, meaning, cell))
        }
        if not said:
            continue
        codes = coded.indices.to_pylist()
        counts = Counter(codes)
        for code, inferred in said.items():
            first = numbers[codes.index(code)].as_py()
            for one in inferred:
                seen = found.setdefault(one, [first, 0])
                seen[1] += counts[code]


@lru_cache(maxsize=2)
def _matcher(known: knowledge.Knowledge, cache_dir: Path | None) -> matching.Matcher:
    if cache_dir is None:
        return matching.compile_matcher(known)
    return matching.load_or_compile(known, cache_dir)


def _ties(known: knowledge.Knowledge, text: str, cache_dir: Path | None) -> list[dict[str, Any]]:
    notes = {b"field": b"description", b"column": b"description"}
    schema = pa.schema([pa.field("description", pa.string(), metadata=notes)])
    cells = pa.record_batch([pa.array([text])], schema=schema)
    ties = _matcher(known, cache_dir).match(cells).to_pylist()
    return [tie for tie in ties if tie["score"] >= MIN_SCORE]


def _lines(
    known: knowledge.Knowledge,
    place: str,
    text: str,
    cells: Sequence[tuple[str, str, str | None]],
    ties: Sequence[Mapping[str, Any]],
    given: Mapping[str, Any],
) -> Iterator[CheckedLine]:
    inferred = tuple(one for one in rules.facts_of_cells(cells) if given.get(one.fact) is None)
    base = rules.read_facts(rules.with_inferred(given, inferred))
    item = " | ".join(cell for _, field, cell in cells if cell and field in _ITEM_FIELDS) or text
    for tie in ties:
        party = tie["party"]
        facts = base.model_copy(update={"item": item, **_of_tie(tie, base)})
        yield CheckedLine(
            place,
            text,
            party,
            known.parties[party].name,
            tie["reason"],
            facts,
            inferred,
            rules.answer(known, facts, assume_use=True),
            tuple(rules.told(known, facts)),
        )


def _of_tie(tie: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    """The facts that a tie says: the party, whether only a label points to it, and the class."""
    found = {"party": tie["party"], "relabel": rules.is_by_label_alone(tie)}
    if facts.product_class is None and tie["product_class"]:
        found["product_class"] = tie["product_class"]
    return found


def _cells_of(cells: pa.RecordBatch, row: int) -> list[tuple[str, str, str | None]]:
    """Each cell with its column's name and meaning: "Fund" is no role for matching, but says money."""
    named = [_meaning(column) for column in cells.schema]
    return [
        (name, (field_of_name(name) or field) if field == "other" else field, cell.as_py())
        for (name, field), cell in zip(
            named, (column[row] for column in cells.columns), strict=True
        )
    ]


def _meaning(column: pa.Field) -> tuple[str, str]:
    notes = column.metadata or {}
    name = notes.get(b"column", column.name.encode()).decode()
    return name, notes.get(b"field", b"other").decode()
