"""The record of a check as a PDF: a page for one thing, more for a long quote."""

from functools import cache
from html import escape
from importlib.resources import as_file, files
from io import BytesIO
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    CondPageBreak,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from sunlit.publish.clean import one_line
from sunlit.publish.records.check_record import (
    ANSWERS,
    CAUTION,
    MARKS,
    NOTHING,
    CheckRecord,
    RecordAnswer,
    RecordLine,
    settling,
)
from sunlit.publish.records.scripts import in_runs

_FONT: Final = "DejaVuSansCondensed"
_BOLD: Final = f"{_FONT}-Bold"
#: Fonts that a viewer brings along; they are named in the file and not embedded.
_BY_SCRIPT: Final = {
    "han": "STSong-Light",
    "kana": "HeiseiMin-W3",
    "hangul": "HYSMyeongJo-Medium",
}
_INK, _GREY, _RULE = HexColor("#1a1a1a"), HexColor("#555555"), HexColor("#d0d0d0")
_COLOURS: Final = {"prohibited": "#8b1a1a", "depends": "#7a4b00"}
_MARGIN: Final = 15 * mm
_PADDING: Final = 12  # points that the frame of a page keeps free, left and right together
_WIDTH: Final = A4[0] - 2 * _MARGIN - _PADDING
#: As on a sheet of A4, and within one of US Letter when printed to fit.
_COLUMNS: Final = (36 * mm, 22 * mm, 76 * mm, _WIDTH - 134 * mm)
_HEAD_AND_A_ROW: Final = 75 * mm
_LONGEST: Final = 1_500  # characters of a line of a quote that are shown


def check_pdf(record: CheckRecord) -> bytes:
    """The PDF, the same bytes for the same record: it holds no time of its own."""
    _register()
    body: list[Any] = [
        _paragraph("Record of a check against restricted-vendor rules", "title"),
        _paragraph(CAUTION, "bold"),
        Spacer(0, 2 * mm),
        _pairs(record),
        *(_paragraph(f"{note}.", "small") for note in record.read_as),
    ]
    if len(record.lines) > 1:
        body.append(_summary(record))
    for line in record.lines:
        body += _line(line)
    if not record.lines:
        body.append(_paragraph(NOTHING, "text"))
    held = BytesIO()
    page = SimpleDocTemplate(
        held,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=12 * mm,
        bottomMargin=14 * mm,
        title="Record of a check",
        author="",
        lang="en",
        invariant=1,
    )
    foot = (
        f"Sunlit {record.program_version}, knowledge {record.knowledge_version}, {record.made_on}"
    )

    def footed(canvas: Any, document: Any) -> None:
        canvas.setFont(_FONT, 7)
        canvas.setFillColor(_GREY)
        canvas.drawString(_MARGIN + _PADDING / 2, 8 * mm, f"{foot}. Not legal advice.")
        canvas.drawRightString(A4[0] - _MARGIN - _PADDING / 2, 8 * mm, f"page {document.page}")

    page.build(body, onFirstPage=footed, onLaterPages=footed)
    return held.getvalue()


@cache
def _register() -> None:
    for name in (_FONT, _BOLD):
        with as_file(files("sunlit.publish.records") / "fonts" / f"{name}.ttf") as path:
            pdfmetrics.registerFont(TTFont(name, str(path)))
    pdfmetrics.registerFontFamily(_FONT, normal=_FONT, bold=_BOLD, italic=_FONT, boldItalic=_BOLD)
    for name in _BY_SCRIPT.values():
        pdfmetrics.registerFont(UnicodeCIDFont(name))


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    more = {"textColor": _INK, "fontName": _FONT, **more}
    return ParagraphStyle(name, fontSize=size, leading=size * 1.28, **more)


