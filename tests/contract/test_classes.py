"""Is there one list of product classes, that every other list of them keeps to?"""

from sunlit import knowledge
from sunlit.knowledge.terms import CLASSES, PRODUCTS, TRADES

KNOWN = knowledge.load()
#: Shares are no product, so no word or code of a spending file is about them.
THINGS = CLASSES.keys() - {"securities"}


def test_categories_are_the_classes() -> None:
    assert KNOWN.categories.keys() == THINGS
    assert {name for name in KNOWN.model_classes.values() if name} <= THINGS


def test_the_law_and_the_trades_speak_of_the_same_classes() -> None:
    assert {name for sure, never in PRODUCTS.values() for name in sure | never} <= CLASSES.keys()
    assert TRADES.keys() == THINGS - {"service"}


def test_what_is_read_from_words_is_a_class() -> None:
    words = KNOWN.vocabulary.words["product_class"]
    assert set(words.spelt.values()) == CLASSES.keys() == set(words.rather)
    assert KNOWN.vocabulary.purposes.watching_classes <= THINGS
    assert {name for party in KNOWN.parties.values() for name in party.makes} <= THINGS
