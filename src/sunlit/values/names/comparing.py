"""Are two names names of one thing, how surely, and why?"""

from typing import NamedTuple

from sunlit.values.names.aligning import Aligned, align
from sunlit.values.names.parsing import Kind, ParsedName, parse
from sunlit.values.names.scoring import score_aligned

# Where precision and recall balance on the tuning half of bench/names.py.
SAME_NAME = 0.62

_HOW = {
    "same": '"{}" is in both',
    "alike": '"{}" is like "{}" ({:.2f})',
    "joined": '"{}" is "{}" written as one',
    "initials": '"{}" has the initials of "{}"',
}


class Comparison(NamedTuple):
    """How likely two names name one thing: `score` from 0 to below 1, and what it rests on."""

    score: float
    left: ParsedName
    right: ParsedName
    aligned: list[Aligned]

    @property
    def same(self) -> bool:
        """Whether the score reaches the fixed threshold SAME_NAME."""
        return self.score >= SAME_NAME

    @property
    def reasons(self) -> list[str]:
        """Short sentences: which words stand for which, which stand alone, what else counts."""
        # Written when asked for: they cost more than the comparison.
        return _reasons(self.left, self.right, self.aligned)

    @property
    def left_kind(self) -> Kind:
        """What the left name says that it names."""
        return self.left.kind

    @property
    def right_kind(self) -> Kind:
        """What the right name says that it names."""
        return self.right.kind


def compare(left: str, right: str) -> Comparison:
    """Compare two names in any script; `compare(a, b).score == compare(b, a).score`.

    The score never reaches 1, and stays low where only short or common words agree.
    """
    return compare_parsed(parse(left), parse(right))


def compare_parsed(left: ParsedName, right: ParsedName) -> Comparison:
    """The same for names taken apart before, with the weights they were given."""
    aligned = align(left, right)
    return Comparison(score_aligned(left, right, aligned), left, right, aligned)


def _reasons(left: ParsedName, right: ParsedName, aligned: list[Aligned]) -> list[str]:
    reasons = [_reason(left, right, entry) for entry in aligned]
    for name, places in (
        (left, [entry.left for entry in aligned]),
        (right, [e.right for e in aligned]),
    ):
        used = {place for run in places for place in run}
        alone = [word for place, word in enumerate(name.spelled) if place not in used]
        if alone:
            reasons.append(f'only in "{name.text}": {", ".join(alone)}')
    if left.numbers and right.numbers and left.numbers != right.numbers:
        reasons.append("the numbers differ")
    if left.form and right.form:
        same = left.form == right.form
        reasons.append(
            f"both are {left.form} by their form" if same else f"forms: {left.form}, {right.form}"
        )
    if left.kind is not right.kind and Kind.UNKNOWN not in (left.kind, right.kind):
        reasons.append(f"one names a {left.kind}, the other a {right.kind}")
    return reasons


def _reason(left: ParsedName, right: ParsedName, entry: Aligned) -> str:
    ours = " ".join(left.spelled[place] for place in entry.left)
    theirs = " ".join(right.spelled[place] for place in entry.right)
    if entry.how == "same" and ours != theirs:
        return f'"{ours}" and "{theirs}" are one word'
    if entry.how in ("joined", "initials") and len(entry.left) > len(entry.right):
        ours, theirs = theirs, ours
    return _HOW[entry.how].format(ours, theirs, entry.likeness)
