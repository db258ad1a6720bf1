"""How is hostile text made harmless for a terminal, a spreadsheet or a line of text?

Published cells may hold terminal escapes, spreadsheet formulas and characters that turn the
direction of writing. JSON Lines and Parquet keep them as published; what a person opens does not.
"""

import re
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

#: Characters at the start of a cell that make a spreadsheet read it as a formula: those of the
#: OWASP page "CSV Injection", and their full-width forms.
FORMULA_START: Final = "=+-@\t\r\n＝＋－＠"
_FORMULA: Final = f"^[{re.escape(FORMULA_START)}]"
#: A signed number is no formula: -45.00 stays -45.00.
_NUMBER: Final = r"^[-+]?[0-9][0-9.,]*$"
#: C0 (but tab and the ends of lines), DEL, C1, and the marks that reorder or hide text.
_CONTROLS: Final = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_CONTROLS_RE: Final = re.compile(_CONTROLS)
_NUMBER_RE: Final = re.compile(_NUMBER)
_BLANKS_RE: Final = re.compile(r"\s+")


def without_controls(text: str) -> str:
    """Take out control and direction characters; tabs and ends of lines stay."""
    return _CONTROLS_RE.sub("", text)


def one_line(text: str) -> str:
    """Put the text on one line, without controls, each run of blanks one space."""
    return _BLANKS_RE.sub(" ", without_controls(text)).strip()


def spreadsheet_text(text: str) -> str:
    """Make a cell safe to open in a spreadsheet: no controls, and no formula.

    >>> spreadsheet_text("=1+1"), spreadsheet_text("-45.00")
    ("'=1+1", '-45.00')
    """
    clean = without_controls(text)
    if clean[:1] in FORMULA_START and clean and not _NUMBER_RE.match(clean):
        return f"'{clean}"
    return clean


def spreadsheet_column(column: pa.Array) -> pa.Array:
    """As `spreadsheet_text`, on a column of n strings; nulls stay null."""
    # Nearly all columns hold nothing to mend, and one look is cheaper than two rewritings.
    if not pc.any(pc.match_substring_regex(column, f"{_CONTROLS}|{_FORMULA}")).as_py():
        return column
    clean = pc.replace_substring_regex(column, pattern=_CONTROLS, replacement="")
    formula = pc.and_(
        pc.match_substring_regex(clean, _FORMULA),
        pc.invert(pc.match_substring_regex(clean, _NUMBER)),
    )
    if not pc.any(formula).as_py():
        return clean
    return pc.if_else(formula, pc.binary_join_element_wise("'", clean, ""), clean)
