"""What does each instrument say of a purchase tied to a party, as far as the facts go?

First version: it tells whether the party was listed on the day and what decides, and says
`prohibited` of nothing. The three questions (in force? in scope? excepted?) come in here later.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sunlit.knowledge import Instrument, Knowledge
from sunlit.rules.in_force import in_force, starts
from sunlit.rules.listed import Listed, listed
from sunlit.rules.places import may_bind
from sunlit.tables import Answer
from sunlit.values.partial_date import PartialDate
from sunlit.values.truth import Truth

#: Why an instrument that governs no purchase bars no buyer.
_NO_PURCHASE: Final = {
    "export": "An export control: it bars no buyer.",
    "import": "A rule on imports: it bars no buyer inside the country.",
    "securities": "A rule on trading securities: it bars no purchase of goods or services.",
    "authorisation": "A rule on authorising and marketing equipment: it bars no buyer by itself.",
    "telecom_operation": "A rule for telecom operators: it bars no other buyer.",
    "reputation": "A reputational list: it bars no buyer.",
    "information": "For information: it bars no buyer.",
}


@dataclass(frozen=True)
class _Question:
    """One party, day and place, asked of one instrument."""

    knowledge: Knowledge
    instrument: Instrument
    party: str
    day: PartialDate
    buyer: str | None
    listed: Listed

    @property
    def party_name(self) -> str:
        return self.knowledge.parties[self.party].name


def statuses(
    knowledge: Knowledge,
    party: str,
    on: date | None,
    precision: str | None,
    buyer_jurisdiction: str | None,
) -> list[dict[str, Any]]:
    """One dict of tables.STATUS per instrument that ever names `party` or an owner of it.

    `on` is the first day of the period that `precision` tells (day, month, quarter, year).
    Instruments that govern purchases come first, then the rest, each by id.
    KeyError when `party` is not an id of `knowledge.parties`.
    """
    found = _statuses(knowledge, party, on, precision, buyer_jurisdiction)
    return [dict(status) for status in found]


@lru_cache(maxsize=65_536)
def _statuses(
    knowledge: Knowledge,
    party: str,
    on: date | None,
    precision: str | None,
    buyer: str | None,
) -> tuple[dict[str, Any], ...]:
    day = PartialDate.of_period(on, precision)
    found = []
    for instrument in sorted(knowledge.instruments.values(), key=_purchases_first):
        naming = listed(knowledge, instrument, party, day)
        if naming:
            found.append(_status(_Question(knowledge, instrument, party, day, buyer, naming)))
    return tuple(found)


def _purchases_first(instrument: Instrument) -> tuple[bool, str]:
    return (instrument.governs != "purchase", instrument.id)


def _status(question: _Question) -> dict[str, Any]:
    instrument, route = question.instrument, question.listed.route
    answer, why, missing = _answer(question)
    cited = [part for part in (instrument.citation, route.tranche.citation) if part]
    return {
        "instrument": instrument.id,
        "name": instrument.name,
        "answer": answer,
        "listed": question.listed.on_day,
        "listed_from": str(route.listed_from),
        "missing": "; ".join(missing) or None,
        "why": f"{_listing_in_words(question)} {why}",
        "citation": "; ".join(cited) or None,
        "source": (route.tranche.source or instrument.source or (None,))[0],
        "verified": _verified(question),
    }


def _answer(question: _Question) -> tuple[Answer, str, list[str]]:
    """The answer, why, and the missing facts when it depends."""
    instrument = question.instrument
    if instrument.governs != "purchase":
        return "not_applicable", f"{_NO_PURCHASE[instrument.governs]} {_bound(instrument)}", []
    place = may_bind(instrument.jurisdiction, question.buyer)
    if place == "no":
        law = "/".join(instrument.jurisdiction)
        return "not_applicable", f"A rule of {law}; the buyer is in {question.buyer}.", []
    force = in_force(instrument, question.day)
    if force == "no":
        return "not_prohibited", _not_in_force(question), []
    if question.listed.on_day == "no" and not question.listed.route.chain:
        return "not_prohibited", "It names the party on other days only.", []
    return "depends", _bound(instrument), _missing(question, place, force)


def _missing(question: _Question, place: Truth, force: Truth) -> list[str]:
    """The facts that would settle it, in words, the purchase's own first."""
    dated = question.day.first is not None
    facts = [] if dated else ["the date of the purchase"]
    if place == "unknown":
        facts.append(f"whether the buyer is in {'/'.join(question.instrument.jurisdiction)}")
    if dated and force == "unknown":
        facts.append(f"whether the rule was in force by then ({_start_in_words(question)})")
    if dated:
        facts += _missing_of_listing(question)
    facts += question.instrument.missing
    limit = _purpose_limit(question)
    if limit:
        facts.append(f"whether the use has a listed purpose ({limit})")
    return facts