_STYLES: Final = {
    "title": _style("title", 14, fontName=_BOLD, spaceAfter=1 * mm),
    "bold": _style("bold", 8.5, fontName=_BOLD),
    "heading": _style("heading", 10.5, fontName=_BOLD, spaceBefore=3 * mm, spaceAfter=0.5 * mm),
    "text": _style("text", 8.5),
    "cell": _style("cell", 7.8),
    "label": _style("label", 8, textColor=_GREY),
    "small": _style("small", 7.3, textColor=_GREY, spaceAfter=0.3 * mm),
    "tiny": _style("tiny", 6.6, textColor=_GREY, spaceAfter=0.2 * mm),
    "link": _style("link", 6.5, textColor=_GREY, splitLongWords=1, wordWrap="CJK"),
}


def _paragraph(text: str, style: str) -> Paragraph:
    return Paragraph(_markup(text), _STYLES[style])


def _markup(text: str, longest: int = _LONGEST) -> str:
    """Text as a paragraph takes it: every sign escaped, each run in a font that has it."""
    words = one_line(text)
    if len(words) > longest:
        words = f"{words[:longest]}… ({len(words)} characters)"
    known = pdfmetrics.getFont(_FONT).face.charToGlyph
    runs = in_runs(words, lambda character: ord(character) in known or character == " ")
    return "".join(
        escape(part) if font == "page" else f'<font name="{_BY_SCRIPT[font]}">{escape(part)}</font>'
        for font, part in runs
    )


def _pairs(record: CheckRecord) -> Table:
    rows = [(_paragraph(name, "label"), _paragraph(value, "cell")) for name, value in record.head]
    table = Table(rows, colWidths=(42 * mm, _WIDTH - 42 * mm))
    table.setStyle([*_TIGHT, ("LINEABOVE", (0, 0), (-1, 0), 0.5, _RULE)])
    return table


_TIGHT: Final = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 0.8),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0.8),
]
_RULED: Final = [
    *_TIGHT,
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, _RULE),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
]


def _summary(record: CheckRecord) -> Table:
    rows = [[_paragraph(name, "label") for name in ("Line", "Tied to", "Gravest answer")]]
    rows += [
        [
            Paragraph(_markup(line.text, 160), _STYLES["cell"]),
            _paragraph(line.party_name, "cell"),
            _paragraph(line.verdict, "cell"),
        ]
        for line in record.lines
    ]
    table = Table(rows, colWidths=(_WIDTH - 80 * mm, 40 * mm, 40 * mm), repeatRows=1)
    table.setStyle(_RULED)
    return table


def _line(line: RecordLine) -> list[Any]:
    head = [
        Paragraph(_markup(line.text, 400), _STYLES["heading"]),
        _paragraph(line.place, "small"),
        _paragraph(f"Tied to {line.party_name}: {line.reason}", "text"),
        *(_paragraph(one, "small") for one in line.taken),
    ]
    found: list[Any] = [CondPageBreak(_HEAD_AND_A_ROW), KeepTogether(head)]
    if line.bearing:
        titles = ("Rule", "Answer", "Why, and what would settle it", "Citation and source")
        rows = [[_paragraph(title, "label") for title in titles]]
        rows += [_answer(answer) for answer in line.bearing]
        table = Table(rows, colWidths=_COLUMNS, repeatRows=1)
        table.setStyle(_RULED)
        found.append(table)
    if line.others:
        found.append(Spacer(0, 1.5 * mm))
    found += [_paragraph(other, "tiny") for other in line.others]
    return found


def _answer(answer: RecordAnswer) -> list[Any]:
    colour, status = _COLOURS[answer.status], ANSWERS[answer.status]
    said = [
        Paragraph(f"<b>{label}</b>{_markup(words)}", _STYLES["cell"])
        for label, words in settling(answer)
    ]
    cited = [
        _paragraph(answer.citation or "no citation read", "cell"),
        *([_paragraph(answer.source, "link")] if answer.source else []),
        _paragraph(MARKS[answer.verified], "small"),
    ]
    bold = Paragraph(f'<font color="{colour}"><b>{status}</b></font>', _STYLES["cell"])
    return [_paragraph(answer.name, "cell"), bold, said, cited]
