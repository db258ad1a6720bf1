"""Which whole phrases tell a stance: "replace X with Y", "battery for X", "licence to view X"?"""

import re
from collections.abc import Sequence
from typing import Final

from sunlit.matching.assertion.context import CellContext
from sunlit.matching.assertion.scope import NEAREST_WORDS, is_near, past_dot
from sunlit.matching.verify import Hit

#: Characters between "replaced by" and the maker that comes.
_NEXT: Final = 12
_OUT: Final = re.compile(r"[^,;/]{0,40}\bout\s*[,;/&+]")
#: Characters behind a name within which "defective" is said of it.
_FAILED_BEHIND: Final = 40


def replaced(
    context: CellContext, hit: Hit, others: Sequence[CellContext] = ()
) -> list[tuple[str, float, str]]:
    """ "Replace X with Y": X goes, Y comes."""
    text = context.passage.folded.text
    verbs = [c for c in context.modifiers if c.group == "replace" and c.end <= hit.start]
    found: list[tuple[str, float, str]] = []
    if verbs:
        verb = verbs[-1]
        joints = [c for c in context.modifiers if c.group == "replace_joint"]
        after = [c for c in joints if hit.end <= c.start and c.start - hit.end < 60]
        before = [c for c in joints if verb.end <= c.start and c.end <= hit.start]
        said = text[verb.start : verb.end]
        makers_after = any(m.start >= hit.end for m in context.makers)
        failed = any(
            c.group == "failed" and verb.end <= c.start <= hit.end + _FAILED_BEHIND
            for c in context.modifiers
        )
        if failed and not makers_after:
            found.append(("acquires", 6.0, said))
        elif after and makers_after and not before:
            found.append(("removes", 4.5, said))
        elif before:
            found.append(("acquires", 3.0, said))
        elif makers_after:
            found.append(("removes", 3.5, said))
        else:
            found.append(("acquires", 2.0, said))
    found += _gives_way(context, hit)
    found += [
        ("removes", 4.5, text[modifier.start : modifier.end])
        for modifier in context.modifiers
        if modifier.group == "replaced_by_after"
        and modifier.end <= hit.start
        and (
            any(maker.end <= modifier.start for maker in context.makers)
            or (context.makers and is_near(text[modifier.end : hit.start]))
            or any(other.field == "manufacturer" and other.makers for other in others)
        )
    ]
    return found


def _gives_way(context: CellContext, hit: Hit) -> list[tuple[str, float, str]]:
    """ "X exchanged for Y", "X out, Y in": another maker's name follows and takes the place."""
    text = context.passage.folded.text
    followers = [maker for maker in context.makers if maker.start >= hit.end]
    found = [
        ("removes", 4.5, text[modifier.start : modifier.end])
        for modifier in context.modifiers
        if modifier.group == "replaced_by"
        and modifier.start >= hit.end
        and any(0 <= maker.start - modifier.end <= _NEXT for maker in followers)
    ]
    out = _OUT.match(text, hit.end)
    if out and followers:
        found.append(("removes", 4.5, "out"))
    return found


def accessory(context: CellContext, hit: Hit) -> tuple[float, str] | None:
    """ "Battery for Hytera PD7": a part of whoever's make that fits the party's device."""
    for part, joint in (("accessories", "joint_for"), ("accessories_do", "joint_do")):
        found = _part_for(context, hit, part, joint)
        if found:
            return found
    return None


def _part_for(context: CellContext, hit: Hit, part: str, joint: str) -> tuple[float, str] | None:
    text = context.passage.folded.text
    joints = [
        c
        for c in context.modifiers
        if c.group == joint and c.end <= hit.start and is_near(past_dot(c, text[c.end : hit.start]))
    ]
    if not joints:
        return None
    last = joints[-1].start + 1
    parts = [c for c in context.modifiers if c.group == part and c.end <= last]
    makers = [m for m in context.makers if m.end <= last]
    if not parts and not makers:
        return None
    start = parts[-1].start if parts else makers[-1].start
    return (3.2, text[start : hit.start].strip())


def reads_existing(context: CellContext, hit: Hit) -> tuple[float, str] | None:
    """ "Licence to view the Hikvision cameras already installed": software beside kit that stays."""
    text = context.passage.folded.text
    licences = [c for c in context.modifiers if c.group == "licences" and c.end <= hit.start]
    beside = [
        c
        for c in context.modifiers
        if c.group == "existing"
        and (
            (c.end <= hit.start and is_near(text[c.end : hit.start]))
            or (hit.end <= c.start and len(text[hit.end : c.start].split()) <= NEAREST_WORDS)
        )
    ]
    own = any(
        other.signal.party == hit.signal.party and other.end <= hit.start for other in context.hits
    )
    if own or not licences or not beside:  # its own software with its own kit is bought
        return None
    return 3.4, text[licences[0].start : licences[0].end]
