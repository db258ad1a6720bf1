"""What does each table hold that one stage hands to the next?

Each schema below is a contract: the stage that makes it fills every column, the stage that
takes it may rely on it. Column notes stand beside the columns. Text is as published; typed
values stand beside it; null means unknown, never "no".

```
sources  -> CELLS + PURCHASES (same rows, same order), ASIDE
matching -> TIES (zero or more per row of CELLS)
rules    -> STATUS (zero or more per tie)
findings -> FINDINGS
```
"""

from typing import Final, Literal

import pyarrow as pa

#: An amount or a quantity: exact, never a float. 12 digits after the point hold unit prices.
MONEY: Final = pa.decimal128(38, 6)

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
DatePrecision = Literal["day", "month", "quarter", "year"]
#: What happened on the date. "fiscal_year" and "published" say less than the rest.
DateKind = Literal[
    "ordered", "paid", "invoiced", "awarded", "signed", "published", "period", "unknown"
]
Grade = Literal["named", "model", "relabel", "reseller", "category"]
Stance = Literal["acquires", "services", "removes", "excludes", "compatible", "mentions"]
Answer = Literal["prohibited", "not_prohibited", "not_applicable", "depends"]

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

#: A row read as spending. One row of an original gives at most one.
PURCHASES: Final = pa.schema(
    [
        pa.field("original", pa.string(), nullable=False),  # path as given; archive!member inside
        pa.field("sha256", pa.string(), nullable=False),  # of the original's bytes
        pa.field(
            "locator", pa.string(), nullable=False
        ),  # "row=118", "sheet=AP!row=118", "/releases/3"
        pa.field("row_number", pa.int64(), nullable=False),  # record number; the first record is 1
        pa.field("kind", pa.string(), nullable=False),
        pa.field("buyer", pa.string()),
        pa.field("supplier", pa.string()),
        pa.field("description", pa.string()),
        pa.field("amount", MONEY),
        pa.field("currency", pa.string()),
        pa.field("amount_covers", pa.string(), nullable=False),
        pa.field("date", pa.date32()),  # first day of the period when precision is not "day"
        pa.field("date_precision", pa.string()),  # null when there is no date
        pa.field("date_kind", pa.string(), nullable=False),
        pa.field("buyer_unit", pa.string()),
        pa.field("manufacturer", pa.string()),
        pa.field("model", pa.string()),
        pa.field("title", pa.string()),
        pa.field("category", pa.string()),
        pa.field("quantity", MONEY),
        pa.field("unit_price", MONEY),
        pa.field("order_id", pa.string()),
        pa.field("transaction_id", pa.string()),
        pa.field("contract_id", pa.string()),
        pa.field("line_number", pa.string()),
        pa.field("fund", pa.string()),
        pa.field("place", pa.string()),
        pa.field("jurisdiction", pa.string()),  # "US-GA", "GB"; null when the file does not say
        pa.field("commodity_code", pa.string()),
        pa.field("amount_text", pa.string()),  # as published
        pa.field("date_text", pa.string()),  # as published
    ]
)

# CELLS has no fixed schema: one string column per column of the original, in its order, with
# field metadata {b"field": one of FIELDS, b"column": the name as published}. It stands beside
# PURCHASES row for row, and is what matching reads and what a finding shows as published.

#: A row that is no purchase: refused (quarantined) or no purchase by its nature (set aside).
ASIDE: Final = pa.schema(
    [
        pa.field("original", pa.string(), nullable=False),
        pa.field("sha256", pa.string(), nullable=False),
        pa.field("locator", pa.string(), nullable=False),
        pa.field("row_number", pa.int64(), nullable=False),
        pa.field("outcome", pa.string(), nullable=False),  # "quarantined" or "set_aside"
        pa.field(
            "reason", pa.string(), nullable=False
        ),  # a word from a short list: "blank", "total"
        pa.field("detail", pa.string()),  # what was found, for a person
        pa.field("cells", pa.string(), nullable=False),  # JSON list of the raw cells
    ]
)

