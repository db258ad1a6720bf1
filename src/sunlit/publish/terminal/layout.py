"""How are rows laid out on a terminal, and in a pipe? Nothing published can steer either."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sunlit.publish.clean import one_line
from sunlit.publish.hits import TextRun

HIT_STYLE = "bold reverse"


def plain(text: object, style: str = "") -> Text:
    """A published or made text on one line, without controls; null is empty."""
    return Text("" if text is None else one_line(str(text)), style=style)


def highlighted(shown: Sequence[TextRun]) -> Text:
    """Pieces of a cell on one line, each hit highlighted."""
    text = Text()
    for piece in shown:
        # Blanks at the edges of a piece part words, so that they are kept as one.
        words = one_line(f"|{piece.text}|")[1:-1]
        text.append(words, HIT_STYLE if piece.hit else "")
    return text


def print_line(console: Console, text: Text, indent: int = 0) -> None:
    """Print a line that wraps under itself on a terminal and stays whole in a pipe."""
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, indent)), highlight=False)
    else:
        console.print(Text(" " * indent) + text, soft_wrap=True, highlight=False)


def print_rows(
    console: Console,
    header: Sequence[str],
    rows: Sequence[Sequence[Text]],
    *,
    with_header: bool = True,
) -> None:
    """Print a table that fits the terminal; in a pipe, one whole line per row, tabs between."""
    if not console.is_terminal:
        lines = [list(header)] if with_header else []
        lines += [[cell.plain for cell in row] for row in rows]
        for line in lines:
            console.file.write("\t".join(line).rstrip() + "\n")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=with_header)
    for name in header:
        table.add_column(name, overflow="fold", vertical="top", header_style="bold")
    for row in rows:
        table.add_row(*row)
    console.print(table)
