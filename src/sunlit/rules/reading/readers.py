"""How is each fact read from what a person wrote for it? One function for each kind of fact."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from sunlit.knowledge.terms import PURPOSES, SERVICE, plain_words
from sunlit.knowledge.vocabulary import Vocabulary
from sunlit.rules.reading.buyers import buyer_of_words
from sunlit.rules.reading.funds import earliest_award_of, funds_of_name
from sunlit.rules.reading.places import country_of_words, place_of_words
from sunlit.rules.reading.uses import purpose_of_words
from sunlit.rules.reading.words import (
    NotUnderstoodError,
    not_understood,
    word_of_text,
    words_held,
)
from sunlit.values.day_forms import readings_of
from sunlit.values.partial_date import PartialDate


class FactRead(NamedTuple):
    """The value of a fact, what to tell of how it was read, and other facts that the words say."""

    value: object
    note: str | None = None
    also: tuple["Also", ...] = ()


class Also(NamedTuple):
    """Another fact that the words say, and what to tell of how it was read."""

    fact: str
    value: object
    note: str


def _told(given: str, value: str, why: str | None = None) -> str | None:
    """What to tell: nothing where the word of the list itself was written."""
    if given == value:
        return None
    return f"“{given}” is read as {value}" + (f" ({why})" if why else "")


def read_day(vocabulary: Vocabulary, given: str) -> FactRead:
    """A day in the forms of PartialDate, else in figures or words that allow one reading only."""
    try:
        return FactRead(str(PartialDate.parse(given)))
    except ValueError as error:
        readings = readings_of(given)
        if readings.matters:
            raise NotUnderstoodError(
                f"{given!r} may be {readings.dmy.first if readings.dmy else ''} or "
                f"{readings.mdy.first if readings.mdy else ''}: write it as 2021-02-01."
            ) from None
        day = readings.certain
        if day is None or "fy" in given.casefold():
            raise NotUnderstoodError(str(error)) from None
    read = str(PartialDate.of_period(day.first, day.precision))
    return FactRead(read, _told(given, read))


def read_place(vocabulary: Vocabulary, given: str) -> FactRead:
    """A place by its name or code."""
    found = place_of_words(vocabulary, given)
    return FactRead(found.code, _told(given, found.code, found.note))


def read_country(vocabulary: Vocabulary, given: str) -> FactRead:
    """A country by its name or code."""
    code = country_of_words(vocabulary, given)
    return FactRead(code, _told(given, code))


def read_buyer_type(vocabulary: Vocabulary, given: str) -> FactRead:
    """A kind of buyer by a word of the list, by other words for it, or by a buyer's name."""
    found = buyer_of_words(vocabulary, given)
    if found is None:
        raise not_understood(vocabulary, "buyer", given)
    also = (
        *_place_also(given, found.place),
        *_money_also(vocabulary, given),
        *_act_also(given, found.kind),
    )
    return FactRead(found.kind, _told(given, found.kind), also)


def read_buyer(vocabulary: Vocabulary, given: str) -> FactRead:
    """A buyer's name; its kind and its place are told beside it where the name says them."""
    found = buyer_of_words(vocabulary, given)
    if found is None:
        return FactRead(given)
    note = f"“{given}” is read as {found.kind}"
    also = (
        *_place_also(given, found.place),
        *_money_also(vocabulary, given),
        *_act_also(given, found.kind),
    )
    return FactRead(given, None, (Also("buyer_type", found.kind, note), *also))


def _place_also(given: str, place: str | None) -> tuple[Also, ...]:
    return (Also("jurisdiction", place, f"{place}, from “{given}”"),) if place else ()


#: Behind these a description says whose money it is; a name holds such words for other reasons.
_WITH: Final = re.compile(r"\b(?:with|using|under|from|that|which|whose|on)\b(.*)", re.I)


def _money_also(vocabulary: Vocabulary, given: str) -> tuple[Also, ...]:
    """ "A school with a federal grant" says whose money it is."""
    behind = _WITH.search(given)
    named = funds_of_name(vocabulary, behind[1]) if behind else None
    return (Also("funds", [named.funds], f"{named.funds}, from “{given}”"),) if named else ()


_SELLS: Final = re.compile(r"\b(?:retail\w*|sell\w*|market\w*|distribut\w*|wholesale\w*)\b")


def _act_also(given: str, kind: str) -> tuple[Also, ...]:
    """An importer imports and a retailer sells, unless it is said that they do something else."""
    if kind != "importer" or plain_words(given) in ("maker", "manufacturer", "producer"):
        return ()
    act = "market" if _SELLS.search(given.casefold()) else "import"
    return (Also("act", act, f"{act}, from “{given}”"),)


_SHARES: Final = re.compile(r"\b(?:shares?|securities|stocks?|bonds?)\b")
_A_PHRASE: Final = 2  # words: a longer one says what is bought, too
_MAINTENANCE: Final = re.compile(r"\b(?:maint\w+|service|support)\b")


def read_act(vocabulary: Vocabulary, given: str) -> FactRead:
    """An act by a word of the list or other words for it; a contract for upkeep is a service."""
    words = plain_words(given)
    trades = _SHARES.search(words) and words not in ("trade securities",)
    act = "trade_securities" if trades else word_of_text(vocabulary, "act", given)
    also: list[Also] = []
    if act == "renew" and _MAINTENANCE.search(words):
        also.append(Also("product_class", SERVICE, f"{SERVICE}, from “{given}”"))
    if words not in vocabulary.words["act"].spelt and len(words.split()) > _A_PHRASE:
        also.append(Also("item", given, "the words of the act"))  # "buys Hikvision A-shares"
    return FactRead(act, _told(given, act), tuple(also))


