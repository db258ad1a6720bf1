"""Which field is each column, by its name and its values together?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sunlit.sources.columns.names import NameMatch, match_name
from sunlit.sources.columns.shapes import ValueShape, shape_of
from sunlit.tables import FIELDS

#: One column each; a second claim falls back to the field named here.
_SINGLE: Final[dict[str, str]] = {
    "supplier": "other",
    "supplier_id": "ignored",
    "manufacturer": "other",
    "model": "other",
    "title": "other",
    "description": "category",
    "amount": "ignored",
    "amount_gross": "ignored",
    "amount_net": "ignored",
    "amount_credit": "ignored",
    "tax": "ignored",
    "unit_price": "ignored",
    "quantity": "ignored",
    "currency": "ignored",
    "date": "date_other",
    "buyer": "buyer_unit",
    "order_id": "ignored",
    "transaction_id": "ignored",
    "contract_id": "ignored",
    "line_number": "ignored",
    "record_type": "category",
}
#: Texts longer than this on average tell of companies, they are not their names. Characters.
_LONGEST_NAME: Final = 80
_MONEY_FIELDS: Final = frozenset(
    {"amount", "amount_gross", "amount_net", "amount_credit", "tax", "unit_price", "quantity"}
)
#: One of these says what was bought or from whom.
_SAYS_WHAT: Final = frozenset({"supplier", "description", "manufacturer", "model", "title"})
_TEXT_FIELDS: Final = frozenset(
    {
        "supplier",
        "manufacturer",
        "title",
        "description",
        "category",
        "buyer",
        "buyer_unit",
        "fund",
        "place",
    }
)


@dataclass(frozen=True)
class ColumnMeaning:
    """What one column was taken for. `samples` are up to three of its values, as published."""

    index: int
    name: str
    field: str
    confidence: float
    why: str
    samples: tuple[str, ...]


def choose(
    names: Sequence[str],
    columns: Sequence[Sequence[str | None]],
    mapping: Mapping[str, str] | None = None,
    known: bool = False,
) -> list[ColumnMeaning]:
    """Give every column a field, a confidence and a reason; `mapping` (name -> field) wins.

    `columns` holds a sample of each column's cells, in the order of `names`. With `known` the
    layout says what matters, and gaps are not filled by values.
    """
    shapes = [shape_of(values) for values in columns]
    said = {name.strip().casefold(): field for name, field in (mapping or {}).items()}
    claims = [
        _said(i, name, said) or _by_name(i, name, shape)
        for i, (name, shape) in enumerate(zip(names, shapes, strict=True))
    ]
    claims = _promoted(_settle_singles(claims, shapes))
    if not known:
        claims = _fill_gaps(claims, shapes)
    return [
        ColumnMeaning(c.index, c.name, c.field, round(c.confidence, 2), c.why, _samples(values))
        for c, values in zip(claims, columns, strict=True)
    ]


@dataclass(frozen=True)
class _Claim:
    index: int
    name: str
    field: str
    confidence: float
    rank: int
    why: str


def _said(index: int, name: str, said: Mapping[str, str]) -> _Claim | None:
    field = said.get(name.strip().casefold())
    return _Claim(index, name, field, 1.0, -1, "you said so") if field else None


def _by_name(index: int, name: str, shape: ValueShape) -> _Claim:
    match = match_name(name)
    if match is None:
        return _by_values(index, name, shape, "its name is not known")
    field, confidence, why = _checked(match, shape)
    if field is None:
        return _by_values(index, name, shape, why)
    return _Claim(index, name, field, confidence, match.rank, why)


def _checked(match: NameMatch, shape: ValueShape) -> tuple[str | None, float, str]:
    """Hold a name against the values; None when they contradict it."""
    field, sure, why = match.field, match.confidence, f"named like {match.name!r}"
    if not shape.count:
        return field, sure * 0.6, f"{why}, no values in the sample"
    if field in ("supplier", "supplier_id"):
        # "Supplier ID (T)" may hold the names, and "Supplier Name" the numbers.
        named = shape.letters > 0.5 and (shape.words > 0.2 or shape.code < 0.5)
        if field == "supplier_id" and named and shape.words > 0.4:
            return "supplier", sure * 0.8, f"{why}, but it holds names"
        if field == "supplier" and not named:
            return "supplier_id", sure * 0.8, f"{why}, but it holds numbers"
        return field, sure, why
    if field in _MONEY_FIELDS and shape.money < 0.6:
        return None, 0.0, f"{why}, but its values are no amounts"
    if field == "date" and shape.day < 0.5:
        if shape.whole > 0.9 and _serial_like(shape):
            return field, sure * 0.7, f"{why}, serial numbers"
        return None, 0.0, f"{why}, but its values are no days"
    if field in _TEXT_FIELDS and not shape.is_text:
        if field in _SAYS_WHAT and shape.letters > 0 and shape.url < 0.5 and shape.day < 0.5:
            # Mostly numbers, and words now and then: the words are what was bought.
            return field, sure * 0.7, f"{why}, mostly numbers"
        return None, 0.0, f"{why}, but its values are no words"
    if field == "model" and shape.letters < 0.3:
        return None, 0.0, f"{why}, but its values are bare numbers"
    return field, sure, why


def _serial_like(shape: ValueShape) -> bool:
    return 4.5 < shape.length < 5.5


def _by_values(index: int, name: str, shape: ValueShape, why: str) -> _Claim:
    """A column whose name says nothing: text is scanned, numbers are not."""
    # Words in a few cells are enough: a column of numbers has none.
    scanned = shape.is_text or (shape.words > 0 and shape.day < 0.5 and shape.url < 0.5)
    field = "other" if scanned else "ignored"
    if not shape.count:
        # Nothing seen does not mean that nothing comes: later rows may hold words.
        return _Claim(index, name, "other", 0.3, 999, f"{why}; no values in the sample")
    kind = "text" if scanned else "numbers, codes, days or links"
    return _Claim(index, name, field, 0.4, 999, f"{why}; holds {kind}")


def _settle_singles(claims: list[_Claim], shapes: Sequence[ValueShape]) -> list[_Claim]:
    """Of several columns for one field the best keeps it; the others fall back."""
    settled = list(claims)
    for field, fallback in _SINGLE.items():
        rivals = [c for c in settled if c.field == field]
        if len(rivals) < 2:
            continue
        fullest = max(shapes[c.index].filled for c in rivals)
        best = min(rivals, key=lambda c: _preference(c, shapes[c.index], fullest))
        for rival in rivals:
            if rival is not best:
                other = _fallback(field, fallback, shapes[rival.index])
                why = f"{rival.why}; {best.name!r} is the {FIELDS[field].split(',')[0]}"
                settled[rival.index] = replace(
                    rival, field=other, confidence=rival.confidence * 0.7, why=why
                )
    return settled


def _promoted(claims: list[_Claim]) -> list[_Claim]:
    """Where no column is the amount, the net one is it, else the gross one."""
    if any(c.field == "amount" for c in claims):
        return claims
    for wanted in ("amount_net", "amount_gross"):
        for i, claim in enumerate(claims):
            if claim.field == wanted and claim.rank >= 0:
                why = f"{claim.why}; no other column is the amount"
                return [*claims[:i], replace(claim, field="amount", why=why), *claims[i + 1 :]]
    return claims


def _preference(
    claim: _Claim, shape: ValueShape, fullest: float
) -> tuple[bool, bool, int, float, int]:
    # The day paid is the better day, but not where five rows in six have only the invoice's.
    empty = shape.filled < 0.5 * fullest
    return (
        claim.rank >= 0 and empty,
        claim.confidence < 0.6,
        claim.rank,
        -shape.filled,
        claim.index,
    )


def _fallback(field: str, fallback: str, shape: ValueShape) -> str:
    if fallback == "ignored" and shape.is_text:
        return "other"
    if fallback in ("other", "category") and shape.count and not shape.is_text:
        return "ignored"
    return fallback


def _fill_gaps(claims: list[_Claim], shapes: Sequence[ValueShape]) -> list[_Claim]:
    """Where no name gives supplier, amount, date or description, the values may."""
    filled = list(claims)
    free = {c.index for c in filled if c.rank == 999 and shapes[c.index].count}

    def take(field: str, scores: Mapping[int, float], why: str) -> None:
        if any(c.field == field for c in filled) or not scores:
            return
        index = max(scores, key=lambda i: (scores[i], -i))
        filled[index] = replace(
            filled[index], field=field, confidence=min(0.75, scores[index]), why=why
        )
        free.discard(index)

    take("date", {i: shapes[i].day for i in free if shapes[i].day > 0.8}, "its values are days")
    take(
        "amount",
        {
            # Amounts have cents or thousands, bare numbers may be references; amounts stand late.
            i: 0.4 + shapes[i].cents / 4 + (shapes[i].money - shapes[i].whole) / 4 + i / 1000
            for i in free
            if shapes[i].money > 0.9
            and (shapes[i].cents > 0.3 or not filled[i].name)
            and shapes[i].distinct > 0.1
            and shapes[i].day < 0.5
        },
        "its values are amounts",
    )
    texts = {i for i in free if shapes[i].is_text and shapes[i].words > 0.3}
    take(
        "supplier",
        {
            i: 0.4 + shapes[i].company / 2
            for i in texts
            if shapes[i].company > 0.25 and shapes[i].length < _LONGEST_NAME
        },
        "its values are names of companies",
    )
    if not any(c.name.strip() for c in claims) or not _SAYS_WHAT & _mostly_filled(filled, shapes):
        texts &= free
        take(
            "description",
            {i: 0.3 + min(shapes[i].length, 60) / 200 + shapes[i].distinct / 10 for i in texts},
            "the longest text of a table in which no name says what was bought",
        )
    if not any(c.name.strip() for c in claims):
        texts &= free
        take(
            "supplier",
            # References ("BCC 29") are distinct too, but short.
            {i: 0.3 + shapes[i].distinct / 10 + min(shapes[i].length, 30) / 100 for i in texts},
            "text beside the description in a table without a header",
        )
    return filled


def _mostly_filled(claims: Sequence[_Claim], shapes: Sequence[ValueShape]) -> set[str]:
    return {c.field for c in claims if shapes[c.index].filled >= 0.5}


def _samples(values: Sequence[str | None]) -> tuple[str, ...]:
    seen: list[str] = []
    for value in values:
        text = (value or "").strip()
        if text and text not in seen:
            seen.append(text)
            if len(seen) == 3:
                break
    return tuple(seen)