def _missing_of_listing(question: _Question) -> list[str]:
    route = question.listed.route
    if route.tranche.condition:
        return [f"whether it was listed: {route.tranche.condition}"]
    if not route.chain or question.listed.on_day == "yes":
        return []
    owner = question.knowledge.parties[route.named].name
    if route.chain.certainty == "yes":
        return [f"whether the rule reaches companies that belong to {owner}"]
    return [f"whether {owner} made the unit, or owned {question.party_name} on that day"]


def _purpose_limit(question: _Question) -> str | None:
    """The purposes to which the ban on this party's things is limited, if it is."""
    instrument, route = question.instrument, question.listed.route
    if route.tranche.purpose_limit:
        return route.tranche.purpose_limit
    same_as = instrument.products_as or instrument.lists_as or instrument.id
    for covered in question.knowledge.instruments[same_as].products.covered:
        if route.named in covered.parties:
            return covered.purpose_limit
    return None


def _listing_in_words(question: _Question) -> str:
    """Neutral: who was listed, since when, by which route, and what is not known."""
    route, name = question.listed.route, question.party_name
    on = question.day if question.day.first else "the day of the purchase"
    through = ""
    if route.chain:
        owner = question.knowledge.parties[route.named].name
        through = f" through its {_owner_then(question)} {owner}"
    since = f"listed{through} from {route.listed_from} (tranche {route.tranche.id})"
    until = f" until {route.tranche.until}" if route.tranche.until else ""
    when = {
        "yes": f"{name} was {since}{until}.",
        "no": f"{name} was not listed on {on}: {since}{until}.",
        "unknown": f"Whether {name} was listed on {on} is not known: {since}{until}.",
    }
    return when[question.listed.on_day]


def _owner_then(question: _Question) -> str:
    chain = question.listed.route.chain
    certainty = chain.certainty if chain else "yes"
    return {"yes": "owner", "no": "owner at another time", "unknown": "possible owner"}[certainty]


def _not_in_force(question: _Question) -> str:
    return f"Not in force on {question.day} ({_start_in_words(question)})."


def _start_in_words(question: _Question) -> str:
    days = starts(question.instrument)
    end = question.instrument.in_force_until
    ending = f", in force until {end.day}" if end else ""
    return (f"in force from {days[0]}" if days else "its first day was not read") + ending


def _bound(instrument: Instrument) -> str:
    binds = instrument.binds
    words = [f"It binds {binds.who}."] if binds.who else []
    words += [f"Not bound: {binds.not_}."] if binds.not_ else []
    return " ".join(words) or "Whom it binds was not read."


def _verified(question: _Question) -> str:
    """The weakest of what the status rests on: the instrument, the listing, its date, ownership."""
    route = question.listed.route
    grounds = [question.instrument.verified, route.tranche.verified, route.tranche.date_verified]
    grounds += [link.verified for link in route.chain.links] if route.chain else []
    return min(grounds, key=("unverified", "partly_read", "read").index)
