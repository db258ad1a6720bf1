"""Is there one list of product classes, and is a thing's class read alike by every verb?"""

import ast
from pathlib import Path

import pytest
from tests.compiled import own_scanner

import sunlit
from sunlit import knowledge, rules
from sunlit.knowledge.terms import CLASSES, PRODUCTS, SERVICE
from sunlit.matching.signals import ThingClasses, compile_signals, read_words
from sunlit.rules import Facts
from sunlit.services.answer import facts_of_tie, ties_of_text
from sunlit.tables import PURCHASES, Purchase

KNOWN = knowledge.load()
LISTED = KNOWN.vocabulary.classes
#: Shares are no product, so no word or code of a spending file is about them.
THINGS = {name for name, one in LISTED.classes.items() if one.bought}
SOURCE = Path(sunlit.__file__).parent


def test_categories_are_the_classes() -> None:
    assert set(CLASSES) == LISTED.classes.keys()
    assert KNOWN.categories.keys() == THINGS
    assert {name for name in KNOWN.model_classes.values() if name} <= THINGS


def test_the_law_and_the_trades_speak_of_the_same_classes() -> None:
    assert set(PRODUCTS) == LISTED.products.keys()
    for product in LISTED.products.values():
        assert not set(product.surely) & set(product.never)
    assert {name for name in LISTED.classes if LISTED.trades_of([name])} == THINGS - {SERVICE}


def test_what_is_read_from_words_is_a_class() -> None:
    words = KNOWN.vocabulary.words["product_class"]
    assert set(words.spelt.values()) == set(CLASSES) == set(words.rather)
    assert KNOWN.vocabulary.purposes.watching_classes <= THINGS
    assert {name for party in KNOWN.parties.values() for name in party.makes} <= THINGS


def test_the_words_of_matching_are_of_these_classes_or_of_a_whole_trade() -> None:
    groups = read_words("signals/product_words.yaml").keys()
    assert groups <= THINGS | LISTED.wider.keys()
    assert {name for group in LISTED.kin for name in group} >= THINGS


def test_a_compiled_matcher_carries_them_to_its_workers() -> None:
    classes = compile_signals(KNOWN).words.classes
    assert ThingClasses.from_plain(classes.as_plain()) == classes == ThingClasses.of(LISTED)


def test_no_class_is_named_in_code() -> None:
    """A list of classes is knowledge; a sentence of help may have some as examples."""
    odd = THINGS - {SERVICE, "radio", "drone", "phone"}  # words of everyday, too
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert node.value not in odd, f"{path}:{node.lineno}"


def of_scan(description: str) -> list[Facts]:
    """The facts of each finding of a row with this description."""
    purchase = Purchase(**{**dict.fromkeys(PURCHASES.names), "description": description})  # type: ignore[arg-type]
    return [
        Facts.model_validate(rules.facts_of(rules.facts_of_row(KNOWN, purchase, tie)))
        for tie in ties_of_text(own_scanner(), description)
    ]


def of_check(item: str) -> list[Facts]:
    """The facts of each party that a line of a quote names."""
    asked = Facts(item=item)
    return [
        rules.completed(KNOWN, asked.model_copy(update=facts_of_tie(tie, asked)))
        for tie in ties_of_text(own_scanner(), item)
    ]


WORDS = sorted(
    {
        *KNOWN.vocabulary.words["product_class"].spelt,
        *(word for category in KNOWN.categories.values() for word in category.words.get("en", ())),
    }
)


@pytest.mark.parametrize("pattern", ["4 x Hikvision {}", "{} by Dahua, 2 pcs", "Huawei {}s"])
def test_scan_and_check_read_the_same_class_of_the_same_words(pattern: str) -> None:
    for word in WORDS:
        text = pattern.format(word)
        scanned, checked = of_scan(text), of_check(text)
        assert scanned
        assert [_thing(one) for one in scanned] == [_thing(one) for one in checked], text


def _thing(facts: Facts) -> str | None:
    """A service is none: that work is paid for is told by what stands about the name."""
    return None if facts.product_class == SERVICE else facts.product_class


def test_where_no_word_about_the_name_says_the_class_the_rest_of_the_text_does() -> None:
    [facts] = of_scan("4 x Hikvision hard disk")
    assert facts.product_class == "recorder_storage"


def test_work_beside_a_thing_makes_no_service_of_it() -> None:
    [facts] = of_scan("Hikvision units, incl. installation")
    assert facts.product_class is None
