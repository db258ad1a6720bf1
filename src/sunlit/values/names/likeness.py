"""How alike are two words: spelling, sound, consonants, or one cut short."""

from functools import lru_cache

from rapidfuzz.distance import OSA, Indel, Prefix

from sunlit.values.names.sounding import consonants, has_vowels, skeleton, sound, without_vowels

# Below this two words are different words.
ALIKE = 0.6
STEM = 4
LIKE_SHORTENED = 0.75


@lru_cache(maxsize=1_048_576)
def likeness(left: str, right: str) -> float:
    """From 0 (different words) to 1 (the same word); numbers are alike only when equal."""
    if left == right:
        return 1.0
    if left.isdigit() or right.isdigit():
        return 0.0
    best = _by_sound(left, right)
    if best < 0.9:
        if skeleton(left) == skeleton(right):
            best = max(best, _by_consonants(left, right))
        if left[:STEM] == right[:STEM]:
            best = max(best, _same_stem(left, right))
        elif left[0] == right[0] and best < LIKE_SHORTENED and _is_shortened(left, right):
            best = LIKE_SHORTENED
    return best if best >= ALIKE else 0.0


def _by_sound(left: str, right: str) -> float:
    heard_left, heard_right = sound(left), sound(right)
    longest = max(len(heard_left), len(heard_right))
    if heard_left == heard_right:
        # KKBC and KBC are two sets of initials, not one word.
        return 0.95 if longest > 2 and (has_vowels(left) or longest > 4) else 0.0
    if longest < 5:
        return 0.0
    allowed = 1 if longest < 8 else 2 if longest < 12 else 3
    edits = OSA.distance(heard_left, heard_right, score_cutoff=allowed)
    return 0.0 if edits > allowed else 0.95 * (1 - 1.3 * edits / longest)


def _by_consonants(left: str, right: str) -> float:
    """Scripts without vowels, and voiced or unvoiced letters as Korean is variously spelled."""
    bones = len(skeleton(left))
    if has_vowels(left) and has_vowels(right):
        ratio = Indel.normalized_similarity(left, right)
        if bones == 1:
            return 0.75 * (ratio >= 0.6 and without_vowels(left) == without_vowels(right))
        return 0.3 + 0.6 * ratio if bones else 0.0
    # MMT and MTT are two sets of initials; MHMD is Mohamed where the other has its vowels.
    if has_vowels(left) == has_vowels(right) or consonants(left) != consonants(right):
        return 0.0
    return (0.0, 0.7, 0.8, 0.88)[min(bones, 3)]


def _is_shortened(left: str, right: str) -> bool:
    """SHPG for SHIPPING: its letters in order, with the same first and last, and no vowels."""
    short, long = (left, right) if len(left) < len(right) else (right, left)
    if len(short) < 3 or short[-1] != long[-1] or has_vowels(short) or not has_vowels(long):
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _same_stem(left: str, right: str) -> float:
    """Words cut short (MANUFACT) or with another ending (ALEXANDROS, ALEXANDER)."""
    stem = Prefix.similarity(left, right)
    shortest, longest = sorted((len(left), len(right)))
    if stem < STEM or (stem < shortest and 3 * stem < 2 * longest):
        return 0.0
    return 0.6 + 0.3 * stem / longest
