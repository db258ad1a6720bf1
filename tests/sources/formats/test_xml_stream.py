import contextlib
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sunlit.errors import DamagedOriginalError, LimitError
from sunlit.settings import DEFAULT_LIMITS
from sunlit.sources.formats.xml_stream import find_text, first_tag, records
from sunlit.sources.raw import Original

Make = Callable[..., Original]

LAUGHS = (
    '<!DOCTYPE feed [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def texts(original: Original, name: str = "entry") -> list[str | None]:
    return [
        find_text(element, "title") for _, element in records(original, (name,), DEFAULT_LIMITS)
    ]


def test_records_come_one_by_one_whatever_their_prefix(original: Make) -> None:
    feed = '<a:feed xmlns:a="u"><a:entry><a:title>1</a:title></a:entry><entry><title>2</title></entry></a:feed>'
    assert texts(original(feed)) == ["1", "2"]


def test_entities_are_refused_before_any_is_expanded(original: Make) -> None:
    with pytest.raises(DamagedOriginalError, match="defines entities"):
        texts(original(LAUGHS + "<feed><entry><title>&i;</title></entry></feed>"))


def test_entities_in_attributes_are_refused(original: Make) -> None:
    with pytest.raises(DamagedOriginalError):
        texts(original(LAUGHS + '<feed a="&i;"><entry><title>t</title></entry></feed>'))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_default_attributes_cannot_blow_up_a_file(original: Make, encoding: str) -> None:
    declared = f'<!DOCTYPE feed [<!ATTLIST a x CDATA "{"y" * 9_000}">]>'
    with pytest.raises(DamagedOriginalError, match="attributes of its own"):
        texts(original((declared + "<feed><entry><a/></entry></feed>").encode(encoding)))


def test_no_other_file_is_read(original: Make, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    for declared in (
        f'<!ENTITY x SYSTEM "{secret.as_uri()}">',
        f'<!ENTITY % x SYSTEM "{secret.as_uri()}"> %x;',
    ):
        with pytest.raises(DamagedOriginalError) as error:
            texts(
                original(
                    f"<!DOCTYPE feed [{declared}]><feed><entry><title>&x;</title></entry></feed>"
                )
            )
        assert "SECRET" not in str(error.value)


def test_a_document_type_without_entities_is_no_harm(original: Make) -> None:
    assert texts(original("<!DOCTYPE feed><feed><entry><title>t</title></entry></feed>")) == ["t"]


def test_deep_nesting_is_refused(original: Make) -> None:
    with pytest.raises(LimitError, match="deeper than 100"):
        texts(original("<feed>" + "<a>" * 150 + "</a>" * 150 + "</feed>"))


def test_one_record_without_end_is_refused(original: Make) -> None:
    limits = replace(DEFAULT_LIMITS, cell_bytes=200_000)
    endless = "<feed><entry>" + "<a>x</a>" * 200_000
    with pytest.raises(LimitError, match="record 1 is larger"):
        list(records(original(endless), ("entry",), limits))


def test_many_records_together_may_be_larger_than_one_may(original: Make) -> None:
    limits = replace(DEFAULT_LIMITS, cell_bytes=100_000)
    feed = "<feed>" + "<entry>" + "<a>x</a>" * 5_000 + "</entry>" + "</feed>"
    many = feed.replace(
        "</entry></feed>", "</entry>" + "<entry><a>y</a></entry>" * 50_000 + "</feed>"
    )
    assert sum(1 for _ in records(original(many), ("entry",), limits)) == 50_001


def test_memory_does_not_grow_with_the_file(original: Make) -> None:
    def peak(entries: int) -> int:
        feed = "<feed>" + "<entry><title>t</title></entry><other>o</other>" * entries + "</feed>"
        given = original(feed)
        tracemalloc.start()
        assert sum(1 for _ in records(given, ("entry",), DEFAULT_LIMITS)) == entries
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(100)
    assert peak(40_000) < peak(4_000) + 2_000_000


@pytest.mark.parametrize(
    ("head", "tag"),
    [(b"<a:feed xmlns:a='u'><x", "feed"), (b"a,b\n1,2", ""), (b"", ""), (b"<html", "")],
)
def test_the_outermost_element_tells_the_format(head: bytes, tag: str) -> None:
    assert first_tag(head) == tag


def test_a_prefix_that_is_never_declared_does_not_stop_the_reading(original: Make) -> None:
    feed = '<f:feed><f:entry><f:title f:kind="x">1</f:title></f:entry></f:feed>'
    with contextlib.suppress(DamagedOriginalError):
        assert all(text in (None, "1") for text in texts(original(feed)))
    assert first_tag(feed.encode()) in ("feed", "")
