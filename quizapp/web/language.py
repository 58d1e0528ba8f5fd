"""The language of a page's own words: which there are, who gets which, and words in it.

What an article says stays in the article's language. The JSON API speaks English.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale, get_translations, lazy_gettext
from flask_babel import gettext as _translated
from markupsafe import Markup

from quizapp.errors import QuizappError, Words, translatable
from quizapp.services.people.zones import zone_or_fallback
from quizapp.web import visitor
from quizapp.web.template_words import init_template_words

NO_VALUE: Final = "\u2013"


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the pages speak.

    Attributes:
        code: as in ``<html lang>`` and the name of its catalogue's folder.
        name: in itself, so that whoever needs it can read it.
        direction: "ltr" or "rtl".
        day: pattern of a day, in the letters of Unicode's date patterns.
        minute: pattern of a time of day.
    """

    code: str
    name: str
    direction: str
    day: str
    minute: str


LANGUAGES: Final = {
    each.code: each
    for each in (
        Language("en", "English", "ltr", "EEE d MMM y", "HH:mm"),
        Language("es", "Español", "ltr", "EEE d MMM y", "H:mm"),
    )
}
"""A new one is a line here, one in ``services.people.preferences.LANGUAGES``, and its catalogue."""
_ROLES: Final = {
    "learner": translatable("learner"),
    "teacher": translatable("teacher"),
    "author": translatable("author"),
    "administrator": translatable("administrator"),
}
_UNITS: Final = {
    "min": translatable("%(num)s min"),
    "d": translatable("%(num)s d"),
    "mo": translatable("%(num)s mo"),
    "y": translatable("%(num)s y"),
}
_PLURAL_SAMPLES: Final = 102
"""Every category of every language that counts whole numbers occurs below."""
_WRITTEN: Final = 4096
"""Numbers whose words are kept, of all languages together: a table writes the same ones often."""
SOURCE: Final = "en"
"""The language that stands in templates and code."""


def init_language(app: Flask) -> None:
    """Translate the application's pages; must come before the template environment is used."""
    # A block of text in a template is one line in the catalogue, however it is broken there.
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    Babel(app, default_locale=SOURCE, locale_selector=_selected)
    init_template_words(app)
    app.jinja_env.globals["language"] = current_language
    app.jinja_env.globals["language_names"] = language_names
    app.jinja_env.globals["language_codes"] = language_codes
    app.jinja_env.globals["role_names"] = role_names
    app.jinja_env.globals["other_language"] = other_language
    app.jinja_env.globals["tongue"] = tongue
    app.jinja_env.globals["is_lost_zone"] = is_lost_zone
    app.jinja_env.globals["plural_forms"] = plural_forms
    app.jinja_env.filters["in_tongue"] = in_tongue
    app.jinja_env.filters["number"] = number_words
    app.jinja_env.filters["said"] = said
    app.jinja_env.filters["interval"] = interval_words
    app.after_request(_vary)


def later(text: str) -> str:
    """Return a text that is translated whenever it is read: for labels made at import.

    It is no real text, but behaves as one; never put a person's words into it.
    """
    lazy: str = lazy_gettext(text)
    return lazy


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Speak a language of ``LANGUAGES`` for as long as the block lasts."""
    with force_locale(code):
        yield


def say(text: str, **values: object) -> str:
    """Return a text in the present language, with ``%(name)s`` filled in."""
    said: str = _translated(text, **values)
    return said


def say_counted(one: str, many: str, number: int, **values: object) -> str:
    """Return the text for that many in the present language; ``%(num)s`` is the number."""
    said: str = get_translations().ungettext(one, many, number)
    return said % {"num": number_words(number), **values}


def said(words: str) -> str:
    """Return a text of ours in the present language; ``Words`` with their values filled in."""
    if not isinstance(words, Words):
        return say(words)
    return _filled(words.template, words.values)


def said_to_browser(words: str) -> str:
    """Return a text of the API's as a page of ours shows it; a program with a token gets English.

    What a browser sent late comes back on the API, and its reasons are read by the person.
    """
    if not words or visitor.by_token():
        return str(words)
    with in_language(_of_visitor()):
        return said(words)


def words_of(error: QuizappError) -> str:
    """Return the message of an error in the present language."""
    return _filled(error.template, error.values) if error.template else str(error)


def _filled(template: str, values: Mapping[str, object]) -> str:
    told = {
        name: said(value) if isinstance(value, Words) else value for name, value in values.items()
    }
    text = say(template)
    return text.format(**told) if told else text


def plural_forms(one: str, many: str) -> dict[str, str]:
    """Return the forms of a counted text by CLDR's categories, for scripts that count on.

    ``%(num)s`` stays in them; a script chooses by ``Intl.PluralRules``.
    """
    return {
        category: say_counted(one, many, number, num="%(num)s")
        for category, number in _plural_samples(str(_locale())).items()
    }


@cache
def _plural_samples(code: str) -> Mapping[str, int]:
    """Return the least number of each of CLDR's categories of a language."""
    rule = Locale.parse(code).plural_form
    return {rule(number): number for number in reversed(range(_PLURAL_SAMPLES))}


