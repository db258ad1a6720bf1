"""Which place does a person mean by "Georgia", "GA" or "Fayette County, Georgia"?"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from babel import Locale

from sunlit.knowledge.vocabulary import Vocabulary

_MADE_UP: Final = "ZZ"  # ISO 3166 gives it to no place: examples use it
_CODE: Final = re.compile(r"([a-z]{2})[-_ ]([a-z0-9]{1,3})(?:[-_].+)?", re.IGNORECASE)
_WRITE: Final = 'write a country "GB", or country-state "US-GA"'


class Place(NamedTuple):
    """A place as `Facts.jurisdiction` has it, and what else the words could have meant."""

    code: str
    note: str | None = None


@lru_cache(maxsize=4_096)
def place_of_words(vocabulary: Vocabulary, text: str) -> Place:
    """The code of a place's name or code. ValueError says what to write when none is known."""
    words = " ".join(text.split())
    coded = _CODE.fullmatch(words)
    if coded and _is_country(coded[1].upper()):
        return _checked(vocabulary, words.upper().replace("_", "-").replace(" ", "-"), text)
    if len(words) == 2 and words.isalpha():
        return _of_two_letters(vocabulary, words.upper(), text)
    found = vocabulary.places.inner.get(words.casefold()) or _country_of_name(vocabulary, words)
    if found:
        return Place(found, _other_meaning(vocabulary, words) if found.startswith("US-") else None)
    parts = [part.strip() for part in re.split(r",|\s(?=[A-Z]{2}$)", words) if part.strip()]
    if len(parts) > 1:
        return _of_parts(vocabulary, parts, text)
    raise ValueError(f"{text!r} is no place that is known: {_WRITE}")


def country_of_words(vocabulary: Vocabulary, text: str) -> str:
    """The code of a country by its name or code; two letters are always a country's."""
    code = text.strip().upper()
    if len(code) == 2 and code not in ("UK", "EL") and _is_country(code):
        return code
    found = _country_of_name(vocabulary, " ".join(text.split()))
    if found is None:
        raise ValueError(f"{text!r} is no country that is known: write its code, CN or US")
    return found[:2]


def _of_parts(vocabulary: Vocabulary, parts: list[str], text: str) -> Place:
    """`Fayette County, Georgia`; `Atlanta, GA, USA`: the innermost part that is known."""
    try:
        last = place_of_words(vocabulary, parts[-1])
    except ValueError:
        raise ValueError(f"{text!r} is no place that is known: {_WRITE}") from None
    if len(parts) == 2 and parts[-1].upper() in vocabulary.places.inner_codes["US"]:
        return Place(f"US-{parts[-1].upper()}")  # "Sacramento, CA" is no place of Canada
    known = vocabulary.places.inner
    inner = known.get(parts[-2].casefold()) or f"{last.code}-{parts[-2].upper()}"
    if inner in known.values() and inner.startswith(f"{last.code}-"):
        return Place(inner)
    return last


def _of_two_letters(vocabulary: Vocabulary, code: str, text: str) -> Place:
    if code == "UK":
        return Place("GB")
    places = vocabulary.places
    state, country = code in places.inner_codes["US"], _is_country(code)
    if state and not (country and code in places.rather_the_country):
        other = f'; for the country write "{_country_name(code)}"' if country else ""
        return Place(f"US-{code}", f"the state{other}")
    if state:
        return Place(code, f'{_country_name(code)}; for the state write "US-{code}"')
    if country or code == "EU":
        return Place(code)
    raise ValueError(f"{text!r} is the code of no country: {_WRITE}")


def _checked(vocabulary: Vocabulary, code: str, text: str) -> Place:
    country, inner = code.split("-")[:2]
    known = vocabulary.places.inner_codes.get(country)
    if known is not None and inner not in known and inner != _MADE_UP:
        raise ValueError(f"{text!r}: {country} has no part {inner!r}: {_WRITE}")
    return Place(code)


def _other_meaning(vocabulary: Vocabulary, words: str) -> str | None:
    country = _country_of_name(vocabulary, words)
    return f'the state; for the country write "{country}"' if country else None


@lru_cache(maxsize=1)
def _territories() -> dict[str, str]:
    names = Locale("en").territories
    return {name.casefold(): code for code, name in names.items() if len(code) == 2}


def _country_of_name(vocabulary: Vocabulary, words: str) -> str | None:
    name = words.casefold().removeprefix("the ")
    return vocabulary.places.countries.get(name) or _territories().get(name)


def _country_name(code: str) -> str:
    return str(Locale("en").territories[code])


def _is_country(code: str) -> bool:
    return code in Locale("en").territories and code not in ("ZZ", "EZ", "UN", "XA", "XB", "QO")