MENTION: Final = pa.struct(
    [
        pa.field("column", pa.string()),  # the name as published
        pa.field("field", pa.string()),  # one of FIELDS
        pa.field("start", pa.int32()),  # characters into the cell, half open
        pa.field("end", pa.int32()),
        pa.field("text", pa.string()),  # the cell's characters start:end
        pa.field("signal", pa.string()),  # id of the signal
        pa.field("signal_kind", pa.string()),  # name, alias, brand, relabel, model, product_line...
        pa.field("variant", pa.string()),  # exact, case, spacing, misspelt, ocr, script...
        pa.field("stance", pa.string()),
        pa.field("reason", pa.string()),  # one sentence
        pa.field("source", pa.string()),  # where the signal is from, "unverified" said aloud
    ]
)

#: A row tied to a party. One per row and party, the strongest evidence first in `mentions`.
TIES: Final = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),  # index into the CELLS batch
        pa.field("party", pa.string(), nullable=False),
        pa.field("grade", pa.string(), nullable=False),
        pa.field("stance", pa.string(), nullable=False),
        pa.field("score", pa.float64(), nullable=False),
        pa.field("product_class", pa.string()),
        pa.field("mentions", pa.list_(MENTION), nullable=False),
        pa.field(
            "features",
            pa.list_(pa.struct([("feature", pa.string()), ("points", pa.float64())])),
            nullable=False,
        ),
        pa.field("reason", pa.string(), nullable=False),
    ]
)

#: What one instrument says of one finding.
STATUS: Final = pa.struct(
    [
        pa.field("instrument", pa.string()),
        pa.field("name", pa.string()),
        pa.field("answer", pa.string()),  # one of Answer
        pa.field("listed", pa.string()),  # "yes", "no", "unknown" on the finding's date
        pa.field("listed_from", pa.string()),  # as known: day, month or "unknown"
        pa.field("listed_until", pa.string()),  # the first day it no longer was; null: no end read
        pa.field("tranche", pa.string()),  # the part of the list that names the party
        pa.field("via", pa.string()),  # the owner through whom it is named
        pa.field("missing", pa.string()),  # the fact that would settle a "depends"
        pa.field("why", pa.string()),
        pa.field("citation", pa.string()),
        pa.field("quote", pa.string()),  # the rule's own words, where they were read
        pa.field("source", pa.string()),
        pa.field("verified", pa.string()),  # "read", "partly_read", "unverified"
    ]
)

#: An acquisition tied to a party.
FINDINGS: Final = pa.schema(
    [
        pa.field("finding_id", pa.string(), nullable=False),
        pa.field(
            "original", pa.struct([("path", pa.string()), ("sha256", pa.string())]), nullable=False
        ),
        pa.field("locator", pa.string(), nullable=False),
        pa.field("row_number", pa.int64(), nullable=False),
        pa.field("buyer", pa.string()),
        pa.field("supplier", pa.string()),
        pa.field("description", pa.string()),
        pa.field("date", pa.string()),  # "2024-11-26", "2024-11", "2024"
        pa.field("date_precision", pa.string()),
        pa.field("date_kind", pa.string()),
        pa.field("amount", pa.string()),  # exact decimal as text
        pa.field("currency", pa.string()),
        pa.field("amount_covers", pa.string()),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("jurisdiction", pa.string()),
        pa.field("party", pa.string(), nullable=False),
        pa.field("party_name", pa.string(), nullable=False),
        pa.field("grade", pa.string(), nullable=False),
        pa.field("stance", pa.string(), nullable=False),
        pa.field("score", pa.float64(), nullable=False),
        pa.field("product_class", pa.string()),
        pa.field("mentions", pa.list_(MENTION), nullable=False),
        pa.field("features", TIES.field("features").type, nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("status", pa.list_(STATUS), nullable=False),
        pa.field(
            "counted", pa.bool_(), nullable=False
        ),  # in the totals: acquires or services, at or over min-score
        pa.field(
            "folded", pa.list_(pa.string()), nullable=False
        ),  # "path#locator: reason" of rows folded into this
        pa.field("reviewed", pa.string(), nullable=False),  # "unreviewed" until a person judged
        pa.field(
            "row",
            pa.list_(pa.struct([("column", pa.string()), ("cell", pa.string())])),
            nullable=False,
        ),
        pa.field("knowledge_version", pa.string(), nullable=False),
    ]
)
