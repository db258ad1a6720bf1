"""What do the words around a name say: acquires, services, removes, excludes, compatible, mentions?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sunlit.matching.assertion.constructions import accessory, reads_existing, replaced
from sunlit.matching.assertion.context import CellContext
from sunlit.matching.assertion.scope import POINTS, scoped
from sunlit.matching.verify import Hit

__all__ = ["CellContext", "Stance", "stance_of"]

_BUYING: Final = 2.0
_ELSEWHERE: Final = 0.45
_BESIDE_OTHER_CELL: Final = 0.9


@dataclass(frozen=True, slots=True)
class Stance:
    """What the row says of a party, and the words that say it (None: plain buying)."""

    name: str
    modifier: str | None
    points: float


def stance_of(context: CellContext, hit: Hit, others: Sequence[CellContext]) -> Stance:
    """Weigh the modifiers of the hit's own cell by place, and those of the row's other cells less.

    A cell that only names the maker or the model takes its stance from the description beside it.
    """
    votes: dict[str, tuple[float, str | None]] = {"acquires": (_BUYING, None)}
    for stance, points, modifier in _in_cell(context, hit, others):
        _vote(votes, stance, points, modifier)
    told_elsewhere = context.field not in ("description", "title")
    for other in others:
        tells = told_elsewhere and other.field in ("description", "title")
        for stance, points, modifier in _in_other_cell(other):
            _vote(votes, stance, points * (_BESIDE_OTHER_CELL if tells else _ELSEWHERE), modifier)
    best = max(_ORDER, key=lambda name: (votes.get(name, (0.0, None))[0], -_ORDER.index(name)))
    weight, said = votes[best]
    return Stance(best, said, round(weight, 2))


#: Where points are equal the first wins: what is barred is no purchase whatever else is said.
_ORDER: Final = ("excludes", "mentions", "removes", "compatible", "services", "acquires")


def _vote(
    votes: dict[str, tuple[float, str | None]], stance: str, points: float, modifier: str
) -> None:
    held, text = votes.get(stance, (0.0, None))
    if stance == "acquires":
        votes[stance] = (max(held, _BUYING + points / 3), modifier if text is None else text)
    elif points > held:
        votes[stance] = (points + 0.3 * held, modifier)
    elif points >= _BUYING:  # weak words never add up to a strong one
        votes[stance] = (held + 0.3 * points, text)


def _in_cell(
    context: CellContext, hit: Hit, others: Sequence[CellContext]
) -> list[tuple[str, float, str]]:
    told: dict[tuple[str, int], tuple[str, float, str]] = {}
    listed = context.enumeration(hit)
    for modifier in context.modifiers:
        if ":" in modifier.group and not (modifier.start < hit.end and hit.start < modifier.end):
            for vote in scoped(modifier, hit, context, listed):
                place = (vote[0], modifier.start)
                told[place] = max(vote, told.get(place, vote), key=lambda v: v[1])
    found = list(told.values())
    found += replaced(context, hit, others)
    for read in (accessory(context, hit), reads_existing(context, hit)):
        if read:
            found.append(("compatible", *read))
    return found


def _in_other_cell(context: CellContext) -> list[tuple[str, float, str]]:
    text = context.passage.folded.text
    return [
        (stance, POINTS[side], text[modifier.start : modifier.end])
        for modifier in context.modifiers
        if ":" in modifier.group
        for stance, side in [modifier.group.split(":")]
        if side != "near"
    ]
