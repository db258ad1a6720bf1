"""The encoding is decided over the whole file, and no byte of text is lost."""

import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.errors import DamagedOriginalError, LimitError, OriginalError
from sunlit.sources.originals.encoding import choose_encoding, utf8_blocks, whole_characters
from sunlit.sources.raw import Original

Make = Callable[..., Original]
LATE = b"plain text\n" * 200_000


def text_of(original: Original, declared: str | None = None, block_bytes: int = 2**20) -> str:
    encoding = choose_encoding(original, declared)
    return b"".join(utf8_blocks(original, encoding, block_bytes)).decode()


@pytest.mark.parametrize(
    ("content", "name", "text"),
    [
        (b"abc", "utf-8", "abc"),
        ("Zoë £5".encode(), "utf-8", "Zoë £5"),
        ("Zoë £5".encode("utf-8-sig"), "utf-8", "Zoë £5"),
        ("Zoë £5".encode("cp1252"), "cp1252", "Zoë £5"),
        ("Zoë £5, 中".encode("utf-16"), "utf-16-le", "Zoë £5, 中"),
        (b"\xfe\xff" + "Zoë".encode("utf-16-be"), "utf-16-be", "Zoë"),
        ("Zoë".encode("utf-32"), "utf-32-le", "Zoë"),
        ("supplier;amount".encode("utf-16-le"), "utf-16-le", "supplier;amount"),
        ("supplier;amount".encode("utf-16-be"), "utf-16-be", "supplier;amount"),
        (LATE + "£".encode("cp1252"), "cp1252", LATE.decode() + "£"),
        (b"a\x81b\x9d", "cp1252", "a\x81b\x9d"),
    ],
    ids=["ascii", "utf-8", "mark", "cp1252", "utf-16", "utf-16 be", "utf-32", "no mark le",
         "no mark be", "late", "gaps of cp1252"],
)  # fmt: skip
def test_text_comes_out_whole(content: bytes, name: str, text: str, original: Make) -> None:
    assert choose_encoding(original(content), None).name == name
    assert text_of(original(content)) == text


def test_a_stray_byte_in_utf8_does_not_spoil_the_rest(original: Make) -> None:
    content = "Zoë, Ñandú, 中文\n".encode() + b"\xa3 5\n"
    assert text_of(original(content)) == "Zoë, Ñandú, 中文\n£ 5\n"
    assert "1 bytes are not UTF-8" in (choose_encoding(original(content), None).warning or "")


def test_cyrillic_without_utf8_is_guessed_and_said(original: Make) -> None:
    content = "Поставка камер видеонаблюдения для нужд администрации города\n" * 30
    encoding = choose_encoding(original(content.encode("cp1251")), None)
    assert text_of(original(content.encode("cp1251"))) == content
    assert "guessed" in (encoding.warning or "")


def test_zero_bytes_are_left_out_and_counted(original: Make) -> None:
    content = b"a,b\0\0\n" + b"1,2\n" * 30
    assert text_of(original(content)) == content.replace(b"\0", b"").decode()
    assert "2 zero bytes" in (choose_encoding(original(content), None).warning or "")


def test_a_declared_encoding_is_kept_or_refused(original: Make) -> None:
    assert text_of(original("Zoë".encode("cp850")), "cp850") == "Zoë"
    with pytest.raises(DamagedOriginalError, match="not valid utf-8"):
        choose_encoding(original(b"Zo\xeb"), "utf-8")
    with pytest.raises(OriginalError, match="no encoding called"):
        choose_encoding(original(b"Zoe"), "klingon")


def test_an_endless_line_is_stopped(original: Make) -> None:
    with pytest.raises(LimitError, match="line"):
        choose_encoding(original(b"x" * 5_000_000), None, 2**21)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=30),
    st.integers(1, 7),
)
def test_blocks_of_any_size_join_to_the_text(text: str, block_bytes: int) -> None:
    content = text.encode()
    original = Original("x", len(content), "", lambda: io.BytesIO(content))
    if choose_encoding(original, None).name == "utf-8":
        assert text_of(original, None, block_bytes) == text


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(min_size=1), st.integers(0, 10))
def test_a_cut_character_waits(text: str, back: int) -> None:
    content = text.encode("utf-8", "replace")
    block = content[: max(0, len(content) - back)]
    whole, cut = whole_characters(block)
    assert whole + cut == block
    whole.decode()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.binary(max_size=60))
def test_any_bytes_have_an_encoding(content: bytes) -> None:
    original = Original("x", len(content), "", lambda: io.BytesIO(content))
    text_of(original)
