"""What do words say of a purchase? The one reading, for every verb: words in, facts out."""

from sunlit.rules.reading.as_written import AsWritten, facts_as_written, read_facts
from sunlit.rules.reading.assumed import Assumption, assumed_purpose
from sunlit.rules.reading.buyers import NamedBuyer, buyer_of_unit, buyer_of_words
from sunlit.rules.reading.cells import (
    Inferred,
    facts_of_cells,
    facts_of_row,
    facts_of_texts,
    inferred_of_cell,
    is_by_label_alone,
    with_inferred,
)
from sunlit.rules.reading.classes import class_of_words
from sunlit.rules.reading.funds import NamedFunds, funds_of_name
from sunlit.rules.reading.parties import NamedParty, party_of_name
from sunlit.rules.reading.uses import left_out_in_words, made_by_in_words, part_in_words
from sunlit.rules.reading.words import nearest

__all__ = [
    "AsWritten",
    "Assumption",
    "Inferred",
    "NamedBuyer",
    "NamedFunds",
    "NamedParty",
    "assumed_purpose",
    "buyer_of_unit",
    "buyer_of_words",
    "class_of_words",
    "facts_as_written",
    "facts_of_cells",
    "facts_of_row",
    "facts_of_texts",
    "funds_of_name",
    "inferred_of_cell",
    "is_by_label_alone",
    "left_out_in_words",
    "made_by_in_words",
    "nearest",
    "part_in_words",
    "party_of_name",
    "read_facts",
    "with_inferred",
]
