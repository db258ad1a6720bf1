"""Did the instrument bind anybody on that day?"""

from sunlit.knowledge import Instrument
from sunlit.values.partial_date import PartialDate, within
from sunlit.values.truth import Truth, both, either, opposite


def in_force(instrument: Instrument, day: PartialDate) -> Truth:
    """Whether any barring part of the instrument was in force on `day`.

    Parts that only list or announce (`bars: false`) do not count; an instrument without a
    known start gives "unknown".
    """
    parts = [
        within(day, part.since, part.until)
        for part in instrument.in_force
        if part.bars and part.since
    ]
    held = either(parts) if parts else "unknown"
    end = instrument.in_force_until
    return both(held, opposite(end.day.on_or_before(day))) if end else held


def starts(instrument: Instrument) -> list[PartialDate]:
    """The first days of the instrument's barring parts, earliest first."""
    found = [part.since for part in instrument.in_force if part.bars and part.since]
    return sorted(found, key=PartialDate.sort_key)


def begins(instrument: Instrument) -> PartialDate | None:
    """The first day on which any part started, barring or not; None when none was read."""
    found = [part.since for part in instrument.in_force if part.since]
    return min(found, key=PartialDate.sort_key, default=None)
