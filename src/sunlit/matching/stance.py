"""What do the words around a name say: acquires, services, removes, excludes, compatible, mentions?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sunlit.matching.constructions import accessory, reads_existing, replaced
from sunlit.matching.placing import POINTS, placed
from sunlit.matching.scene import Scene
from sunlit.matching.verify import Hit

__all__ = ["Scene", "Stance", "stance_of"]

_BUYING: Final = 2.0
_ELSEWHERE: Final = 0.45
_BESIDE_OTHER_CELL: Final = 0.9


@dataclass(frozen=True, slots=True)
class Stance:
    """What the row says of a party, and the words that say it (None: plain buying)."""

    name: str
    cue: str | None
    points: float


def stance_of(scene: Scene, hit: Hit, others: Sequence[Scene]) -> Stance:
    """Weigh the cues of the hit's own cell by place, and those of the row's other cells less.

    A cell that only names the maker or the model takes its stance from the description beside it.
    """
    votes: dict[str, tuple[float, str | None]] = {"acquires": (_BUYING, None)}
    for stance, points, cue in _in_cell(scene, hit, others):
        _vote(votes, stance, points, cue)
    told_elsewhere = scene.field not in ("description", "title")
    for other in others:
        tells = told_elsewhere and other.field in ("description", "title")
        for stance, points, cue in _in_other_cell(other):
            _vote(votes, stance, points * (_BESIDE_OTHER_CELL if tells else _ELSEWHERE), cue)
    best = max(_ORDER, key=lambda name: (votes.get(name, (0.0, None))[0], -_ORDER.index(name)))
    weight, said = votes[best]
    return Stance(best, said, round(weight, 2))


#: Where points are equal the first wins: what is barred is no purchase whatever else is said.
_ORDER: Final = ("excludes", "mentions", "removes", "compatible", "services", "acquires")


def _vote(votes: dict[str, tuple[float, str | None]], stance: str, points: float, cue: str) -> None:
    held, text = votes.get(stance, (0.0, None))
    if stance == "acquires":
        votes[stance] = (max(held, _BUYING + points / 3), cue if text is None else text)
    elif points > held:
        votes[stance] = (points + 0.3 * held, cue)
    elif points >= _BUYING:  # weak words never add up to a strong one
        votes[stance] = (held + 0.3 * points, text)


def _in_cell(scene: Scene, hit: Hit, others: Sequence[Scene]) -> list[tuple[str, float, str]]:
    told: dict[tuple[str, int], tuple[str, float, str]] = {}
    listed = scene.enumeration(hit)
    for cue in scene.cues:
        if ":" in cue.group and not (cue.start < hit.end and hit.start < cue.end):
            for vote in placed(cue, hit, scene, listed):
                place = (vote[0], cue.start)
                told[place] = max(vote, told.get(place, vote), key=lambda v: v[1])
    found = list(told.values())
    found += replaced(scene, hit, others)
    for read in (accessory(scene, hit), reads_existing(scene, hit)):
        if read:
            found.append(("compatible", *read))
    return found


def _in_other_cell(scene: Scene) -> list[tuple[str, float, str]]:
    text = scene.passage.folded.text
    return [
        (stance, POINTS[side], text[cue.start : cue.end])
        for cue in scene.cues
        if ":" in cue.group
        for stance, side in [cue.group.split(":")]
        if side != "near"
    ]
