"""Which words does a reader see for grades, stances, amounts and dates? Neutral ones."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from sunlit.tables import AnswerWords, Finding, Fold
from sunlit.values.as_text import amount_text, date_text

#: What each grade rests on, for somebody who reads it the first time.
GRADES: Final[Mapping[str, str]] = {
    "named": "the maker's own name or brand stands in the row",
    "model": "a model number or product line of the maker stands in the row",
    "relabel": "a brand that the maker builds for stands in the row; the unit may be another's",
    "reseller": "only the seller's name points to the maker; a lead, not a tie",
    "category": "only the kind of thing points to the maker; a lead, not a tie",
}
STANCES: Final[Mapping[str, str]] = {
    "acquires": "buys the party's thing",
    "services": "pays for work on the party's thing",
    "removes": "takes the party's thing out",
    "excludes": "says that the party's thing is not wanted",
    "compatible": "buys another's thing that fits the party's",
    "mentions": "names the party without buying",
}
COVERS: Final[Mapping[str, str]] = {
    "line": "exact for this line",
    "document": "of the whole document, which may hold other goods",
    "ceiling": "a ceiling; less may be spent",
    "obligation": "promised by this one action",
    "cumulative": "restates earlier rows; never added up",
    "unknown": "the original does not say what it covers",
}
#: The same in one word, beside an amount; an exact amount needs none.
COVERS_SHORT: Final[Mapping[str, str]] = {
    "line": "",
    "document": "whole document",
    "ceiling": "ceiling",
    "obligation": "obligated",
    "cumulative": "cumulative",
    "unknown": "cover unknown",
}
ANSWERS: Final[Mapping[str, str]] = {
    "prohibited": "prohibited",
    "not_prohibited": "not prohibited",
    "not_applicable": "does not apply",
    "depends": "depends",
}
DATE_KINDS: Final[Mapping[str, str]] = {
    "ordered": "ordered",
    "paid": "paid",
    "invoiced": "invoiced",
    "awarded": "awarded",
    "signed": "signed",
    "published": "published",
    "period": "period",
    "unknown": "",
}
VERIFIED: Final[Mapping[str, str]] = {
    "read": "source read",
    "partly_read": "source read in part",
    "unverified": "not verified",
}
#: Why a row is counted with another, by FoldReason.
FOLDS: Final[Mapping[str, str]] = {
    "same_bytes": "the same file is there twice",
    "published_again": "the same purchase is published in another file",
    "numbered_row_twice": "the same numbered row is there twice",
    "order_header": "header of the same order",
    "earlier_state": "earlier state of the same contract",
    "further_action": "further action on the same contract",
    "payment_of_order": "payment of the same order",
    "line_of_document": "another line of one document, whose amount is counted once",
}
#: Why a finding is in no total: its stance, or its score.
NOT_COUNTED: Final[Mapping[str, str]] = {
    "low_score": "scored too low",
    "removes": "takes the thing out",
    "excludes": "says it is not wanted",
    "compatible": "only fits the thing",
    "mentions": "only names the party",
}
NO_CURRENCY: Final = "currency not stated"
NOT_ADVICE: Final = (
    "A purchase is not an accusation, and nothing here is legal advice: whether a rule binds "
    "this buyer, this money and this thing depends on facts that spending files seldom hold."
)


def money(amount: Decimal | None, currency: str | None) -> str:
    """An amount for reading: "1,234.50 USD"; "amount not stated" for a null.

    Whole amounts keep no decimals, others at least two and as many as they have.

    >>> money(Decimal("780.77"), "GBP"), money(Decimal("490000.000000"), "USD")
    ('780.77 GBP', '490,000 USD')
    """
    if amount is None:
        return "amount not stated"
    return f"{figure(amount)} {currency or f'({NO_CURRENCY})'}"


def when(finding: Finding) -> str | None:
    """A finding's date no more precisely than it is known; null when there is none."""
    return date_text(finding.date, finding.date_precision)


def folded_words(fold: Fold) -> str:
    """Which row was counted with a finding, and why: "payments.csv#row=3: the same ..."."""
    added = f", {amount_text(fold.added)} added" if fold.added is not None else ""
    return f"{fold.path}#{fold.locator}: {FOLDS.get(fold.reason, fold.reason)}{added}"


def listed_words(answer: AnswerWords) -> str:
    """Whether an instrument named the party on the finding's date, and from when."""
    since = answer.listed_from or "unknown"
    if answer.listed is None:
        return f"names no company; in force from {since}"
    return f"{answer.listed}, from {since}"


def figure(value: Decimal) -> str:
    """A number for reading, thousands apart, nothing rounded."""
    if value == value.to_integral_value():
        return f"{value:,.0f}"
    plain = f"{value.normalize():f}"
    places = max(2, len(plain.partition(".")[2]))
    return f"{value:,.{places}f}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 purchase", "1,200 purchases"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def machine_word(word: str | None) -> str:
    """A word of the tables for reading: "not_applicable" as "not applicable"."""
    return (word or "").replace("_", " ")
