"""The form that brings an article in: where it comes from, and what must be known of its source."""

from typing import ClassVar, Final

from wtforms import BooleanField, FileField, RadioField, StringField, TextAreaField, URLField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from quizapp.web.formkit import Form, choices_of
from quizapp.web.language import later

LICENCES: Final = (
    "CC0 1.0",
    "CC BY 4.0",
    "CC BY-SA 4.0",
    "CC BY-NC 4.0",
    "CC BY-NC-SA 4.0",
    later("Public domain"),
    later("My own text"),
    later("All rights reserved, used with permission"),
)
"""Offered in words that a reader knows; any other words may be written."""
PASTE: Final = "paste"
UPLOAD: Final = "upload"
EMPTY: Final = "empty"
ADDRESS: Final = "address"
WAYS: Final = {
    PASTE: later("Paste the text"),
    UPLOAD: later("Upload a file"),
    EMPTY: later("Start empty"),
    ADDRESS: later("Fetch it from an address"),
}
"""How an article comes in."""
SOURCE_FIELDS: Final = ("publication", "url", "author", "date", "licence")
"""What the documents hold under an article's ``source``."""
SHORT_MAX: Final = 300
LANGUAGE: Final = r"^[a-z]{2}(-[A-Z]{2})?$"
EDTF: Final = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_LONG: Final = Length(max=SHORT_MAX, message=later("Write at most %(max)d characters."))


class SourceForm(Form):
    """What is known of an article's source; a page's form adds more to it."""

    licences: ClassVar = LICENCES

    title = StringField(later("Title"), [_LONG])
    publication = StringField(
        later("Publication"),
        [InputRequired(later("Write where the article was published.")), _LONG],
    )
    licence = StringField(
        later("Licence"),
        [
            InputRequired(later("Say under which licence the text may be used, in a few words.")),
            _LONG,
        ],
    )
    language = StringField(
        later("Language"),
        [Regexp(LANGUAGE, message=later("Write two small letters, as en, or as en-GB."))],
        default="en",
    )
    url = URLField(
        later("Address of the original"),
        [
            Optional(),
            _LONG,
            Regexp(r"^https?://\S+$", message=later("Write an address that begins with https://.")),
        ],
    )
    author = StringField(later("Author"), [Optional(), _LONG])
    date = StringField(
        later("Date of publication"),
        [
            Optional(),
            Regexp(EDTF, message=later("Write the year, or as 2026-05, or as 2026-05-17.")),
        ],
    )


class HeadForm(SourceForm):
    """What stands at the head of an article in the works."""

    title = StringField(later("Title"), [InputRequired(later("Write a title.")), _LONG])
    digest = BooleanField(later("The passages are a digest in our own words"))


class ImportForm(SourceForm):
    """An article that comes in; ``words`` say each way."""

    words: ClassVar = WAYS

    way = RadioField(later("How it comes in"), choices=choices_of(WAYS), default=PASTE)
    text = TextAreaField(later("Text of the article"))
    file = FileField(later("File"))
    address = URLField(later("Address to fetch"), [Optional(), _LONG])
