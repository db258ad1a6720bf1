"""Which purchases are one buying event, so that each is counted once?

The rules, in order; each says in words what it folded:

1. The same row of the same bytes: an original that is there twice.
2. The same purchase in two originals (a corrected file, a year loaded twice): same supplier,
   date, amount, words and numbers. Told by count: a file with two such rows and a file with
   three make three, since one publisher may well pay the same sum twice.
3. The same numbered row twice in one original: every cell equal and a transaction number in it.
4. A header row beside the lines of its order: the lines are exact, the header repeats them.
5. Amendments that restate the total (cumulative): the latest stands.
6. Actions on one contract (obligation each): one acquisition, the sums added.
7. Payments of an order that is there itself: the order stands.
8. Lines of one contract, award or order that all carry the amount of the whole: counted once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]


@dataclass
class Acquisition:
    """One buying event: `first` is the index of the row that stands for it.

    `folded` gives (index, reason) of the rows that are counted with it, `amount` what is
    counted: the first row's own, or the sum where actions are added.
    """

    first: int
    amount: Decimal | None
    folded: list[tuple[int, str]] = field(default_factory=list)


def acquisitions(rows: Sequence[Row], parties: Sequence[str]) -> list[Acquisition]:
    """Fold the rows that are one buying event with one party.

    `rows` hold the columns of tables.PURCHASES, `parties` the party of each; a row tied to two
    parties is there twice. The result has one entry per event, in the order of `rows`, whatever
    the order of the originals was: rows are compared, never the time at which they were read.
    """
    standing: dict[int, Acquisition] = {
        i: Acquisition(i, row["amount"]) for i, row in enumerate(rows)
    }
    for rule in (
        _same_bytes,
        _published_again,
        _numbered_row_twice,
        _header_beside_lines,
        _restated_total,
        _actions_of_one_contract,
        _payments_of_an_order,
        _lines_of_one_document,
    ):
        present = sorted(standing)
        for kept, gone, reason, added in rule(rows, parties, present):
            if kept in standing and gone in standing and kept != gone:
                _fold(standing, kept, gone, reason, added)
    return [standing[i] for i in sorted(standing)]


Fold = tuple[int, int, str, bool]  # kept, gone, reason, whether the amount is added


def _fold(standing: dict[int, Acquisition], kept: int, gone: int, reason: str, added: bool) -> None:
    removed = standing.pop(gone)
    target = standing[kept]
    if added and removed.amount is not None:
        target.amount = (target.amount or Decimal(0)) + removed.amount
    target.folded.append((gone, reason))
    target.folded.extend(removed.folded)


def _groups(keys: Iterable[tuple[int, Any]]) -> list[list[int]]:
    groups: defaultdict[Any, list[int]] = defaultdict(list)
    for index, key in keys:
        if key is not None:
            groups[key].append(index)
    return [members for members in groups.values() if len(members) > 1]


def _same_bytes(rows: Sequence[Row], parties: Sequence[str], present: list[int]) -> Iterable[Fold]:
    keys = ((i, (rows[i]["sha256"], rows[i]["locator"], parties[i])) for i in present)
    for first, *others in _groups(keys):
        for other in others:
            yield first, other, "the same file is there twice", False


def _words(row: Row) -> tuple[Any, ...]:
    names = ("supplier", "description", "title", "order_id", "transaction_id", "contract_id")
    return tuple(" ".join((row[name] or "").casefold().split()) for name in names)


def _published_again(
    rows: Sequence[Row], parties: Sequence[str], present: list[int]
) -> Iterable[Fold]:
    keys = (
        (i, (parties[i], rows[i]["date"], rows[i]["amount"], rows[i]["kind"], _words(rows[i])))
        for i in present
        if rows[i]["amount"] is not None and rows[i]["date"] is not None
    )
    for group in _groups(keys):
        by_original: defaultdict[str, list[int]] = defaultdict(list)
        for i in group:
            by_original[rows[i]["sha256"]].append(i)
        fullest = max(by_original.values(), key=len)
        for members in by_original.values():
            if members is fullest:
                continue
            for kept, gone in zip(fullest, members, strict=False):
                yield kept, gone, "the same purchase is published in another file", False


def _numbered_row_twice(
    rows: Sequence[Row], parties: Sequence[str], present: list[int]
) -> Iterable[Fold]:
    place = {"locator", "row_number"}
    keys = (
        (
            i,
            (parties[i], *(str(v) for k, v in rows[i].items() if k not in place))
            if rows[i]["transaction_id"]
            else None,
        )
        for i in present
    )
    for first, *others in _groups(keys):
        for other in others:
            yield first, other, "the same numbered row is there twice", False


def _by_id(
    rows: Sequence[Row], parties: Sequence[str], present: list[int], name: str
) -> list[list[int]]:
    # "Different departments can have the same PO number": the supplier and buyer must agree too.
    return _groups(
        (
            i,
            (rows[i][name], rows[i]["supplier"], rows[i]["buyer"], parties[i])
            if rows[i][name]
            else None,
        )
        for i in present
    )


def _header_beside_lines(
    rows: Sequence[Row], parties: Sequence[str], present: list[int]
) -> Iterable[Fold]:
    for group in _by_id(rows, parties, present, "order_id"):
        kinds = Counter(rows[i]["kind"] for i in group)
        if not (kinds["order_header"] and kinds["order_line"]):
            continue
        line = next(i for i in group if rows[i]["kind"] == "order_line")
        for i in group:
            if rows[i]["kind"] == "order_header":
                yield line, i, "header of the same order", False


def _day(row: Row) -> str:
    return str(row["date"] or "")


def _restated_total(
    rows: Sequence[Row], parties: Sequence[str], present: list[int]
) -> Iterable[Fold]:
    cumulative = [i for i in present if rows[i]["amount_covers"] == "cumulative"]
    for group in _by_id(rows, parties, cumulative, "contract_id"):
        latest = max(group, key=lambda i: (_day(rows[i]), rows[i]["row_number"]))
        for i in group:
            if i != latest:
                yield latest, i, "earlier state of the same contract", False


def _actions_of_one_contract(
    rows: Sequence[Row], parties: Sequence[str], present: list[int]
) -> Iterable[Fold]:
    actions = [i for i in present if rows[i]["amount_covers"] == "obligation"]
    for group in _by_id(rows, parties, actions, "contract_id"):
        first = min(group, key=lambda i: (_day(rows[i]), rows[i]["row_number"]))
        for i in group:
            if i != first:
                yield (
                    first,
                    i,
                    f"further action on the same contract, {rows[i]['amount']} added",
                    True,
                )


def _payments_of_an_order(
    rows: Sequence[Row], parties: Sequence[str], present: list[int]
) -> Iterable[Fold]:
    for group in _by_id(rows, parties, present, "order_id"):
        order = next((i for i in group if rows[i]["kind"] in ("order_line", "order_header")), None)
        if order is None:
            continue
        for i in group:
            if rows[i]["kind"] == "payment":
                yield order, i, "payment of the same order", False


def _lines_of_one_document(
    rows: Sequence[Row], parties: Sequence[str], present: list[int]
) -> Iterable[Fold]:
    # Payments are left alone: a body may pay the same sum on one contract every month.
    whole = ("contract", "award", "order_line", "order_header", "notice")
    keys = (
        (
            i,
            (
                rows[i]["sha256"],
                parties[i],
                rows[i]["supplier"],
                rows[i]["contract_id"] or rows[i]["order_id"],
                rows[i]["amount"],
                rows[i]["date"],
            ),
        )
        for i in present
        if rows[i]["amount_covers"] == "document"
        and rows[i]["kind"] in whole
        and rows[i]["amount"] is not None
        and (rows[i]["contract_id"] or rows[i]["order_id"])
    )
    for first, *others in _groups(keys):
        for other in others:
            yield first, other, "another line of one document, whose amount is counted once", False
