"""How likely is it that a row is about a party? Points from features.yaml, added as log-odds."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sunlit.matching.signals import FoundPhrase, Passage, read_words
from sunlit.matching.verify import Hit

_CODE: Final = re.compile(
    r"[\s\-_/:]{1,2}(?=[a-z0-9\-+/]*[0-9])(?=[a-z0-9\-+/]*[a-z])[a-z0-9\-+/]{3,}"
)
#: "HV-9078X": letters before a number with nothing of a word in it are a part's number.
_PART_NUMBER: Final = re.compile(r"[-/]\d|\s\d{3,}[a-z]{0,2}\b")
_INITIAL: Final = re.compile(r"(?<![^\W_])[a-z]\. ?$")  # "D. Kasperski"
_SHORT: Final = 3
#: Letters and digits of a model number that no other maker's is likely to share, and digits in it.
_LONG_MODEL: Final = 9
_MODEL_DIGITS: Final = 3
_WORD_OF_A_CODE: Final = re.compile(r"[^\W\d_]{5,}")
_TEXT_FIELDS: Final = frozenset({"description", "title"})
_FIRM_FIELDS: Final = frozenset({"supplier", "manufacturer"})
_FORMS: Final = frozenset(["s", "a", "de", "c", "v", "b", "l", "o", "jsc", "plc", "ag", "&"])
_ACRONYM: Final = re.compile("[A-Z0-9]{3,6}")
_JOINT: Final = re.compile(r"\s*[:(=\-–,]\s*")
_COMPANY: Final = re.compile(r"technolog|communicat|corporation|\b(?:inc|ltd|corp|gmbh|llc)\b")
#: A firm writes its own name right: one letter off before "Co., Ltd" is another firm.
_AS_WRITTEN: Final = frozenset({"exact", "glued", "spacing", "seller"})
_SUPPORT: Final = ("product", "other goods", "company", "listed")
_IN_THE_ROW: Final = "product word in the row"
#: Spellings that a short brand shares with too many words: "Prata" and "parama" are no Prama.
_SLIPS: Final = frozenset({"misspelt", "apart", "ocr", "truncated"})
_SHORT_BRAND: Final = 7
_PARTING: Final = frozenset(".-_/&+'’‐‑–—·")
_BARE_FIELDS: Final = frozenset({"description", "title", "supplier", "manufacturer", "model"})


@dataclass(frozen=True, slots=True)
class ScoredCell:
    """A cell of a row with what was found in it."""

    column: str
    field: str
    passage: Passage
    offset: int  # characters of the cell before the passage
    hits: Sequence[Hit]
    words: Sequence[FoundPhrase]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A hit in its cell, with the points that it brings."""

    cell: ScoredCell
    hit: Hit
    points: tuple[tuple[str, float], ...]

    @property
    def total(self) -> float:
        """The sum of the points."""
        return sum(points for _, points in self.points)


@cache
def weights() -> Any:
    """features.yaml, its numbers read."""
    return _numbers(read_words("score/features.yaml"))


