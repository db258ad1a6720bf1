"""Kleene's tables, against the possible worlds that an unknown stands for."""

from itertools import product

import pytest

from sunlit.values.truth import Truth, both, either, opposite

TRUTHS: tuple[Truth, ...] = ("yes", "no", "unknown")
WORLDS = {"yes": {True}, "no": {False}, "unknown": {True, False}}


def told(possible: set[bool]) -> str:
    return {frozenset({True}): "yes", frozenset({False}): "no"}.get(frozenset(possible), "unknown")


@pytest.mark.parametrize(("one", "other"), list(product(TRUTHS, TRUTHS)))
def test_an_answer_is_known_when_it_is_the_same_in_every_possible_world(
    one: Truth, other: Truth
) -> None:
    worlds = list(product(WORLDS[one], WORLDS[other]))
    assert both(one, other) == told({a and b for a, b in worlds})
    assert either((one, other)) == told({a or b for a, b in worlds})
    assert opposite(one) == told({not a for a in WORLDS[one]})


def test_nothing_at_all_is_yes_for_both_and_no_for_either() -> None:
    assert both() == "yes"
    assert either(()) == "no"
