"""What is kept of a long cell: the words around each hit, with "…" where text is left out."""

from collections.abc import Iterable, Sequence
from typing import Final

#: A cell up to this length is kept whole.
WHOLE_CHARACTERS: Final = 320
#: Kept before and after a hit, and from the start of a long cell without one.
AROUND_CHARACTERS: Final = 40
#: Windows of one cell; the mentions tell the places of the other hits.
MOST_WINDOWS: Final = 4
#: Stands where text was left out.
LEFT_OUT: Final = "…"


def cut(cell: str | None, spans: Iterable[tuple[int, int]] = ()) -> str | None:
    """The cell, or of a long one the parts around the `spans`, which are [start, end).

    A cell of any length gives a few hundred characters. Spans stay places in the whole cell:
    `placed` finds them again in what was cut.
    """
    if cell is None or len(cell) <= WHOLE_CHARACTERS:
        return cell
    windows = _windows(sorted(spans), len(cell)) or [(0, 2 * AROUND_CHARACTERS)]
    parts = [cell[start:end] for start, end in windows]
    before = LEFT_OUT if windows[0][0] > 0 else ""
    after = LEFT_OUT if windows[-1][1] < len(cell) else ""
    return f"{before}{LEFT_OUT.join(parts)}{after}"


def placed(cell: str, hits: Iterable[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Where hits (start, end and text in the whole cell) stand in a cell that `cut` gave.

    In a whole cell that is where they say; in a cut one their texts are looked for in their
    order. A hit that was left out is left out.
    """
    found: list[tuple[int, int]] = []
    ordered = sorted(hits)
    if all(cell[start:end] == text for start, end, text in ordered):
        return [(start, end) for start, end, _ in ordered]
    if LEFT_OUT not in cell:
        return [(start, end) for start, end, text in ordered if cell[start:end] == text]
    before, at = -1, 0
    for start, end, text in ordered:
        # Hits that overlap in the whole cell overlap in the cut one: "ZTE MF286R" and "ZTE".
        place = cell.find(text, found[-1][0] if found and start < before else at) if text else -1
        if place >= 0:
            found.append((place, place + len(text)))
            before, at = end, place + len(text)
    return found


def spans_of_words(cell: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where each of the words first stands in a text that may be put together from cells."""
    spans = []
    for word in words:
        at = cell.find(word) if word else -1
        if at >= 0:
            spans.append((at, at + len(word)))
    return spans


def _windows(spans: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    windows: list[tuple[int, int]] = []
    for start, end in spans:
        begin, stop = max(0, start - AROUND_CHARACTERS), min(length, end + AROUND_CHARACTERS)
        if begin >= stop:
            continue
        # What a mark of its own size would stand for is kept.
        if windows and begin <= windows[-1][1] + len(LEFT_OUT):
            windows[-1] = (windows[-1][0], max(windows[-1][1], stop))
        elif len(windows) < MOST_WINDOWS:
            windows.append((begin, stop))
    return windows
