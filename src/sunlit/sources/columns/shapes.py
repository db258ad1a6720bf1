"""What do the values of a column look like, whatever its name says?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sunlit.values.amounts import amount_of
from sunlit.values.days import looks_like_day

_CENTS: Final = re.compile(r"[.,]\d{2}\D*$")
_URL: Final = re.compile(r"^\s*(?:https?://|www\.)|^\s*\S+@\S+\.\S+\s*$", re.IGNORECASE)
_CODE: Final = re.compile(r"^[A-Z0-9][A-Z0-9/_.\-#]*$", re.IGNORECASE)
_FORM: Final = re.compile(
    r"\b(?:ltd|limited|plc|llp|inc|llc|corp|corporation|co|company|gmbh|ag|kg|s\.?a\.?|sas|sarl|"
    r"s\.?r\.?l|s\.?p\.?a|bv|nv|ltda|eireli|sa de cv|sp\.? z o\.?o|ооо|оао|зао|тов|пп|фоп|pt|cv|"
    r"trust|council|university|services|solutions|group|associates|partners|systems)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ValueShape:
    """Shares, 0 to 1, of the non-blank values of a sample; `filled` is of all values."""

    filled: float
    money: float
    cents: float
    day: float
    whole: float
    code: float
    words: float  # more than one word with letters
    letters: float  # any letter of any script
    url: float
    company: float
    distinct: float
    length: float  # mean, characters
    count: int  # non-blank values

    @property
    def is_text(self) -> bool:
        """Words or names, rather than numbers, days or links."""
        return self.letters > 0.5 and self.day < 0.5 and self.url < 0.5


def shape_of(values: Sequence[str | None]) -> ValueShape:
    """Measure a sample of cells."""
    present = [value.strip() for value in values if value and value.strip()]
    count = len(present)
    if not count:
        return ValueShape(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)

    def share(hits: int) -> float:
        return hits / count

    return ValueShape(
        filled=count / max(len(values), 1),
        money=share(sum(map(_is_amount, present))),
        cents=share(sum(_is_amount(v) and bool(_CENTS.search(v)) for v in present)),
        day=share(sum(looks_like_day(v) for v in present)),
        whole=share(sum(v.isdecimal() for v in present)),
        code=share(sum(bool(_CODE.match(v)) and any(c.isdigit() for c in v) for v in present)),
        words=share(sum(len(v.split()) > 1 and any(c.isalpha() for c in v) for v in present)),
        letters=share(sum(any(c.isalpha() for c in v) for v in present)),
        url=share(sum(bool(_URL.search(v)) for v in present)),
        company=share(sum(bool(_FORM.search(v)) for v in present)),
        distinct=len(set(present)) / count,
        length=sum(map(len, present)) / count,
        count=count,
    )


def _is_amount(text: str) -> bool:
    # By the reading itself, not by a likeness of it: "BCC 29" is a reference, "GBP 29" is money.
    return amount_of(text, ".") is not None or amount_of(text, ",") is not None
