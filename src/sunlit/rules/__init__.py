"""Which instrument binds this buyer, this money, this thing, on this day?"""

from sunlit.rules.reported import reported_purchases
from sunlit.rules.status import statuses
from sunlit.rules.timeline import TimelineEntry, before_after, timeline
from sunlit.rules.words import law_in_a_word

__all__ = [
    "TimelineEntry",
    "before_after",
    "law_in_a_word",
    "reported_purchases",
    "statuses",
    "timeline",
]
