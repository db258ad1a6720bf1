"""What is shown of a long cell? The words around what was found."""

from collections.abc import Iterable
from typing import Final

#: A cell of so many characters is shown whole.
WHOLE: Final = 500
#: Of a longer one so many characters before and after each span are shown.
AROUND: Final = 120
MARK: Final = "…"


def cut(cell: str, spans: Iterable[tuple[int, int]]) -> str:
    """A cell with the text around spans (begin, end) alone, and "…" where something was left out.

    A short cell is given whole; of a long one without spans its beginning is.
    """
    if len(cell) <= WHOLE:
        return cell
    kept: list[tuple[int, int]] = []
    for begin, end in sorted(spans) or [(0, 0)]:
        begin, end = max(0, begin - AROUND), min(len(cell), end + AROUND)
        if kept and begin <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((begin, end))
    text = MARK.join(cell[begin:end] for begin, end in kept)
    head = MARK if kept[0][0] > 0 else ""
    return head + text + (MARK if kept[-1][1] < len(cell) else "")
