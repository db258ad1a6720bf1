"""What does each table hold that one stage hands to the next?

Each record below is a row of a table, and the schema beside it is read off the record: the step
that makes the table fills every column, the step that takes it may rely on it. Text is as
published; typed values stand beside it; None is unknown, never "no".

```
read   -> CELLS + PURCHASES (same rows, same order), NON_PURCHASES
match  -> TIES (none or more for each row of CELLS), TERMS
         TIED (a tie with the purchase and the cells that it stands on)
derive -> FINDINGS, ANSWERS (none or more for each law that a finding refers to)
```
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal

import pyarrow as pa

from sunlit.schema import MONEY, Note, schema_of
from sunlit.values.partial_date import DatePrecision

__all__ = [
    "ANSWERS",
    "COUNTED_STANCES",
    "FIELDS",
    "FINDINGS",
    "MONEY",
    "NON_PURCHASES",
    "PURCHASES",
    "SCANNED",
    "TERMS",
    "TIED",
    "TIES",
    "AmountCovers",
    "Answer",
    "AnswerWords",
    "Cell",
    "DateKind",
    "DatePrecision",
    "Fact",
    "Feature",
    "Finding",
    "Fold",
    "FoldReason",
    "Grade",
    "InstrumentAnswer",
    "Kind",
    "ListingBeside",
    "Mention",
    "NonPurchase",
    "OriginalName",
    "Purchase",
    "ReportedPeriod",
    "ReportedPurchase",
    "Stance",
    "Term",
    "Tie",
    "TiedRow",
    "Truth",
]

Kind = Literal[
    "order_line",
    "order_header",
    "payment",
    "credit",
    "contract",
    "award",
    "amendment",
    "subaward",
    "holding",
    "notice",
]
#: What an amount covers. "line": exact for the thing; "document": other goods may be in it;
#: "ceiling": may be less; "obligation": promised by this one action; "cumulative": restates
#: earlier rows, never to be summed; "unknown": the original does not say.
AmountCovers = Literal["line", "document", "ceiling", "obligation", "cumulative", "unknown"]
#: What happened on the date. "fiscal_year" and "published" say less than the rest.
DateKind = Literal[
    "ordered", "paid", "invoiced", "awarded", "signed", "published", "period", "unknown"
]
Grade = Literal["named", "model", "relabel", "reseller", "category"]
Stance = Literal["acquires", "services", "removes", "excludes", "compatible", "mentions"]
#: What counts as spending on the party: buying its thing, and paying for work on it. The rest of
#: the stances are shown, never in a total.
COUNTED_STANCES: Final = frozenset[Stance]({"acquires", "services"})
Answer = Literal["prohibited", "not_prohibited", "not_applicable", "depends"]
Truth = Literal["yes", "no", "unknown"]
#: Why a row is counted with another. The order is that of the rules; `findings.acquisitions` tells
#: what each asks for.
FoldReason = Literal[
    "same_bytes",
    "published_again",
    "numbered_row_twice",
    "order_header",
    "earlier_state",
    "further_action",
    "payment_of_order",
    "line_of_document",
]

#: The meanings that a column of an original can have. A column may have one; several columns
#: may share "other". `Role` of a text cell, for matching, is the same word.
FIELDS: Final[dict[str, str]] = {
    "buyer": "the public body that spends",
    "buyer_unit": "department, service or school within the buyer",
    "supplier": "who is paid or awarded",
    "supplier_id": "the supplier's number or registration",
    "manufacturer": "maker or brand named in a cell of its own",
    "model": "model or part number in a cell of its own",
    "title": "short name of the tender, contract or order",
    "description": "what was bought",
    "category": "expense type, commodity name or code as text",
    "amount": "the amount of money, as the row's own figure",
    "amount_credit": "a column that holds only credits (money back)",
    "amount_net": "without tax, when a gross or total column is there too",
    "amount_gross": "with tax",
    "tax": "tax alone",
    "unit_price": "price of one",
    "quantity": "how many",
    "currency": "ISO 4217 code or symbol",
    "date": "the day of the row's own event (paid, ordered, awarded)",
    "date_other": "a further date (invoice date, period end, published)",
    "order_id": "purchase order number",
    "transaction_id": "number of the payment, invoice or voucher",
    "contract_id": "number of the contract or award",
    "line_number": "line within the order or invoice",
    "record_type": "tells header rows from detail rows (H/D), amendments, credits",
    "fund": "where the money came from",
    "place": "where it was spent",
    "commodity_code": "UNSPSC, CPV, PSC, NAICS or local code",
    "other": "any other text; scanned too, and named in the mention",
    "ignored": "a number, code or flag that is no text to scan (row ids, geocodes, true/false)",
}

#: Fields whose cells are words to scan. All the rest but "ignored" hold numbers, codes, dates.
SCANNED: Final = frozenset(
    {
        "buyer_unit",
        "supplier",
        "manufacturer",
        "model",
        "title",
        "description",
        "category",
        "fund",
        "place",
        "other",
        "commodity_code",
        "record_type",
        "order_id",
    }
)


@dataclass(frozen=True, slots=True)
class Purchase:
    """A row read as spending. One row of an original gives at most one."""

    original: Annotated[str, Note("path as given; archive!member inside")]
    sha256: Annotated[str, Note("of the original's bytes")]
    locator: Annotated[str, Note('"row=118", "sheet=AP!row=118", "/releases/3"')]
    row_number: Annotated[int, Note("record number; the first record is 1")]
    kind: Annotated[str, Note("one of Kind")]
    buyer: str | None
    supplier: str | None
    description: str | None
    amount: Decimal | None
    currency: str | None
    amount_covers: Annotated[str, Note("one of AmountCovers")]
    date: Annotated[date | None, Note('first day of the period when precision is not "day"')]
    date_precision: Annotated[str | None, Note("null when there is no date")]
    date_kind: Annotated[str, Note("one of DateKind")]
    buyer_unit: str | None
    manufacturer: str | None
    model: str | None
    title: str | None
    category: str | None
    quantity: Decimal | None
    unit_price: Decimal | None
    order_id: str | None
    transaction_id: str | None
    contract_id: str | None
    line_number: str | None
    fund: str | None
    place: str | None
    jurisdiction: Annotated[str | None, Note('"US-GA", "GB"; null when the file does not say')]
    commodity_code: str | None
    amount_text: Annotated[str | None, Note("as published")]
    date_text: Annotated[str | None, Note("as published")]


PURCHASES: Final = schema_of(Purchase)

# CELLS has no fixed schema: one string column per column of the original, in its order, with
# field metadata {b"field": one of FIELDS, b"column": the name as published, b"read_as": "amount"
# or "day" and how, where cells are not read as text: sources.row_keys}. It stands beside
# PURCHASES row for row, and is what matching reads and what a finding shows as published.


@dataclass(frozen=True, slots=True)
class NonPurchase:
    """A row that is no purchase: refused (quarantined) or no purchase by its nature (excluded)."""

    original: str
    sha256: str
    locator: str
    row_number: int
    outcome: Annotated[str, Note('"quarantined" or "excluded"')]
    reason: Annotated[str, Note('a word from a short list: "blank", "total"')]
    detail: Annotated[str | None, Note("what was found, for a person")]
    cells: Annotated[str, Note("JSON list of the raw cells")]


NON_PURCHASES: Final = schema_of(NonPurchase)


@dataclass(frozen=True, slots=True)
class Mention:
    """A signal found in a cell."""

    column: Annotated[str, Note("the name as published")]
    field: Annotated[str, Note("one of FIELDS")]
    start: Annotated[int, Note("characters into the cell, half open", pa.int32())]
    end: Annotated[int, Note("", pa.int32())]
    text: Annotated[str, Note("the cell's characters start:end")]
    signal: Annotated[str, Note("id of the signal")]
    signal_kind: Annotated[str, Note("name, alias, brand, relabel, model, product_line...")]
    variant: Annotated[str, Note("exact, case, spacing, misspelt, ocr, script...")]
    stance: Annotated[str, Note("one of Stance")]
    reason: Annotated[str, Note("one sentence")]
    source: Annotated[str | None, Note('where the signal is from, "unverified" said aloud')]


@dataclass(frozen=True, slots=True)
class Feature:
    """Points for or against a tie, as log-odds."""

    feature: str
    points: float


@dataclass(frozen=True, slots=True)
class Tie:
    """A row tied to a party. One per row and party, the strongest evidence first in `mentions`."""

    row: Annotated[int, Note("index into the CELLS batch")]
    party: Annotated[str, Note("id of the party")]
    grade: Annotated[str, Note("one of Grade")]
    stance: Annotated[str, Note("one of Stance")]
    score: Annotated[float, Note("from 0 to 1")]
    product_class: str | None
    mentions: tuple[Mention, ...]
    features: tuple[Feature, ...]
    reason: Annotated[str, Note("one sentence")]


TIES: Final = schema_of(Tie)


@dataclass(frozen=True, slots=True)
class Term:
    """How many rows of an original hold a term that points to a party, and how many support it."""

    term: str
    rows: int
    supported: Annotated[int, Note("of these rows: with something beside it that supports it")]


TERMS: Final = schema_of(Term)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as published; of a long one only the part around what was found."""

    column: Annotated[str, Note("the name as published")]
    cell: Annotated[str | None, Note('"…" stands where the cell was cut')]


