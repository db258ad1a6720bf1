"""Which place's law can bind which buyer."""

import pytest

from sunlit.rules.evaluate.places import may_bind


@pytest.mark.parametrize(
    ("law", "buyer", "answer"),
    [
        ("US", "US-GA", "yes"),
        ("US", "US", "yes"),
        ("US-LA", "US-LA", "yes"),
        ("US-LA", "US-GA", "no"),
        ("US-LA", "US", "unknown"),
        ("US", "GB", "no"),
        ("GB", "UK", "yes"),
        ("US-VT", "us-vt", "yes"),
        ("EU", "LT", "unknown"),
        ("US", None, "unknown"),
        ("US", "USX", "no"),
    ],
)
def test_a_law_binds_within_its_place(law: str, buyer: str | None, answer: str) -> None:
    assert may_bind((law,), buyer) == answer


def test_one_of_several_places_is_enough() -> None:
    assert may_bind(("KR", "NZ"), "NZ") == "yes"
