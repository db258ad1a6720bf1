"""The words and names from which facts are read, ready to be looked up: one for every verb."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from pydantic import BaseModel

from sunlit.errors import KnowledgeError
from sunlit.knowledge.classes import ProductClasses
from sunlit.knowledge.terms import LISTS, SERVICE, plain_words
from sunlit.knowledge.vocabulary_files import (
    ActFile,
    BuyerFile,
    FundFile,
    PlaceFile,
    PurposeFile,
    WordFile,
)

_Record = TypeVar("_Record", bound=BaseModel)
_FOLDER: Final = "vocabulary"


class RecordReader(Protocol):
    """Reads a file of the knowledge's folder into a record."""

    def file(self, name: str, kind: type[_Record]) -> _Record:
        """The record in one file. KnowledgeError names file and key."""
        ...


@dataclass(frozen=True)
class Words:
    """The words of a closed list, and every other word for them.

    `spelt` maps plain words to the word of the list. `alone` are read only as a whole text;
    `rather` is the order in which one of several in a text is meant.
    """

    kind: str
    listed: tuple[str, ...]
    spelt: Mapping[str, str]
    alone: frozenset[str]
    rather: tuple[str, ...]
    inside: re.Pattern[str]

    def known(self, text: str) -> str | None:
        """The word of the list that the whole text is, but for case, signs and a plural s."""
        words = plain_words(text)
        return self.spelt.get(words) or self.spelt.get(words.removesuffix("s"))


