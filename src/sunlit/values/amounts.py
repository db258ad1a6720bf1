"""What sums of money do these cells hold, to the last digit and with their sign?"""

import re
from collections.abc import Iterable
from decimal import Context, Decimal
from functools import lru_cache
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.schema import MONEY
from sunlit.values.amount_forms import GROUPED, NUMBER, is_blank, scale_of, undressed
from sunlit.values.cell_bytes import holds_only, longest
from sunlit.values.currencies import currency_of

__all__ = ["amount_of", "currency_of", "parse_amounts", "vote_decimal_mark"]

_EXACT: Final = Context(prec=120)
_SWAP: Final = str.maketrans(".,", ",.")
_TOO_LARGE: Final = Decimal(10) ** 38
#: A stray value in the other style is then unreadable, and counted; it does not stop the file.
_CLEAR_MAJORITY: Final = 50
#: A number that reads in one way at most under each mark, told without reading it.
_SURE: Final = re.compile(r"-?[0-9]{1,20}(?:([.,])[0-9]{1,2})?")
_BARE: Final = b"0123456789.-"
_SURELY_FITS: Final = 30
_PLAIN: Final = r"^-?[0-9]{1,30}(\.[0-9]{1,6})?$"
_WHOLE: Final = r"([0-9]{1,27}|[1-9][0-9]{0,2}((,[0-9]{3}){1,8}|([ \x{a0}\x{202f}][0-9]{3}){1,8}))"
_DRESSED: Final = rf"[£$€]? ?{_WHOLE}(\.[0-9]{{1,6}})? ?€?"
_GROUPED: Final = rf"^ *(-?{_DRESSED}|\({_DRESSED}\)) *$"
#: What to put for each mark that `_GROUPED` allows.
_DRESS: Final = {",": "", "(": "-", ")": "", "£": "", "$": "", "€": ""} | dict.fromkeys(
    " \u00a0\u202f", ""
)


def vote_decimal_mark(texts: Iterable[str]) -> tuple[str | None, str]:
    """The mark before the cents that fits the whole column, and why in a few words.

    A value decides when it is an amount under one mark only ("780.77", "1.234,5", "1,234,567").
    None when marks are there but no value decides ("1.234" alone), or when values disagree and
    neither side has fifty times the other. Without any mark: ".".
    """
    deciding: dict[str, list[str]] = {".": [], ",": []}
    undecided = None
    for text in texts:
        if sure := _SURE.fullmatch(text):
            if sure[1]:
                deciding[sure[1]].append(text)
            continue
        point, comma = amount_of(text, "."), amount_of(text, ",")
        if (point is None and comma is None) or point == comma:
            continue
        if point is not None and comma is not None:
            undecided = undecided or text
        else:
            deciding["," if point is None else "."].append(text)
    points, commas = deciding["."], deciding[","]
    if not points and not commas:
        if undecided is None:
            return ".", "no marks"
        return None, f"{undecided.strip()!r} reads both ways and no other value decides"
    more, fewer, mark = (
        (points, commas, ".") if len(points) >= len(commas) else (commas, points, ",")
    )
    if fewer and len(more) < _CLEAR_MAJORITY * len(fewer):
        return None, f"{points[0].strip()!r} and {commas[0].strip()!r} disagree"
    both = next((text for text in more if "." in text and "," in text), None)
    if both is not None:
        return mark, f"{both.strip()!r} has both"
    return mark, f"{more[0].strip()!r} reads only so"


