"""Did an instrument name the party on that day, itself or through an owner?"""

from dataclasses import dataclass

from sunlit.knowledge import Instrument, Knowledge
from sunlit.knowledge.law import Tranche
from sunlit.knowledge.ownership import OwnerChain, owner_chains
from sunlit.rules.in_force import begins
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

    @property
    def listed_from(self) -> PartialDate:
        """The latest of the listing's, the taking rule's and the ownership's first day, if known."""
        starts = [self.tranche.since, *([self.begins] if self.begins else [])]
        if self.chain:
            starts += [link.since for link in self.chain.links]
        return max(starts, key=PartialDate.sort_key)


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
    routes = _routes(knowledge, instrument, party, day)
    if not routes:
        return None
    on_day = either(route.listed for route in routes)
    telling = [route for route in routes if route.listed == on_day]
    return Listed(on_day, min(telling, key=_most_telling))


def _most_telling(route: Route) -> tuple[object, ...]:
    return (route.chain is not None, route.tranche.since.sort_key(), route.tranche.id)


def _routes(
    knowledge: Knowledge, instrument: Instrument, party: str, day: PartialDate
) -> list[Route]:
    taken = begins(instrument) if instrument.lists_as else None
    begun: Truth = taken.on_or_before(day) if taken else "yes"
    reaches = reaches_affiliates(knowledge, instrument)
    chains = owner_chains(knowledge.parties, party, day)
    routes = []
    for tranche in tranches_of(knowledge, instrument):
        held = both(_in_tranche(tranche, day), begun)
        if party in tranche.parties:
            routes.append(Route(tranche, held, party, None, taken))
        routes += [
            Route(tranche, both(held, chain.certainty, reaches), chain.owner, chain, taken)
            for chain in chains
            if chain.owner in tranche.parties
        ]
    return routes


def tranches_of(knowledge: Knowledge, instrument: Instrument) -> tuple[Tranche, ...]:
    """The instrument's own tranches, or those of the list that it takes its parties from."""
    if instrument.lists_as:
        return knowledge.instruments[instrument.lists_as].tranches
    return instrument.tranches


def reaches_affiliates(knowledge: Knowledge, instrument: Instrument) -> Truth:
    """Whether naming a company reaches those it owns; as in the list it takes, if it says nothing."""
    if instrument.reaches_affiliates == "unknown" and instrument.lists_as:
        return knowledge.instruments[instrument.lists_as].reaches_affiliates
    return instrument.reaches_affiliates


def _in_tranche(tranche: Tranche, day: PartialDate) -> Truth:
    held = within(day, tranche.since, tranche.until)
    return both(held, "unknown") if tranche.condition else held
