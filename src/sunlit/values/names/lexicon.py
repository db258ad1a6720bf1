"""The organisation forms, common words and signs of kind that the YAML files list."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sunlit.io.strict_yaml import own_yaml
from sunlit.values.names.folding import words_of

# How much agreeing on a word of each group says, where a word of its own says 1.
WEIGHT_JOINING = 0.03
WEIGHT_VERY_COMMON = 0.2
WEIGHT_COMMON = 0.45


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """What names in general are made of; phrases are tuples of folded words."""

    forms: dict[tuple[str, ...], str]
    edge_forms: dict[tuple[str, ...], str]
    longest_form: int
    form_words: frozenset[str]
    canonical: dict[str, str]
    weights: dict[str, float]
    company_words: frozenset[str]
    place_words: frozenset[str]
    vessel_prefixes: frozenset[str]
    person_titles: frozenset[str]
    given_names: frozenset[str]


@cache
def lexicon() -> NameLexicon:
    """The package's own lexicon, read once."""
    forms = _read("forms.yaml")
    words = _read("words.yaml")
    kinds = _read("kinds.yaml")
    anywhere = dict(_forms(family for family in forms["anywhere"].values()))
    edge = dict(_forms([forms["edge"]]))
    canonical, weights = _words(words)
    return NameLexicon(
        forms=anywhere,
        edge_forms=edge,
        longest_form=max(map(len, anywhere)),
        form_words=frozenset(phrase[0] for phrase in anywhere),
        canonical=canonical,
        weights=weights,
        company_words=frozenset(kinds["company_words"]),
        place_words=frozenset(kinds["place_words"]),
        vessel_prefixes=frozenset(kinds["vessel_prefixes"]),
        person_titles=frozenset(kinds["person_titles"]),
        given_names=frozenset(kinds["given_names"]),
    )


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = own_yaml("sunlit.values.names", name)
    return content


def _forms(families: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    for family in families:
        for form_class, phrases in family.items():
            for phrase in phrases:
                yield words_of(phrase), form_class


def _words(groups: Any) -> tuple[dict[str, str], dict[str, float]]:
    canonical: dict[str, str] = {}
    weights = dict.fromkeys(groups["joining"], WEIGHT_JOINING)
    for group, weight in (("very_common", WEIGHT_VERY_COMMON), ("common", WEIGHT_COMMON)):
        for word, spellings in groups[group].items():
            weights.setdefault(word, weight)
            for spelling in (word, *spellings):
                for part in words_of(spelling)[:1]:
                    canonical.setdefault(part, word)
    return canonical, weights
