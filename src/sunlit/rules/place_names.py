"""Which place does a person mean by "Georgia", "GA" or "Fayette County, Georgia"?"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from babel import Locale

_STATES: Final = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware
DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa
KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota
MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey
NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon
PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah
VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|PR Puerto Rico
GU Guam|VI US Virgin Islands|AS American Samoa|MP Northern Mariana Islands
"""
_PROVINCES: Final = """
AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador
NS Nova Scotia|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec
SK Saskatchewan|YT Yukon
"""


def _named(country: str, table: str) -> dict[str, str]:
    rows = [row.split(" ", 1) for row in table.strip().replace("\n", "|").split("|")]
    return {name.casefold(): f"{country}-{code}" for code, name in rows}


#: States of the United States by name in small letters: {"georgia": "US-GA"}.
STATES: Final = _named("US", _STATES)
_INNER: Final = {**STATES, **_named("CA", _PROVINCES)}
_INNER_CODES: Final = {
    country: frozenset(code[3:] for code in _INNER.values() if code.startswith(country))
    for country in ("US", "CA")
}
_POSTAL: Final = _INNER_CODES["US"]
_COUNTRIES: Final = {
    "usa": "US",
    "america": "US",
    "united states of america": "US",
    "u.s.": "US",
    "u.s.a.": "US",
    "us federal": "US",
    "uk": "GB",
    "u.k.": "GB",
    "great britain": "GB",
    "britain": "GB",
    "england": "GB-ENG",
    "scotland": "GB-SCT",
    "wales": "GB-WLS",
    "northern ireland": "GB-NIR",
    "european union": "EU",
    "prc": "CN",
    "people's republic of china": "CN",
    "mainland china": "CN",
    "korea": "KR",
    "el": "GR",
}
#: Two letters that are a state's and a country's: the country is meant where this knowledge has
#: law of it, or where the country is in the European Union; else the state.
_RATHER_THE_COUNTRY: Final = frozenset({"CA", "IN", "DE", "MT"})
_MADE_UP: Final = "ZZ"  # ISO 3166 gives it to no place: examples use it
_CODE: Final = re.compile(r"([a-z]{2})[-_ ]([a-z0-9]{1,3})(?:[-_].+)?", re.IGNORECASE)
_WRITE: Final = 'write a country "GB", or country-state "US-GA"'


class Place(NamedTuple):
    """A place as `Facts.jurisdiction` has it, and what else the words could have meant."""

    code: str
    note: str | None = None


@lru_cache(maxsize=4_096)
def place_of_words(text: str) -> Place:
    """The code of a place's name or code. ValueError says what to write when none is known."""
    words = " ".join(text.split())
    coded = _CODE.fullmatch(words)
    if coded and _is_country(coded[1].upper()):
        return _checked(words.upper().replace("_", "-").replace(" ", "-"), text)
    if len(words) == 2 and words.isalpha():
        return _of_two_letters(words.upper(), text)
    found = _INNER.get(words.casefold()) or _country_of_name(words)
    if found:
        return Place(found, _other_meaning(words) if found.startswith("US-") else None)
    parts = [part.strip() for part in re.split(r",|\s(?=[A-Z]{2}$)", words) if part.strip()]
    if len(parts) > 1:
        return _of_parts(parts, text)
    raise ValueError(f"{text!r} is no place that is known: {_WRITE}")


def country_of_words(text: str) -> str:
    """The code of a country by its name or code; two letters are always a country's."""
    code = text.strip().upper()
    if len(code) == 2 and code not in ("UK", "EL") and _is_country(code):
        return code
    found = _country_of_name(" ".join(text.split()))
    if found is None:
        raise ValueError(f"{text!r} is no country that is known: write its code, CN or US")
    return found[:2]


def _of_parts(parts: list[str], text: str) -> Place:
    """`Fayette County, Georgia`; `Atlanta, GA, USA`: the innermost part that is known."""
    try:
        last = place_of_words(parts[-1])
    except ValueError:
        raise ValueError(f"{text!r} is no place that is known: {_WRITE}") from None
    if len(parts) == 2 and parts[-1].upper() in _POSTAL:
        return Place(f"US-{parts[-1].upper()}")  # "Sacramento, CA" is no place of Canada
    inner = _INNER.get(parts[-2].casefold()) or f"{last.code}-{parts[-2].upper()}"
    if inner in _INNER.values() and inner.startswith(f"{last.code}-"):
        return Place(inner)
    return last


def _of_two_letters(code: str, text: str) -> Place:
    if code == "UK":
        return Place("GB")
    state, country = code in _POSTAL, _is_country(code)
    if state and not (country and code in _RATHER_THE_COUNTRY):
        other = f'; for the country write "{_country_name(code)}"' if country else ""
        return Place(f"US-{code}", f"the state{other}")
    if state:
        return Place(code, f'{_country_name(code)}; for the state write "US-{code}"')
    if country or code == "EU":
        return Place(code)
    raise ValueError(f"{text!r} is the code of no country: {_WRITE}")


def _checked(code: str, text: str) -> Place:
    country, inner = code.split("-")[:2]
    known = _INNER_CODES.get(country)
    if known is not None and inner not in known and inner != _MADE_UP:
        raise ValueError(f"{text!r}: {country} has no part {inner!r}: {_WRITE}")
    return Place(code)


def _other_meaning(words: str) -> str | None:
    country = _country_of_name(words)
    return f'the state; for the country write "{country}"' if country else None


@lru_cache(maxsize=1)
def _territories() -> dict[str, str]:
    names = Locale("en").territories
    return {name.casefold(): code for code, name in names.items() if len(code) == 2}


def _country_of_name(words: str) -> str | None:
    name = words.casefold().removeprefix("the ")
    return _COUNTRIES.get(name) or _territories().get(name)


def _country_name(code: str) -> str:
    return str(Locale("en").territories[code])


def _is_country(code: str) -> bool:
    return code in Locale("en").territories and code not in ("ZZ", "EZ", "UN", "XA", "XB", "QO")