@dataclass(frozen=True)
class BuyerPattern:
    """What a name of one kind of buyer holds; of which place, and whether in a unit's cell too."""

    kind: str
    place: str | None
    units: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class FundPattern:
    """What a name of a fund holds that means this money, and why."""

    funds: str
    why: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class ProgrammePattern:
    """What names a programme whose first awards were made on a day or later: "2021-03-11.."."""

    awards: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Places:
    """Names of places: codes such as "US-GA" by name in small letters."""

    inner: Mapping[str, str]
    countries: Mapping[str, str]
    rather_the_country: frozenset[str]
    inner_codes: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Purposes:
    """What words say of a use, over plain words."""

    another_use: re.Pattern[str]
    negated: re.Pattern[str]
    infrastructure: re.Pattern[str]
    nation: re.Pattern[str]
    public_safety: re.Pattern[str]
    security: re.Pattern[str]
    watching_classes: frozenset[str]
    watching: re.Pattern[str]
    watching_of_makers: re.Pattern[str]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All words and names; `words` is by list: buyer, act, purpose, funds, product_class."""

    words: Mapping[str, Words]
    buyers: tuple[BuyerPattern, ...]
    funds: tuple[FundPattern, ...]
    programmes: tuple[ProgrammePattern, ...]
    places: Places
    purposes: Purposes
    classes: ProductClasses


def read_vocabulary(reader: RecordReader) -> Vocabulary:
    """The vocabulary of a folder. KnowledgeError names the file and key that is missing or wrong."""
    buyers = reader.file(f"{_FOLDER}/buyers.yaml", BuyerFile)
    funds = reader.file(f"{_FOLDER}/funds.yaml", FundFile)
    acts = reader.file(f"{_FOLDER}/acts.yaml", ActFile)
    classes = reader.file(f"{_FOLDER}/classes.yaml", ProductClasses)
    purposes = reader.file(f"{_FOLDER}/purposes.yaml", PurposeFile)
    places = _places(reader.file(f"{_FOLDER}/places.yaml", PlaceFile))
    return Vocabulary(
        words={
            "buyer": _words("buyer", "buyers.yaml", buyers),
            "funds": _words("funds", "funds.yaml", funds),
            "act": _words("act", "acts.yaml", acts, acts.rather),
            "product_class": _words("product_class", "classes.yaml", classes, classes.rather),
            "purpose": _words("purpose", "purposes.yaml", purposes),
        },
        buyers=_buyer_patterns(buyers, places),
        funds=tuple(
            FundPattern(
                name.funds, name.why, _bounded(name.patterns, "funds.yaml", f"names.{number}")
            )
            for number, name in enumerate(funds.names)
        ),
        programmes=tuple(
            ProgrammePattern(
                f"{programme.awards_from}..",
                _bounded(programme.patterns, "funds.yaml", f"programmes.{number}"),
            )
            for number, programme in enumerate(funds.programmes)
        ),
        places=places,
        purposes=_purposes(purposes),
        classes=classes,
    )


def _words(kind: str, file: str, given: WordFile, rather: tuple[str, ...] = ()) -> Words:
    spelt: dict[str, str] = {}
    for word, others in given.words.items():
        if word not in LISTS[kind]:
            raise KnowledgeError(
                f"{_FOLDER}/{file}: words.{word}: is none of {', '.join(LISTS[kind])}. "
                "Mend it or remove the key."
            )
        for other in map(plain_words, others):
            if spelt.setdefault(other, word) != word:
                raise KnowledgeError(
                    f"{_FOLDER}/{file}: words.{word}: {other!r} stands under {spelt[other]} too. "
                    "Keep one."
                )
    spelt |= {plain_words(word): word for word in LISTS[kind]}
    inside = sorted(
        spelt.keys() - set(given.alone) - _LISTED_ALONE, key=lambda word: (-len(word), word)
    )
    return Words(
        kind,
        tuple(LISTS[kind]),
        spelt,
        frozenset(given.alone),
        rather,
        re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, inside))})(?:e?s)?(?!\w)"),
    )


#: Words of the lists themselves that are too wide to be read out of the middle of a text.
_LISTED_ALONE: Final = frozenset(
    {"local", "state", "federal", "private", "person", "other", SERVICE}
)


def _buyer_patterns(given: BuyerFile, places: Places) -> tuple[BuyerPattern, ...]:
    states = sorted(
        (name for name, code in places.inner.items() if code.startswith("US-")),
        key=lambda name: (-len(name), name),
    )
    parts = {**given.parts, "state": f"(?P<state>{'|'.join(map(re.escape, states))})"}
    buyer_patterns = []
    for number, named in enumerate(given.names):
        for at, pattern in enumerate(named.patterns):  # apart: each may name the state once
            for name, part in parts.items():
                pattern = pattern.replace(f"<{name}>", part)
            compiled = _bounded([pattern], "buyers.yaml", f"names.{number}", at)
            buyer_patterns.append(BuyerPattern(named.kind, named.place, named.units, compiled))
    return tuple(buyer_patterns)


def _places(given: PlaceFile) -> Places:
    inner = {
        name.casefold(): f"{country}-{code}"
        for country, parts in given.inner.items()
        for code, name in parts.items()
    }
    return Places(
        inner,
        {name.casefold(): code for name, code in given.countries.items()},
        frozenset(given.rather_the_country),
        {country: frozenset(parts) for country, parts in given.inner.items()},
    )


def _purposes(given: PurposeFile) -> Purposes:
    def words(key: str, *patterns: str) -> re.Pattern[str]:
        return _compiled(rf"\b(?:{'|'.join(patterns)})\b", "purposes.yaml", key)

    ordinary = given.ordinary
    return Purposes(
        another_use=words("another_use", *given.another_use),
        negated=words("negated", *given.negated),
        infrastructure=words("infrastructure", *given.infrastructure),
        nation=words("nation", *given.nation),
        public_safety=words("public_safety", *given.public_safety),
        security=words("watches, places", *given.watches, *given.places),
        watching_classes=frozenset(ordinary.classes),
        watching=words("ordinary.words", *ordinary.words),
        watching_of_makers=words("ordinary.words_of_makers", *ordinary.words_of_makers),
    )


def _bounded(patterns: Sequence[str], file: str, key: str, first: int = 0) -> re.Pattern[str]:
    for number, pattern in enumerate(patterns, start=first):
        _compiled(pattern, file, f"{key}.patterns.{number}")
    return _compiled(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", file, f"{key}.patterns")


def _compiled(pattern: str, file: str, key: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise KnowledgeError(
            f"{_FOLDER}/{file}: {key}: no regular expression ({error}), found {pattern[:60]!r}. "
            "Mend it or remove the key."
        ) from error
