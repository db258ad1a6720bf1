"""One name taken apart: its telling words and their weights, its form, and what it names."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sunlit.values.names.folding import words_of
from sunlit.values.names.lexicon import WEIGHT_JOINING, lexicon

# Agreeing on a short word says less: there are few of them. By number of letters.
WEIGHT_BY_LENGTH = (0.0, 0.15, 0.4, 0.65, 0.9)
WEIGHT_FORM = 0.08


class Kind(StrEnum):
    """What a name names, as far as the name itself says."""

    COMPANY = "company"
    PERSON = "person"
    PLACE = "place"
    VESSEL = "vessel"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ParsedName:
    """A name ready to compare: n words, as spelled and as compared, with n weights."""

    text: str
    spelled: tuple[str, ...]
    words: tuple[str, ...]
    weights: tuple[float, ...]
    total: float
    numbers: frozenset[str]
    form: str
    kind: Kind
    initials: str


Weigh = Callable[[str], float]


def own_weight(word: str) -> float:
    """How much agreeing on `word` says, from 0 to 1, with no list of names to count in."""
    listed = lexicon().weights.get(word)
    return listed if listed is not None else WEIGHT_BY_LENGTH[min(len(word), 4)] / 0.9


@lru_cache(maxsize=65_536)
def parse(name: str) -> ParsedName:
    """`name` taken apart with the weights of words in general."""
    return parse_with(name, own_weight)


def parse_with(name: str, weigh: Weigh, known_kind: str = "") -> ParsedName:
    """`name` taken apart; `weigh` gives the weight of a folded word from 0 to 1.

    `known_kind`, where a list says it, stands for what the name itself would say.
    """
    raw = words_of(name)
    core, form = without_forms(raw)
    known = lexicon()
    kind = Kind(known_kind) if known_kind else kind_of(name, raw, core, form)
    if kind is Kind.VESSEL and len(core) > 1 and core[0] in known.vessel_prefixes:
        core = core[1:]
    only_form = not core
    spelled = core or raw
    words = tuple(known.canonical.get(word, word) for word in spelled)
    weights = tuple(WEIGHT_FORM if only_form else weigh(word) for word in words)
    telling = [
        word for word, weight in zip(spelled, weights, strict=True) if weight > WEIGHT_JOINING
    ]
    return ParsedName(
        text=name,
        spelled=spelled,
        words=words,
        weights=weights,
        total=sum(weights),
        numbers=frozenset(word for word in words if word.isdigit()),
        form=form,
        kind=kind,
        initials="".join(word[0] for word in telling) if len(telling) > 2 else "",
    )


def without_forms(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The words that are no organisation form, and the class of the form ("" for none)."""
    known = lexicon()
    rest, found = _without_long_forms(words)
    while rest:
        for take_last in (True, False):
            size, form = _edge_form(rest, take_last)
            if size:
                rest = rest[:-size] if take_last else rest[size:]
                found.append(form)
                break
        else:
            break
    specific = [form for form in found if form != "company"]
    if not rest and len(words) > 1 and words[0] not in known.form_words:
        rest = [words[0]]
    return tuple(rest), specific[0] if specific else found[0] if found else ""


def _without_long_forms(words: tuple[str, ...]) -> tuple[list[str], list[str]]:
    known = lexicon()
    rest: list[str] = []
    found: list[str] = []
    at = 0
    while at < len(words):
        size = 0
        if words[at] in known.form_words:
            for length in range(min(known.longest_form, len(words) - at), 0, -1):
                form = known.forms.get(words[at : at + length])
                if form:
                    found.append(form)
                    size = length
                    break
        if not size:
            rest.append(words[at])
        at += size or 1
    return rest, found


def _edge_form(words: list[str], take_last: bool) -> tuple[int, str]:
    # The first word alone is a name, whatever it looks like.
    if len(words) < 2:
        return 0, ""
    forms = lexicon().edge_forms
    for size in (2, 1):
        phrase = tuple(words[-size:] if take_last else words[:size])
        if size < len(words) and phrase in forms:
            return size, forms[phrase]
    return 0, ""


def kind_of(name: str, raw: tuple[str, ...], core: tuple[str, ...], form: str) -> Kind:
    """What `name` says that it names; UNKNOWN where it does not say."""
    known = lexicon()
    if len(raw) > 1 and raw[0] in known.vessel_prefixes and not form:
        return Kind.VESSEL
    if form:
        return Kind.COMPANY
    plain = [known.canonical.get(word, word) for word in core]
    if any(word in known.company_words for word in plain):
        return Kind.COMPANY
    if raw and raw[0] in known.person_titles:
        return Kind.PERSON
    if len(core) > 1 and (
        core[-1] in known.place_words or (core[1] == "of" and core[0] in known.place_words)
    ):
        return Kind.PLACE
    if 2 <= len(core) <= 4 and (core[0] in known.given_names or _surname_first(name, core)):
        return Kind.PERSON
    return Kind.UNKNOWN


def _surname_first(name: str, core: tuple[str, ...]) -> bool:
    before, comma, after = name.partition(",")
    return (
        bool(comma)
        and bool(before.strip())
        and any(word in lexicon().given_names for word in words_of(after))
    )
