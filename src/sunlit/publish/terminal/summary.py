"""The summary for a person: what was counted, what it came to, and what was not counted."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console

from sunlit.publish.terminal.layout import plain, print_line
from sunlit.publish.wording import (
    NO_CURRENCY,
    NOT_ADVICE,
    NOT_COUNTED,
    figure,
    machine_word,
    plural,
)
from sunlit.summary import UNKNOWN, Group, Money, PartyListing, Summary

_BUYERS_SHOWN = 10


def print_summary(summary: Summary, console: Console) -> None:
    """Print the summary in lines that wrap on any width."""
    _line(console, "Summary", style="bold")
    buyers = plural(summary.buyers, "buyer")
    _line(console, f"{plural(summary.purchases, 'purchase')} tied to restricted parties, {buyers}")
    if summary.without_buyer:
        _line(console, f"{plural(summary.without_buyer, 'purchase')} without a buyer's name", 2)
    for money in summary.money:
        _line(console, money_pair(money), 2)
    _groups(console, "By party", summary.by_party)
    _groups(console, "By year", [*summary.by_year, *_if_any(summary.undated)])
    if summary.buyers > 1:
        _groups(console, "By buyer", summary.by_buyer[:_BUYERS_SHOWN])
        left = len(summary.by_buyer) - _BUYERS_SHOWN
        if left > 0:
            _line(console, f"and {plural(left, 'further buyer')}", 2)
    _listings(console, summary.listings)
    if summary.not_counted:
        said = [f"{n:,} {NOT_COUNTED.get(w, machine_word(w))}" for w, n in summary.not_counted]
        _line(console, f"Shown but not counted: {', '.join(said)}")
    if summary.findings:
        reviewed = [f"{n:,} {word}" for word, n in summary.reviewed]
        _line(console, f"Findings made by machine: {', '.join(reviewed)}. {NOT_ADVICE}")


def money_pair(money: Money) -> str:
    """One currency in words: "780.77 GBP", or "at least ..., at most ...", and what is not in it."""
    code = NO_CURRENCY if money.currency == UNKNOWN else money.currency
    if not money.exact and not money.partial:
        return f"no amount to add up ({code})"
    said = f"at least {figure(money.at_least)}, at most {figure(money.at_most)} {code}"
    if money.at_least == money.at_most:
        said = f"{figure(money.at_least)} {code}, exact"
    if money.unsummed:
        said += (
            f"; {plural(money.unsummed, 'purchase')} with no amount or a cumulative one left out"
        )
    return said


def _groups(console: Console, title: str, groups: Sequence[Group]) -> None:
    if not groups:
        return
    _line(console, title, style="bold")
    for group in groups:
        said = "; ".join(money_pair(money) for money in group.money)
        _line(console, f"{group.name}: {plural(group.purchases, 'purchase')}, {said}", 2)


#: Lines per party; where the buyer's place is unknown, a dozen rules may bear on the purchase.
_LISTINGS_SHOWN = 5


def _listings(console: Console, listings: Sequence[PartyListing]) -> None:
    if not listings:
        return
    _line(console, "Before and after each listing", style="bold")
    for _, of_party in groupby(listings, key=lambda listing: listing.party):
        rows = list(of_party)
        lines, _ = listing_lines(rows)
        for line in lines[:_LISTINGS_SHOWN]:
            _line(console, line, 2)
        if len(lines) > _LISTINGS_SHOWN:
            more = len(lines) - _LISTINGS_SHOWN
            _line(console, f"{rows[0].party_name}: {more} more lines in the HTML report", 2)


def listing_lines(listings: Sequence[PartyListing]) -> tuple[list[str], list[str]]:
    """What is told of one party's listings: first what bears on these buyers, then the rest.

    Where none bears, the first part says so and tells the earliest.
    """
    bearing = [listing for listing in listings if listing.bears]
    idle = [listing for listing in listings if not listing.bears]
    name = listings[0].party_name
    if bearing:
        lines = [f"{name}: {_counts(one)}" for one in bearing]
        if idle:
            lines.append(f"{name}: further listings, which bind no such buyer: {len(idle)}")
        return lines, [_counts(one) for one in idle]
    first = f"the earliest of {len(idle)}, {_counts(idle[0])}"
    if len(idle) == 1:
        first = _counts(idle[0])
    return [f"{name}: no listing here binds these buyers; {first}"], [_counts(o) for o in idle]


def _counts(party_listing: PartyListing) -> str:
    """One listing in words: "s.889 (from 2019-08-13): 2 before, 1 on that day or later"."""
    counts = (
        (party_listing.before, "before"),
        (party_listing.after, "on that day or later"),
        (party_listing.ended, "after it ended"),
        (party_listing.unknown, "not known"),
    )
    said = ", ".join(f"{count:,} {words}" for count, words in counts if count)
    mark = " [unverified]" if party_listing.verified == "unverified" else ""
    return f"{party_listing.name} (from {party_listing.listed_from}){mark}: {said}"


def _if_any(group: Group) -> Iterable[Group]:
    return [group] if group.purchases else []


def _line(console: Console, text: str, indent: int = 0, style: str = "") -> None:
    print_line(console, plain(text, style), indent)
