"""Does the measurement count as a person would?"""

from pathlib import Path

import pyarrow as pa
import pytest

from sunlit.errors import DamagedOriginalError, NotFoundError
from sunlit.knowledge import load
from sunlit.matching import compile_matcher
from sunlit.matching.evaluate import LabelledLine, Share, evaluate, read_lines
from sunlit.tables import TIES


class Says:
    """A matcher that says the same of every row."""

    def __init__(self, party: str, stance: str, score: float) -> None:
        self.tie = (party, stance, score)

    def match(self, cells: pa.RecordBatch) -> pa.RecordBatch:
        party, stance, score = self.tie
        tie = {
            "row": 0, "party": party, "grade": "named", "stance": stance, "score": score,
            "product_class": "radio", "mentions": [], "features": [], "reason": "because",
        }  # fmt: skip
        return pa.RecordBatch.from_pylist([tie], schema=TIES)


def line(parties: str, stance: str) -> LabelledLine:
    labels = {"stance": stance, "language": "en", "class": "radio", "grade": "named"}
    return LabelledLine(
        "1", (("text", "description", "T"),), frozenset(filter(None, parties.split(";"))), labels
    )


def test_a_tie_below_the_threshold_is_a_miss_and_no_false_hit() -> None:
    result = evaluate([line("hytera", "acquires")], Says("hytera", "acquires", 0.4))
    assert (result.groups[0].recall, result.groups[0].precision) == (Share(0, 1), Share(0, 0))
    assert [w.kind for w in result.wrong] == ["miss"]


def test_a_stance_that_is_no_purchase_counts_for_stance_only() -> None:
    result = evaluate([line("hytera", "removes")], Says("hytera", "removes", 0.9))
    assert result.groups[0].recall.n == result.groups[0].precision.n == 0
    assert result.groups[0].stance == Share(1, 1)


def test_two_parties_in_a_line_are_two_ties_and_one_line() -> None:
    result = evaluate([line("hytera;zte", "acquires")], Says("hytera", "acquires", 0.9))
    assert result.groups[0].recall == Share(1, 2)
    assert result.by_line.recall == Share(1, 1)


def test_the_wilson_interval_of_nine_in_ten() -> None:
    interval = Share(9, 10).interval
    assert interval == pytest.approx((0.5958, 0.9821), abs=1e-4)
    assert Share(0, 0).interval is None


def test_a_file_that_is_no_labelled_lines_is_refused_with_the_column(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        read_lines(tmp_path / "none.csv")
    (tmp_path / "a.csv").write_text("text,field\nx,description\n")
    with pytest.raises(DamagedOriginalError, match="parties, stance"):
        read_lines(tmp_path / "a.csv")


@pytest.mark.large
def test_the_open_lines_are_matched_as_well_as_the_docs_say(shared: Path) -> None:
    result = evaluate(
        read_lines(shared / "labelled" / "open" / "lines.csv"), compile_matcher(load())
    )
    everything = result.groups[0]
    assert (everything.recall.value or 0) >= 0.97
    assert (everything.precision.value or 0) >= 0.98
    assert (everything.stance.value or 0) >= 0.95
    assert (everything.product_class.value or 0) >= 0.9
