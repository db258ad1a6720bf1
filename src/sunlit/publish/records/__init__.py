"""Pages for the file of a purchase: what was asked, what the rules say, on which grounds."""

from sunlit.publish.records.check_page import check_page
from sunlit.publish.records.check_record import CheckRecord, RecordAnswer, RecordLine
from sunlit.publish.records.timeline_picture import PictureBar, timeline_picture

__all__ = [
    "CheckRecord",
    "PictureBar",
    "RecordAnswer",
    "RecordLine",
    "check_page",
    "timeline_picture",
]