def _numbers(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {key: _numbers(one) for key, one in plain.items()}
    return float(plain)


def score_of(points: Iterable[float]) -> float:
    """Points as a score in (0, 1), bent towards a ceiling so that it never reaches 1."""
    ceiling = weights()["ceiling"]
    bent = ceiling * math.tanh(sum(points) / ceiling)
    return round(1 / (1 + math.exp(-bent)), 4)


def weigh(
    cell: ScoredCell, hit: Hit, row: Sequence[ScoredCell], support: bool, fitting: frozenset[str]
) -> Evidence:
    """The points of one hit. `support`: another signal of the party stands in the row.

    `fitting` holds the classes whose words support the signal.
    """
    w = weights()
    kind = "reseller" if hit.variant == "seller" else hit.signal.grade
    points = [(f"{kind} {hit.strength}", _signal_points(w, kind, hit.strength))]
    if w["variant"].get(hit.variant):
        points.append((f"written: {hit.variant}", w["variant"][hit.variant]))
    where = cell.field if cell.field in w["field"] else "other"
    if w["field"][where]:
        points.append((f"in the {where} cell", w["field"][where]))
    if support:
        points.append(("second sign", w["second sign"]))
    if hit.signal.grade == "named" and _others_named(cell, hit):
        points.append(("listed with other parties", w["listed with other parties"]))
    points += _written(w, cell, hit)
    if _is_long_model(cell, hit):
        points.append(("long model number", w["long model number"]))
    points += _beside(w, cell, hit, row, fitting)
    short = hit.variant in _SLIPS and hit.signal.grade == "relabel"
    if (short and _is_short_brand(hit.signal.text)) or _is_strangely_parted(hit, cell):
        points.append(("slip in a short brand", w["slip in a short brand"]))
    # A weak name in a column of no known meaning needs its support in that very cell.
    near = () if hit.strength == "alone" else (_IN_THE_ROW,)
    supported = support or any(name.startswith(_SUPPORT) for name, _ in points if name not in near)
    if cell.field not in _BARE_FIELDS and hit.signal.grade != "model" and not supported:
        points.append(("bare in other text", w["bare in other text"]))
    return Evidence(cell, hit, tuple(points))


def _is_long_model(cell: ScoredCell, hit: Hit) -> bool:
    """Whether a model number is too long to be another maker's by chance: "IPC-HDBW3541R-ZAS"."""
    if hit.signal.grade != "model" or hit.strength != "with_context":
        return False
    if cell.field not in _BARE_FIELDS:
        return False
    text = cell.passage.folded.text[hit.start : hit.end]
    # "MD600-Information" is a short code and a word.
    parts = [part for part in re.split(r"[-/ ]", text) if not _WORD_OF_A_CODE.fullmatch(part)]
    letters = [c for part in parts for c in part if c.isalnum()]
    return len(letters) >= _LONG_MODEL and sum(c.isdigit() for c in letters) >= _MODEL_DIGITS


def _is_strangely_parted(hit: Hit, cell: ScoredCell) -> bool:
    """Whether odd signals stand between few letters: "H§V" is a text in a wrong code page."""
    text = cell.passage.folded.text[hit.start : hit.end]
    odd = [c for c in text if not c.isalnum() and not c.isspace() and c not in _PARTING]
    return bool(odd) and hit.variant == "spacing" and _is_short_brand(text)


def _is_short_brand(text: str | None) -> bool:
    return sum(c.isalnum() for c in text or "") < _SHORT_BRAND


def _is_false_hit(words: Iterable[str], text: str) -> bool:
    return any(re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", text) for word in words)


def _others_named(cell: ScoredCell, hit: Hit) -> bool:
    """Whether the cell names another party too, so surely that it needs nothing beside it."""
    return any(
        other.signal.party != hit.signal.party
        and other.signal.grade == "named"
        and other.strength in ("alone", "likely", "with_context")
        and (other.end <= hit.start or hit.end <= other.start)
        for other in cell.hits
    )


def _signal_points(w: Any, grade: str, strength: str) -> float:
    found = w["sign"].get(f"{grade} {strength}")
    return float(w["sign"][f"{grade} with_context"] if found is None else found)


def _written(w: Any, cell: ScoredCell, hit: Hit) -> list[tuple[str, float]]:
    """What the name's own writing says: it fills the cell, is in capitals, or is spelt out."""
    text, original = cell.passage.folded.text, cell.passage.folded.original
    points: list[tuple[str, float]] = []
    if hit.signal.grade == "named" and hit.strength == "likely" and cell.field in _TEXT_FIELDS:
        points.append(("likely name in a text", w["likely name in a text"]))
    if hit.signal.grade == "named" and cell.field in _FIRM_FIELDS and _fills(cell, hit):
        points.append(("whole cell", w["whole cell"]))
    written = original[slice(*cell.passage.folded.span(hit.start, hit.end))]
    if hit.strength == "alone" or not written.isupper() or not _ACRONYM.fullmatch(written):
        return points
    if _spelt_out(written.lower(), text[hit.end :]):
        points.append(("spelt out as something else", w["spelt out as something else"]))
    elif hit.signal.grade == "named" and any(letter.islower() for letter in original):
        points.append(("in capitals", w["in capitals"]))
    return points


def _fills(cell: ScoredCell, hit: Hit) -> bool:
    """Whether the cell holds the name and at most words of a company's form."""
    company = [word for word in cell.words if word.group == "company"]
    return all(
        (hit.start <= token.start and token.end <= hit.end)
        or token.text in _FORMS
        or any(found.start <= token.start and token.end <= found.end for found in company)
        for token in cell.passage.tokens
    )


def _spelt_out(acronym: str, rest: str) -> bool:
    """ "SMIC: Simplified Metering In Clinics": a joint, then words that begin with its letters."""
    joint = _JOINT.match(rest)
    if not joint:
        return False
    words = re.findall(r"[^\W_]+", rest[joint.end() :])
    small = frozenset(read_words("signals/words.yaml")["small_words"])
    telling = [word for word in words if word not in small]
    return any("".join(w[0] for w in some[: len(acronym)]) == acronym for some in (words, telling))


def _beside(
    w: Any, cell: ScoredCell, hit: Hit, row: Sequence[ScoredCell], fitting: frozenset[str]
) -> list[tuple[str, float]]:
    points: list[tuple[str, float]] = []
    here = any(_is_product(found, fitting) for found in _apart(cell.words, hit))
    there = any(
        _is_product(word, fitting)
        for other in row
        if other is not cell and _may_support(other, cell)
        for word in other.words
    )
    if here:
        points.append(("product word beside", w["product word beside"]))
    elif there:
        points.append(("product word in the row", w["product word in the row"]))
    elif hit.signal.grade != "model" and any(
        found.group == "goods" for found in _apart(cell.words, hit)
    ):
        points.append(("other goods beside", w["other goods beside"]))
    text = cell.passage.folded.text
    if (
        hit.strength in ("with_context", "everyday")
        and _is_short(hit)
        and _PART_NUMBER.match(text, hit.end)
    ):
        points.append(("part of a code", w["part of a code"]))
    elif hit.signal.grade == "named" and _CODE.match(text, hit.end):
        points.append(("code beside", w["code beside"]))
    if hit.signal.grade == "named" and hit.variant in _AS_WRITTEN and _company_follows(cell, hit):
        points.append(("company word beside", w["company word beside"]))
    points += _against(w, cell, hit, row, here or there)
    return points


def _may_support(other: ScoredCell, cell: ScoredCell) -> bool:
    """A supplier's name is not what was bought; two cells of unknown meaning prove nothing together."""
    known = cell.field in _BARE_FIELDS
    return other.field != "supplier" and (known or other.field in _BARE_FIELDS)


def _against(
    w: Any, cell: ScoredCell, hit: Hit, row: Sequence[ScoredCell], product: bool
) -> list[tuple[str, float]]:
    points: list[tuple[str, float]] = []
    if any(word.group == "not:subject" for word in cell.words):
        points.append(("another subject", w["another subject"]))
    text = cell.passage.folded.text
    if hit.strength != "alone" and _is_false_hit(hit.signal.false_hits, text):
        points.append(("not a thing", w["not a thing"]))
    if hit.strength == "alone":
        # One letter off may be a person's own name: "D. Kasperski".
        if hit.variant == "misspelt" and _INITIAL.search(text, 0, hit.start):
            points.append(("person beside", w["person beside"]))
        return points
    makers = [found for found in _apart(cell.words, hit) if found.group == "maker"]
    makers += [
        word
        for other in row
        if other is not cell and other.field == "manufacturer"
        for word in other.words
        if word.group == "maker"
    ]
    if makers and hit.signal.grade != "named":
        points.append(("other maker beside", w["other maker beside"]))
    if hit.signal.grade == "model":
        return points
    other = _other_kind(cell, hit, product)
    if other:
        points.append((other, w[other]))
    return points


def _other_kind(cell: ScoredCell, hit: Hit, product: bool) -> str | None:
    """Whether the words at the name make it a place, a house or a person."""
    if _INITIAL.search(cell.passage.folded.text, 0, hit.start):
        return "person beside"
    for found in _apart(cell.words, hit):  # "-ST" in a model number is no street
        if (
            found.group == "not:place"
            and hit.signal.script != "han"
            and _touches(cell, found, hit)
            and not _is_counted(cell, found, hit)
        ):
            return "place beside"
        if found.group == "not:house" and not product:
            return "house or meal beside"
        if found.group == "not:institution" and not product and _touches(cell, found, hit):
            return "house or meal beside"
        before = found.end <= hit.start and _touches(cell, found, hit)
        if found.group == "not:person_before" and before:
            return "person beside"
        if found.group == "not:person_after" and found.start >= hit.end and not product:
            return "person beside"
    return None


def _is_counted(cell: ScoredCell, found: FoundPhrase, hit: Hit) -> bool:
    """Whether a short word behind a number counts pieces: "6 St. Dahua-Kameras" names no street."""
    prefetch = cell.passage.folded.text[: found.start].rstrip()
    return found.end <= hit.start and found.end - found.start <= _SHORT and prefetch[-1:].isdigit()


def _apart(words: Sequence[FoundPhrase], hit: Hit) -> list[FoundPhrase]:
    return [word for word in words if word.end <= hit.start or hit.end <= word.start]


def _touches(cell: ScoredCell, found: FoundPhrase, hit: Hit) -> bool:
    text = cell.passage.folded.text
    gap = text[found.end : hit.start] if found.end <= hit.start else text[hit.end : found.start]
    return bool(re.fullmatch(r"[\s.,]{0,2}", gap))


def _is_short(hit: Hit) -> bool:
    return hit.end - hit.start <= _SHORT


def _company_follows(cell: ScoredCell, hit: Hit) -> bool:
    """Whether the name goes on as a company's: "Hytera Communications", "Huawei ... Co., Ltd"."""
    if cell.field in ("description", "title"):
        return False
    text = cell.passage.folded.text
    return bool(_COMPANY.search(text[hit.start : hit.end])) or any(
        word.group == "company"
        and word.start >= hit.end
        and len(text[hit.end : word.start].split()) <= 1
        for word in cell.words
    )


def _is_product(found: FoundPhrase, fitting: frozenset[str]) -> bool:
    return found.group.startswith("product:") and found.group[8:] in fitting
