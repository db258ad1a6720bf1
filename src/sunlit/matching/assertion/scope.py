"""How far does a word reach: does it speak of this name, or of another thing in the line?"""

import re
from typing import Final

from sunlit.matching.assertion.context import CellContext
from sunlit.matching.signals import FoundPhrase
from sunlit.matching.verify import Hit

POINTS: Final = {"near": 4.0, "before": 3.0, "after": 3.0, "any": 3.0, "weak": 1.5}
NEAREST_WORDS: Final = 3
_BREAK: Final = re.compile(r"[;|]|(?<=[^\W\d_]{6})\. |(?<=[^\W\d_])\) ")
_SECONDARY: Final = re.compile(
    r"[;|+]|\b(?:and|y|e|und|et|u|и|та|i|dan|ve|incl|inkl|for|para|pour|fur|per|для|utk|untuk|guna|bagi|dla|pro|voor|zum|zur|behufs|behoeve|afin|with|con|com|avec|mit|met|dengan|z|ze|s|se|с|со|з|із|зі)\b|w/|c/|p/|(?<=[^\W\d_]{4})\. |用于|供|及|和|并|与|、"
)
#: What a line begins with is what it is about: an opinion on a ban, a repair of what is broken.
_ABBREVIATED: Final = 5
_HEAD_WORDS: Final = 3
_HEAD: Final = {"mentions": 1.5, "services": 0.5}
#: What joins two events: "remove X, install Y".
_JOINT: Final = re.compile(
    r"[,;:/+&|()、，；]| - |\b(?:and|then|y|e|et|puis|und|sowie|en|i|oraz|a|ve|dan|и|та|і|с|з)\b|并|及|和|后"
)
_PORTUGUESE: Final = re.compile(r"\b(?:dos|das|do|da|em|ao|aos|na|nas|nos|com|uma|pelo|pela)\b")
_TILDE: Final = re.compile("[ãõÃÕ]")
_BEHIND_BREAK: Final = 0.35
_DEEDS: Final = 3
_OTHER_THING: Final = 0.3
_PART_OF_A_PURCHASE: Final = 0.6


def scoped(
    modifier: FoundPhrase, hit: Hit, context: CellContext, listed: tuple[int, int]
) -> list[tuple[str, float, str]]:
    """The vote of a modifier for its stance towards the hit, by where it stands: (stance, points, words).

    `listed` is where the list of names that the hit belongs to begins and ends.
    """
    stance, side = modifier.group.split(":")
    text = context.passage.folded.text
    start, end = listed
    before = modifier.end <= start
    if not before and modifier.start < end:
        start, end, before = hit.start, hit.end, modifier.end <= hit.start
    between = text[modifier.end : start] if before else text[end : modifier.start]
    factor = 1.0
    if side == "near":
        if (
            not before
            or not is_near(past_dot(modifier, between))
            or _is_portuguese_in(context, modifier)
        ):
            return []
    elif side == "before":
        if not before:
            return []
        factor = _ahead(modifier, hit, context)
    elif side == "after":
        if before:
            return []
        factor = _behind(between)
        if stance == "removes" and _is_of_the_replaced(modifier, end, context):
            factor = min(factor, _OTHER_THING)
    elif side == "weak" and not before:
        factor = _behind(between)
    said = text[modifier.start : modifier.end]
    head = _HEAD.get(stance, 0.0) if before and factor == 1.0 and _begins(text, modifier) else 0.0
    return [(stance, POINTS[side] * factor + head, said)]


def past_dot(modifier: FoundPhrase, between: str) -> str:
    """What follows a short word, without the full stop of its abbreviation: "f. Hytera"."""
    # "40 no. Hytera radios" counts them.
    short = 2 != modifier.end - modifier.start <= _ABBREVIATED
    return between.removeprefix(".") if short else between


def _begins(text: str, modifier: FoundPhrase) -> bool:
    return len(text[: modifier.start].split()) < _HEAD_WORDS


def _is_portuguese_in(context: CellContext, modifier: FoundPhrase) -> bool:
    """Whether "no" is the Portuguese for "in the", no negation: "instaladas no predio da escola"."""
    text = context.passage.folded.text
    if text[modifier.start : modifier.end] != "no":
        return False
    return bool(_PORTUGUESE.search(text) or _TILDE.search(context.passage.folded.original))


def _ahead(modifier: FoundPhrase, hit: Hit, context: CellContext) -> float:
    """How much of an earlier word reaches the name.

    A later event takes the name over: "remove old DVRs and install Hikvision". What is bought
    "with" its service is bought: "supply, installation and maintenance of Hikvision cameras".
    """
    text = context.passage.folded.text
    between = text[modifier.end : hit.start]
    if _BREAK.search(between):
        return _BEHIND_BREAK
    bought = [modifier for modifier in context.modifiers if modifier.group == "acquires:before"]
    if any(
        modifier.end <= one.start
        and one.end <= hit.start
        and _JOINT.search(text[modifier.end : one.start])
        for one in bought
    ):
        return _BEHIND_BREAK
    if modifier.group.startswith("services") and any(
        one.end <= modifier.start and _joins(text[one.end : modifier.start]) for one in bought
    ):
        return _PART_OF_A_PURCHASE
    return 1.0


def _joins(between: str) -> bool:
    """Whether a joint and at most one further deed lie between: "supply, installation and"."""
    return bool(_JOINT.search(between)) and len(between.split()) <= _DEEDS


def _is_of_the_replaced(modifier: FoundPhrase, end: int, context: CellContext) -> bool:
    """Whether a word is said of what the name replaces: "Hikvision cams to replace obsolete ones"."""
    text = context.passage.folded.text
    return any(
        one.group in ("replace", "replaced_by_after")
        and end <= one.start
        and one.end <= modifier.start
        and is_near(text[one.end : modifier.start])
        for one in context.modifiers
    )


def _behind(between: str) -> float:
    """A word behind a joint speaks of the next thing: "cameras + training"."""
    commas = between.count(",")
    return 0.3 if commas > 1 or _SECONDARY.search(between) else 0.6 if commas else 1.0


def is_near(between: str) -> bool:
    """Whether nothing but a few words lies between a word and a name."""
    if re.match(r"-[^\W_]", between):  # "non-fiction" says nothing of what follows
        return False
    if re.match(r"\.|\s*\d", between) or re.search(r"[;.),]", between):
        return False
    return len(re.findall(r"[^\W_]+", between)) <= NEAREST_WORDS
