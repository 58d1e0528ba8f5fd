"""iCalendar (RFC 5545): days with something to do, and instants at which something is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class DayEvent:
    """Something for a whole day; it blocks no time.

    Attributes:
        uid: the same for the same thing at every fetch. on: the calendar day.
    """

    uid: str
    on: date
    summary: str


@dataclass(frozen=True, slots=True)
class InstantEvent:
    """Something due at an instant (aware)."""

    uid: str
    at: datetime
    summary: str


def to_icalendar(events: Iterable[DayEvent | InstantEvent], *, name: str, now: datetime) -> bytes:
    """Return the events as an iCalendar file.

    Days are dates without a zone: they are the same day wherever they are read. Instants are in
    UTC: every calendar shows them at the right time of its own zone, clock changes included.
    """
    from icalendar import Calendar, Event  # noqa: PLC0415 - out of a server until a feed is read

    calendar = Calendar()
    calendar.add("prodid", "-//quizapp//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for event in events:
        entry = Event()
        entry.add("uid", event.uid)
        entry.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
        entry.add("summary", event.summary)
        match event:
            case DayEvent(on=on):
                entry.add("dtstart", on)
                entry.add("dtend", on + timedelta(days=1))
            case InstantEvent(at=at):
                entry.add("dtstart", at.astimezone(UTC).replace(microsecond=0))
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    return bytes(calendar.to_ical())
