"""Does the matcher keep what it could do on our own labelled lines?"""

from pathlib import Path

from sunlit.knowledge import load
from sunlit.matching import compile_matcher
from sunlit.matching.evaluate import evaluate, read_lines
from sunlit.sources import field_of_name

LINES = Path(__file__).parent / "fixtures" / "own_lines.csv"


def test_our_own_lines_are_read_as_well_as_before() -> None:
    result = evaluate(read_lines(LINES, field_of_name), compile_matcher(load()))
    everything = result.groups[0]
    assert (everything.recall.value or 0) >= 0.97
    assert (everything.precision.value or 0) >= 0.97
    assert (everything.stance.value or 0) >= 0.97
