"""The calendar: its page for the learner, and the feed at its secret address."""

from dataclasses import dataclass
from typing import Final

from flask import Response, flash, make_response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from quizapp import clock
from quizapp.services.exports import calendar as service
from quizapp.services.exports.calendar import FeedWords
from quizapp.web import visitor
from quizapp.web.configured import settings_in_force
from quizapp.web.language import SOURCE, day_words, in_language, say, say_counted
from quizapp.web.pages import render, shows

_UNCACHED: Final = "private, no-store, no-transform"
"""The page with the secret is not compressed: see web/compression.py."""


@shows("learner/calendar.html")
@dataclass(frozen=True, slots=True)
class CalendarPage:
    """Whether the feed is on.

    Attributes:
        made: day on which the address was made, in words; "" while it is off.
        fresh: the whole address, just made and shown this once, or "".
    """

    made: str
    fresh: str


def calendar_page() -> str:
    """Show whether the feed is on."""
    return render(_page(fresh=""))


def new_calendar() -> Response:
    """Make a new address and show it; the one before ends."""
    secret = service.new_address(user_id=visitor.current().id, now=clock.now())
    fresh = url_for("learner.calendar_feed", secret=secret, _external=True)
    response = make_response(render(_page(fresh=fresh)))
    response.headers["Cache-Control"] = _UNCACHED
    return response


def calendar_off() -> AnyResponse:
    """Switch the feed off."""
    service.switch_off(user_id=visitor.current().id)
    flash(say("The calendar's address is switched off."), "good")
    return redirect(url_for("learner.calendar"), 303)


def calendar_feed(secret: str) -> Response:
    """Send the calendar at a secret address: calendar programs bring no cookie."""
    settings = settings_in_force()
    text = service.read_feed(
        address_secret=secret,
        address=visitor.address(),
        secret=settings.secret_key,
        words=FeedWords(reviews=_reviews, due=_due),
        now=clock.now(),
    )
    response = make_response(text)
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = 'inline; filename="quizapp.ics"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _reviews(language: str, cards: int, minutes: int) -> str:
    with in_language(language or SOURCE):
        reviews = say_counted("%(num)s review", "%(num)s reviews", cards)
        about = say_counted("%(num)s minute", "%(num)s minutes", minutes)
        return say("%(reviews)s, about %(minutes)s", reviews=reviews, minutes=about)


def _due(language: str, title: str) -> str:
    with in_language(language or SOURCE):
        return say("Due: %(title)s", title=title)


def _page(*, fresh: str) -> CalendarPage:
    person = visitor.current()
    made = service.made_at(user_id=person.id)
    return CalendarPage(made=day_words(made, person.zone) if made else "", fresh=fresh)
