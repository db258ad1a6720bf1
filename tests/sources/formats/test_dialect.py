"""The delimiter is the one that a person would name."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.sources.formats.dialect import sniff

NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "vslash": "|", "space": " "}
QUOTES = {"doublequote": '"', "singlequote": "'"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_usual_delimiters_are_told_apart(delimiter: str) -> None:
    rows = [["Supplier", "Paid on", "Amount"]]
    rows += [
        [f"Acme {n}, Ltd; and | sons", "01/04/2024 10:30", f"{n},000.00"] for n in range(1, 30)
    ]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    dialect = sniff(text)
    assert (dialect.delimiter, dialect.width, dialect.agreed) == (delimiter, 3, True)


def test_a_first_line_of_excel_names_the_delimiter() -> None:
    assert sniff("sep=;\r\na,b;c\r\n1,5;2\r\n").delimiter == ";"


def test_what_the_user_says_goes_first() -> None:
    assert sniff("a,b\n1,2\n", delimiter="|").delimiter == "|"


def test_one_column_is_not_cut_at_its_words() -> None:
    assert sniff("Supplier\nAcme Ltd\nBravo and Sons Ltd\nCarter\n").delimiter == ","


def test_times_do_not_make_a_colon_the_delimiter() -> None:
    text = "\n".join(f"2024-01-{day:02d} 10:{day:02d}:00,4{day}" for day in range(1, 29))
    assert sniff(text).delimiter == ","


def test_backslashes_and_padding_are_seen() -> None:
    escaped = sniff('a,"say \\"hi\\", twice",b\n' * 9)
    assert (escaped.escapechar, escaped.doublequote) == ("\\", False)
    assert sniff('a, "b, c", d\n' * 9).skipinitialspace


def test_titles_above_the_table_do_not_decide() -> None:
    text = "Payments over 500; April to June | 2024\n\n" + "a,b,c,d\n" * 20
    assert sniff(text).delimiter == ","


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_any_text_has_a_dialect_that_csv_accepts(text: str) -> None:
    list(csv.reader([], delimiter=sniff(text).delimiter, quotechar=sniff(text).quotechar))


@pytest.mark.large
def test_the_annotated_corpus_is_right_for_at_least_126_of_130(shared: Path) -> None:
    folder = shared / "formats/csv-dialect/csvsniffer"
    lines = (folder / "Dialect_annotations.txt").read_text("utf-8").splitlines()[2:]
    right = total = sure = 0
    for line in lines:
        name, _, delimiter, quote, *_ = line.split("|")
        file = folder / "CSV" / name
        if not file.exists():
            continue
        text = file.read_bytes().decode("utf-8-sig", "replace")
        dialect = sniff(text)
        total += 1
        is_right = dialect.delimiter == NAMES[delimiter]
        right += is_right
        sure += dialect.agreed
        assert is_right or not dialect.agreed, name
        assert not is_right or dialect.quotechar == QUOTES[quote], name
    assert (total, sure >= 100) == (130, True)
    assert right >= 126
