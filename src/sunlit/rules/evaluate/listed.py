"""Did an instrument name the party on that day, itself, through an owner, or as the maker?"""

from collections.abc import Iterable
from dataclasses import dataclass

from sunlit.knowledge import Instrument, Knowledge
from sunlit.knowledge.law import Tranche
from sunlit.knowledge.ownership import OwnerChain, owner_chains
from sunlit.rules.evaluate.in_force import begins
from sunlit.rules.facts import Facts
from sunlit.values.partial_date import PartialDate, within
from sunlit.values.truth import Truth, both, either


@dataclass(frozen=True)
class Route:
    """One way in which an instrument names a party: a tranche, and the owner if not itself."""

    tranche: Tranche
    listed: Truth
    named: str  # the party that the tranche names: the party itself, or its owner
    chain: OwnerChain | None = None
    begins: PartialDate | None = None  # of an instrument that takes another's list
    maker: Truth = "yes"  # did the party that the route starts from make the unit?

    @property
    def listed_from(self) -> PartialDate:
        """The latest of the listing's, the taking rule's and the ownership's first day, if known."""
        starts = [self.tranche.since, *([self.begins] if self.begins else [])]
        if self.chain:
            starts += [link.since for link in self.chain.links]
        return max(starts, key=PartialDate.sort_key)

    @property
    def holds(self) -> Truth:
        """Listed on the day, and the maker of this unit."""
        return both(self.listed, self.maker)


@dataclass(frozen=True)
class Listed:
    """Whether the instrument named the party on the day, with the route that says most."""

    on_day: Truth
    route: Route


def listed(
    knowledge: Knowledge, instrument: Instrument, party: str, day: PartialDate
) -> Listed | None:
    """Whether `instrument` names `party` on `day`; None when it never does, nor an owner.

    Of several routes the one that answers "yes" is told, else one that may be; the party's own
    listing goes before its owner's, and the earlier before the later.
    """
    return most_telling(_routes(knowledge, instrument, party, day))


def most_telling(routes: Iterable[Route]) -> Listed | None:
    """The answer of several routes, with the one that is told of them."""
    found = list(routes)
    if not found:
        return None
    on_day = either(route.listed for route in found)
    telling = [route for route in found if route.listed == on_day]
    return Listed(on_day, min(telling, key=_most_telling))


def routes_of(knowledge: Knowledge, instrument: Instrument, facts: Facts) -> list[Route]:
    """Every way in which the instrument names the thing's party, its owners, or its maker.

    KeyError when the facts name a party that is not an id of `knowledge.parties`.
    """
    routes = []
    if facts.party is not None:
        maker: Truth = "yes"
        if facts.relabel:
            told = facts.produced_by
            maker = "unknown" if told is None else ("yes" if told == facts.party else "no")
        routes += _routes(knowledge, instrument, facts.party, facts.day, facts, maker)
    if facts.produced_by not in (None, "other", facts.party):
        routes += _routes(knowledge, instrument, str(facts.produced_by), facts.day, facts)
    return routes


def _most_telling(route: Route) -> tuple[object, ...]:
    return (route.chain is not None, route.tranche.since.sort_key(), route.tranche.id)


def _routes(
    knowledge: Knowledge,
    instrument: Instrument,
    party: str,
    day: PartialDate,
    facts: Facts | None = None,
    maker: Truth = "yes",
) -> list[Route]:
    taken = begins(instrument) if instrument.lists_as else None
    begun: Truth = taken.on_or_before(day) if taken else "yes"
    reaches = reaches_affiliates(knowledge, instrument)
    chains = owner_chains(knowledge.parties, party, day)
    told = facts.listed_on.get(instrument.id) if facts else None
    routes = []
    for tranche in tranches_of(knowledge, instrument):
        held = both(_in_tranche(tranche, day, told), begun)
        if party in tranche.parties:
            routes.append(Route(tranche, held, party, None, taken, maker))
        routes += [
            Route(tranche, both(held, chain.certainty, reaches), chain.owner, chain, taken, maker)
            for chain in chains
            if chain.owner in tranche.parties
        ]
    return routes


def tranches_of(knowledge: Knowledge, instrument: Instrument) -> tuple[Tranche, ...]:
    """The instrument's own tranches, or those of the list that it takes its parties from."""
    if instrument.lists_as:
        return knowledge.instruments[instrument.lists_as].tranches
    return instrument.tranches


def names_parties(knowledge: Knowledge, instrument: Instrument) -> bool:
    """Whether it lists companies at all. Ownership laws do not: they ask who owns the seller."""
    return any(tranche.parties for tranche in tranches_of(knowledge, instrument))


def reaches_affiliates(knowledge: Knowledge, instrument: Instrument) -> Truth:
    """Whether naming a company reaches those it owns; as in the list it takes, if it says nothing."""
    if instrument.reaches_affiliates == "unknown" and instrument.lists_as:
        return knowledge.instruments[instrument.lists_as].reaches_affiliates
    return instrument.reaches_affiliates


def _in_tranche(tranche: Tranche, day: PartialDate, told: bool | None) -> Truth:
    held = within(day, tranche.since, tranche.until)
    if not tranche.condition:
        return held
    met: Truth = "unknown" if told is None else ("yes" if told else "no")
    return both(held, met)
