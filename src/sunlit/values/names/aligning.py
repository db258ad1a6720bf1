"""Which words of one name stand for which words of the other, in any order."""

from typing import NamedTuple

from sunlit.values.names.likeness import likeness
from sunlit.values.names.parsing import ParsedName
from sunlit.values.names.sounding import has_vowels

LONGEST_RUN = 4
# TECH and TECHNOLOGY, BANCO and BANK: one word by the list, but not one spelling.
LIKE_LISTED = 0.95
LIKE_INITIALS = 0.62
LIKE_INITIAL = 0.5


class Aligned(NamedTuple):
    """Words of the left name (by place) that stand for words of the right, and how alike."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    likeness: float
    how: str


def align(left: ParsedName, right: ParsedName) -> list[Aligned]:
    """Pairs of words or runs of words, each word used once; equal words first, then the most alike."""
    words_left, words_right = left.words, right.words
    rest_left, rest_right = list(range(len(words_left))), list(range(len(words_right)))
    aligned: list[Aligned] = []
    for at, word in enumerate(words_left):
        if word not in words_right:
            continue
        for other in rest_right:
            if words_right[other] == word:
                same = left.spelled[at] == right.spelled[other]
                aligned.append(Aligned((at,), (other,), 1.0 if same else LIKE_LISTED, "same"))
                rest_left.remove(at)
                rest_right.remove(other)
                break
    # Runs before single words: AERO is also a little like AEROCARIBBEAN.
    if rest_left and rest_right and len(rest_left) + len(rest_right) > 2:
        _align_runs(left, right, rest_left, rest_right, aligned)
    if rest_left and rest_right:
        _align_alike(left, right, rest_left, rest_right, aligned)
    if rest_left and rest_right:
        _align_initials(left, right, rest_left, rest_right, aligned)
    return aligned


def _align_alike(
    left: ParsedName,
    right: ParsedName,
    rest_left: list[int],
    rest_right: list[int],
    aligned: list[Aligned],
) -> None:
    found = []
    words = [(other, right.words[other]) for other in rest_right]
    for at in rest_left:
        word = left.words[at]
        for other, other_word in words:
            alike = likeness(word, other_word)
            if alike:
                found.append((alike, at, other))
    if len(found) > 1:
        found.sort(key=lambda entry: (-entry[0], entry[1], entry[2]))
    for alike, at, other in found:
        if at in rest_left and other in rest_right:
            aligned.append(Aligned((at,), (other,), alike, "alike"))
            rest_left.remove(at)
            rest_right.remove(other)


def _align_runs(
    left: ParsedName,
    right: ParsedName,
    rest_left: list[int],
    rest_right: list[int],
    aligned: list[Aligned],
) -> None:
    """Join neighbours on one side that the other side writes as one word."""
    for whole, whole_rest, parts, parts_rest, flipped in (
        (left, rest_left, right, rest_right, False),
        (right, rest_right, left, rest_left, True),
    ):
        if len(parts_rest) < 2:
            continue
        # A script without vowels leaves out the first one too.
        firsts = "aeiou" + "".join([parts.spelled[place][0] for place in parts_rest[:-1]])
        likely = [
            at for at in whole_rest if whole.spelled[at][0] in firsts and len(whole.spelled[at]) > 3
        ]
        for at in likely:
            run, alike = _run_like(whole.spelled[at], parts.spelled, parts_rest)
            if run:
                whole_rest.remove(at)
                for place in run:
                    parts_rest.remove(place)
                aligned.append(_in_order((at,), run, flipped, alike, "joined"))


def _run_like(
    word: str, words: tuple[str, ...], places: list[int]
) -> tuple[tuple[int, ...], float]:
    best: tuple[tuple[int, ...], float] = ((), 0.8)
    for start, first in enumerate(places[:-1]):
        joined = words[first]
        if joined[0] != word[0] and (word[0] not in "aeiou" or has_vowels(joined)):
            continue
        run = [first]
        for place in places[start + 1 : start + LONGEST_RUN]:
            if place != run[-1] + 1 or len(joined) > len(word):
                break
            joined += words[place]
            run.append(place)
            if 3 * len(joined) > 2 * len(word) - 2:
                alike = 0.97 * likeness(word, joined)
                if alike > best[1]:
                    best = tuple(run), alike
    return best if best[0] else ((), 0.0)


def _align_initials(
    left: ParsedName,
    right: ParsedName,
    rest_left: list[int],
    rest_right: list[int],
    aligned: list[Aligned],
) -> None:
    """IRGC stands for Islamic Revolutionary Guard Corps, and J for John."""
    for short, short_rest, long, long_rest, flipped in (
        (left, rest_left, right, rest_right, False),
        (right, rest_right, left, rest_left, True),
    ):
        # Two letters are the initials of too many neighbours.
        short_words = [at for at in short_rest if len(short.spelled[at]) in (1, 3, 4, 5, 6)]
        for at in short_words:
            run = _run_of_initials(short.spelled[at], long, long_rest)
            if not run:
                continue
            short_rest.remove(at)
            for place in run:
                long_rest.remove(place)
            alike = LIKE_INITIALS if len(run) > 1 else LIKE_INITIAL
            aligned.append(_in_order((at,), run, flipped, alike, "initials"))


def _in_order(
    one: tuple[int, ...], run: tuple[int, ...], flipped: bool, alike: float, how: str
) -> Aligned:
    return Aligned(run, one, alike, how) if flipped else Aligned(one, run, alike, how)


def _run_of_initials(word: str, long: ParsedName, places: list[int]) -> tuple[int, ...]:
    if len(word) > len(places) or not word.isalpha():
        return ()
    telling = [
        place for place in places if long.weights[place] > 0.1 and len(long.spelled[place]) > 1
    ]
    start = "".join([long.spelled[place][0] for place in telling]).find(word)
    return () if start < 0 else tuple(telling[start : start + len(word)])
