"""How are makers' and brands' names read as words? The content of brand_words.yaml."""

from typing import Literal

from pydantic import Field

from sunlit.knowledge.facts import Record, Texts


class Reading(Record):
    """What is read otherwise of a signal than its own entry says; None leaves it as it is."""

    strength: Literal["alone", "likely", "lead"] | None = None
    grade: Literal["model"] | None = None
    product_class: str | None = None


class BrandWords(Record):
    """brand_words.yaml."""

    about: dict[str, object]
    readings: dict[str, Reading]  # by the signal's id
    lines_by_class: dict[str, Texts] = Field(default_factory=dict)
    lines_of_other_goods: Texts = ()
    other_makers: Texts
    broad_brands: Texts
    everyday: Texts
    truncations: dict[str, str]
    glued: Texts
    not_slips: Texts