@dataclass(frozen=True, slots=True)
class TiedRow:
    """A tie, not yet weighed, with the purchase and the cells that it stands on."""

    purchase: Purchase
    tie: Tie
    cells: Annotated[tuple[Cell, ...], Note("in the order of the columns")]
    row_key: Annotated[
        str, Note("digest of the row's cells: the same in every file that publishes the row")
    ]
    nth: Annotated[int, Note("the first row of the original with this row_key is 1")]


TIED: Final = schema_of(TiedRow)


@dataclass(frozen=True, slots=True)
class InstrumentAnswer:
    """What one instrument says of the findings that refer to one law. Words: `rules.words`."""

    law: Annotated[str, Note("digest of all answers of one question; what findings refer to")]
    instrument: Annotated[str, Note("id of the instrument")]
    answer: Annotated[str, Note("one of Answer")]
    listed: Annotated[str | None, Note("one of Truth, on the finding's date; null: names nobody")]
    listed_from: Annotated[str | None, Note('as known: a day, a month or "unknown"')]
    listed_until: Annotated[str | None, Note("the first day it no longer was; null: no end read")]
    tranche: Annotated[str | None, Note("the part of the list that names the party")]
    via: Annotated[str | None, Note("the owner or maker through whom it is named")]
    missing: Annotated[tuple[str, ...], Note('codes of the facts that would settle a "depends"')]
    verified: Annotated[str, Note('"read", "partly_read", "unverified"')]


