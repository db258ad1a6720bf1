"""Which characters of a cell are the hit, and what is shown around it?"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sunlit.tables import Mention
from sunlit.values import cutting


class TextRun(NamedTuple):
    """A run of characters of a cell, hit or not."""

    text: str
    hit: bool


def pieces(cell: str, spans: Iterable[tuple[int, int]]) -> list[TextRun]:
    """Cut a cell into hit and other runs, in order; together they are the cell again.

    `spans` are [start, end) in characters, in any order; overlapping ones are joined, and what
    lies outside the cell is left out.
    """
    text_runs: list[TextRun] = []
    at = 0
    for start, end in _joined(spans, len(cell)):
        if start > at:
            text_runs.append(TextRun(cell[at:start], hit=False))
        text_runs.append(TextRun(cell[start:end], hit=True))
        at = end
    if at < len(cell):
        text_runs.append(TextRun(cell[at:], hit=False))
    return text_runs


def excerpt(cut: Sequence[TextRun], width: int) -> list[TextRun]:
    """Keep about `width` characters around the first hit, with "…" where text is left out."""
    whole = sum(len(piece.text) for piece in cut)
    if whole <= width:
        return list(cut)
    before = 0
    for piece in cut:
        if piece.hit:
            break
        before += len(piece.text)
    else:
        before = 0
    start = max(0, min(before - width // 3, whole - width))
    return _window(cut, start, start + width, whole)


def spans_in(cell: str, column: str, mentions: Iterable[Mention]) -> list[tuple[int, int]]:
    """The spans of the mentions that were found in this cell of this column, cut or whole."""
    return cutting.placed(cell, [(m.start, m.end, m.text) for m in mentions if m.column == column])


def spans_of_words(cell: str, mentions: Iterable[Mention]) -> list[tuple[int, int]]:
    """Where the mentions' own words first stand in a text that may be put together from cells."""
    return cutting.spans_of_words(cell, [mention.text for mention in mentions])


def _joined(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        start, end = max(0, start), min(end, length)
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _window(cut: Sequence[TextRun], start: int, end: int, whole: int) -> list[TextRun]:
    shown = [TextRun("…", hit=False)] if start > 0 else []
    at = 0
    for piece in cut:
        kept = piece.text[max(0, start - at) : max(0, end - at)]
        at += len(piece.text)
        if kept:
            shown.append(TextRun(kept, piece.hit))
    if end < whole:
        shown.append(TextRun("…", hit=False))
    return shown
