"""What do the words around a name say: acquires, services, removes, excludes, compatible, mentions?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from sunlit.matching.context import Found, Passage, PhraseBook, read_words
from sunlit.matching.verify import Hit

_STANCES: Final = ("acquires", "services", "removes", "excludes", "compatible", "mentions")
_SIDES: Final = ("near", "before", "after", "any", "weak")
_POINTS: Final = {"near": 4.0, "before": 3.0, "after": 3.0, "any": 3.0, "weak": 1.5}
_BUYING: Final = 2.0
_NEAREST_WORDS: Final = 3
_BREAK: Final = re.compile(r"[;|]|(?<=[^\W\d_]{6})\. |\) ")
_SECONDARY: Final = re.compile(
    r"[;|+]|\b(?:and|y|e|und|et|u|и|та|i|dan|ve|incl|inkl|for|para|pour|fur|per|для|utk|with|con|avec|mit)\b|w/|c/|\. "
)
_ELSEWHERE: Final = 0.45
_BESIDE_OTHER_CELL: Final = 0.9


@dataclass(frozen=True, slots=True)
class Stance:
    """What the row says of a party, and the words that say it (None: plain buying)."""

    name: str
    cue: str | None
    points: float


@cache
def cues() -> PhraseBook:
    """All phrases of stance_words.yaml; groups are named "stance:side"."""
    lists = read_words("stance_words.yaml")
    groups = {
        f"{stance}:{side}": lists[stance][side]
        for stance in _STANCES
        for side in _SIDES
        if side in lists.get(stance, {})
    }
    for name in ("replace", "replace_joint", "replaced_by_after", "accessories", "joint_for"):
        groups[name] = lists[name]
    return PhraseBook(groups)


@dataclass(frozen=True, slots=True)
class Scene:
    """A cell with the cues and the other makers' names that stand in it."""

    passage: Passage
    field: str
    cues: Sequence[Found]
    makers: Sequence[Found]

    @classmethod
    def of(cls, passage: Passage, field: str, makers: Sequence[Found]) -> "Scene":
        """Look up the cues of a cell once, for all its mentions."""
        return cls(passage, field, cues().find(passage), makers)


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
    else:
        votes[stance] = (held + 0.3 * points, text)


def _in_cell(scene: Scene, hit: Hit, others: Sequence[Scene]) -> list[tuple[str, float, str]]:
    told: dict[tuple[str, int], tuple[str, float, str]] = {}
    for cue in scene.cues:
        if ":" in cue.group and not (cue.start < hit.end and hit.start < cue.end):
            for vote in _placed(cue, hit, scene):
                place = (vote[0], cue.start)
                told[place] = max(vote, told.get(place, vote), key=lambda v: v[1])
    found = list(told.values())
    found += _replaced(scene, hit, others)
    accessory = _accessory(scene, hit)
    if accessory:
        found.append(("compatible", *accessory))
    return found


def _placed(cue: Found, hit: Hit, scene: Scene) -> list[tuple[str, float, str]]:
    stance, side = cue.group.split(":")
    text = scene.passage.folded.text
    before = cue.end <= hit.start
    between = text[cue.end : hit.start] if before else text[hit.end : cue.start]
    factor = 1.0
    if side == "near":
        if not before or not _is_near(between):
            return []
    elif side == "before":
        if not before:
            return []
        factor = 0.35 if _BREAK.search(between) else 1.0
    elif side == "after":
        if before:
            return []
        factor = _behind(between)
    elif side == "weak" and not before:
        factor = _behind(between)
    said = text[cue.start : cue.end]
    return [(stance, _POINTS[side] * factor, said)]


def _behind(between: str) -> float:
    """A word behind a joint speaks of the next thing: "cameras + training"."""
    return 0.3 if _SECONDARY.search(between) else 0.6 if "," in between else 1.0


def _is_near(between: str) -> bool:
    if re.match(r"\.|\s*\d", between) or re.search(r"[;.)]", between):
        return False
    return len(re.findall(r"[^\W_]+", between)) <= _NEAREST_WORDS


def _in_other_cell(scene: Scene) -> list[tuple[str, float, str]]:
    text = scene.passage.folded.text
    return [
        (stance, _POINTS[side], text[cue.start : cue.end])
        for cue in scene.cues
        if ":" in cue.group
        for stance, side in [cue.group.split(":")]
        if side != "near"
    ]


def _replaced(scene: Scene, hit: Hit, others: Sequence[Scene] = ()) -> list[tuple[str, float, str]]:
    """ "Replace X with Y": X goes, Y comes."""
    text = scene.passage.folded.text
    verbs = [c for c in scene.cues if c.group == "replace" and c.end <= hit.start]
    found: list[tuple[str, float, str]] = []
    if verbs:
        verb = verbs[-1]
        joints = [c for c in scene.cues if c.group == "replace_joint"]
        after = [c for c in joints if hit.end <= c.start and c.start - hit.end < 60]
        before = [c for c in joints if verb.end <= c.start and c.end <= hit.start]
        said = text[verb.start : verb.end]
        makers_after = any(m.start >= hit.end for m in scene.makers)
        if after and makers_after and not before:
            found.append(("removes", 4.5, said))
        elif before:
            found.append(("acquires", 3.0, said))
        elif makers_after:
            found.append(("removes", 3.5, said))
        else:
            found.append(("acquires", 2.0, said))
    found += [
        ("removes", 4.5, text[cue.start : cue.end])
        for cue in scene.cues
        if cue.group == "replaced_by_after"
        and cue.end <= hit.start
        and (
            any(maker.end <= cue.start for maker in scene.makers)
            or any(other.field == "manufacturer" and other.makers for other in others)
        )
    ]
    return found


def _accessory(scene: Scene, hit: Hit) -> tuple[float, str] | None:
    """ "Battery for Hytera PD7": a part of whoever's make that fits the party's device."""
    text = scene.passage.folded.text
    joints = [
        c
        for c in scene.cues
        if c.group == "joint_for" and c.end <= hit.start and _is_near(text[c.end : hit.start])
    ]
    if not joints:
        return None
    joint = joints[-1]
    parts = [c for c in scene.cues if c.group == "accessories" and c.end <= joint.start + 1]
    makers = [m for m in scene.makers if m.end <= joint.start + 1]
    if not parts and not makers:
        return None
    start = parts[-1].start if parts else makers[-1].start
    return (3.2, text[start : hit.start].strip())