ANSWERS: Final = schema_of(InstrumentAnswer)


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """What one instrument says of one finding, as a person reads it. No table: made when shown."""

    instrument: Annotated[str, Note("id of the instrument")]
    name: str
    answer: Annotated[str, Note("one of Answer")]
    listed: Annotated[str | None, Note("one of Truth, on the finding's date; null: names nobody")]
    listed_from: Annotated[str | None, Note('as known: a day, a month or "unknown"')]
    listed_until: Annotated[str | None, Note("the first day it no longer was; null: no end read")]
    tranche: Annotated[str | None, Note("the part of the list that names the party")]
    via: Annotated[str | None, Note("the owner or maker through whom it is named")]
    missing: Annotated[str | None, Note('the facts that would settle a "depends"')]
    why: str
    citation: str | None
    quote: Annotated[str | None, Note("the rule's own words, where they were read")]
    source: str | None
    verified: Annotated[str, Note('"read", "partly_read", "unverified"')]


@dataclass(frozen=True, slots=True)
class ListingBeside:
    """A listing of a party, and on which side of it a purchase lies. No table: made when shown."""

    party: Annotated[str, Note("id of the party")]
    instrument: Annotated[str, Note("id of the instrument")]
    name: str
    governs: Annotated[str, Note('"purchase", "export"...: what the instrument rules over')]
    listed_from: Annotated[str, Note('as known: a day, a month or "unknown"')]
    listed_until: Annotated[str | None, Note("the first day it no longer was; null: no end read")]
    when: Annotated[str, Note('"before", "after" (the first day and later) or "unknown"')]
    listed: Annotated[str, Note("one of Truth, on the purchase's day")]
    verified: Annotated[str, Note('"read", "partly_read", "unverified"')]


