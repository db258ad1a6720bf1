"""Does a pattern written out by its letters still match the same?"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunlit.matching.candidates.led import alternatives, led_by_letters

PATTERNS = [
    "(?:IPC6[0-9]{3}-[A-Z]+|[CDMX][0-9]{4}-[0-9]{2}-[A-Z]+|NVR800)",
    "[CD][0-9]x|e[|]f",
    "[CD][0-9]{2,3}x",
    "[CD][0-9]?x",
    "[CD][0-9]{1}x",
    "(?:a|b)c|(?:d)",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(st.text(alphabet="CDMXI0123456789-xabcdef|NVRP", max_size=12))
def test_the_parts_together_match_where_the_pattern_does(pattern: str, text: str) -> None:
    parts = led_by_letters(pattern)
    assert any(re.search(part, text) for part in parts) == bool(re.search(pattern, text))


def test_only_a_class_before_a_digit_is_written_out() -> None:
    assert led_by_letters("[DN]VR-[0-9]") == ("[DN]VR-[0-9]",)
    assert led_by_letters("a|[CD][0-9]{4}")[:2] == ("a", "C0[0-9]{3}")
    assert list(alternatives("(?:a|[|)]b)")) == ["a", "[|)]b"]