def role_names() -> dict[str, str]:
    """Return the name of each role, as it stands in the accounts."""
    return {role: say(name) for role, name in _ROLES.items()}


def language_names() -> dict[str, str]:
    """Return the name of each choice of a language: each in itself."""
    browser = {"browser": say("As the browser asks")}
    return browser | {code: each.name for code, each in LANGUAGES.items()}


def current_language() -> Language:
    """Return the language of the present answer."""
    return LANGUAGES[str(_locale())]


def language_codes() -> dict[str, str]:
    """Return the languages that the names of ``language_names`` are in."""
    return {code: code for code in LANGUAGES if code != current_language().code}


def other_language(code: str) -> str:
    """Return the language of some content where it is not the page's, else ""."""
    return "" if code == current_language().code else code


def tongue(code: str) -> Markup:
    """Return the attributes of an element whose content is in a language that may be another.

    A screen reader then reads an English article on a Spanish page in English. Its direction
    follows from its letters.
    """
    other = other_language(code)
    return Markup(' lang="{}" dir="auto"').format(other) if other else Markup()


def in_tongue(text: str, code: str) -> str:
    """Return content that stands in the middle of a sentence of ours, marked as ``tongue`` does."""
    marks = tongue(code)
    return Markup("<span{}>{}</span>").format(marks, text) if marks else text


def is_lost_zone(zone: str) -> bool:
    """Return whether this machine knows a zone no more, so that its times stand in UTC."""
    return zone_or_fallback(zone) != zone


def day_words(instant: datetime, zone: str) -> str:
    """Return the day of an instant in a zone: "Mon 23 Nov 2026"."""
    return _written(instant, zone, current_language().day)


def moment_words(instant: datetime, zone: str) -> str:
    """Return an instant in a zone with its offset: "Mon 23 Nov 2026, 09:00 (UTC+01:00)"."""
    spoken = current_language()
    return _written(instant, zone, f"{spoken.day}, {spoken.minute} ('UTC'xxx)")


def date_words(on: date, pattern: str) -> str:
    """Return a date in the present language; the pattern is in Unicode's letters: "d MMM"."""
    return format_date(on, pattern, locale=_locale())


def interval_words(text: str) -> str:
    """Return an interval of ``study.study_cards`` ("3 d", "2 mo") in the present language."""
    number, _, unit = text.partition(" ")
    short = _UNITS.get(unit)
    return say(short, num=number.replace(".", _decimal_sign())) if short else text


def percent(share: float | None) -> str:
    """Return a share 0..1 as "87 %", and a dash where there is none."""
    if share is None:
        return NO_VALUE
    return _percent_in(round(share * 100), str(_locale()))


@lru_cache(maxsize=_WRITTEN)
def _percent_in(percents: int, locale: str) -> str:
    written = format_percent(percents / 100, format="#,##0\u202f%", locale=locale)
    return written.replace("-", "\N{MINUS SIGN}")


def number_words(number: float, places: int | None = None) -> str:
    """Return a number with the signs of the language: "1,234", "0.5"; with so many places."""
    return _number_in(number, places, str(_locale()))


@lru_cache(maxsize=_WRITTEN)
def _number_in(number: float, places: int | None, locale: str) -> str:
    pattern = None if places is None else f"#,##0.{'0' * places}"
    written = format_decimal(number, format=pattern, locale=locale)
    return written.replace("-", "\N{MINUS SIGN}")


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number before its noun: "1 card", "3 cards"; the catalogue has both forms."""
    return say_counted(f"%(num)s {one}", f"%(num)s {many or one + 's'}", number)


def _written(instant: datetime, zone: str, pattern: str) -> str:
    local = instant.astimezone(ZoneInfo(zone_or_fallback(zone)))
    return format_datetime(local, pattern, tzinfo=local.tzinfo, locale=_locale())


def _decimal_sign() -> str:
    return number_words(0.5, 1)[1]


def _locale() -> Locale:
    return get_locale() or Locale(SOURCE)


def _selected() -> str:
    """Return the code of the language for this request: the person's, else the browser's."""
    if not has_request_context() or visitor.is_api():
        return SOURCE
    return _of_visitor()


def _of_visitor() -> str:
    person = visitor.find_current()
    if person is not None and person.language in LANGUAGES:
        return person.language
    g.language_asked = True
    return request.accept_languages.best_match(LANGUAGES, default=SOURCE)


def _vary(response: Response) -> Response:
    """Tell caches that the browser's languages decided, where they did."""
    if g.get("language_asked"):
        response.vary.add("Accept-Language")
    return response
