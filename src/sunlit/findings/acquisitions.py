"""Which purchases are one buying event, so that each is counted once?

The rules, in order; each has a code that says what it folded:

1. `same_bytes`: the same row of the same bytes: an original that is there twice.
2. `published_again`: the same purchase in two originals (a corrected file, a year loaded twice):
   same supplier, date, amount, words and numbers. Told by count: a file with two such rows and a
   file with three make three, since one publisher may well pay the same sum twice.
3. `numbered_row_twice`: the same numbered row twice in one original: every cell equal and a
   transaction number in it.
4. `order_header`: a header row beside the lines of its order: the lines are exact, the header
   repeats them.
5. `earlier_state`: amendments that restate the total (cumulative): the latest stands.
6. `further_action`: actions on one contract (obligation each): one acquisition, the sums added.
7. `payment_of_order`: payments of an order that is there itself: the order stands.
8. `line_of_document`: lines of one contract, award or order that all carry the amount of the
   whole: counted once.

Every rule compares rows of one group, told by a key. `fold_keys.py` finds the rows that share a
key with another; only those come here.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from sunlit.tables import FoldReason, Purchase

#: Kinds whose several lines may each carry the amount of the whole. Payments are left alone: a
#: body may pay the same sum on one contract every month.
WHOLE: Final = ("contract", "award", "order_line", "order_header", "notice")
WORDS: Final = (
    "supplier",
    "description",
    "title",
    "order_id",
    "transaction_id",
    "contract_id",
)
_PLACE: Final = frozenset({"locator", "row_number"})
_CELLS: Final = tuple(name for name in Purchase.__dataclass_fields__ if name not in _PLACE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tied row that may be one buying event with another. `place` is its place among all rows."""

    place: int
    purchase: Purchase
    party: str


