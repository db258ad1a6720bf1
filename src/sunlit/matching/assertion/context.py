"""Which words of a cell may say what happened, and which only look as if they did?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, get_args

from sunlit.matching.signals import FoundPhrase, Passage, PhraseBook, fold, read_words
from sunlit.matching.verify import Hit
from sunlit.tables import Stance

STANCES: Final[tuple[Stance, ...]] = get_args(Stance)
_FURTHER: Final = (
    "replace", "replace_joint", "replaced_by_after", "accessories", "joint_for", "failed", "left_out",
    "existing", "licences", "accessories_do", "joint_do", "replaced_by",
)  # fmt: skip
_SIDES: Final = ("near", "before", "after", "any", "weak")
_SHORTEST_BEGINNING: Final = 4
#: What joins the names of a list.
_LISTED: Final = re.compile(
    r"[\s,/&+、]*(?:\b(?:and|or|nor|y|o|e|ou|et|ni|und|oder|noch|en|of|i|lub|oraz|ani|a|nebo|ve|veya|dan|atau|и|или|та|або|чи|й)\b)?[\s,、]*|[和及或、与]"
)


@cache
def modifiers() -> PhraseBook:
    """All phrases of stance_words.yaml; groups are named "stance:side"."""
    lists = read_words("assertion/stance_words.yaml")
    groups = dict(_phrases(lists))
    groups |= {name: lists[name] for name in _FURTHER}
    groups |= {f"place {side}": lists["places"][side] for side in ("after", "before")}
    return PhraseBook(groups)


@cache
def _place_endings() -> tuple[str, ...]:
    return tuple(read_words("assertion/stance_words.yaml")["places"]["endings"])


@dataclass(frozen=True, slots=True)
class CellContext:
    """A cell with the modifiers and the other makers' names that stand in it."""

    passage: Passage
    field: str
    modifiers: Sequence[FoundPhrase]
    makers: Sequence[FoundPhrase]
    hits: Sequence[Hit] = ()

    @classmethod
    def of(
        cls, passage: Passage, field: str, makers: Sequence[FoundPhrase], hits: Sequence[Hit] = ()
    ) -> "CellContext":
        """Look up the modifiers of a cell once, for all its mentions."""
        found = [*modifiers().find(passage), *_abbreviated(passage)]
        told = [
            modifier
            for modifier in found
            if not _names_no_event(modifier, found, passage.folded.text)
        ]
        return cls(passage, field, told, makers, sorted(hits, key=lambda hit: hit.start))

    def enumeration(self, hit: Hit) -> tuple[int, int]:
        """Where the list of names that the hit belongs to begins and ends: "Hikvision and Dahua"."""
        text = self.passage.folded.text
        start, end = hit.start, hit.end
        for other in self.hits:
            if other.start >= end and _LISTED.fullmatch(text[end : other.start]):
                end = other.end
        for other in reversed(self.hits):
            if other.end <= start and _LISTED.fullmatch(text[other.end : start]):
                start = other.start
        return start, end


def _abbreviated(passage: Passage) -> Iterator[FoundPhrase]:
    """Words that a clerk cut off with a full stop or an apostrophe: "ausgeschl.", "rej'd"."""
    text = passage.folded.text
    for token in passage.tokens:
        word, mark, _ = token.text.partition("'")
        if mark or text[token.end : token.end + 1] == ".":
            for group in _beginnings().get(word, ()):
                yield FoundPhrase(group, token.start, token.end)


@cache
def _beginnings() -> dict[str, tuple[str, ...]]:
    """For every beginning that words of one stance alone have, their groups."""
    lists = read_words("assertion/stance_words.yaml")
    found: dict[str, set[str]] = {}
    for group, phrases in _phrases(lists):
        for phrase in phrases:
            word = fold(phrase).text.rstrip("*")
            if word.isalpha():
                for length in range(_SHORTEST_BEGINNING, len(word)):
                    found.setdefault(word[:length], set()).add(group)
    common = frozenset(lists["common_abbreviations"])
    return {
        beginning: tuple(sorted(groups))
        for beginning, groups in found.items()
        if beginning not in common and _one_event(groups)
    }


def _one_event(groups: set[str]) -> bool:
    """Whether a beginning belongs to one stance; plain buying needs no word."""
    stances = {group.split(":")[0] for group in groups}
    return len(stances) == 1 and "acquires" not in stances


def _phrases(lists: Any) -> Iterator[tuple[str, list[str]]]:
    for stance in STANCES:
        for side in _SIDES:
            if side in lists.get(stance, {}):
                told = lists[stance][side].values()
                yield f"{stance}:{side}", [phrase for some in told for phrase in some]


def _names_no_event(modifier: FoundPhrase, found: Sequence[FoundPhrase], text: str) -> bool:
    """Whether a modifier is part of a place's name, or leaves out a thing that is no maker.

    "Training room", "salle de formation", "Schulungszentrum"; "without HDD", "excl. VAT".
    """
    if ":" not in modifier.group:
        return False
    stance = modifier.group.split(":")[0]
    if stance == "excludes":  # "refuse crews" takes rubbish away
        return any(
            one.group in ("left_out", "place after") and _adjoin(text[modifier.end : one.start])
            for one in found
            if modifier.end <= one.start
        )
    if stance == "acquires":
        return False
    if text[modifier.start : modifier.end].endswith(_place_endings()):
        return True
    return any(
        (
            one.group == "place after"
            and modifier.end <= one.start
            and _adjoin(text[modifier.end : one.start])
        )
        or (
            one.group == "place before"
            and one.end <= modifier.start
            and _adjoin(text[one.end : modifier.start])
        )
        for one in found
    )


def _adjoin(between: str) -> bool:
    return not between.strip(" -'.")