def read_class(vocabulary: Vocabulary, given: str) -> FactRead:
    """A product class by a word of the list or other words for it."""
    found = word_of_text(vocabulary, "product_class", given)
    return FactRead(found, _told(given, found, vocabulary.classes.classes[found].name))


def read_purpose(vocabulary: Vocabulary, given: str) -> FactRead:
    """A purpose. Words that are none of the list's are another purpose, which settles nothing."""
    if plain_words(given) == "none":
        raise NotUnderstoodError(
            '"none" may mean that nothing is known of the use, or that somebody looked and found '
            "none of the purposes that the rule lists: leave it out, or write none_listed."
        )
    found = purpose_of_words(vocabulary, given)
    if found is None:
        return FactRead(
            "other",
            f"“{given}” is read as another purpose than those that the rules list, which leaves a "
            "purpose limit open",
        )
    return FactRead(found, _told(given, found, PURPOSES[found]))


_AWARDED: Final = re.compile(
    r"\b(?:awarded|issued|dated|granted|award (?:of|from|in|on)|grant (?:of|from))\s+"
    r"(?:on |in |of )?(?P<day>[\w ,./-]*\d{4}[\d-]*)",
    re.IGNORECASE,
)
_YEAR_FIRST: Final = re.compile(r"\b(?P<day>20\d\d)\s+(?:\w+\s+){0,2}(?:award|grant)\b", re.I)
_SEVERAL: Final = re.compile(r"\s*(?:;|\+|/|,|\band\b|\bplus\b|\bwith\b)\s*", re.IGNORECASE)


def read_funds(vocabulary: Vocabulary, given: str | Sequence[object]) -> FactRead:
    """Money by words of the list, other words for them, or names of funds; several are kept."""
    texts = [given] if isinstance(given, str) else [str(one) for one in given]
    words, notes, day = [], [], None
    for text in texts:
        for money, why in _money_of(vocabulary, text):
            words.append(money)
            notes.append(_told(text, money, why))
        day = day or _award_day(vocabulary, text)
    if len(texts) == 1 and day is None:
        day = earliest_award_of(vocabulary, texts[0])
    also = [Also("award_date", day, f"{day}, from “{texts[0]}”")] if day else []
    if any(_is_of_the_us(vocabulary, text) for text in texts):
        also.append(Also("jurisdiction", "US", f"US, from “{'; '.join(texts)}”"))
    note = "; ".join(dict.fromkeys(note for note in notes if note)) or None
    return FactRead(list(dict.fromkeys(words)), note, tuple(also))


def _money_of(vocabulary: Vocabulary, text: str) -> list[tuple[str, str | None]]:
    found = _one_money(vocabulary, text)
    if found is not None and not _SEVERAL.search(text):
        return [found]
    parts = [_one_money(vocabulary, part) for part in _SEVERAL.split(text) if part]
    if all(parts) and parts:
        return [part for part in parts if part]
    if found is None:
        raise not_understood(vocabulary, "funds", text)
    return [found]


def _one_money(vocabulary: Vocabulary, text: str) -> tuple[str, str | None] | None:
    known = vocabulary.words["funds"].known(text)
    if known is not None:
        return known, None
    named = funds_of_name(vocabulary, text)
    if named is not None:
        return named.funds, named.why
    held = words_held(vocabulary, "funds", text)
    return (held[0], None) if len(held) == 1 else None


def _award_day(vocabulary: Vocabulary, text: str) -> str | None:
    for pattern in (_AWARDED, _YEAR_FIRST):
        found = pattern.search(text)
        if found:
            try:
                return str(read_day(vocabulary, found["day"].strip(" ,.")).value)
            except ValueError:
                continue
    return None


def _is_of_the_us(vocabulary: Vocabulary, text: str) -> bool:
    """A programme by its name is the United States' own; "federal grant" may be another's."""
    named = funds_of_name(vocabulary, text)
    return named is not None and named.funds == "federal_grant" and "federal" not in named.words


_TRUTH: Final = {
    **dict.fromkeys(("yes", "true", "y", "t", "1", "on"), True),
    **dict.fromkeys(("no", "false", "n", "f", "0", "off", "none"), False),
}


def read_truth(vocabulary: Vocabulary, given: object) -> FactRead:
    """Yes or no; "none" of a waiver is no."""
    if isinstance(given, bool):
        return FactRead(given)
    found = _TRUTH.get(plain_words(str(given)))
    if found is None:
        raise NotUnderstoodError(f"{given!r} is neither yes nor no: write true or false.")
    return FactRead(found)


def read_truths(vocabulary: Vocabulary, given: object) -> FactRead:
    """Yes or no under each name."""
    if not isinstance(given, dict):
        raise NotUnderstoodError('write names with yes or no: {"us-asda": true}.')
    return FactRead({str(name): read_truth(vocabulary, one).value for name, one in given.items()})


#: How each fact is read. What is not here is text as it stands.
READERS: Final[dict[str, Callable[[Vocabulary, Any], FactRead]]] = {
    "buyer_type": read_buyer_type,
    "buyer": read_buyer,
    "jurisdiction": read_place,
    "funds": read_funds,
    "award_date": read_day,
    "on": read_day,
    "act": read_act,
    "purpose": read_purpose,
    "product_class": read_class,
    "seller_country": read_country,
    "maker_country": read_country,
    "listed_on": read_truths,
    "settled": read_truths,
}
