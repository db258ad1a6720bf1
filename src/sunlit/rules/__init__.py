"""Which instrument binds this buyer, this money, this thing, on this day?"""

from sunlit.rules.answer import Answer, answers_as_records
from sunlit.rules.as_written import AsWritten, facts_as_written, read_facts
from sunlit.rules.ask import answer, completed
from sunlit.rules.assumed import assumed_purpose
from sunlit.rules.changes import StatusChange, status_changes
from sunlit.rules.facts import Facts, facts_schema
from sunlit.rules.fund_names import NamedFunds, funds_of_name
from sunlit.rules.in_a_word import law_in_a_word
from sunlit.rules.inferred import (
    Inferred,
    facts_of_cells,
    facts_of_row,
    facts_of_texts,
    inferred_of_cell,
    is_by_label_alone,
    with_inferred,
)
from sunlit.rules.party_names import party_of_name
from sunlit.rules.periods import Period, periods
from sunlit.rules.places import may_bind
from sunlit.rules.reported import reported_purchases
from sunlit.rules.status import answers, as_facts, facts_of, law_digest, told, words
from sunlit.rules.status_rows import law_of_rows, statuses
from sunlit.rules.timeline import TimelineEntry, before_after, timeline
from sunlit.rules.uses import left_out_in_words, made_by_in_words, part_in_words
from sunlit.rules.vector import answer_columns

__all__ = [
    "Answer",
    "AsWritten",
    "Facts",
    "Inferred",
    "NamedFunds",
    "Period",
    "StatusChange",
    "TimelineEntry",
    "answer",
    "answer_columns",
    "answers",
    "answers_as_records",
    "as_facts",
    "assumed_purpose",
    "before_after",
    "completed",
    "facts_as_written",
    "facts_of",
    "facts_of_cells",
    "facts_of_row",
    "facts_of_texts",
    "facts_schema",
    "funds_of_name",
    "inferred_of_cell",
    "is_by_label_alone",
    "law_digest",
    "law_in_a_word",
    "law_of_rows",
    "left_out_in_words",
    "made_by_in_words",
    "may_bind",
    "part_in_words",
    "party_of_name",
    "periods",
    "read_facts",
    "reported_purchases",
    "status_changes",
    "statuses",
    "timeline",
    "told",
    "with_inferred",
    "words",
]
