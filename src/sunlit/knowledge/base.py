"""The whole knowledge of one folder, as one frozen thing to pass around."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sunlit.knowledge.brand_words import BrandWords
from sunlit.knowledge.law import Instrument
from sunlit.knowledge.ownership import as_day, owner_chains
from sunlit.knowledge.records import (
    Category,
    FalseHit,
    ModelFile,
    NegativeControl,
    Party,
    RelabelFile,
    Signal,
)
from sunlit.knowledge.reports import Advisory, Case, Reseller
from sunlit.knowledge.vocabulary import Vocabulary
from sunlit.values.partial_date import PartialDate
from sunlit.values.truth import Truth, either


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Parties, signals, instruments and reports. Mappings are by id, in the order of ids.

    `version` is the short hash of all files' content: two knowledges with the same version
    are equal and give the same findings.
    """

    version: str
    parties: Mapping[str, Party]
    signals: tuple[Signal, ...]
    instruments: Mapping[str, Instrument]
    categories: Mapping[str, Category]
    model_classes: Mapping[str, str | None]
    exclusion_words: tuple[str, ...]
    models: Mapping[str, ModelFile]
    relabels: RelabelFile
    brand_words: BrandWords
    negative_controls: tuple[NegativeControl, ...]
    false_hit_names: tuple[FalseHit, ...]
    advisories: tuple[Advisory, ...]
    cases: tuple[Case, ...]
    resellers: tuple[Reseller, ...]
    vocabulary: Vocabulary

    def owners(self, party: str, on: date | PartialDate | None) -> list[tuple[str, Truth]]:
        """The parties that owned `party` on a day, nearest first, each yes or unknown.

        Owners' owners are in the list. An owner that is known not to have owned it that day is
        left out. KeyError when `party` is not an id of `parties`.
        """
        held: dict[str, list[Truth]] = {}
        for chain in owner_chains(self.parties, party, as_day(on)):
            held.setdefault(chain.owner, []).append(chain.certainty)
        certainty = {owner: either(parts) for owner, parts in held.items()}
        return [(owner, truth) for owner, truth in certainty.items() if truth != "no"]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Knowledge) and other.version == self.version

    def __hash__(self) -> int:
        return hash(self.version)

    def __repr__(self) -> str:
        return f"Knowledge(version={self.version!r}, parties={len(self.parties)})"
