"""Did the instrument bind anybody on that day?"""

from sunlit.knowledge import Instrument
from sunlit.knowledge.scope import Bar
from sunlit.values.partial_date import PartialDate, within
from sunlit.values.truth import Truth, both, either, opposite


def in_force(instrument: Instrument, day: PartialDate, bar: Bar | None = None) -> Truth:
    """Whether any barring part of the instrument was in force on `day`, or this one bar of it.

    Parts that only list or announce (`bars: false`) do not count; an instrument without a
    known start gives "unknown".
    """
    if bar is not None and bar.since is not None:
        held = within(day, bar.since, bar.until)
    else:
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
    partial_dates = [part.since for part in instrument.in_force if part.bars and part.since]
    return sorted(partial_dates, key=PartialDate.sort_key)


def begins(instrument: Instrument) -> PartialDate | None:
    """The first day on which any part started, barring or not; None when none was read."""
    found = [part.since for part in instrument.in_force if part.since]
    return min(found, key=PartialDate.sort_key, default=None)


def force_in_words(instrument: Instrument, bar: Bar | None = None) -> str:
    """From when, and until when if it ends: "in force from 2020-08-13"."""
    days = [bar.since] if bar and bar.since else starts(instrument)
    end = instrument.in_force_until
    last = bar.until if bar and bar.until else (end.day if end else None)
    ending = f", in force until {last}" if last else ""
    known = days and days[0].text != "unknown"
    return (f"in force from {days[0]}" if known else "its first day was not read") + ending
