"""Which party does a person mean by "Hikvision Digital", "Dahua Technology" or "Amcrest"?"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from sunlit.knowledge import Knowledge


class NamedParty(NamedTuple):
    """A party's id, and whether only another maker's label points to it."""

    party: str
    relabel: bool = False


#: Forms of companies, and words of place and trade that a short name leaves out.
_FORMS: Final = re.compile(
    r"[,.()]|\b(?:co|company|corp|corporation|inc|incorporated|ltd|limited|llc|plc|gmbh|group|"
    r"holdings?|technology|technologies|digital|communications|hangzhou|shenzhen|zhejiang|the)\b"
)


def party_of_name(knowledge: Knowledge, written: str) -> NamedParty | None:
    """The party of that id or name, else the one whose products that label stands on.

    Forms of companies and places in a name make no difference.
    """
    wanted = written.strip().casefold()
    for names in (_whole(knowledge), _short_names(knowledge)):
        found = names.get(wanted) or names.get(_short(wanted))
        if found is not None:
            return found
    return None


@lru_cache(maxsize=8)
def _whole(knowledge: Knowledge) -> dict[str, NamedParty]:
    """Labels first, so that a party's own name goes before one; its id goes before all."""
    found: dict[str, NamedParty] = {}
    for label in knowledge.relabels.relabels:
        if label.party is not None:
            for text in (label.text, *label.aliases):
                found[text.casefold()] = NamedParty(label.party, relabel=True)
    for party in knowledge.parties.values():
        for name in (party.name, *(name.text for name in party.names)):
            found[name.casefold()] = NamedParty(party.id)
    return found | {party: NamedParty(party) for party in knowledge.parties}


@lru_cache(maxsize=8)
def _short_names(knowledge: Knowledge) -> dict[str, NamedParty]:
    named = {_short(name): party for name, party in reversed(_whole(knowledge).items())}
    return {name: party for name, party in named.items() if name}


def _short(name: str) -> str:
    return " ".join(_FORMS.sub(" ", name).split())
