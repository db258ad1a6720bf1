"""What does scoring need to know of the classes of things? The knowledge's, as plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sunlit.knowledge.classes import ProductClasses


@dataclass(frozen=True, slots=True)
class ThingClasses:
    """Classes of things as knowledge/vocabulary/classes.yaml has them.

    `kin` are classes that the same shops sell; `weights` say how much a word for a class tells of
    what a row is about; `means` gives the class of a word for a whole trade; `short` the words in a
    sentence; `or_by_words` the classes that the words beside a model may tell instead of its own. Things
    `of_every_brand` say nothing for a label.
    """

    kin: tuple[frozenset[str], ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    means: Mapping[str, str] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)
    or_by_words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    of_every_brand: frozenset[str] = frozenset()

    @classmethod
    def of(cls, known: "ProductClasses") -> "ThingClasses":
        """Those of the knowledge."""
        weights = {name: one.weight for name, one in known.classes.items()}
        return cls(
            kin=tuple(frozenset(group) for group in known.kin),
            weights=weights | {name: wider.weight for name, wider in known.wider.items()},
            means={name: wider.means for name, wider in known.wider.items()},
            short={name: one.short for name, one in known.classes.items() if one.short},
            or_by_words={
                name: frozenset(one.or_by_words)
                for name, one in known.classes.items()
                if one.or_by_words
            },
            of_every_brand=frozenset(
                name for name, one in known.classes.items() if one.of_every_brand
            ),
        )

    def as_plain(self) -> dict[str, Any]:
        """As JSON data, the same for the same classes."""
        return {
            "kin": [sorted(group) for group in self.kin],
            "weights": self.weights,
            "means": self.means,
            "short": self.short,
            "or_by_words": {name: sorted(others) for name, others in self.or_by_words.items()},
            "of_every_brand": sorted(self.of_every_brand),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "ThingClasses":
        """The inverse of as_plain."""
        return cls(
            tuple(frozenset(group) for group in plain["kin"]),
            plain["weights"],
            plain["means"],
            plain["short"],
            {name: frozenset(others) for name, others in plain["or_by_words"].items()},
            frozenset(plain["of_every_brand"]),
        )

    def with_kin(self, name: str) -> frozenset[str]:
        """The class and those that the same shops sell."""
        return frozenset({name}).union(*(group for group in self.kin if name in group))

    def of_makers(self, made: Iterable[tuple[str, str | None]]) -> dict[str, frozenset[str]]:
        """For each party the classes of its things, with their kin; all where none is known.

        `made` are parties with the class of one of their things.
        """
        found: dict[str, set[str]] = {}
        for party, name in made:
            classes = found.setdefault(party, set())
            classes |= set().union(*(group for group in self.kin if name in group))
        every = frozenset[str]().union(*self.kin)
        return {party: frozenset(classes) or every for party, classes in found.items()}
