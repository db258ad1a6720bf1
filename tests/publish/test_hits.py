"""A cell cut into hit and other runs is the cell again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.publish.hits import TextRun, excerpt, pieces, spans_in, spans_of_words
from sunlit.tables import Mention
from sunlit.values.cutting import cut

_SPANS = st.lists(st.tuples(st.integers(-2, 40), st.integers(-2, 40)), max_size=6)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(max_size=30), _SPANS)
def test_pieces_put_together_are_the_cell_and_hits_are_the_spans(
    cell: str, spans: list[tuple[int, int]]
) -> None:
    cut = pieces(cell, spans)
    assert "".join(piece.text for piece in cut) == cell
    hit = [any(start <= at < end for start, end in spans) for at in range(len(cell))]
    assert [piece.hit for piece in cut for _ in piece.text] == hit


def test_an_excerpt_keeps_the_hit_and_says_where_text_is_left_out() -> None:
    cell = "a" * 500 + "Hytera" + "b" * 500
    shown = excerpt(pieces(cell, [(500, 506)]), 60)
    assert TextRun("Hytera", hit=True) in shown
    assert shown[0].text == shown[-1].text == "…"
    assert sum(len(piece.text) for piece in shown) == 62


def test_a_short_cell_is_shown_whole() -> None:
    assert excerpt(pieces("Hytera radio", [(0, 6)]), 60) == [
        TextRun("Hytera", hit=True),
        TextRun(" radio", hit=False),
    ]


def test_a_cell_without_a_hit_is_shown_from_its_start() -> None:
    assert excerpt(pieces("x" * 100, []), 10) == [
        TextRun("x" * 10, hit=False),
        TextRun("…", hit=False),
    ]


def test_a_span_counts_only_in_its_own_column_and_when_its_text_is_there() -> None:
    mention = found("Hytera")
    assert spans_in("Hytera radio", "Description", [mention]) == [(0, 6)]
    assert spans_in("Hytera radio", "Supplier", [mention]) == []
    assert spans_in("another cell", "Description", [mention]) == []


def test_words_are_found_in_a_text_that_was_put_together() -> None:
    mentions = [found("Hytera"), found("not there")]
    assert spans_of_words("Radios: Hytera", mentions) == [(8, 14)]


def test_a_hit_is_found_again_in_a_cell_that_was_cut() -> None:
    cell = "a" * 500 + "Hytera" + "b" * 500
    shown = cut(cell, [(500, 506)])
    assert shown is not None
    ((start, end),) = spans_in(shown, "Description", [found("Hytera", 500)])
    assert shown[start:end] == "Hytera"


def found(text: str, start: int = 0) -> Mention:
    """A mention of that text."""
    rest = ("s", "name", "exact", "acquires", "", None)
    return Mention("Description", "description", start, start + len(text), text, *rest)