@dataclass(slots=True)
class Acquisition:
    """One buying event: `first` is the place of the row that stands for it.

    `amount` is what is counted: the first row's own, or the sum where actions are added.
    """

    first: int
    amount: Decimal | None
    folded: list["FoldedRow"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FoldedRow:
    """A row that is counted with another, why, and what was added for it."""

    place: int
    reason: FoldReason
    added: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Pair:
    kept: int
    gone: int
    reason: FoldReason
    adds: bool = False


def acquisitions(candidates: Sequence[Candidate]) -> list[Acquisition]:
    """Fold the rows that are one buying event with one party.

    A row tied to two parties is there twice. The result has one entry per event, in the order of
    the rows, whatever the order of the originals was: rows are compared, never the time at which
    they were read.
    """
    rows = {candidate.place: candidate for candidate in candidates}
    standing = {place: Acquisition(place, one.purchase.amount) for place, one in rows.items()}
    for rule in _RULES:
        present = [rows[place] for place in sorted(standing)]
        for pair in rule(present):
            if pair.kept in standing and pair.gone in standing and pair.kept != pair.gone:
                _fold(standing, pair)
    return [standing[place] for place in sorted(standing)]


def _fold(standing: dict[int, Acquisition], pair: _Pair) -> None:
    removed = standing.pop(pair.gone)
    target = standing[pair.kept]
    added = removed.amount if pair.adds else None
    if added is not None:
        target.amount = (target.amount or Decimal(0)) + added
    target.folded.append(FoldedRow(pair.gone, pair.reason, added))
    target.folded.extend(removed.folded)


def _groups(
    rows: Iterable[Candidate], key: Callable[[Candidate], Hashable | None]
) -> list[list[Candidate]]:
    """The rows with equal keys, in groups of two or more; None is no key."""
    groups: defaultdict[Hashable, list[Candidate]] = defaultdict(list)
    for row in rows:
        found = key(row)
        if found is not None:
            groups[found].append(row)
    return [members for members in groups.values() if len(members) > 1]


def _same_bytes(present: Sequence[Candidate]) -> Iterator[_Pair]:
    def key(row: Candidate) -> Hashable:
        return row.purchase.sha256, row.purchase.locator, row.party

    for first, *others in _groups(present, key):
        for other in others:
            yield _Pair(first.place, other.place, "same_bytes")


def folded_words(text: str | None) -> str:
    """Words as they are compared: case and blanks say nothing."""
    return " ".join((text or "").casefold().split())


def _published_again(present: Sequence[Candidate]) -> Iterator[_Pair]:
    def key(row: Candidate) -> Hashable | None:
        one = row.purchase
        if one.amount is None or one.date is None:
            return None
        words = tuple(folded_words(getattr(one, name)) for name in WORDS)
        return row.party, one.date, one.amount, one.kind, words

    for group in _groups(present, key):
        by_original: defaultdict[str, list[Candidate]] = defaultdict(list)
        for row in group:
            by_original[row.purchase.sha256].append(row)
        fullest = max(by_original.values(), key=len)
        for members in by_original.values():
            if members is fullest:
                continue
            for kept, gone in zip(fullest, members, strict=False):
                yield _Pair(kept.place, gone.place, "published_again")


def _numbered_row_twice(present: Sequence[Candidate]) -> Iterator[_Pair]:
    def key(row: Candidate) -> Hashable | None:
        if not row.purchase.transaction_id:
            return None
        return row.party, *(str(getattr(row.purchase, name)) for name in _CELLS)

    for first, *others in _groups(present, key):
        for other in others:
            yield _Pair(first.place, other.place, "numbered_row_twice")


def _by_order(present: Iterable[Candidate]) -> list[list[Candidate]]:
    # "Different departments can have the same PO number": the supplier and buyer must agree too.
    def key(row: Candidate) -> Hashable | None:
        one = row.purchase
        return (one.order_id, one.supplier, one.buyer, row.party) if one.order_id else None

    return _groups(present, key)


def _by_contract(present: Iterable[Candidate], covers: str) -> list[list[Candidate]]:
    def key(row: Candidate) -> Hashable | None:
        one = row.purchase
        if one.amount_covers != covers or not one.contract_id:
            return None
        return one.contract_id, one.supplier, one.buyer, row.party

    return _groups(present, key)


def _header_beside_lines(present: Sequence[Candidate]) -> Iterator[_Pair]:
    for group in _by_order(present):
        kinds = Counter(row.purchase.kind for row in group)
        if not (kinds["order_header"] and kinds["order_line"]):
            continue
        line = next(row for row in group if row.purchase.kind == "order_line")
        for row in group:
            if row.purchase.kind == "order_header":
                yield _Pair(line.place, row.place, "order_header")


def _day_and_number(row: Candidate) -> tuple[str, int]:
    return str(row.purchase.date or ""), row.purchase.row_number


def _restated_total(present: Sequence[Candidate]) -> Iterator[_Pair]:
    for group in _by_contract(present, "cumulative"):
        latest = max(group, key=_day_and_number)
        for row in group:
            if row is not latest:
                yield _Pair(latest.place, row.place, "earlier_state")


def _actions_of_one_contract(present: Sequence[Candidate]) -> Iterator[_Pair]:
    for group in _by_contract(present, "obligation"):
        first = min(group, key=_day_and_number)
        for row in group:
            if row is not first:
                yield _Pair(first.place, row.place, "further_action", adds=True)


def _payments_of_an_order(present: Sequence[Candidate]) -> Iterator[_Pair]:
    for group in _by_order(present):
        order = next(
            (row for row in group if row.purchase.kind in ("order_line", "order_header")), None
        )
        if order is None:
            continue
        for row in group:
            if row.purchase.kind == "payment":
                yield _Pair(order.place, row.place, "payment_of_order")


def _lines_of_one_document(present: Sequence[Candidate]) -> Iterator[_Pair]:
    def key(row: Candidate) -> Hashable | None:
        one = row.purchase
        number = one.contract_id or one.order_id
        if one.amount_covers != "document" or one.kind not in WHOLE:
            return None
        if one.amount is None or not number:
            return None
        return one.sha256, row.party, one.supplier, number, one.amount, one.date

    for first, *others in _groups(present, key):
        for other in others:
            yield _Pair(first.place, other.place, "line_of_document")


_RULES: Final[Sequence[Callable[[Sequence[Candidate]], Iterator[_Pair]]]] = (
    _same_bytes,
    _published_again,
    _numbered_row_twice,
    _header_beside_lines,
    _restated_total,
    _actions_of_one_contract,
    _payments_of_an_order,
    _lines_of_one_document,
)
