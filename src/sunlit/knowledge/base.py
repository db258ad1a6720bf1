"""The whole knowledge of one folder, as one frozen thing to pass around."""

from collections.abc import Mapping
from dataclasses import dataclass

from sunlit.knowledge.law import Instrument
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
    negative_controls: tuple[NegativeControl, ...]
    false_hit_names: tuple[FalseHit, ...]
    advisories: tuple[Advisory, ...]
    cases: tuple[Case, ...]
    resellers: tuple[Reseller, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Knowledge) and other.version == self.version

    def __hash__(self) -> int:
        return hash(self.version)

    def __repr__(self) -> str:
        return f"Knowledge(version={self.version!r}, parties={len(self.parties)})"
