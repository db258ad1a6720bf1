"""Does a word that files are full of lose its weight as a name, and only there?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunlit.matching import Corpus, terms_of, unweighed_score
from sunlit.matching.score.corpus import COMMON, counted, points_off
from sunlit.matching.score.points import score_of
from sunlit.schema import batch_of
from sunlit.tables import Feature, Mention, Term, Tie


def tie(
    text: str = "Omada",
    points: tuple[tuple[str, float], ...] = (("relabel with_context", -0.6), ("in capitals", 0.9)),
    signals: tuple[str, ...] = ("tp_link:brand:Omada",),
) -> Tie:
    """A tie as the matcher gives it, of a signal that is weak unless `points` say otherwise."""
    reason = f"'{text}' is a brand."
    return Tie(
        row=0,
        party="tp_link",
        grade="relabel",
        stance="acquires",
        score=score_of(value for _, value in points),
        product_class=None,
        mentions=tuple(
            Mention(
                "d", "description", 0, 5, text, signal, "brand", "exact", "acquires", reason, None
            )
            for signal in signals
        ),
        features=tuple(Feature(name, value) for name, value in points),
        reason=reason,
    )


SUPPORTED = tie(points=(("relabel with_context", -0.6), ("product word beside", 2.5)))
ALONE = tie(points=(("named alone", 3.2),))
EXPLAINED = tie(points=(("named everyday", -1.3), ("spelt out as something else", -4.5)))


def of(*ties: Tie) -> Corpus:
    return Corpus.of("this file", 50_000, counted(ties))


def test_a_common_word_loses_points_and_the_reason_names_the_corpus() -> None:
    told = of(*[tie()] * 409, *[SUPPORTED] * 3).weighed(tie())
    assert told.score < 0.5 < tie().score == unweighed_score(told) == unweighed_score(tie())
    assert told.features[-1] == Feature(COMMON, -1.65)
    assert "'Omada' stands in 412 of 50,000 rows of this file" in told.reason
    assert "3 of them with something that supports it." in told.reason
    assert told.mentions[0].reason == told.reason


def test_a_product_word_beside_it_still_tells_a_common_word() -> None:
    counted = of(*[tie()] * 409, *[SUPPORTED] * 3)
    assert 0.5 <= counted.weighed(SUPPORTED).score < SUPPORTED.score


def test_a_handful_of_rows_tells_nothing() -> None:
    assert of(*[tie()] * 19).weighed(tie()) == tie()
    assert of(*[tie()] * 20).weighed(tie()) != tie()


def test_a_term_that_is_mostly_supported_is_the_party_s_own() -> None:
    assert of(*[tie()] * 100, *[SUPPORTED] * 50).weighed(tie()) == tie()


def test_a_sign_that_is_enough_alone_loses_nothing_however_often_it_stands() -> None:
    assert of(*[ALONE] * 10_000).weighed(ALONE) == ALONE
    assert of(*[tie()] * 10_000).weighed(ALONE) == ALONE


def test_a_second_sign_of_the_party_keeps_the_points() -> None:
    both = tie(signals=("tp_link:brand:Omada", "tp_link:model:eap"))
    assert of(*[tie()] * 10_000).weighed(both) == both


def test_a_row_that_says_what_else_it_is_counts_for_neither_side() -> None:
    assert of(*[EXPLAINED] * 10_000, *[tie()] * 5).weighed(tie()) == tie()


def test_other_words_for_the_same_sign_are_counted_by_themselves() -> None:
    assert of(*[tie("omada")] * 30).weighed(tie("OMADA")) != tie("OMADA")
    assert of(*[tie("nomad")] * 30).weighed(tie("Omada")) == tie("Omada")


@pytest.mark.parametrize(
    ("held", "supported", "points"),
    [(19, 0, 0.0), (20, 0, -1.56), (20, 4, -0.84), (20, 5, 0.0), (1_000_000, 0, -1.65)],
)
def test_the_points_grow_with_each_tenfold_up_to_a_bound(
    held: int, supported: int, points: float
) -> None:
    assert points_off(held, supported) == points


@given(st.lists(st.sampled_from([tie(), tie("omada"), SUPPORTED, ALONE, EXPLAINED])), st.data())
def test_neither_order_nor_cut_changes_the_counts(ties: list[Tie], data: st.DataObject) -> None:
    shuffled, whole = data.draw(st.permutations(ties)), of(*ties)
    cut = data.draw(st.integers(0, len(ties)))
    parts = [*counted(shuffled[cut:]), *counted(shuffled[:cut])]
    assert Corpus.of("this file", 50_000, parts) == whole


def test_the_terms_of_a_batch_are_those_of_its_ties() -> None:
    ties = [tie(), SUPPORTED, EXPLAINED, tie("omada", signals=("tp_link:model:eap",))]
    told = terms_of(batch_of(Tie, ties))
    assert told == counted(ties)
    assert told[0] == Term("tp_link:brand:Omada\nomada", 2, 1)
