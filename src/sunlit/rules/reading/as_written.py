"""What did a person mean by the facts as they wrote them? Nothing is dropped without a word."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import orjson
from pydantic import ValidationError

from sunlit.errors import InputError
from sunlit.knowledge import Knowledge
from sunlit.knowledge.terms import plain_words
from sunlit.knowledge.vocabulary import Vocabulary
from sunlit.rules.facts import Facts
from sunlit.rules.reading.readers import READERS, FactRead, read_truth
from sunlit.rules.reading.words import nearest

_LARGEST_BYTES: Final = 2**20
_DOCS: Final = "See docs/reference/facts.md."
#: Other names of the facts, as people write them.
_KEYS: Final = {
    other: fact
    for fact, others in {
        "party": "brand vendor manufacturer maker company restricted_party entity",
        "on": "date day when purchase_date date_of_purchase purchased_on as_of",
        "funds": "fund money funding fund_source funding_source source_of_funds money_source paid_by",
        "award_date": "awarded awarded_on award_on grant_date award_issued issued_on date_of_award",
        "jurisdiction": "place state country location where",
        "item": "items description product goods thing what line equipment",
        "product_class": "class category product_type product_category",
        "purpose": "use used_for use_case application end_use intended_use",
        "buyer": "agency purchaser buyer_name customer organisation organization",
        "buyer_type": "buyer_kind kind_of_buyer type_of_buyer actor",
        "act": "action activity",
        "produced_by": "producer made_by produced_by_party unit_maker oem",
        "waiver": "waived exemption exempted has_waiver",
        "advisory": "cve advisory_id",
        "indirect": "from_reseller via_reseller reseller",
        "sensitive_site": "sensitive",
        "previously_authorised": "previously_authorized authorised_before authorized_before",
        "seller_country": "seller_owner_country supplier_country",
        "maker_country": "manufacturer_country",
        "component": "is_component",
        "essential": "substantial_or_essential essential_component",
    }.items()
    for other in others.split()
}
#: Written for "not known", which is what leaving a fact out says.
_NOT_KNOWN: Final = frozenset(
    ("", "unknown", "not known", "not said", "not stated", "unspecified", "n a", "na", "null")
) | frozenset(("unclear", "tbd", "not sure", "not given"))
_TRUTHS: Final = frozenset(
    name
    for name, field in Facts.model_fields.items()
    if field.annotation is bool or field.annotation == (bool | None)
)


class AsWritten(NamedTuple):
    """The facts, and in words how each was read that was not written as the lists have it."""

    facts: Facts
    notes: tuple[str, ...]


def read_facts(
    knowledge: Knowledge, content: bytes | str | Mapping[str, object], name: str = "facts"
) -> Facts:
    """Facts from JSON. InputError names the key that is wrong, and what to write."""
    return facts_as_written(knowledge, content, name).facts


def facts_as_written(
    knowledge: Knowledge, content: bytes | str | Mapping[str, object], name: str = "facts"
) -> AsWritten:
    """Facts from JSON or plain data, in other words than the lists' too, with what was read how.

    InputError names the key that is not understood, the words to write and the nearest one.
    """
    given = _object(content, name)
    values, notes = _keyed(given, name)
    read, told = _read(knowledge.vocabulary, values, name)
    try:
        return AsWritten(Facts.model_validate(read), (*notes, *told))
    except ValidationError as error:
        problems = [
            f"{'.'.join(str(part) for part in one['loc']) or 'the whole'}: {one['msg']}"
            for one in error.errors()[:3]
        ]
        raise InputError(f"{name}: {'; '.join(problems)}. {_DOCS}") from error


def _object(content: bytes | str | Mapping[str, object], name: str) -> Mapping[str, object]:
    if isinstance(content, bytes | str):
        if len(content) > _LARGEST_BYTES:
            raise InputError(f"{name}: larger than {_LARGEST_BYTES} bytes. Give one purchase.")
        try:
            content = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            raise InputError(f"{name}: is not JSON ({error}). {_DOCS}") from error
    if isinstance(content, Mapping):
        return content
    raise InputError(f"{name}: is no JSON object. Give one purchase: {{...}}. {_DOCS}")


def _keyed(given: Mapping[str, object], name: str) -> tuple[dict[str, object], list[str]]:
    """The values under the facts' own names."""
    values: dict[str, object] = {}
    written: dict[str, str] = {}
    notes = []
    for key, value in given.items():
        fact = key if key in Facts.model_fields else _fact_of(key, name)
        if fact in values and values[fact] != value:
            raise InputError(
                f"{name}: {written[fact]!r} and {key!r} both mean `{fact}`. Give one of them."
            )
        if fact != key:
            notes.append(f"{fact}: from the key “{key}”")
        values[fact], written[fact] = value, key
    return values, notes


def _fact_of(key: str, name: str) -> str:
    plain = plain_words(str(key)).replace(" ", "_")
    known = {**_KEYS, **{fact: fact for fact in Facts.model_fields}}
    if plain in known:
        return known[plain]
    near = nearest(plain, known)
    hint = f" Nearest: {known[near]}." if near else ""
    raise InputError(
        f"{name}: {key!r} is no fact.{hint} Known: {', '.join(Facts.model_fields)}. {_DOCS}"
    )


def _read(
    vocabulary: Vocabulary, values: Mapping[str, object], name: str
) -> tuple[dict[str, object], list[str]]:
    """Each value read, and what its words say beside it where that fact itself is not given."""
    read: dict[str, object] = {}
    beside: dict[str, tuple[object, str]] = {}
    notes = []
    for fact, value in values.items():
        if value is None or (isinstance(value, str) and plain_words(value) in _NOT_KNOWN):
            continue
        found = _one(vocabulary, fact, value, name)
        read[fact] = found.value
        if found.note:
            notes.append(f"{fact}: {found.note}")
        for other, also, note in found.also:
            beside.setdefault(other, (also, note))
    for fact, (value, note) in beside.items():
        if read.get(fact) is None:
            read[fact] = value
            notes.append(f"{fact}: {note}")
    return read, notes


def _one(vocabulary: Vocabulary, fact: str, value: object, name: str) -> FactRead:
    reader = read_truth if fact in _TRUTHS else READERS.get(fact)
    texts = isinstance(value, str) or (fact == "funds" and isinstance(value, list | tuple))
    if fact in ("on", "award_date") and not isinstance(value, bool):
        value, texts = str(value), True  # 2021 is a year, a date is its own text
    if reader is None or not (texts or fact in _TRUTHS or isinstance(value, dict)):
        return FactRead(value)
    try:
        return reader(vocabulary, value)
    except ValueError as error:
        raise InputError(f"{name}: {fact}: {error} {_DOCS}") from error
