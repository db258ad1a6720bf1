"""What is each class of things called, who sells it, which rules mean it? vocabulary/classes.yaml."""

from collections.abc import Iterable
from typing import Self

from pydantic import model_validator

from sunlit.knowledge.facts import Record, Texts
from sunlit.knowledge.terms import CLASSES, PRODUCTS
from sunlit.knowledge.vocabulary_files import ClassNames, WordFile
from sunlit.values.truth import Truth


class ProductClass(Record):
    """A class of things. `weight`: how much a word for it says of what a row is about."""

    name: str
    short: str | None = None
    trade: str | None = None
    weight: float = 1.0
    or_by_words: ClassNames = ()
    of_every_brand: bool = False
    bought: bool = True


class WiderWord(Record):
    """A word for a whole trade, and the class that it means where nothing nearer is said."""

    means: str
    weight: float = 1.0


class Product(Record):
    """What a word of a rule means: surely these classes, never those."""

    name: str
    surely: ClassNames = ()
    never: ClassNames = ()


class ProductClasses(WordFile):
    """classes.yaml: the one list of classes, and what each step needs to know of them."""

    classes: dict[str, ProductClass]
    wider: dict[str, WiderWord]
    kin: tuple[Texts, ...]
    products: dict[str, Product]
    leads: ClassNames
    rather: ClassNames = ()

    @model_validator(mode="after")
    def _closed(self) -> Self:
        """A rule and a fact may name these words alone, so that a copy has no others."""
        for key, given, known in (
            ("classes", self.classes, CLASSES),
            ("products", self.products, PRODUCTS),
        ):
            odd = sorted(given.keys() ^ set(known))
            if odd:
                raise ValueError(
                    f"{key}: the list is closed: {', '.join(odd)} is missing or unknown"
                )
        words = [word for group in self.kin for word in group]
        words += [wider.means for wider in self.wider.values()]
        odd = sorted(set(words) - self.classes.keys() - self.wider.keys())
        if odd:
            raise ValueError(f"{', '.join(odd)}: no product class and no wider word")
        return self

    def is_thing(self, product_class: str | None, things: Iterable[str]) -> Truth:
        """Whether a thing of this class is among `things`: words of rules, or classes."""
        if product_class is None:
            return "unknown"
        answers = {self._means(thing, product_class) for thing in things}
        if "yes" in answers:
            return "yes"
        return "unknown" if "unknown" in answers else "no"

    def trades_of(self, names: Iterable[str]) -> frozenset[str]:
        """The trades of these classes; a service has none."""
        return frozenset(
            trade for name in names if name in self.classes and (trade := self.classes[name].trade)
        )

    def rule_word(self, thing: str) -> str:
        """A word of a rule as it stands in a sentence."""
        product = self.products.get(thing)
        return product.name if product else thing.replace("_", " ")

    def _means(self, thing: str, product_class: str) -> Truth:
        product = self.products.get(thing)
        if product is None:
            return "yes" if thing == product_class else "no"
        if product_class in product.surely:
            return "yes"
        return "no" if product_class in product.never else "unknown"
