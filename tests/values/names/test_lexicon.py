"""Are the lists of forms and words sound, and are forms found wherever names put them?"""

from importlib.resources import files

import pytest
import yaml

from sunlit.values.names.folding import words_of
from sunlit.values.names.lexicon import lexicon
from sunlit.values.names.parsing import parse, without_forms


@pytest.mark.parametrize(
    ("name", "core", "form"),
    [
        ("Norwick Co., Ltd.", "norwick", "limited"),
        ("Norwick G.m.b.H.", "norwick", "limited"),
        ("OOO Norwick", "norwick", "limited"),
        ("Общество с ограниченной ответственностью «Норвик»", "norvik", "limited"),
        ("Norwick, S.A. de C.V.", "norwick", "joint_stock"),
        ("Norwick S.p.A.", "norwick", "joint_stock"),
        ("Norwick Pty Ltd", "norwick", "limited"),
        ("Norwick Sp. z o.o.", "norwick", "limited"),
        ("Joint Stock Company Norwick", "norwick", "joint_stock"),
        ("株式会社 Norwick", "norwick", "joint_stock"),
        ("주식회사 Norwick", "norwick", "joint_stock"),
        ("Norwick Inc.", "norwick", "company"),
        ("SA Norwick AG", "norwick", "joint_stock"),
        ("Sea Norwick", "sea norwick", ""),
        ("AG", "ag", ""),
    ],
)
def test_a_form_is_found_in_any_language_and_place(name: str, core: str, form: str) -> None:
    words, found = without_forms(words_of(name))
    assert (" ".join(words), found) == (core, form)


def test_a_name_of_nothing_but_a_form_keeps_its_words_with_little_weight() -> None:
    assert parse("CORP").words == ("company",)
    assert parse("CORP").total < 0.1


def test_every_word_form_and_kind_in_the_files_is_read() -> None:
    known = lexicon()
    assert len(known.forms) > 150
    assert known.canonical["tech"] == "technology"
    assert known.weights["technology"] < 1
    assert all(phrase for phrase in [*known.forms, *known.edge_forms])


def test_no_spelling_is_listed_for_two_words() -> None:
    text = files("sunlit.values.names").joinpath("words.yaml").read_text("utf-8")
    groups = yaml.safe_load(text)
    owners: dict[str, set[str]] = {}
    for group in ("very_common", "common"):
        for word, spellings in groups[group].items():
            for spelling in (word, *spellings):
                owners.setdefault(spelling, set()).add(word)
    assert {spelling: words for spelling, words in owners.items() if len(words) > 1} == {}