@dataclass(frozen=True, slots=True)
class ReportedPeriod:
    """Some day from `first` to `last`, both included; null is no bound on that side."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class ReportedPurchase:
    """A purchase that others reported, as they reported it. No table: made when shown."""

    id: str
    buyer: str
    buyer_type: str
    jurisdiction: str
    parties: Annotated[tuple[str, ...], Note("ids; none when the report names no maker")]
    party_names: tuple[str, ...]
    candidates: Annotated[tuple[str, ...], Note("ids of the parties that may have made it")]
    maker_note: str | None
    item: str | None
    product_classes: tuple[str, ...]
    quantity: int | None
    amount_text: Annotated[str | None, Note('as said: "more than 45,000 USD"')]
    conflict_amounts: Annotated[tuple[Decimal, ...], Note("both amounts, where sources differ")]
    period: ReportedPeriod
    period_text: str
    supplier: str | None
    funding: str | None
    certainty: str | None
    status: str | None
    before: tuple[ListingBeside, ...]
    after: tuple[ListingBeside, ...]
    unknown: Annotated[
        tuple[ListingBeside, ...], Note("the period lies around the day, or no day is reported")
    ]
    note: str | None
    source: tuple[str, ...]
    verified: Annotated[str, Note('"read", "partly_read", "unverified"')]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that the law was asked with, read from the finding's own row: a name of `Facts`."""

    fact: str
    value: str


@dataclass(frozen=True, slots=True)
class Fold:
    """A row that is counted with the finding's own row."""

    path: str
    locator: str
    finding_id: Annotated[str, Note("the evidence of that row and the finding's party")]
    claim: str
    reason: Annotated[str, Note("one of FoldReason")]
    added: Annotated[Decimal | None, Note("the amount that was added to the finding's, if any")]


@dataclass(frozen=True, slots=True)
class OriginalName:
    """Which original: where it lay, and what its bytes are."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Finding:
    """An acquisition tied to a party."""

    finding_id: Annotated[
        str, Note("the evidence: digest of the original's bytes, the locator and the party")
    ]
    claim: Annotated[
        str,
        Note(
            "the name that lasts: digest of source, row_key, nth and party; it does not change "
            "when rows are added or moved, or when the file is renamed or written anew"
        ),
    ]
    aliases: Annotated[tuple[str, ...], Note("claims of the rows that were folded into this")]
    original: OriginalName
    locator: Annotated[str, Note('"row=118", "sheet=AP!row=118", "/releases/3"')]
    row_number: int
    row_key: Annotated[str, Note("digest of the row's cells")]
    buyer: str | None
    supplier: str | None
    description: str | None
    date: Annotated[date | None, Note('first day of the period when precision is not "day"')]
    date_precision: Annotated[str | None, Note("null when there is no date")]
    date_kind: Annotated[str, Note("one of DateKind")]
    amount: Annotated[Decimal | None, Note("what is counted: the row's own, or the sum of actions")]
    currency: str | None
    amount_covers: Annotated[str, Note("one of AmountCovers")]
    kind: Annotated[str, Note("one of Kind")]
    jurisdiction: str | None
    party: Annotated[str, Note("id of the party")]
    party_name: str
    grade: Annotated[str, Note("one of Grade")]
    stance: Annotated[str, Note("one of Stance")]
    score: Annotated[float, Note("from 0 to 1")]
    product_class: str | None
    mentions: tuple[Mention, ...]
    features: tuple[Feature, ...]
    reason: Annotated[str, Note("one sentence")]
    facts: Annotated[tuple[Fact, ...], Note("what the law was asked with, beside party and day")]
    law: Annotated[str, Note("the answers of the instruments: rows of ANSWERS with this law")]
    counted: Annotated[
        bool, Note("in the totals: acquires or services, at or over the least score")
    ]
    folded: tuple[Fold, ...]
    reviewed: Annotated[str, Note('"unreviewed" until a person judged')]
    row: Annotated[tuple[Cell, ...], Note("the published row, long cells cut around the mentions")]
    knowledge_version: str


FINDINGS: Final = schema_of(Finding)
