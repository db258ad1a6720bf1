"""Is this purchase within one bar of an instrument? One small function for each condition."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from sunlit.knowledge import Instrument, Knowledge
from sunlit.knowledge.scope import Bar, Need
from sunlit.knowledge.terms import (
    ACTS,
    BUYERS,
    MONEY,
    PURPOSES,
    is_one_of,
    is_paid_by,
)
from sunlit.rules.evaluate.derivation import Step, all_of, any_of
from sunlit.rules.evaluate.in_force import force_in_words, in_force
from sunlit.rules.evaluate.listed import Route, names_parties, routes_of
from sunlit.rules.evaluate.missing import Missing, missing, own_question
from sunlit.rules.facts import Facts
from sunlit.rules.reading import Assumption
from sunlit.values.truth import Truth, either

#: The yes-or-no facts that a bar may need, besides those under `settled`.
NEEDS: Final = (
    "federal_contract",
    "for_federal_contract",
    "buyer_type",
    "waiver",
    "sensitive_site",
    "indirect",
    "seller_government_owned",
    "seller_majority_owned",
    "remote_access",
    "personal_data",
    "previously_authorised",
    "settled",
)
NO_DATE: Final = missing("on")
_OFTEN_CONTRACTORS: Final = ("university", "public_hospital", "tribal_government", "private")
_GROUPS: Final = {
    "federal_award": "federal grant money",
    "federal_funds": "federal money",
    "public": "public money",
}


class Asked(NamedTuple):
    """An instrument and the facts that are held against it, with the ways in which it names them."""

    knowledge: Knowledge
    instrument: Instrument
    facts: Facts
    routes: Sequence[Route]
    assumption: Assumption | None = None


def asked(
    knowledge: Knowledge,
    instrument: Instrument,
    facts: Facts,
    assumption: Assumption | None = None,
) -> Asked:
    """The instrument and the facts, joined, with the use that is assumed where none is stated."""
    routes = routes_of(knowledge, instrument, facts)
    return Asked(knowledge, instrument, facts, routes, assumption)


def in_scope(case: Asked, bar: Bar) -> Step:
    """Whether everything that the bar asks for holds."""
    steps = [condition(case, bar) for condition, _ in CONDITIONS]
    label = bar.what or f"the bar {bar.id}"
    return all_of(f"Does this apply: {label}?", [step for step in steps if step])


def _force(case: Asked, bar: Bar) -> Step:
    held = in_force(case.instrument, case.facts.day, bar)
    words = force_in_words(case.instrument, bar)
    dated = case.facts.on is not None and case.facts.day.text != "unknown"
    return Step(
        f"In force on {case.facts.day if dated else 'the day'}?",
        held,
        words,
        missing("in_force", days=words) if dated else NO_DATE,
    )


def _names(case: Asked, bar: Bar) -> Step | None:
    """Whether the instrument names the party, its owner or its maker; None if it names nobody."""
    if not names_parties(case.knowledge, case.instrument):
        return None
    question = "Named by it on that day?"
    if case.facts.party is None and case.facts.produced_by is None:
        told = case.facts.listed_on.get(case.instrument.id)
        answer: Truth = "unknown" if told is None else ("yes" if told else "no")
        return Step(question, answer, "as the facts say", missing("party"), listing=True)
    routes = [route for route in case.routes if not bar.parties or route.named in bar.parties]
    if not routes:
        return Step(question, "no", "it names other parties", listing=True)
    return replace(any_of(question, [_route(case, route) for route in routes]), listing=True)


def _route(case: Asked, route: Route) -> Step:
    named = case.knowledge.parties[route.named].name
    until = f" until {route.tranche.until}" if route.tranche.until else ""
    because = f"tranche {route.tranche.id}, from {route.listed_from}{until}"
    own = named
    if case.facts.party is not None:
        own = case.knowledge.parties[case.facts.party].name
    through = f"Through its owner {named}" if route.chain else f"As {named}"
    return Step(f"{through}?", route.holds, because, _missing_of(case, route, named, own))


def _missing_of(case: Asked, route: Route, named: str, own: str) -> Missing:
    """The one fact that would settle this route, if it is open."""
    if route.maker == "unknown":
        return missing("produced_by", party=own)
    if route.tranche.condition and case.instrument.id not in case.facts.listed_on:
        return missing("listed_on", condition=route.tranche.condition)
    if case.facts.on is None:
        return NO_DATE
    if route.chain and route.chain.certainty == "yes" and route.listed == "unknown":
        return missing("reach", owner=named)
    if route.chain:
        return missing("owner", owner=named, party=own)
    return missing("listing", party=named, listed_from=str(route.listed_from))


def _buyer(case: Asked, bar: Bar) -> Step | None:
    if not bar.buyers:
        return None
    facts = case.facts
    bound = _bound(facts, bar)
    words = _either_word(BUYERS[buyer][1] for buyer in bar.buyers)
    is_ = f"it is {BUYERS[facts.buyer_type][1]}" if facts.buyer_type else "not said"
    lack = missing("buyer_type", buyers=words)
    if bar.buyers == ("federal_contractor",):
        lack = missing("federal_contract")
    elif facts.buyer_type and bar.buyers_perhaps:
        lack = missing("such_buyer", buyer=is_)
    return Step(f"Is the buyer {words}?", bound, is_, lack)


def _bound(facts: Facts, bar: Bar) -> Truth:
    bound = is_one_of(facts.buyer_type, bar.buyers)
    if "federal_contractor" in bar.buyers and bound == "no":
        bound = _contracts(facts)
    perhaps = bar.buyers_perhaps and is_one_of(facts.buyer_type, bar.buyers_perhaps) != "no"
    return "unknown" if bound == "no" and perhaps else bound


def _contracts(facts: Facts) -> Truth:
    """Whether a buyer of another kind has a federal contract too.

    Of cities, schools and agencies none is taken as given until it is said; universities and
    companies often have one.
    """
    if facts.contractor is not None:
        return "yes" if facts.contractor else "no"
    often = is_one_of(facts.buyer_type, _OFTEN_CONTRACTORS)
    return "no" if often == "no" else "unknown"


def _money(case: Asked, bar: Bar) -> Step | None:
    if not bar.money:
        return None
    funds = case.facts.money
    words = _either_word(_GROUPS.get(group, MONEY.get(group, group)) for group in bar.money)
    paid = either(is_paid_by(funds, group) for group in bar.money)
    is_ = f"it was {_either_word(MONEY[word] for word in funds)}" if funds else "not said"
    lack = missing("funds", money=words)
    if funds and paid == "unknown":
        given = _either_word(MONEY[word] for word in funds)
        lack = missing("such_funds", funds=given, money=words)
    return Step(f"Did {words} pay?", paid, is_, lack)


def _award(case: Asked, bar: Bar) -> Step | None:
    if bar.award_since is None:
        return None
    issued = case.facts.award_date
    question = f"Was the award issued on or after {bar.award_since}?"
    lack = missing("award_date", award_since=str(bar.award_since))
    answer: Truth = bar.award_since.on_or_before(issued) if issued else "unknown"
    return Step(question, answer, f"issued {issued}" if issued else "not said", lack)


def _act(case: Asked, bar: Bar) -> Step:
    act = case.facts.act
    covered = bar.acts or ("procure", "renew")
    perhaps = bar.acts_perhaps or (() if bar.acts else ("use",))
    answer: Truth = "yes" if act in covered else ("unknown" if act in perhaps else "no")
    return Step(
        "Is the act one that it bars?",
        answer,
        f"the buyer {ACTS[act]}; it bars who {_either_word(ACTS[word] for word in covered)}",
        missing("act", acts=_either_word(ACTS[word] for word in covered)),
    )


def _thing(case: Asked, bar: Bar) -> Step | None:
    if not bar.products:
        return None
    given = case.facts.product_class
    classes = case.knowledge.vocabulary.classes
    words = _either_word(map(classes.rule_word, bar.products))
    answer = classes.is_thing(given, bar.products)
    if answer == "no" and given in bar.products_perhaps:
        answer = "unknown"
    is_ = f"its class is {given}" if given else "not said"
    return Step(f"Is it {words}?", answer, is_, missing("product_class", things=words))


def _component(case: Asked, bar: Bar) -> Step | None:
    if not case.facts.component:
        return None
    essential = case.facts.essential
    answer: Truth = "unknown" if essential is None else ("yes" if essential else "no")
    return Step(
        "Is the part substantial or essential?",
        answer,
        "it is a part of another maker's product",
        missing("essential"),
    )


def _purpose(case: Asked, bar: Bar) -> Step | None:
    if not bar.purposes:
        return None
    purpose = case.facts.purpose
    words = ", ".join(PURPOSES[word] for word in bar.purposes)
    question = "Has the use a listed purpose?"
    stated = _has_purpose(purpose, case.facts, bar)
    taken = case.assumption if purpose is None else None
    if taken and _has_purpose(taken.purpose, case.facts, bar) == "yes":
        is_ = f"it is taken to be {PURPOSES[taken.purpose]}"
        return Step(question, "yes", is_, assumed=taken.told)
    is_ = f"it is {PURPOSES[purpose]}" if purpose else "not said"
    return Step(question, stated, is_, missing("purpose", purposes=words))


def _has_purpose(purpose: str | None, facts: Facts, bar: Bar) -> Truth:
    """A public body's own premises are government facilities; a private office is not by itself.

    Another purpose by name leaves it open: only a person who looked can say "none of them".
    """
    if purpose in bar.purposes:
        return "yes"
    if purpose == "none_listed":
        return "no"
    premises = "government_facility_security" in bar.purposes and purpose == "security"
    public = is_one_of(facts.buyer_type, ["government"])
    return "yes" if premises and public == "yes" else "unknown"


def _maker(case: Asked, bar: Bar) -> Step | None:
    if not bar.maker_countries:
        return None
    words = f"a maker of {'/'.join(bar.maker_countries)}"
    answer, is_ = _maker_country(case, bar)
    lack = missing("maker_country", makers=words)
    step = Step(f"Is it from {words}?", answer, is_, lack)
    if bar.makers_listed_by is None:
        return step
    other = case.knowledge.instruments[bar.makers_listed_by]
    routes = routes_of(case.knowledge, other, case.facts)
    listed = Step(
        f"Or from a maker that {other.name} names?",
        either(route.holds for route in routes) if case.facts.party else "unknown",
        f"tranche {routes[0].tranche.id}" if routes else "it names other parties",
        lack,
    )
    return any_of("Is the maker a covered one?", [step, listed])


def _maker_country(case: Asked, bar: Bar) -> tuple[Truth, str]:
    facts, parties = case.facts, case.knowledge.parties
    ids = [facts.produced_by] if facts.relabel or facts.produced_by else [facts.party]
    known = [parties[party] for party in ids if party is not None and party in parties]
    for party in known:
        if party.country in bar.maker_countries:
            return "yes", f"{party.name} is of {party.country}"
    if facts.maker_country:
        inside = facts.maker_country in bar.maker_countries
        return ("yes" if inside else "no"), f"the maker is of {facts.maker_country}"
    if known:
        return "unknown", f"{known[0].name} is of {known[0].country or 'a place not read'}"
    return "unknown", "not said"


def _seller(case: Asked, bar: Bar) -> Step | None:
    if not bar.seller_countries:
        return None
    words = f"a company of {'/'.join(bar.seller_countries)}"
    country = case.facts.seller_country
    answer: Truth = "unknown"
    if country:
        answer = "yes" if country.upper() in bar.seller_countries else "no"
    return Step(
        f"Is the seller {words}?",
        answer,
        f"the seller is of {country}" if country else "not said",
        missing("seller_country", sellers=words),
    )


def _needs(case: Asked, bar: Bar) -> Step | None:
    if not bar.needs:
        return None
    return all_of(
        "Does what else it asks for hold?", [_need(case.facts, one_) for one_ in bar.needs]
    )


def _need(facts: Facts, need: Need) -> Step:
    given = facts.contractor if need.fact == "federal_contract" else facts.yes_or_no(need.fact)
    answer: Truth = "unknown" if given is None else ("yes" if given is need.equals else "no")
    is_ = "not said" if given is None else f"{need.fact} is {'yes' if given else 'no'}"
    lack = own_question(need.fact, need.missing, need.turns_on)
    return Step(f"Settled: {need.missing}?", answer, is_, lack)


def _either_word(words: Iterable[str]) -> str:
    """`a, b or c`, each once."""
    *first, last = dict.fromkeys(words)
    return f"{', '.join(first)} or {last}" if first else last


#: Each condition with the facts that it reads. Nothing else may change its answer.
CONDITIONS: Final[tuple[tuple[Callable[[Asked, Bar], Step | None], tuple[str, ...]], ...]] = (
    (_force, ("on",)),
    (_names, ("party", "relabel", "produced_by", "listed_on", "on")),
    (_buyer, ("buyer_type", "federal_contract", "for_federal_contract")),
    (_money, ("funds", "buyer_type")),
    (_award, ("award_date",)),
    (_act, ("act",)),
    (_thing, ("product_class",)),
    (_component, ("component", "essential")),
    (_purpose, ("purpose", "buyer_type")),
    (_maker, ("party", "relabel", "produced_by", "maker_country", "on")),
    (_seller, ("seller_country",)),
    (_needs, NEEDS),
)
