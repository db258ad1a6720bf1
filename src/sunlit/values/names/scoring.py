"""From aligned words to one score between 0 and 1."""

from itertools import pairwise

from sunlit.values.names.aligning import Aligned, align
from sunlit.values.names.parsing import Kind, ParsedName

# The evidence (weight of the words that agree) that is worth half of the whole way to 1.
HALF_EVIDENCE = 0.09
# How much the worse covered name counts, against the better covered one.
SHARE_OF_WORSE = 0.6
OTHER_NUMBERS = 0.6
MISSING_NUMBER = 0.93
OTHER_KIND = 0.75
OTHER_FORM = 0.97
MISSING_FORM = 0.99
OTHER_ORDER = 0.99


def score_parsed(left: ParsedName, right: ParsedName) -> float:
    """How likely both name one thing, from 0 to below 1; symmetric."""
    return score_aligned(left, right, align(left, right))


def score_aligned(left: ParsedName, right: ParsedName, aligned: list[Aligned]) -> float:
    """The score of an alignment that `align` gave for these two names."""
    if not aligned:
        return 0.0
    found_left = found_right = evidence = 0.0
    for left_places, right_places, alike, _ in aligned:
        weight_left = (
            left.weights[left_places[0]]
            if len(left_places) == 1
            else sum(left.weights[place] for place in left_places)
        )
        weight_right = (
            right.weights[right_places[0]]
            if len(right_places) == 1
            else sum(right.weights[place] for place in right_places)
        )
        found_left += weight_left * alike
        found_right += weight_right * alike
        evidence += alike * (weight_left if weight_left < weight_right else weight_right)
    covered_left = found_left / left.total
    covered_right = found_right / right.total
    worse, better = sorted((covered_left, covered_right))
    score = SHARE_OF_WORSE * worse + (1 - SHARE_OF_WORSE) * better
    score *= evidence / (evidence + HALF_EVIDENCE)
    if left.numbers != right.numbers:
        score *= OTHER_NUMBERS if left.numbers and right.numbers else MISSING_NUMBER
    if left.kind is not right.kind and Kind.UNKNOWN not in (left.kind, right.kind):
        score *= OTHER_KIND
    if left.form != right.form:
        score *= OTHER_FORM if left.form and right.form else MISSING_FORM
    if len(aligned) > 1 and not _in_order(aligned):
        score *= OTHER_ORDER
    return score


def _in_order(aligned: list[Aligned]) -> bool:
    by_left = sorted(aligned)
    return all(one.right < other.right for one, other in pairwise(by_left))
