"""Rows of the old table STATUS: goes when tables.STATUS goes, and nothing else stands on it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from sunlit.knowledge import Knowledge
from sunlit.rules.evaluate.status import as_facts, words
from sunlit.rules.facts import Facts


def statuses(
    knowledge: Knowledge,
    party: str,
    on: date | None,
    precision: str | None,
    buyer_jurisdiction: str | None,
    *,
    facts: Facts | None = None,
    **further: Any,
) -> list[dict[str, Any]]:
    """The answers of `words` as rows of tables.STATUS."""
    given = facts.model_copy(update=further) if facts else Facts.model_validate(further)
    rows = as_facts(given)
    return [asdict(one) for one in words(knowledge, party, on, precision, buyer_jurisdiction, rows)]


#: What a missing fact turns on, by the words that the facts are written in.
_TURNS_ON: Final = (
    (
        re.compile(
            r"date of the purchase|in force by|made law|became law|was listed|made by that day"
        ),
        "date",
    ),
    (re.compile(r"buyer is in"), "place"),
    (re.compile(r"money|grant|award was issued|\bfunds\b"), "money"),
    (
        re.compile(r"\bseller|supplier|contract is with|bidder|agreement gives|contract gives"),
        "seller",
    ),
    (re.compile(r"the thing is|component|camera met"), "thing"),
    (re.compile(r"purpose|sensitive site|critical system|devices or networks|premises"), "use"),
    (re.compile(r"made the unit|belong to|\bmaker\b|made it|listed party it is from"), "maker"),
    (
        re.compile(
            r"exemption|waiver|exception|order reaches|order takes|rule reaches|rule binds|bars it"
        ),
        "exceptions",
    ),
    (re.compile(r"bought it|buyer (?!is in)|the buyer also|federal contract|Parliament"), "buyer"),
)
_ORDER: Final = (
    "buyer",
    "money",
    "use",
    "maker",
    "seller",
    "thing",
    "exceptions",
    "place",
    "date",
)
_SHOWN: Final = 3


def law_of_rows(statuses: Sequence[Mapping[str, Any]]) -> str:
    """A few words on rows of tables.STATUS: "listed 2019-08-13; depends on the money".

    The day is the earliest listing that held on the finding's date. Nothing is said of
    prohibition that a status does not say.
    """
    if not statuses:
        return "on no list here"
    return f"{_listing(statuses)}; {_answer(statuses)}"


def _listing(statuses: Sequence[Mapping[str, Any]]) -> str:
    bearing = [status for status in statuses if status["answer"] != "not_applicable"]
    for among in (bearing, statuses):
        days = [status["listed_from"] for status in among if status["listed"] == "yes"]
        if days:
            return f"listed {min(days)}"
    if any(status["listed"] == "unknown" for status in statuses):
        return "listing unknown"
    return "not listed then"


def _answer(statuses: Sequence[Mapping[str, Any]]) -> str:
    answers = {status["answer"] for status in statuses}
    if "prohibited" in answers:
        return "prohibited"
    if "depends" in answers:
        return f"depends on {_deciding(statuses)}"
    return "not prohibited" if "not_prohibited" in answers else "no rule on this buyer"


def _deciding(statuses: Sequence[Mapping[str, Any]]) -> str:
    facts = [
        fact
        for status in statuses
        if status["answer"] == "depends"
        for fact in (status["missing"] or "").split("; ")
    ]
    words = {word for fact in facts for pattern, word in _TURNS_ON if pattern.search(fact)}
    known = [word for word in _ORDER if word in words]
    return f"the {', '.join(known[:_SHOWN])}" if known else "further facts"