def parse_amounts(texts: pa.Array, decimal_mark: str = ".") -> tuple[pa.Array, pa.Array]:
    """Read n texts as n exact amounts (tables.MONEY), and mark n booleans: text, but no amount.

    Blank cells ("", "-", "n/a") are null and not marked. Credits ("CR"), brackets and trailing
    minus signs are negative. A value with more digits than six after the point can hold is
    marked, never rounded. ValueError when the mark is neither "." nor ",".
    """
    if decimal_mark not in (".", ","):
        raise ValueError(f"{decimal_mark!r} is no decimal mark: use '.' or ','")
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    texts = texts.cast(pa.string())
    pointed = _with_point(texts, decimal_mark)
    bare = _bare_numbers(pointed)
    if bare is not None:
        return bare, pa.array(np.zeros(len(bare), np.bool_))
    digits, known = _common_forms(pointed)
    amounts = pc.if_else(known, digits, pa.scalar(None, pa.string())).cast(MONEY)
    others = pc.fill_null(pc.invert(known), False)
    if not pc.any(others, min_count=0).as_py():
        return amounts, others
    odd, odd_unreadable = _parse_each(texts.filter(others), decimal_mark)
    return (
        pc.replace_with_mask(amounts, others, odd),
        pc.replace_with_mask(others, others, odd_unreadable),
    )


def _bare_numbers(texts: pa.Array) -> pa.Array | None:
    """The amounts of texts that are nothing but digits, a point and a minus; None for others."""
    # Arrow lets what does not fit run over without a word.
    if longest(texts) > _SURELY_FITS or not holds_only(texts, _BARE):
        return None
    try:
        return texts.cast(MONEY)
    except pa.ArrowInvalid:
        return None


def _with_point(texts: pa.Array, mark: str) -> pa.Array:
    """The texts with "." before the cents and "," between the thousands."""
    if mark == ".":
        return texts
    # "x" is in no number, so it can hold one mark's place while the other moves.
    for before, after in ((".", "x"), (",", "."), ("x", ",")):
        texts = pc.replace_substring(texts, before, after)
    return texts


def _common_forms(texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Bare digits for plain and grouped numbers, and which of the texts those are."""
    plain = pc.match_substring_regex(texts, _PLAIN)
    if pc.all(plain, min_count=0).as_py():
        return texts, plain
    known = pc.or_(plain, pc.match_substring_regex(texts, _GROUPED))
    for there, instead in _DRESS.items():
        # One plain replacement for each mark that is there is faster than an expression for all.
        if pc.any(pc.match_substring(texts, there)).as_py():
            texts = pc.replace_substring(texts, there, instead)
    return texts, known


def _parse_each(texts: pa.Array, mark: str) -> tuple[pa.Array, pa.Array]:
    """Read each distinct text once, in plain Python."""
    encoded = texts.dictionary_encode()
    distinct = encoded.dictionary.to_pylist()
    amounts = [amount_of(text, mark) for text in distinct]
    wrong = [
        amount is None and not is_blank(text)
        for text, amount in zip(distinct, amounts, strict=True)
    ]
    return (
        pa.array(amounts, MONEY).take(encoded.indices),
        pc.fill_null(pa.array(wrong, pa.bool_()).take(encoded.indices), False),
    )


@lru_cache(maxsize=16_384)
def amount_of(text: str, decimal_mark: str = ".") -> Decimal | None:
    """Read one cell exactly; None when it is blank, no amount, or does not fit tables.MONEY."""
    stripped = undressed(text)
    if stripped is None:
        return None
    core, negative = stripped
    if decimal_mark == ",":
        core = core.translate(_SWAP)
    found = NUMBER.fullmatch(core)
    if found is None:
        return None
    whole, cents, exponent, scale = found.group("whole", "cents", "exponent", "scale")
    if not (whole or cents) or (whole and not (whole.isdigit() or GROUPED.fullmatch(whole))):
        return None
    digits = re.sub(r"\D", "", whole or "") or "0"
    power = int(exponent or 0) + scale_of(scale)
    value = _EXACT.scaleb(Decimal(f"{digits}.{cents or '0'}"), power)
    return _fitting(-value if negative and value else value)


def _fitting(value: Decimal) -> Decimal | None:
    """The value when tables.MONEY holds every digit of it, else None."""
    units = _EXACT.scaleb(value, 6)
    if abs(units) >= _TOO_LARGE or units != units.to_integral_value(context=_EXACT):
        return None
    return _EXACT.quantize(value, Decimal("0.000001"))
