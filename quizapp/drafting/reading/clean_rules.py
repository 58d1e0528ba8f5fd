"""Rules that judge one line by itself: is it the article's, a caption, or the page around it."""

from typing import Final

from quizapp.drafting.reading import clean_words as words
from quizapp.drafting.reading.read_blocks import Block, BlockKind, count_words, ends_a_sentence

SHORT: Final = 30
"""Words: a menu line or a notice is shorter; longer lines are judged by rules of their own."""

LONGEST: Final = 400
"""Characters: the same, for lines without spaces."""

LINE_OF_PROSE: Final = 12
"""Words: a sentence at least this long needs more than one sign that it is not the article's."""

CAPTION_WORDS: Final = 60
"""Words: descriptions of pictures are one sentence, and are not longer."""

FEW_WORDS: Final = 5
"""Words: a line of fewer says too little to be told from another."""


def _is_prose(text: str) -> bool:
    return ends_a_sentence(text) and count_words(text) >= LINE_OF_PROSE


def _trivial(text: str) -> str:
    """Return the reason for lines that hold no words at all."""
    if words.ORNAMENT.fullmatch(text):
        return "a rule or an ornament"
    if len(text) > LONGEST:
        return ""
    if words.COLOUR.fullmatch(text):
        return "a colour code"
    if words.NUMBER.fullmatch(text) and not words.YEAR.fullmatch(text):
        return "a number alone"
    return ""


def _of_the_page(text: str) -> str:
    """Return the reason for short lines of menus, buttons and lists of links."""
    if words.NAVIGATION.fullmatch(text):
        return "navigation"
    if words.TAGS.fullmatch(text) and not ends_a_sentence(text):
        return "tags"
    if not _is_prose(text) and words.SOCIAL.fullmatch(text) and not ends_a_sentence(text):
        return "sharing links"
    if words.RELATED.fullmatch(text) and not ends_a_sentence(text):
        return "related articles"
    return ""


def _sign_up(text: str) -> str:
    signs = sum(1 for _ in words.NEWSLETTER.finditer(text))
    begins = words.NEWSLETTER_START.match(text) is not None
    if (
        words.TO_INBOX.search(text)
        or (begins and signs)
        or (signs and not _is_prose(text) and "our" in text.casefold().split())
    ):
        return "newsletter sign-up"
    return "newsletter sign-up" if signs > 1 and count_words(text) < SHORT else ""


def _notices(text: str) -> str:
    if words.COOKIES.search(text) and (words.WE.search(text) or not _is_prose(text)):
        return "a notice on cookies or terms"
    if words.COPYRIGHT.search(text):
        return "copyright"
    if words.BYLINE.fullmatch(text) and not _is_prose(text) and not text.endswith((".", ":")):
        return "a byline"
    if words.DATELINE.fullmatch(text):
        return "a date line"
    if words.CREDIT.fullmatch(text) and count_words(text) < LINE_OF_PROSE:
        return "a picture credit"
    return ""


def _short_ask(text: str) -> str:
    asks = sum(1 for _ in words.ASKS.finditer(text))
    if (words.SHORT_ASK.match(text) and words.WE.search(text) and asks) or (
        asks and not ends_a_sentence(text) and words.WE.search(text)
    ):
        return "asks for money"
    return ""


def why_dropped(text: str) -> str:
    """Return why a line is none of the article's, in a few words, or "" for one that may be."""
    if reason := _trivial(text):
        return reason
    if len(text) > LONGEST or count_words(text) > SHORT:
        return ""
    return _of_the_page(text) or _sign_up(text) or _notices(text) or _short_ask(text)


def asks_for_money(text: str) -> bool:
    """Return whether a paragraph is a publication's appeal to its readers.

    Three signs are needed outside quotation marks: words that ask (two of them), words for a
    publication, and its "we". An article about donations has the first, an interview the last.
    """
    own = words.QUOTED.sub(" ", text)
    asks = {found.group().casefold() for found in words.ASKS.finditer(own)}
    outlet = words.OUTLET.search(own) is not None
    return len(asks) > 1 and outlet and words.WE.search(own) is not None


def is_caption(block: Block) -> bool:
    """Return whether a line describes a picture."""
    if block.kind is BlockKind.CAPTION:
        return True
    text = block.text
    length = count_words(text)
    if block.kind is BlockKind.HEADING or not FEW_WORDS <= length <= CAPTION_WORDS:
        return False
    if len(text) > 2 * LONGEST:
        return False
    if words.CREDIT_AT_END.search(text) or words.CAPTION_START.match(text):
        return True
    opening = " ".join(text.split()[:14])
    return (
        words.DATED_END.search(text) is not None
        and words.PHOTO_VERB.search(opening) is not None
        and words.QUOTED.search(text) is None
    )
