"""How alike are two words: spelling, sound, consonants, or one cut short."""

from functools import lru_cache

from rapidfuzz.distance import OSA, Indel, Prefix

from sunlit.values.names.sounding import has_vowels, skeleton, sound

# Below this two words are different words.
ALIKE = 0.6


@lru_cache(maxsize=1_048_576)
def likeness(left: str, right: str) -> float:
    """From 0 (different words) to 1 (the same word); numbers are alike only when equal."""
    if left == right:
        return 1.0
    if left.isdigit() or right.isdigit():
        return 0.0
    best = _by_sound(sound(left), sound(right))
    if best < 0.9:
        best = max(best, _by_consonants(left, right), _same_stem(left, right))
    return best if best >= ALIKE else 0.0


def _by_sound(left: str, right: str) -> float:
    longest = max(len(left), len(right))
    if left == right:
        return 0.95 if longest > 2 else 0.65
    if longest < 4:
        return 0.0
    allowed = 1 if longest < 8 else 2 if longest < 12 else 3
    edits = OSA.distance(left, right, score_cutoff=allowed)
    if edits > allowed:
        return 0.0
    return 0.95 * (1 - 1.3 * edits / longest)


def _by_consonants(left: str, right: str) -> float:
    bones = skeleton(left)
    if bones != skeleton(right) or not bones:
        return 0.0
    if not (has_vowels(left) and has_vowels(right)):
        return 0.88 if len(bones) > 2 else 0.8 if len(bones) == 2 else 0.7
    ratio = Indel.normalized_similarity(left, right)
    return 0.75 * (ratio >= 0.6) if len(bones) == 1 else 0.5 + 0.4 * ratio


def _same_stem(left: str, right: str) -> float:
    """Words cut short (MANUFACT) or with another ending (PHARMA, PHARMACEUTICAL; ALEXANDROS)."""
    stem = Prefix.similarity(left, right)
    longest = max(len(left), len(right))
    if stem < 4 or (stem < min(len(left), len(right)) and 3 * stem < 2 * longest):
        return 0.0
    return 0.6 + 0.3 * stem / longest
